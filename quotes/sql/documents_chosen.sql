-- A row is an article without its text, how many quotations it holds, and the length of its text in code points; first
-- those that tell a claim of `incoming`, in the order of the claims, then the others, the latest first.
WITH ranked AS (
    SELECT told.doc, min(incoming.rank) AS rank FROM told JOIN incoming USING (claim) GROUP BY told.doc
),
counted AS (
    SELECT doc, count(*) AS quotations FROM quotations GROUP BY doc
)
SELECT
    d.doc, d.path, d.outlet, CAST(d.date AS VARCHAR), d.title, coalesce(counted.quotations, 0),
    len(d.title) + len(d.body)
FROM documents AS d LEFT JOIN ranked USING (doc) LEFT JOIN counted USING (doc)
ORDER BY ranked.rank NULLS LAST, d.date DESC NULLS LAST, d.doc;
