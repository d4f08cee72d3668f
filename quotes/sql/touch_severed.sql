-- Notes the wordings whose edges are about to go, for the one at the other end has gone.
INSERT INTO touched
WITH severed AS (
    FROM edges AS e
    WHERE NOT EXISTS (FROM wordings AS w WHERE w.wording = e.a) OR NOT EXISTS (FROM wordings AS w WHERE w.wording = e.b)
)
SELECT a FROM severed UNION SELECT b FROM severed;
