-- A row is an edge between two wordings, a < b, in order.
SELECT a, b, level, score, altered, negated FROM edges ORDER BY a, b;
