-- A row is a file of `incoming`, and what could not be read of it; in the order in which it was met.
SELECT f.root, f.path, s.path AS held, s.reason, s.line
FROM skips AS s JOIN incoming AS f ON f.root = s.root AND f.path = split_part(s.path, '!', 1)
ORDER BY s.rowid;
