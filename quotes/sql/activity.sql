-- A row is a day on which a speaker was quoted, and how many statements its articles hold; undated articles are left out.
SELECT CAST(d.date AS VARCHAR) AS day, count(*) AS statements
FROM quotations AS q JOIN aliases AS a USING (who, who_kind) JOIN documents AS d USING (doc)
WHERE a.speaker_id = $speaker_id AND d.date IS NOT NULL
GROUP BY d.date
ORDER BY d.date;
