-- A row is a file of `incoming`, and how many of its documents are stored.
SELECT f.root, f.path, count(*)
FROM documents AS d JOIN incoming AS f ON f.root = d.root AND f.path = split_part(d.path, '!', 1)
GROUP BY ALL;
