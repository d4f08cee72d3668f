-- The row is the number of articles and their first and last day.
SELECT count(*), CAST(min(date) AS VARCHAR), CAST(max(date) AS VARCHAR) FROM documents;
