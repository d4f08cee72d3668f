-- A row is one of the wordings of `incoming` with the content that stands for it.
SELECT wording, content FROM wordings JOIN incoming USING (wording) ORDER BY wording;
