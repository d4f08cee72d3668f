-- A row of `kin` is a wording whose claim may have changed: one that was touched, one that is in a claim with such a one,
-- and whatever is tied to these by edges.
CREATE OR REPLACE TEMP TABLE kin AS
WITH RECURSIVE seeds AS (
    SELECT wording FROM touched
    UNION
    SELECT wording FROM variants WHERE claim IN (SELECT claim FROM variants JOIN touched USING (wording))
),
ties AS (
    SELECT a AS one, b AS other FROM edges UNION ALL SELECT b, a FROM edges
),
reached AS (
    SELECT wording FROM seeds
    UNION
    SELECT ties.other FROM reached JOIN ties ON ties.one = reached.wording
)
SELECT wording FROM reached;
