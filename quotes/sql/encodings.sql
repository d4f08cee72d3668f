-- A row is an encoding of the files read, and how many articles came in it.
SELECT encoding, count(*) FROM documents GROUP BY encoding ORDER BY encoding;
