-- Takes the keys of `incoming` in place of those before.
TRUNCATE sought;
INSERT INTO sought BY NAME SELECT * FROM incoming;
