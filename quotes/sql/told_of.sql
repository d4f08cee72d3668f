-- A row is one statement of a claim of `incoming`, with its document, its speaker and how its wording comes from its
-- parent; claim by claim, in time, undated articles last.
SELECT
    doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim,
    wording, parent, depth, level, score, altered, negated, denied
FROM told JOIN incoming USING (claim)
ORDER BY claim, date NULLS LAST, variant, doc, second, "start", "end", n;
