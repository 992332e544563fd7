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

-- The saved library.

-- Kept: the tags the person ever gave, as they first wrote each.
CREATE TABLE tags (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
-- Kept: what stands under which tag. A row of its own for each kept row that
-- had one before it was united with another, as notes have.
CREATE TABLE kept_tags (
    kept  INTEGER NOT NULL REFERENCES kept (id),
    study INTEGER NOT NULL,             -- the kept row it was given to
    tag   INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (kept, study, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_tags_tag ON kept_tags (tag);
-- Kept: how far the person is with it: domain::shelf::Stage; NULL is to read.
ALTER TABLE kept ADD COLUMN stage TEXT;
ALTER TABLE kept ADD COLUMN stage_set INTEGER;
-- Kept: pieces of texts the person marked, by their words: they are found
-- again when the text changes. A row of its own for each kept row, as above.
CREATE TABLE kept_highlights (
    kept   INTEGER NOT NULL REFERENCES kept (id),
    study  INTEGER NOT NULL,            -- the kept row it was marked on
    block  INTEGER NOT NULL,            -- where in the text it began then
    text   TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (kept, study, text)
) STRICT, WITHOUT ROWID;
