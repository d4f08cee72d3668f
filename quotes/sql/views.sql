-- The views for `quotes sql` and for whoever opens the file: a row of `v_quotations` is a reported statement in schema 1,
-- of `v_speakers` a source across the corpus, of `v_claims` a statement that several articles tell, of `v_edges` two
-- wordings that tell one statement. The comments are what `quotes sql` prints of them.
CREATE OR REPLACE VIEW v_quotations AS
SELECT
    1 AS "schema", doc, path, outlet, date, field, "start", "end", content, kind, cue, cue_start, cue_end, stance, speaker,
    speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, claim, name, speaker_id
FROM statements;
COMMENT ON VIEW v_quotations IS 'a reported statement, in schema 1';
COMMENT ON COLUMN v_quotations."schema" IS 'the number of the schema';
COMMENT ON COLUMN v_quotations.doc IS 'the id of the article';
COMMENT ON COLUMN v_quotations.path IS 'the file it was read from, below the folder that was scanned';
COMMENT ON COLUMN v_quotations.outlet IS 'who published it';
COMMENT ON COLUMN v_quotations.date IS 'the day of publication';
COMMENT ON COLUMN v_quotations.field IS 'title or body';
COMMENT ON COLUMN v_quotations."start" IS 'where the words begin in the field, in code points';
COMMENT ON COLUMN v_quotations."end" IS 'behind the last of them';
COMMENT ON COLUMN v_quotations.content IS 'the words';
COMMENT ON COLUMN v_quotations.kind IS 'direct, mixed, indirect, headline or nominal';
COMMENT ON COLUMN v_quotations.cue IS 'the word that reports';
COMMENT ON COLUMN v_quotations.cue_start IS 'where it begins';
COMMENT ON COLUMN v_quotations.cue_end IS 'behind its last letter';
COMMENT ON COLUMN v_quotations.stance IS 'how the cue puts it, deny for one';
COMMENT ON COLUMN v_quotations.speaker IS 'the speaker as the text has it at the cue';
COMMENT ON COLUMN v_quotations.speaker_start IS 'where that begins';
COMMENT ON COLUMN v_quotations.speaker_end IS 'behind its last letter';
COMMENT ON COLUMN v_quotations.who IS 'the speaker by the fullest name in the article';
COMMENT ON COLUMN v_quotations.who_kind IS 'person, organisation, document or anonymous';
COMMENT ON COLUMN v_quotations.via IS 'who relays it';
COMMENT ON COLUMN v_quotations.rule IS 'the rules that made the row';
COMMENT ON COLUMN v_quotations.evidence IS 'what they stood on';
COMMENT ON COLUMN v_quotations.confidence IS 'how likely words and speaker are right, 0 to 1';
COMMENT ON COLUMN v_quotations.claim IS 'the claim it belongs to, where other articles tell it too';
COMMENT ON COLUMN v_quotations.name IS 'the speaker by the fullest name in the corpus';
COMMENT ON COLUMN v_quotations.speaker_id IS 'the number of the speaker in v_speakers';
CREATE OR REPLACE VIEW v_speakers AS
SELECT
    speaker_id, name, kind, aliases, quotations, documents, outlets, CAST(first AS DATE) AS first,
    CAST(last AS DATE) AS last
FROM heard;
COMMENT ON VIEW v_speakers IS 'a source across the corpus';
COMMENT ON COLUMN v_speakers.speaker_id IS 'the number of the speaker in this database';
COMMENT ON COLUMN v_speakers.name IS 'the fullest name';
COMMENT ON COLUMN v_speakers.kind IS 'person, organisation, document or anonymous';
COMMENT ON COLUMN v_speakers.aliases IS 'all names, a list';
COMMENT ON COLUMN v_speakers.quotations IS 'how many statements';
COMMENT ON COLUMN v_speakers.documents IS 'in how many articles';
COMMENT ON COLUMN v_speakers.outlets IS 'in which outlets, a list';
COMMENT ON COLUMN v_speakers.first IS 'the first day';
COMMENT ON COLUMN v_speakers.last IS 'the last day';
CREATE OR REPLACE VIEW v_claims AS
SELECT
    claim, content, statements, documents, variants AS wordings, outlets, speakers, first, last, drift, altered,
    disputed
FROM spread;
COMMENT ON VIEW v_claims IS 'a statement that several articles tell';
COMMENT ON COLUMN v_claims.claim IS 'the id of the claim';
COMMENT ON COLUMN v_claims.content IS 'its first wording';
COMMENT ON COLUMN v_claims.statements IS 'how many statements tell it';
COMMENT ON COLUMN v_claims.documents IS 'in how many articles';
COMMENT ON COLUMN v_claims.wordings IS 'in how many wordings';
COMMENT ON COLUMN v_claims.outlets IS 'in which outlets, a list';
COMMENT ON COLUMN v_claims.speakers IS 'by whom, a list';
COMMENT ON COLUMN v_claims.first IS 'the first day';
COMMENT ON COLUMN v_claims.last IS 'the last day';
COMMENT ON COLUMN v_claims.drift IS 'how far the wordings went from the first, 0 to 1';
COMMENT ON COLUMN v_claims.altered IS 'whether a fact differs in one of them';
COMMENT ON COLUMN v_claims.disputed IS 'whether one says the opposite of another';
CREATE OR REPLACE VIEW v_edges AS
WITH said AS (
    SELECT
        wording, min(claim) AS claim, list(DISTINCT doc ORDER BY doc) AS docs,
        coalesce(list(DISTINCT name ORDER BY name) FILTER (name IS NOT NULL), []) AS speakers
    FROM statements WHERE wording IS NOT NULL GROUP BY wording
)
SELECT
    e.a, e.b, e.level, e.score, e.altered, e.negated, wa.content AS a_content, wb.content AS b_content,
    sa.docs AS a_docs, sb.docs AS b_docs, sa.speakers AS a_speakers, sb.speakers AS b_speakers,
    if(sa.claim = sb.claim, sa.claim, NULL) AS claim
FROM edges AS e
JOIN wordings AS wa ON wa.wording = e.a
JOIN wordings AS wb ON wb.wording = e.b
JOIN said AS sa ON sa.wording = e.a
JOIN said AS sb ON sb.wording = e.b;
COMMENT ON VIEW v_edges IS 'two wordings that tell one statement';
COMMENT ON COLUMN v_edges.a IS 'the number of the one in this database';
COMMENT ON COLUMN v_edges.b IS 'the number of the other, a higher one';
COMMENT ON COLUMN v_edges.level IS 'identical, near, part or reworded';
COMMENT ON COLUMN v_edges.score IS 'how likely the two are one statement, 0 to 1';
COMMENT ON COLUMN v_edges.altered IS 'whether a fact differs';
COMMENT ON COLUMN v_edges.negated IS 'whether one says the opposite of the other';
COMMENT ON COLUMN v_edges.a_content IS 'the words of the one';
COMMENT ON COLUMN v_edges.b_content IS 'the words of the other';
COMMENT ON COLUMN v_edges.a_docs IS 'the articles that have the one, a list';
COMMENT ON COLUMN v_edges.b_docs IS 'the articles that have the other, a list';
COMMENT ON COLUMN v_edges.a_speakers IS 'who said the one, a list';
COMMENT ON COLUMN v_edges.b_speakers IS 'who said the other, a list';
COMMENT ON COLUMN v_edges.claim IS 'the claim of both, where it is one';
