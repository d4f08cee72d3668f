-- A row is one statement that has a wording of `incoming`, after the number of that wording; in time, undated articles
-- last.
SELECT
    wording, doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end,
    stance, speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim
FROM statements JOIN incoming USING (wording)
ORDER BY date NULLS LAST, doc, second, "start", "end", n;
