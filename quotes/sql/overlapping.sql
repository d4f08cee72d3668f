-- A row is a wording that has enough of the words of a text, by their codes, or the text of its; the most alike first.
SELECT wording, content
FROM wordings
WHERE len(list_intersect(words, $codes)) >= $share * least(len(list_distinct(words)), len($codes))
ORDER BY len(list_intersect(words, $codes)) / greatest(len(words), len($codes)) DESC, wording
LIMIT $limit;
