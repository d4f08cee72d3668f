-- A row is one quotation of an article of `incoming`, article by article, title before body, in order of place.
SELECT
    doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim
FROM statements JOIN incoming USING (doc)
ORDER BY doc, second, "start", "end", n;
