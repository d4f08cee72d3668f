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
    rule VARCHAR NOT NULL, evidence VARCHAR NOT NULL, confidence DOUBLE NOT NULL, wording BIGINT
);
CREATE TABLE wordings (wording BIGINT PRIMARY KEY, words UINTEGER[] NOT NULL, content VARCHAR NOT NULL);
CREATE TABLE edges (
    a BIGINT NOT NULL, b BIGINT NOT NULL, level VARCHAR NOT NULL, score DOUBLE NOT NULL, altered BOOLEAN NOT NULL,
    negated BOOLEAN NOT NULL
);
CREATE TABLE claims (claim VARCHAR PRIMARY KEY, root BIGINT NOT NULL, drift DOUBLE NOT NULL);
CREATE TABLE variants (
    claim VARCHAR NOT NULL, n INTEGER NOT NULL, wording BIGINT PRIMARY KEY, parent BIGINT, depth INTEGER NOT NULL,
    level VARCHAR NOT NULL, score DOUBLE NOT NULL, altered BOOLEAN NOT NULL, negated BOOLEAN NOT NULL
);
CREATE TABLE landmarks (wording BIGINT NOT NULL, landmark BIGINT NOT NULL);
CREATE TABLE keys (wording BIGINT NOT NULL, gram BIGINT NOT NULL);
CREATE TABLE speakers (speaker_id INTEGER NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL);
CREATE TABLE aliases (
    who VARCHAR NOT NULL, who_kind VARCHAR NOT NULL, speaker_id INTEGER NOT NULL, searched VARCHAR NOT NULL
);
CREATE TABLE skips (root VARCHAR NOT NULL, path VARCHAR NOT NULL, line BIGINT, reason VARCHAR NOT NULL);
CREATE VIEW statements AS
SELECT
    q.doc, d.path, d.outlet, d.date, q.field, q."start", q."end", q.content, q.kind, q.cue, q.cue_start, q.cue_end,
    q.stance, q.speaker, q.speaker_start, q.speaker_end, q.who, q.who_kind, q.via, q.rule, q.evidence, q.confidence,
    coalesce(s.name, q.who) AS name, s.speaker_id, v.claim, q.n, q.field = 'body' AS second, q.content_folded,
    q.who_searched, q.wording
FROM quotations AS q
JOIN documents AS d USING (doc)
LEFT JOIN aliases AS a USING (who, who_kind)
LEFT JOIN speakers AS s USING (speaker_id)
LEFT JOIN variants AS v USING (wording);
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
CREATE VIEW told AS
SELECT
    s.*, v.n AS variant, v.parent, v.depth, v.level, v.score, v.altered, v.negated,
    v.negated <> (s.stance = 'deny') AS denied
FROM statements AS s JOIN variants AS v USING (wording);
CREATE VIEW spread AS
WITH counted AS (
    SELECT
        claim, count(*) AS statements, count(DISTINCT doc) AS documents, count(DISTINCT wording) AS variants,
        list(DISTINCT outlet ORDER BY outlet) AS outlets,
        list(DISTINCT name ORDER BY name) FILTER (name IS NOT NULL) AS speakers, min(date) AS first, max(date) AS last,
        bool_or(altered) AS altered, bool_or(denied) AND NOT bool_and(denied) AS disputed,
        list(DISTINCT level) FILTER (parent IS NOT NULL OR depth = 0) AS levels
    FROM told GROUP BY claim
)
SELECT
    claim, w.content, counted.statements, counted.documents, counted.variants, counted.outlets,
    coalesce(counted.speakers, []) AS speakers, counted.first, counted.last, c.drift, counted.altered,
    counted.disputed, counted.levels, c.root
FROM claims AS c JOIN counted USING (claim) JOIN wordings AS w ON w.wording = c.root;
