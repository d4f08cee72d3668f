-- A row says whether anything has changed since the claims were told.
SELECT EXISTS (FROM touched);
