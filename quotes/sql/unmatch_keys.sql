-- Forgets which wordings are matched.
DELETE FROM keys;
