-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Topics: shipped ones by id, with the person's own words laid over them.
-- meta's vocabulary is the edition of the shipped ones that the cache was
-- matched to.
ALTER TABLE topics ADD COLUMN shipped TEXT;                     -- a shipped topic's id
ALTER TABLE topics ADD COLUMN without TEXT NOT NULL DEFAULT '[]'; -- JSON: its words that do not count
ALTER TABLE topics ADD COLUMN not_in TEXT NOT NULL DEFAULT '[]';  -- JSON: phrases in which none counts
-- Cache: an item's categories, which may name topics.
ALTER TABLE items ADD COLUMN headings TEXT NOT NULL DEFAULT '[]'; -- JSON ["heading", …]
-- Kept: what a source is about: a shipped topic's id or the name of one of the
-- person's own.
CREATE TABLE source_topics (
    source INTEGER NOT NULL REFERENCES sources (id),
    topic  TEXT NOT NULL,
    PRIMARY KEY (source, topic)
) STRICT, WITHOUT ROWID;
