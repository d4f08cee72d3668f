-- A row is one of the articles of `incoming`, whole.
SELECT doc, title, body, path, root, line, outlet, CAST(date AS VARCHAR), url, author, encoding
FROM documents JOIN incoming USING (doc)
ORDER BY doc;
