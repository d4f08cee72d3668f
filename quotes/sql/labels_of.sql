-- A row is what a person said of a document of `incoming`.
SELECT doc, source, annotator, title, body, quotations FROM labels SEMI JOIN incoming USING (doc) ORDER BY doc;
