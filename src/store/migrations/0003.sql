-- Schema 3. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

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
