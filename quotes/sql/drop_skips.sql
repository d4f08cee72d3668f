-- Removes the skips of the scopes in `incoming`.
DELETE FROM skips AS s
WHERE EXISTS (
    FROM incoming AS scope
    WHERE scope.root = s.root
        AND (scope.path IS NULL OR scope.path = s.path OR starts_with(s.path, scope.path || '!'))
);
