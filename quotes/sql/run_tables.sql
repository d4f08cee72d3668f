-- A row of `met` is a document that the scan in hand has read, of `met_files` a file that it has met.
CREATE OR REPLACE TEMP TABLE met (doc VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE met_files (root VARCHAR NOT NULL, path VARCHAR NOT NULL);
