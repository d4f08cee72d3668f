-- A row is one speaker that passes the filter: its names, counts, outlets, first and last day; most quotations first.
SELECT speaker_id, name, kind, aliases, quotations, documents, outlets, first, last
FROM heard
WHERE ($kind IS NULL OR kind = $kind)
    AND ($name IS NULL OR speaker_id IN (
        SELECT speaker_id FROM aliases WHERE contains(' ' || searched || ' ', ' ' || $name || ' ')
    ))
ORDER BY quotations DESC, name, kind, speaker_id
LIMIT $limit;
