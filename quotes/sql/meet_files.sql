-- Notes the files of `incoming` as met.
INSERT INTO met_files SELECT root, path FROM incoming;
