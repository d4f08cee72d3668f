-- Removes the edges of wordings that no quotation has any more.
DELETE FROM edges AS e
WHERE NOT EXISTS (FROM wordings AS w WHERE w.wording = e.a) OR NOT EXISTS (FROM wordings AS w WHERE w.wording = e.b);
