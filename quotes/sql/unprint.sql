-- Forgets the prints of the documents of `incoming`: the next scan reads them anew.
UPDATE documents SET hash = '' WHERE doc IN (SELECT doc FROM incoming);
