-- A row is one quotation of the speaker, with its document, in time; undated articles come last.
SELECT
    doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim
FROM statements
WHERE speaker_id = $speaker_id
ORDER BY date NULLS LAST, doc, second, "start", "end", n;
