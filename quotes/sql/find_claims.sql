-- A row is one claim of the page asked for, with its figures: a statement of it holds $text, or is by a speaker of whose
-- names a word begins as $name does; one of them is of the kind and of the outlet.
WITH named AS (
    SELECT who, who_kind FROM aliases WHERE contains(' ' || searched, ' ' || $name)
),
sought AS (
    SELECT DISTINCT v.claim FROM variants AS v JOIN quotations AS q USING (wording) JOIN documents AS d USING (doc)
    WHERE ($kind IS NULL OR q.kind = $kind) AND ($outlet IS NULL OR d.outlet = $outlet)
        AND ($text IS NULL OR contains(q.content_folded, $text) OR (q.who, q.who_kind) IN (SELECT (who, who_kind) FROM named))
),
days AS (
    SELECT claim, list([CAST(date AS VARCHAR), CAST(statements AS VARCHAR)] ORDER BY date) AS days FROM (
        SELECT claim, date, count(*) AS statements FROM told WHERE date IS NOT NULL GROUP BY claim, date
    ) GROUP BY claim
)
SELECT
    claim, content, statements, documents, variants, outlets, speakers, CAST(first AS VARCHAR), CAST(last AS VARCHAR),
    drift, altered, disputed, coalesce(days, [])
FROM spread JOIN sought USING (claim) LEFT JOIN days USING (claim)
WHERE (NOT $altered OR altered) AND (NOT $disputed OR disputed)
ORDER BY
    CASE $sort WHEN 'recency' THEN epoch(last) WHEN 'drift' THEN drift ELSE len(outlets) END DESC NULLS LAST,
    documents DESC, statements DESC, first, claim
LIMIT $limit OFFSET $offset;
