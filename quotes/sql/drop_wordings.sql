-- Removes the wordings that no quotation has any more; only one whose statements have changed can be such.
DELETE FROM wordings AS w
WHERE wording IN (FROM touched) AND NOT EXISTS (FROM quotations AS q WHERE q.wording = w.wording);
