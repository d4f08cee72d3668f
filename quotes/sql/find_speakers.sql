-- A row is one speaker of the page asked for: of its names one holds a word that begins as $name does, and of its
-- statements one passes the filter.
WITH sought AS (
    SELECT DISTINCT speaker_id FROM aliases
    WHERE ($speaker_id IS NULL OR speaker_id = $speaker_id)
        AND ($name IS NULL OR contains(' ' || searched, ' ' || $name))
),
said AS (
    SELECT
        a.speaker_id, count(*) AS quotations, count(DISTINCT q.doc) AS documents,
        list(DISTINCT d.outlet ORDER BY d.outlet) AS outlets, min(d.date) AS first, max(d.date) AS last
    FROM sought JOIN aliases AS a USING (speaker_id) JOIN quotations AS q USING (who, who_kind)
    JOIN documents AS d USING (doc)
    WHERE ($kind IS NULL OR q.kind = $kind) AND ($outlet IS NULL OR d.outlet = $outlet)
    GROUP BY a.speaker_id
    ORDER BY CASE $sort WHEN 'recency' THEN epoch(max(d.date)) ELSE count(*) END DESC NULLS LAST, a.speaker_id
    LIMIT $limit OFFSET $offset
)
SELECT
    s.speaker_id, s.name, s.kind, (SELECT list(who ORDER BY who) FROM aliases AS n WHERE n.speaker_id = s.speaker_id),
    said.quotations, said.documents, said.outlets, CAST(said.first AS VARCHAR), CAST(said.last AS VARCHAR)
FROM said JOIN speakers AS s USING (speaker_id)
ORDER BY CASE $sort WHEN 'recency' THEN epoch(said.last) ELSE said.quotations END DESC NULLS LAST, s.speaker_id;
