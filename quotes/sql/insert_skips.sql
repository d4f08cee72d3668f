-- Writes the skips of `incoming`.
INSERT INTO skips BY NAME SELECT * FROM incoming;
