-- A row is one of the pairs of `incoming` that is an edge.
SELECT a, b FROM edges JOIN incoming USING (a, b) ORDER BY a, b;
