-- A row of `files` is a file of which everything that can be read is stored: its size, when it was written last and when
-- it was met (ns), the digest of its bytes, and that of the engine and the reader that took it.
CREATE TABLE IF NOT EXISTS files (
    root VARCHAR NOT NULL, path VARCHAR NOT NULL, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL,
    seen_ns BIGINT NOT NULL, hash VARCHAR NOT NULL, made_by VARCHAR NOT NULL, PRIMARY KEY (root, path)
);
