-- A row is one of the persons and organisations that are quoted most: names, counts, outlets, first and last day.
SELECT speaker_id, name, kind, aliases, quotations, documents, outlets, first, last
FROM heard
WHERE kind IN ('person', 'organisation')
ORDER BY quotations DESC, name, kind, speaker_id
LIMIT $limit;
