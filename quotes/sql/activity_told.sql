-- A row is a day, an outlet, a kind, and how many statements of it the outlet has on that day; undated ones are left out.
SELECT CAST(date AS VARCHAR), outlet, kind, count(*)
FROM statements WHERE date IS NOT NULL
GROUP BY date, outlet, kind ORDER BY date, outlet, kind;
