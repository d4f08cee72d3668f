-- Writes the quotations of `incoming`.
INSERT INTO quotations BY NAME SELECT * FROM incoming;
