-- A row is one of the latest statements of a speaker of `incoming`, no more than $each of one; speaker by speaker, the
-- latest first, undated articles last.
SELECT
    doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim
FROM statements JOIN incoming USING (speaker_id)
QUALIFY row_number() OVER (PARTITION BY speaker_id ORDER BY date DESC NULLS LAST, doc, second, "start", "end", n) <= $each
ORDER BY speaker_id, date DESC NULLS LAST, doc, second, "start", "end", n;
