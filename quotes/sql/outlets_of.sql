-- A row is a speaker of `incoming`, an outlet, and how many statements of the speaker the outlet has.
SELECT speaker_id, outlet, count(*)
FROM statements JOIN incoming USING (speaker_id)
GROUP BY speaker_id, outlet ORDER BY speaker_id, outlet;
