-- Notes the wordings of the quotations of `incoming`: what is said of them has changed.
INSERT INTO touched SELECT DISTINCT wording FROM incoming WHERE wording IS NOT NULL;
