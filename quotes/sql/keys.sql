-- A row is a key of a wording.
SELECT wording, gram FROM keys;
