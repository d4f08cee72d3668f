-- Removes all speakers.
DELETE FROM speakers;
