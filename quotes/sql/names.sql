-- A row is one resolved name of a source: a number for each document in which it speaks, and how often it does in all.
-- Two of 1,000,000 documents share a number with a chance of 3e-8.
SELECT who, who_kind, list(doc), CAST(sum(times) AS BIGINT)
FROM (
    SELECT who, who_kind, hash(doc) AS doc, count(*) AS times
    FROM quotations
    WHERE who IS NOT NULL AND who_kind IS NOT NULL
    GROUP BY ALL
)
GROUP BY who, who_kind
ORDER BY who, who_kind;
