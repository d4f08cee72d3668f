-- A row is a kind of quotation: how many there are, and how many of them have a known source.
SELECT kind, count(*), count(who) FROM quotations GROUP BY kind ORDER BY kind;
