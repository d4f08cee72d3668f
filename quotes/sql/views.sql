-- The views that others may build on; their columns stay. A row of `v_quotations` is a quotation, in schema 1 with the
-- speaker's name and number in the corpus; of `v_speakers` a speaker; of `v_claims` a statement that several articles
-- tell; of `v_edges` two wordings that tell one statement, each with its documents and speakers.
CREATE OR REPLACE TEMP VIEW v_quotations AS
SELECT
    1 AS schema, doc, path, outlet, date, field, "start", "end", content, kind, cue, cue_start, cue_end, stance,
    speaker, speaker_start, speaker_end, who, who_kind, via, rule, evidence, confidence, claim, name, speaker_id
FROM statements
ORDER BY doc, second, "start", "end", n;
CREATE OR REPLACE TEMP VIEW v_speakers AS
SELECT
    speaker_id, name, kind, aliases, quotations, documents, outlets, CAST(first AS DATE) AS first,
    CAST(last AS DATE) AS last
FROM heard
ORDER BY speaker_id;
CREATE OR REPLACE TEMP VIEW v_claims AS
SELECT
    claim, content, statements, documents, variants AS wordings, outlets, speakers, first, last, drift, altered, disputed
FROM spread
ORDER BY claim;
CREATE OR REPLACE TEMP VIEW v_edges AS
WITH said AS (
    SELECT
        wording, list(DISTINCT doc ORDER BY doc) AS docs,
        coalesce(list(DISTINCT name ORDER BY name) FILTER (name IS NOT NULL), []) AS speakers, any_value(claim) AS claim
    FROM statements WHERE wording IS NOT NULL GROUP BY wording
)
SELECT
    edges.a, edges.b, edges.level, edges.score, edges.altered, edges.negated, one.content AS a_content,
    other.content AS b_content, a_said.docs AS a_docs, b_said.docs AS b_docs, a_said.speakers AS a_speakers,
    b_said.speakers AS b_speakers, if(a_said.claim = b_said.claim, a_said.claim, NULL) AS claim
FROM edges
JOIN wordings AS one ON one.wording = edges.a
JOIN wordings AS other ON other.wording = edges.b
JOIN said AS a_said ON a_said.wording = edges.a
JOIN said AS b_said ON b_said.wording = edges.b
ORDER BY edges.a, edges.b;
