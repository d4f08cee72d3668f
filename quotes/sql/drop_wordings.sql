-- Removes the wordings that no quotation has any more.
DELETE FROM wordings AS w WHERE NOT EXISTS (FROM quotations AS q WHERE q.wording = w.wording);
