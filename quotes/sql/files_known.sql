-- A row is a file of `incoming` of which everything is stored, as it was when it was read.
SELECT root, path, size, mtime_ns, seen_ns, hash, made_by FROM files SEMI JOIN incoming USING (root, path);
