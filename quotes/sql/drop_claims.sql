-- Removes all claims; they are told anew.
DELETE FROM claims;
