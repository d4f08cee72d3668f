-- A row is a wording that is not yet matched: it has no keys.
SELECT wording FROM wordings AS w WHERE NOT EXISTS (FROM keys AS k WHERE k.wording = w.wording) ORDER BY wording;
