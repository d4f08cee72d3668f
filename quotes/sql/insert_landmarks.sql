-- Writes the landmarks of `incoming`.
INSERT INTO landmarks BY NAME SELECT * FROM incoming;
