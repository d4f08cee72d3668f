-- Gives each wording the first of the contents that have it, whatever the order in which they came; only a wording whose
-- statements have changed can have another.
UPDATE wordings AS w SET content = said.content
FROM (
    SELECT wording, min(content) AS content FROM quotations WHERE wording IN (FROM touched) GROUP BY wording
) AS said
WHERE said.wording = w.wording AND said.content <> w.content;
