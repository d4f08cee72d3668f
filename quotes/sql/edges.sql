-- A row is an edge between two wordings of `kin`, a < b, in order.
SELECT a, b, level, score, altered, negated FROM edges WHERE a IN (FROM kin) ORDER BY a, b;
