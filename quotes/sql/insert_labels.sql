-- Writes the labels of `incoming` in place of those of the same documents.
INSERT OR REPLACE INTO labels BY NAME SELECT * FROM incoming;
