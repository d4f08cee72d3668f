-- A row is a pair of wordings, a < b, that share a landmark and enough of the words of the shorter; one of them is new,
-- that is in `incoming`.
WITH pairs AS (
    SELECT DISTINCT least(new.wording, old.wording) AS a, greatest(new.wording, old.wording) AS b
    FROM incoming AS i
    JOIN landmarks AS new USING (wording)
    JOIN landmarks AS old ON old.landmark = new.landmark AND old.wording <> new.wording
)
SELECT a, b
FROM pairs
JOIN wordings AS one ON one.wording = a
JOIN wordings AS other ON other.wording = b
WHERE len(list_intersect(one.words, other.words)) >= $share * least(len(one.words), len(other.words))
ORDER BY a, b;
