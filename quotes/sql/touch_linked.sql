-- Notes the wordings of the edges of `incoming`.
INSERT INTO touched SELECT a FROM incoming UNION SELECT b FROM incoming;
