-- Writes the speakers of `incoming`.
INSERT INTO speakers BY NAME SELECT * FROM incoming;
