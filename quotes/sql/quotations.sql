-- A row is one quotation that passes the filter, with its document and its speaker across the corpus, in the order of
-- the export: document, title before body, place in the field.
SELECT
    doc, path, outlet, CAST(date AS VARCHAR), field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, name, speaker_id, claim
FROM statements
WHERE ($doc IS NULL OR doc = $doc)
    AND ($outlet IS NULL OR outlet = $outlet)
    AND ($since IS NULL OR date >= CAST($since AS DATE))
    AND ($until IS NULL OR date <= CAST($until AS DATE))
    AND ($kind IS NULL OR kind = $kind)
    AND ($text IS NULL OR contains(content_folded, $text))
    AND ($min_confidence IS NULL OR confidence >= $min_confidence)
    AND (
        $speaker IS NULL
        OR contains(' ' || who_searched || ' ', ' ' || $speaker || ' ')
        OR speaker_id IN (
            SELECT speaker_id FROM aliases WHERE contains(' ' || searched || ' ', ' ' || $speaker || ' ')
        )
    )
ORDER BY doc, second, "start", "end", n
LIMIT $limit;
