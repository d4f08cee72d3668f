-- A row is a wording of `kin` that has an edge, or comes in several documents: its words counted, its days, its documents
-- and the first of them.
WITH linked AS (SELECT a AS wording FROM edges UNION SELECT b FROM edges)
SELECT
    w.wording, w.content, len(w.words),
    coalesce(list_sort(list(DISTINCT CAST(d.date AS VARCHAR)) FILTER (d.date IS NOT NULL)), []),
    count(DISTINCT q.doc), min(q.doc)
FROM wordings AS w JOIN quotations AS q USING (wording) JOIN documents AS d USING (doc)
WHERE w.wording IN (FROM kin)
GROUP BY w.wording, w.content, w.words
HAVING count(DISTINCT q.doc) > 1 OR w.wording IN (FROM linked)
ORDER BY w.wording;
