-- A row is a wording of `kin` that was in a claim before the claims are told anew.
SELECT wording FROM variants JOIN kin USING (wording) ORDER BY wording;
