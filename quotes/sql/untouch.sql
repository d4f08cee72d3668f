-- Forgets what has changed: the claims have been told.
DELETE FROM touched;
