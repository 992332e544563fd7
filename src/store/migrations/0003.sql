-- Schema 3. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Articles: what saving gives beside the feed's own text.

-- Kept, as long as the work is saved or noted: what its publisher's page
-- gave, or why nothing. A row of its own for each kept row that was united
-- with another, as notes have; the longest text is the one that shows.
CREATE TABLE articles (
    kept     INTEGER NOT NULL REFERENCES kept (id),
    study    INTEGER NOT NULL,          -- the kept row it was asked for
    address  TEXT NOT NULL,             -- what was asked
    at       INTEGER NOT NULL,          -- when
    refusal  TEXT,                      -- domain::article::Refusal; never asked again
    why      TEXT,                      -- what the last try in vain said
    n_tries  INTEGER NOT NULL DEFAULT 0, -- in vain, for reasons that may pass
    missed   INTEGER,                   -- since when nobody was reached
    next_try INTEGER,                   -- NULL: no more
    stated   TEXT,                      -- JSON of domain::article::Stated, also of a refusal
    n_bytes  INTEGER NOT NULL DEFAULT 0, -- before compression
    html     BLOB,                      -- zstd
    PRIMARY KEY (kept, study)
) STRICT;
CREATE INDEX articles_size ON articles (kept, n_bytes) WHERE html IS NOT NULL;
-- Cache: what the robots.txt of a server said, asked once a day.
CREATE TABLE robots (
    server TEXT PRIMARY KEY,            -- https://host:port
    at     INTEGER NOT NULL,
    rules  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- For queries.
-- Kept: timelines of the person's own, each a query under a name.
CREATE TABLE timelines (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL
) STRICT;
-- Cache: the works of a badge, newest last.
CREATE INDEX works_badge ON works (badge, id) WHERE badge IS NOT NULL;
-- Brought from other programs.

-- Kept: what a file said of a work, for what has no column here. A row of its
-- own for each kept row that had one before it was united with another.
CREATE TABLE kept_references (
    kept      INTEGER NOT NULL REFERENCES kept (id),
    study     INTEGER NOT NULL,         -- the kept row it was brought to
    reference TEXT NOT NULL,            -- JSON of domain::reference::Reference
    PRIMARY KEY (kept, study)
) STRICT, WITHOUT ROWID;
-- Rounds and mutes.

-- Kept: queries whose works stand in no timeline.
CREATE TABLE mutes (
    query TEXT PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Cache: whether a mute holds for it and no badge warns. It then stands in
-- entries at the place of what is muted and nowhere else. meta's mute_below is
-- there while works with a smaller id are still to be looked at.
ALTER TABLE works ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
-- Kept: what the last round picked.
CREATE TABLE round_works (
    work INTEGER PRIMARY KEY
) STRICT;
