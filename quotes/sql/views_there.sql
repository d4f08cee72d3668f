-- A row is one of our views in this database.
SELECT view_name FROM duckdb_views() WHERE NOT internal AND starts_with(view_name, 'v_') ORDER BY view_name;
