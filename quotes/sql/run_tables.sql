-- A row of `met` is a document that the scan in hand has read.
CREATE OR REPLACE TEMP TABLE met (doc VARCHAR NOT NULL);
