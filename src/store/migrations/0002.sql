-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Brought from other programs -----------------------------------------------

-- Kept: what a file said of a work, for what has no column here. A row of its
-- own for each kept row that had one before it was united with another.
CREATE TABLE kept_references (
    kept      INTEGER NOT NULL REFERENCES kept (id),
    study     INTEGER NOT NULL,         -- the kept row it was brought to
    reference TEXT NOT NULL,            -- JSON of domain::reference::Reference
    PRIMARY KEY (kept, study)
) STRICT, WITHOUT ROWID;
