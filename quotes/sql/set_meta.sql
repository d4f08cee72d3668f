-- Writes one fact of this database.
INSERT OR REPLACE INTO meta VALUES ($key, $value);
