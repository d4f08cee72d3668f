-- Removes the quotations of the documents of `incoming`.
DELETE FROM quotations WHERE doc IN (SELECT doc FROM incoming);
