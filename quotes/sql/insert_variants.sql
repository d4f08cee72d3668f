-- Writes the variants of `incoming`.
INSERT INTO variants BY NAME SELECT * FROM incoming;
