-- A row is the name of a table of this database.
SELECT table_name FROM information_schema.tables WHERE table_schema = 'main';
