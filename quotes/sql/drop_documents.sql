-- Removes the documents of `incoming`.
DELETE FROM documents WHERE doc IN (SELECT doc FROM incoming);
