-- A row of `labels` is what a person says are the quotations of one article, as JSON, and the text that they stand on,
-- none where it is not known. They outlive the article's row in `documents`: it may come back.
CREATE TABLE IF NOT EXISTS labels (
    doc VARCHAR PRIMARY KEY, source VARCHAR NOT NULL, annotator VARCHAR NOT NULL, title VARCHAR, body VARCHAR,
    quotations VARCHAR NOT NULL
);
