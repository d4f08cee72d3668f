-- Removes the files of the scopes in `incoming` that the scan in hand has not met.
DELETE FROM files AS f
WHERE EXISTS (FROM incoming AS scope WHERE scope.root = f.root AND (scope.path IS NULL OR scope.path = f.path))
AND NOT EXISTS (FROM met_files AS m WHERE m.root = f.root AND m.path = f.path);
