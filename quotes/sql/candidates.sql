-- A row is a pair of texts that may repeat one another, by their numbers.
SELECT DISTINCT a, b FROM gathered ORDER BY a, b;
