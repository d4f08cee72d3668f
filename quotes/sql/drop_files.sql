-- Removes the files of the documents of `incoming`: not everything that they hold is stored any more.
DELETE FROM files AS f
USING (SELECT DISTINCT root, split_part(path, '!', 1) AS path FROM documents SEMI JOIN incoming USING (doc)) AS d
WHERE f.root = d.root AND f.path = d.path;
