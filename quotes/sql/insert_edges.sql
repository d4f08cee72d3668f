-- Writes the edges of `incoming`; a pair that comes twice has one edge.
INSERT INTO edges BY NAME
SELECT DISTINCT ON (a, b) * FROM incoming AS i
WHERE NOT EXISTS (FROM edges AS e WHERE e.a = i.a AND e.b = i.b)
ORDER BY a, b;
