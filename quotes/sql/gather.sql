-- Writes the pairs of a text that is sought and a text of `incoming`, as long or longer, that holds one of its keys. At
-- most a third of the words may be missing: a bit that only the first has is at least one such word.
INSERT INTO gathered
SELECT DISTINCT least(k.text, g.text), greatest(k.text, g.text)
FROM incoming AS g JOIN sought AS k USING (gram)
WHERE k.text <> g.text
    AND k.words <= g.words
    AND bit_count(k.s0 & ~g.s0) + bit_count(k.s1 & ~g.s1) + bit_count(k.s2 & ~g.s2) + bit_count(k.s3 & ~g.s3)
        <= k.words // 3;
