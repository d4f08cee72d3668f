-- A row is an outlet: its articles and their quotations; most quotations first.
SELECT d.outlet, count(*) AS documents, CAST(coalesce(sum(q.quotations), 0) AS BIGINT) AS quotations
FROM documents AS d
LEFT JOIN (SELECT doc, count(*) AS quotations FROM quotations GROUP BY doc) AS q USING (doc)
GROUP BY d.outlet
ORDER BY quotations DESC, documents DESC, d.outlet;
