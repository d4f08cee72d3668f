-- Writes the landmarks of `incoming`, of wordings that have none yet.
INSERT INTO landmarks BY NAME
SELECT * FROM incoming AS i WHERE NOT EXISTS (FROM landmarks AS l WHERE l.wording = i.wording);
