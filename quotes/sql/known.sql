-- A row is a document of `incoming` that is stored: the print of its content, and where it came from.
SELECT doc, hash, root, path FROM documents SEMI JOIN incoming USING (doc);
