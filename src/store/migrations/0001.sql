-- Schema 1. Never edited once released; a change is the next number.
--
-- Times are seconds since 1970-01-01 00:00 UTC. "Kept" is the person's own: no
-- migration may delete from it. "Cache" can be dropped at any time and comes
-- back with the next refresh.

-- Kept: uuid (of this file), revision (bumped by every write), device (the
-- id in devices of the machine that writes); rematch_below while works with a
-- smaller id are still to be matched to topics that changed.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    id   INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO devices (id, uuid) VALUES (1, lower(hex(randomblob(16))));
INSERT INTO meta (name, value)
VALUES ('uuid', lower(hex(randomblob(16)))), ('revision', 0), ('device', 1);

-- Kept: what is followed, and what was (followed IS NULL).
CREATE TABLE sources (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    address    TEXT NOT NULL UNIQUE,
    followed   INTEGER,                 -- since when, or NULL
    name       TEXT,                    -- the person's own
    given      TEXT NOT NULL,           -- what it was called when it was followed
    own        TEXT NOT NULL,           -- what it calls itself
    host       TEXT NOT NULL,           -- for when nobody calls it anything
    title      TEXT NOT NULL,           -- the first of these four that is not empty
    home       TEXT,
    extra      TEXT NOT NULL,           -- JSON [[name, value]…] of an OPML outline
    moved_from TEXT                     -- its address before a permanent redirect
) STRICT;
CREATE INDEX sources_moved ON sources (moved_from) WHERE moved_from IS NOT NULL;

-- Kept: lists and who stands in them, in which order.
CREATE TABLE lists (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    path     TEXT NOT NULL UNIQUE,      -- JSON ["outermost", …, "own name"]
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE list_sources (
    list     INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    source   INTEGER NOT NULL REFERENCES sources (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (list, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_sources_source ON list_sources (source);

-- Kept: topics by name. Those no longer wanted stay, so that an id is stable.
CREATE TABLE topics (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE,
    words    TEXT NOT NULL,             -- JSON ["word", …]
    position INTEGER                    -- NULL: not wanted any more
) STRICT;

-- Kept: one row a work the person touched.
CREATE TABLE kept (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- a study id, never reused
    work         INTEGER NOT NULL UNIQUE, -- the work's id, also while it is not in the cache
    read         INTEGER,               -- when, or NULL
    read_set     INTEGER,               -- when read or unread was last chosen
    saved        INTEGER,               -- when, or NULL
    saved_set    INTEGER,
    note_set     INTEGER,               -- when the note was last written or emptied
    position     INTEGER NOT NULL DEFAULT 0, -- how far it was read, in blocks
    position_set INTEGER,
    device       INTEGER NOT NULL,      -- who set a mark last
    -- Its own copy, for when the cache is gone; only for what is saved or noted.
    title        TEXT,
    link         TEXT,
    source_title TEXT,
    authors      TEXT,                  -- JSON ["name", …]
    journal      TEXT,
    badge        TEXT,
    undated      INTEGER NOT NULL DEFAULT 0, -- no source stated a readable date
    body         BLOB                   -- HTML, zstd
) STRICT;
CREATE INDEX kept_saved ON kept (work) WHERE saved IS NOT NULL;

-- Kept: the names a kept work answers to: doi:…, pmid:…, url:…, item:<source>/<key>.
CREATE TABLE kept_keys (
    key  TEXT PRIMARY KEY,
    kept INTEGER NOT NULL REFERENCES kept (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_keys_kept ON kept_keys (kept);

-- Kept: notes. A row of its own for each kept row that had one before it was
-- united with another, so that uniting in any order joins the same notes.
CREATE TABLE kept_notes (
    kept  INTEGER NOT NULL REFERENCES kept (id),
    study INTEGER NOT NULL,             -- the kept row it was written on
    note  TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (kept, study)
) STRICT, WITHOUT ROWID;

-- Kept: two kept rows that turned out to be one work, both as they were.
CREATE TABLE merges (
    gone  INTEGER PRIMARY KEY,          -- the study id that went
    stays INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    sides TEXT NOT NULL                 -- JSON [stays, gone] with marks, notes, keys
) STRICT;

-- Kept: where the person stood; JSON of the app.
CREATE TABLE session (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    value TEXT NOT NULL
) STRICT;

-- Kept: how to take back and do again.
CREATE TABLE undo (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    changes  TEXT NOT NULL,             -- JSON of store::undo::Change
    undone   INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Kept: the read marks of a step, too many for JSON.
CREATE TABLE undo_reads (
    undo INTEGER NOT NULL REFERENCES undo (id) ON DELETE CASCADE,
    kept INTEGER NOT NULL,
    was  INTEGER,                       -- kept.read before
    is_  INTEGER,                       -- and after
    PRIMARY KEY (undo, kept)
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_reads_kept ON undo_reads (kept);

-- Cache from here on.

-- Cache: one row of a timeline.
CREATE TABLE works (
    id        INTEGER PRIMARY KEY,      -- domain::id::WorkId, sorts by time
    item      INTEGER,                  -- the item that speaks for it
    source    INTEGER,                  -- and its source
    title     TEXT NOT NULL DEFAULT '',
    link      TEXT,
    badge     TEXT,
    n_sources INTEGER NOT NULL DEFAULT 0, -- followed ones
    undated   INTEGER NOT NULL DEFAULT 0, -- no source stated a readable date
    unread    INTEGER NOT NULL DEFAULT 1, -- mirrors of kept
    saved     INTEGER NOT NULL DEFAULT 0,
    noted     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Cache: the names a work answers to.
CREATE TABLE work_keys (
    key  TEXT PRIMARY KEY,
    work INTEGER NOT NULL REFERENCES works (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_keys_work ON work_keys (work);

-- Cache: url keys that several items of one answer shared: they name no article.
CREATE TABLE spoiled_keys (
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Cache: ids that went into another work. The id is never given again.
CREATE TABLE redirects (
    old INTEGER PRIMARY KEY,
    new INTEGER NOT NULL
) STRICT;
CREATE INDEX redirects_new ON redirects (new);

-- Cache: what one source says about one thing.
CREATE TABLE items (
    id        INTEGER PRIMARY KEY,
    source    INTEGER NOT NULL REFERENCES sources (id),
    key       TEXT NOT NULL,            -- names it within its source
    work      INTEGER NOT NULL REFERENCES works (id),
    hash      INTEGER NOT NULL,         -- xxh3 of all that was read
    time      INTEGER NOT NULL,         -- the earlier of published and first seen
    title     TEXT NOT NULL,
    link      TEXT,
    published INTEGER,                  -- as stated
    authors   TEXT NOT NULL,            -- JSON ["name", …]
    journal   TEXT,
    badge     TEXT,
    UNIQUE (source, key)
) STRICT;
CREATE INDEX items_work ON items (work);

CREATE TABLE item_topics (
    item  INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    topic INTEGER NOT NULL,
    PRIMARY KEY (item, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_topics_topic ON item_topics (topic);

CREATE TABLE bodies (
    item    INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    n_bytes INTEGER NOT NULL,           -- before compression
    html    BLOB NOT NULL               -- zstd
) STRICT;

-- Cache: where the works of a followed source stand: 0 is everything, a list
-- its id, a source its id below zero. No row for a source that is not followed.
CREATE TABLE source_places (
    source INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    PRIMARY KEY (source, place)
) STRICT, WITHOUT ROWID;

-- Cache: every timeline as an index to walk. Topic 0 is any topic.
CREATE TABLE entries (
    place  INTEGER NOT NULL,
    topic  INTEGER NOT NULL,
    work   INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (place, topic, work)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_unread ON entries (place, topic, work) WHERE unread = 1;

-- Cache: how many entries there are. Only the triggers write here, so that no
-- statement can forget to.
CREATE TABLE counts (
    place    INTEGER NOT NULL,
    topic    INTEGER NOT NULL,
    n_all    INTEGER NOT NULL,
    n_unread INTEGER NOT NULL,
    PRIMARY KEY (place, topic)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER entries_come AFTER INSERT ON entries BEGIN
    INSERT INTO counts (place, topic, n_all, n_unread)
    VALUES (new.place, new.topic, 1, new.unread)
    ON CONFLICT (place, topic) DO UPDATE
    SET n_all = n_all + 1, n_unread = n_unread + excluded.n_unread;
END;
CREATE TRIGGER entries_go AFTER DELETE ON entries BEGIN
    UPDATE counts SET n_all = n_all - 1, n_unread = n_unread - old.unread
    WHERE place = old.place AND topic = old.topic;
END;
CREATE TRIGGER entries_turn AFTER UPDATE OF unread ON entries BEGIN
    UPDATE counts SET n_unread = n_unread + new.unread - old.unread
    WHERE place = new.place AND topic = new.topic;
END;

-- Cache: how asking each source goes.
CREATE TABLE fetch_state (
    source        INTEGER PRIMARY KEY REFERENCES sources (id),
    etag          TEXT,
    last_modified TEXT,
    body_hash     INTEGER,              -- xxh3 of the last body that was read
    next_try      INTEGER NOT NULL,
    last_tried    INTEGER NOT NULL,
    last_good     INTEGER,
    n_failures    INTEGER NOT NULL DEFAULT 0, -- since the last good answer
    n_tries       INTEGER NOT NULL DEFAULT 0, -- since the one before it
    n_answers     INTEGER NOT NULL DEFAULT 0, -- good ones, ever
    n_unchanged   INTEGER NOT NULL DEFAULT 0, -- of these, 304
    sum_ms        INTEGER NOT NULL DEFAULT 0, -- of the good ones, milliseconds
    n_bytes       INTEGER NOT NULL DEFAULT 0, -- of the last body
    n_skipped     INTEGER NOT NULL DEFAULT 0, -- entries of it that could not be used
    gone          INTEGER NOT NULL DEFAULT 0,
    min_interval  INTEGER,              -- seconds, the source's own wish
    format        TEXT NOT NULL DEFAULT '',
    what          TEXT NOT NULL         -- what the last try said
) STRICT;

-- Cache: what the search index has to follow; the last change of each work.
CREATE TABLE changes (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    work INTEGER NOT NULL UNIQUE
) STRICT;
