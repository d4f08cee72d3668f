-- Forgets the landmarks of all wordings.
DELETE FROM landmarks;
