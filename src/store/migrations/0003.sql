-- Schema 3. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- For queries.
-- Kept: timelines of the person's own, each a query under a name.
CREATE TABLE timelines (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL
) STRICT;
-- Cache: the works of a badge, newest last.
CREATE INDEX works_badge ON works (badge, id) WHERE badge IS NOT NULL;
