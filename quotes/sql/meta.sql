-- A row is the value of one fact of this database.
SELECT value FROM meta WHERE key = $key;
