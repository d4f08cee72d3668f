-- Writes those wordings of the quotations of `incoming` that are not stored.
INSERT INTO wordings BY NAME
SELECT DISTINCT ON (wording) wording, words, content FROM incoming WHERE wording IS NOT NULL ORDER BY wording, content
ON CONFLICT DO NOTHING;
