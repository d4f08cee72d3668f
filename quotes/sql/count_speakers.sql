-- The row is the number of speakers of the corpus.
SELECT count(*) FROM speakers;
