-- A row is a claim that passes the filter, with its figures and its statements a day; the widest, the most changed or the
-- latest first.
WITH days AS (
    SELECT claim, list([CAST(date AS VARCHAR), CAST(statements AS VARCHAR)] ORDER BY date) AS days FROM (
        SELECT claim, date, count(*) AS statements FROM told WHERE date IS NOT NULL GROUP BY claim, date
    ) GROUP BY claim
)
SELECT
    claim, content, statements, documents, variants, outlets, speakers, CAST(first AS VARCHAR), CAST(last AS VARCHAR),
    drift, altered, disputed, coalesce(days, [])
FROM spread LEFT JOIN days USING (claim)
WHERE ($claim IS NULL OR claim = $claim)
    AND ($outlets IS NULL OR len(outlets) >= $outlets)
    AND ($since IS NULL OR last >= CAST($since AS DATE))
    AND ($until IS NULL OR first <= CAST($until AS DATE))
    AND ($level IS NULL OR list_contains(levels, $level))
    AND (NOT $altered OR altered)
    AND (NOT $disputed OR disputed)
    AND ($text IS NULL OR claim IN (SELECT claim FROM told WHERE contains(content_folded, $text)))
    AND ($min_confidence IS NULL OR claim IN (SELECT claim FROM told WHERE confidence >= $min_confidence))
    AND (
        $speaker IS NULL OR claim IN (
            SELECT claim FROM told
            WHERE contains(' ' || who_searched || ' ', ' ' || $speaker || ' ')
                OR speaker_id IN (
                    SELECT speaker_id FROM aliases WHERE contains(' ' || searched || ' ', ' ' || $speaker || ' ')
                )
        )
    )
ORDER BY
    CASE $sort WHEN 'recency' THEN epoch(last) WHEN 'drift' THEN drift ELSE len(outlets) END DESC NULLS LAST,
    documents DESC, statements DESC, first, claim
LIMIT $limit;
