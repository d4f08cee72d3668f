-- A row is the number of claims.
SELECT count(*) FROM claims;
