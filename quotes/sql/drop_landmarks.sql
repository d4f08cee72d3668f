-- Removes the landmarks of wordings that are not stored.
DELETE FROM landmarks AS l WHERE NOT EXISTS (FROM wordings AS w WHERE w.wording = l.wording);
