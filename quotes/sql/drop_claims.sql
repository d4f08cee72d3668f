-- Removes the claims of the wordings of `kin`; they are told anew.
DELETE FROM claims WHERE claim IN (SELECT claim FROM variants JOIN kin USING (wording));
