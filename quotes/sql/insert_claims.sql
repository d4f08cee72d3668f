-- Writes the claims of `incoming`.
INSERT INTO claims BY NAME SELECT * FROM incoming;
