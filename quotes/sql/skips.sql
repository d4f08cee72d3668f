-- A row is a file, or a line of one, that could not be read.
SELECT path, reason, line, root FROM skips ORDER BY root, path, line NULLS FIRST, reason;
