-- Notes the documents of `incoming` as read.
INSERT INTO met SELECT doc FROM incoming;
