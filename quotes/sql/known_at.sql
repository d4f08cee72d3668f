-- A row is a stored document that comes from one of the stretches in `incoming`: its place and its print.
SELECT d.root, d.path, d.line, d.hash
FROM documents AS d
JOIN incoming AS p ON p.root = d.root AND p.path = d.path AND (d.line IS NULL OR d.line BETWEEN p.first AND p.last);
