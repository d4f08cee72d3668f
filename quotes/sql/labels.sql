-- A row is what a person said of one document, stored or not.
SELECT doc, source, annotator, title, body, quotations FROM labels ORDER BY doc;
