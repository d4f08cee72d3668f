-- A row is two wordings that tell one statement, in the order of their words; numbers of this database are left out.
SELECT a_content, b_content, level, score, altered, negated, a_docs, b_docs, a_speakers, b_speakers, claim
FROM v_edges ORDER BY a_content, b_content, score LIMIT $limit;
