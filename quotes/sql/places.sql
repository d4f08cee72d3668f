-- A row is a stored document and one of its quotations, nulls where it has none: file, root, path, line, doc, field, start,
-- end, content; the documents of one file together. The file of a member of an archive is the archive.
SELECT
    split_part(d.path, '!', 1) AS file, d.root, d.path, d.line, d.doc, q.field, q."start", q."end", q.content
FROM documents AS d
LEFT JOIN quotations AS q USING (doc)
ORDER BY d.root, file, d.path, d.line, d.doc, q.n;
