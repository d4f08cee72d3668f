-- A row is what a file of `incoming` holds and the encoding that it is in, if that is not the usual one; sorted.
SELECT DISTINCT f.root, f.path, d.path AS held, d.encoding
FROM documents AS d JOIN incoming AS f ON f.root = d.root AND f.path = split_part(d.path, '!', 1)
WHERE d.encoding <> 'utf-8'
ORDER BY ALL;
