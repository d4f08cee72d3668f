-- Notes the documents of the files of `incoming` as read.
INSERT INTO met
SELECT d.doc FROM documents AS d JOIN incoming AS f ON f.root = d.root AND f.path = split_part(d.path, '!', 1);
