-- Notes that the statements of the documents of `incoming` are about to change: their wordings are to be told anew.
INSERT INTO touched SELECT DISTINCT wording FROM quotations JOIN incoming USING (doc) WHERE wording IS NOT NULL;
