-- Writes the names of `incoming`.
INSERT INTO aliases BY NAME SELECT * FROM incoming;
