-- A row is one stored article, whole.
SELECT doc, title, body, path, root, line, outlet, CAST(date AS VARCHAR), url, author, encoding
FROM documents WHERE doc = $doc;
