-- Writes the files of `incoming`.
INSERT OR REPLACE INTO files BY NAME SELECT * FROM incoming;
