-- A row is a document of `incoming` that the scan in hand has met.
SELECT DISTINCT doc FROM met SEMI JOIN incoming USING (doc);
