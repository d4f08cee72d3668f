-- A row is a wording of `kin` that has an edge, or comes in several documents: its words counted, its days, its documents
-- and the first of them. The articles of most wordings, which are said but once, are not looked up.
WITH several AS (
    SELECT wording FROM quotations SEMI JOIN kin USING (wording) GROUP BY wording HAVING min(doc) <> max(doc)
),
linked AS (
    SELECT wording FROM kin WHERE wording IN (SELECT a FROM edges) OR wording IN (SELECT b FROM edges)
),
said AS (
    SELECT DISTINCT wording, doc FROM quotations SEMI JOIN (FROM several UNION FROM linked) USING (wording)
),
counted AS (
    SELECT
        wording, list_sort(list(DISTINCT CAST(d.date AS VARCHAR)) FILTER (d.date IS NOT NULL)) AS days,
        count(*) AS documents, min(doc) AS first
    FROM said JOIN documents AS d USING (doc)
    GROUP BY wording
)
SELECT wording, w.content, len(w.words), coalesce(days, []), documents, first
FROM counted JOIN wordings AS w USING (wording)
ORDER BY wording;
