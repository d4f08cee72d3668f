-- Removes the landmarks of the wordings of `incoming`.
DELETE FROM landmarks WHERE wording IN (SELECT wording FROM incoming);
