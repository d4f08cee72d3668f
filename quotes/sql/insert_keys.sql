-- Writes the keys of `incoming`.
INSERT INTO keys BY NAME SELECT * FROM incoming;
