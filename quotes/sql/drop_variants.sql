-- Removes the variants of all claims; they are told anew.
DELETE FROM variants;
