-- A row is a pair of wordings, a < b, that share a landmark and enough of the words of the shorter; one of them is new,
-- that is in `incoming`, and they do not stand in one and the same document only.
WITH pairs AS (
    SELECT DISTINCT least(new.wording, old.wording) AS a, greatest(new.wording, old.wording) AS b
    FROM incoming AS i
    JOIN landmarks AS new USING (wording)
    JOIN landmarks AS old ON old.landmark = new.landmark AND old.wording <> new.wording
),
placed AS (
    SELECT wording, min(doc) AS first, max(doc) AS last FROM quotations WHERE wording IS NOT NULL GROUP BY wording
)
SELECT a, b
FROM pairs
JOIN wordings AS one ON one.wording = a
JOIN wordings AS other ON other.wording = b
JOIN placed AS here ON here.wording = a
JOIN placed AS there ON there.wording = b
WHERE len(list_intersect(one.words, other.words)) >= $share * least(len(one.words), len(other.words))
    AND NOT (here.first = here.last AND there.first = there.last AND here.first = there.first)
ORDER BY a, b;
