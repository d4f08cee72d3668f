-- Removes all names of speakers.
DELETE FROM aliases;
