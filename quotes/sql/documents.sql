-- A row is one stored article without its text, and how many quotations it holds.
SELECT d.doc, d.path, d.outlet, CAST(d.date AS VARCHAR), d.title, coalesce(q.quotations, 0)
FROM documents AS d
LEFT JOIN (SELECT doc, count(*) AS quotations FROM quotations GROUP BY doc) AS q USING (doc)
ORDER BY d.doc;
