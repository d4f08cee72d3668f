-- A row is one resolved name of a source in one document, and how often it speaks there.
SELECT q.who, q.who_kind, q.doc, d.outlet, count(*)
FROM quotations AS q JOIN documents AS d USING (doc)
WHERE q.who IS NOT NULL AND q.who_kind IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
