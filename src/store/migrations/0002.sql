-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- For queries.
CREATE INDEX works_badge ON works (badge, id) WHERE badge IS NOT NULL;
-- Cache: what a source says an item is about; JSON ["name", …].
CREATE TABLE subjects (
    item  INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    names TEXT NOT NULL
) STRICT;
