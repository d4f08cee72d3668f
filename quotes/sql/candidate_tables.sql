-- A row of `sought` is a key of a text: the gram, the number of the text, how many words it has, and its words as four
-- sets of bits; of `gathered` a pair of texts of which one holds a key of the other, perhaps more than once.
CREATE OR REPLACE TEMP TABLE sought (
    gram BIGINT, text INTEGER, words INTEGER, s0 BIGINT, s1 BIGINT, s2 BIGINT, s3 BIGINT
);
CREATE OR REPLACE TEMP TABLE gathered (a INTEGER, b INTEGER);
