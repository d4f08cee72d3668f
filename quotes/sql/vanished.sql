-- A row is a stored document of the scopes in `incoming` that the scan in hand did not meet, and whose place in the
-- corpus (its line, its file, the archive or the folder around it) was not skipped either: it has been deleted.
SELECT doc
FROM documents AS d
ANTI JOIN met USING (doc)
WHERE EXISTS (
    FROM incoming AS scope
    WHERE scope.root = d.root
        AND (scope.path IS NULL OR scope.path = d.path OR starts_with(d.path, scope.path || '!'))
)
AND NOT EXISTS (
    FROM skips AS s
    WHERE s.root = d.root
        AND (
            (s.path = d.path AND (s.line IS NULL OR s.line = d.line))
            OR starts_with(d.path, s.path || '!')
            OR starts_with(d.path, s.path || '/')
        )
)
ORDER BY doc;
