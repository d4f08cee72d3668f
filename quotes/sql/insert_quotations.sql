-- Writes the quotations of `incoming`.
INSERT INTO quotations BY NAME SELECT * EXCLUDE (words) FROM incoming;
