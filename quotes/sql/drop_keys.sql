-- Removes the keys of wordings that are not stored.
DELETE FROM keys AS k WHERE NOT EXISTS (FROM wordings AS w WHERE w.wording = k.wording);
