-- Removes the variants of claims that are gone.
DELETE FROM variants AS v WHERE NOT EXISTS (FROM claims AS c WHERE c.claim = v.claim);
