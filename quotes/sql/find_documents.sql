-- A row is one article of the page asked for, and how many of its quotations pass the filter: its title, folded as
-- quotations are by leaving out $signs and writing $letters as $folds, holds $text, or a quotation of it does, or
-- is by a name of which a word begins as $name does.
WITH said AS (
    SELECT doc, count(*) AS quotations, bool_or(
        $text IS NULL OR contains(content_folded, $text) OR contains(' ' || who_searched, ' ' || $name)
    ) AS holds
    FROM quotations WHERE $kind IS NULL OR kind = $kind GROUP BY doc
)
SELECT d.doc, d.path, d.outlet, CAST(d.date AS VARCHAR), d.title, coalesce(said.quotations, 0)
FROM documents AS d LEFT JOIN said USING (doc)
WHERE ($outlet IS NULL OR d.outlet = $outlet) AND ($kind IS NULL OR said.doc IS NOT NULL)
    AND (
        $text IS NULL OR said.holds
        OR contains(translate(regexp_replace(d.title, $signs, '', 'g'), $letters, $folds), $text)
    )
ORDER BY
    CASE $sort WHEN 'recency' THEN epoch(d.date) ELSE said.quotations END DESC NULLS LAST, d.date DESC NULLS LAST, d.doc
LIMIT $limit OFFSET $offset;
