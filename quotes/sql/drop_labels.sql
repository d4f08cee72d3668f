-- Removes the labels of the documents of `incoming`.
DELETE FROM labels WHERE doc IN (SELECT doc FROM incoming);
