-- Gives each wording the first of the contents that have it, whatever the order in which they came.
UPDATE wordings AS w SET content = said.content
FROM (SELECT wording, min(content) AS content FROM quotations GROUP BY wording) AS said
WHERE said.wording = w.wording AND said.content <> w.content;
