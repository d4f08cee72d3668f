-- A row is a wording: its number, the codes of its words, and whether its keys are still to be chosen.
SELECT w.wording, w.words, k.wording IS NULL AS fresh
FROM wordings AS w LEFT JOIN (SELECT DISTINCT wording FROM keys) AS k USING (wording)
ORDER BY w.wording;
