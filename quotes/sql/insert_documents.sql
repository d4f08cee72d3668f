-- Writes the documents of `incoming`; a day that does not exist is stored as none.
INSERT INTO documents BY NAME SELECT * REPLACE (TRY_CAST(date AS DATE) AS date) FROM incoming;
