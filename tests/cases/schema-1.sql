CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE documents (
    doc VARCHAR PRIMARY KEY, root VARCHAR NOT NULL, path VARCHAR NOT NULL, line BIGINT, outlet VARCHAR NOT NULL,
    date DATE, title VARCHAR NOT NULL, body VARCHAR NOT NULL, url VARCHAR NOT NULL, author VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL, hash VARCHAR NOT NULL
);
CREATE TABLE quotations (
    doc VARCHAR NOT NULL, n INTEGER NOT NULL, field VARCHAR NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    content VARCHAR NOT NULL, content_folded VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    cue VARCHAR, cue_start INTEGER, cue_end INTEGER, stance VARCHAR NOT NULL,
    speaker VARCHAR, speaker_start INTEGER, speaker_end INTEGER,
    who VARCHAR, who_kind VARCHAR, who_searched VARCHAR, via VARCHAR,
    rule VARCHAR NOT NULL, evidence VARCHAR NOT NULL, confidence DOUBLE NOT NULL
);
CREATE TABLE speakers (speaker_id INTEGER NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL);
CREATE TABLE aliases (
    who VARCHAR NOT NULL, who_kind VARCHAR NOT NULL, speaker_id INTEGER NOT NULL, searched VARCHAR NOT NULL
);
CREATE TABLE skips (root VARCHAR NOT NULL, path VARCHAR NOT NULL, line BIGINT, reason VARCHAR NOT NULL);
CREATE VIEW statements AS
SELECT
    q.doc, d.path, d.outlet, d.date, q.field, q."start", q."end", q.content, q.kind, q.cue, q.cue_start, q.cue_end,
    q.stance, q.speaker, q.speaker_start, q.speaker_end, q.who, q.who_kind, q.via, q.rule, q.evidence, q.confidence,
    coalesce(s.name, q.who) AS name, s.speaker_id, q.n, q.field = 'body' AS second, q.content_folded, q.who_searched
FROM quotations AS q
JOIN documents AS d USING (doc)
LEFT JOIN aliases AS a USING (who, who_kind)
LEFT JOIN speakers AS s USING (speaker_id);
CREATE VIEW heard AS
WITH named AS (
    SELECT speaker_id, list(who ORDER BY who) AS aliases FROM aliases GROUP BY speaker_id
),
said AS (
    SELECT
        a.speaker_id, count(*) AS quotations, count(DISTINCT q.doc) AS documents,
        list(DISTINCT d.outlet ORDER BY d.outlet) AS outlets, min(d.date) AS first, max(d.date) AS last
    FROM quotations AS q JOIN aliases AS a USING (who, who_kind) JOIN documents AS d USING (doc)
    GROUP BY a.speaker_id
)
SELECT
    s.speaker_id, s.name, s.kind, named.aliases, said.quotations, said.documents, said.outlets,
    CAST(said.first AS VARCHAR) AS first, CAST(said.last AS VARCHAR) AS last
FROM speakers AS s JOIN named USING (speaker_id) JOIN said USING (speaker_id);
