-- A row is a column of one of the documented views: view, column, type, what it means; in the order of the columns.
SELECT table_name, column_name, data_type, comment
FROM duckdb_columns() WHERE starts_with(table_name, 'v_') AND comment IS NOT NULL
ORDER BY table_name, column_index;
