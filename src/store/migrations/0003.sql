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
-- First run, who to follow, lists that live elsewhere. meta's welcomed is when
-- the welcome was passed.

-- Kept: who is never to be suggested again; NULL: that was taken back.
CREATE TABLE hidden_suggestions (
    suggestion TEXT PRIMARY KEY,        -- its feed's address, else where to search
    since      INTEGER
) STRICT, WITHOUT ROWID;

-- Kept: lists of somebody else that are followed as they are, and were
-- (followed IS NULL).
CREATE TABLE living_lists (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    address  TEXT NOT NULL UNIQUE,
    title    TEXT NOT NULL,
    list     INTEGER NOT NULL,          -- lists.id; the list may be deleted
    followed INTEGER                    -- since when, or NULL
) STRICT;
-- Kept: who stood in it when it was last read; brought = 1 where it was
-- followed because of it. Not touched by undo: what the person took back is
-- known, and does not come again.
CREATE TABLE living_members (
    living  INTEGER NOT NULL REFERENCES living_lists (id),
    source  INTEGER NOT NULL REFERENCES sources (id),
    brought INTEGER NOT NULL,
    PRIMARY KEY (living, source)
) STRICT, WITHOUT ROWID;
-- Cache: how asking it goes.
CREATE TABLE living_state (
    living        INTEGER PRIMARY KEY REFERENCES living_lists (id),
    etag          TEXT,
    last_modified TEXT,
    next_try      INTEGER NOT NULL,
    last_good     INTEGER,
    what          TEXT NOT NULL         -- what the last try said
) STRICT;

-- Letting go of what is old.

-- Cache: xxh3 of the key of each item that a source's last answer with items
-- carried, eight bytes each, little end first: what would only come back.
CREATE TABLE carried (
    source INTEGER PRIMARY KEY REFERENCES sources (id),
    keys   BLOB NOT NULL
) STRICT;
-- Kept: the largest id of each second that a work had which was let go, so
-- that no other work ever gets it.
CREATE TABLE retired (
    last INTEGER PRIMARY KEY
) STRICT;

-- Cards that wait, for counting them without looking at each.
CREATE INDEX review_cards_due ON review_cards (due, last, kept) WHERE active = 1 AND united = 0;

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
