-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Kept: under which name the secret of a source lies with its keeper: the
-- address it was given for. NULL: none. The secret itself is never in here.
ALTER TABLE sources ADD COLUMN secret TEXT;

-- Asking over time: moves, pauses, what is gone.

-- Kept: where a source may not move to by itself, since the person took that
-- move back.
ALTER TABLE sources ADD COLUMN stays_off TEXT;
-- Kept: every address a source ever lived at, so that it is known again.
CREATE TABLE former_addresses (
    address TEXT PRIMARY KEY,
    source  INTEGER NOT NULL REFERENCES sources (id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO former_addresses (address, source)
SELECT moved_from, id FROM sources WHERE moved_from IS NOT NULL;
-- Cache: where the last good answer was redirected to for good, and how many
-- in a row said the same.
ALTER TABLE fetch_state ADD COLUMN moving_to TEXT;
ALTER TABLE fetch_state ADD COLUMN n_moving INTEGER NOT NULL DEFAULT 0;
-- Cache: answers of 404 in a row.
ALTER TABLE fetch_state ADD COLUMN n_not_found INTEGER NOT NULL DEFAULT 0;
-- Cache: whether the last try reached nobody: perhaps it was us.
ALTER TABLE fetch_state ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
-- Cache: hours (bit 0 is 0:00 GMT) and days (bit 0 is Monday) the feed does not
-- want to be asked.
ALTER TABLE fetch_state ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetch_state ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;
-- Cache: the feeds of a web page that came instead; JSON [[address, title]…].
ALTER TABLE fetch_state ADD COLUMN offers TEXT;
UPDATE fetch_state SET n_not_found = n_failures WHERE what LIKE '404%';
-- Cache: until when a host wishes to be left alone.
CREATE TABLE host_pauses (
    host  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_host ON sources (host);

-- What a source says of an item beyond title, text and time: place in the
-- journal, files, comments, first source, language. JSON of domain::details.
-- Cache: of one item, or NULL.
ALTER TABLE items ADD COLUMN details TEXT;
-- Kept: [details, …] of all that carried it; and the date as stated, which may
-- lie ahead of the time it is sorted by.
ALTER TABLE kept ADD COLUMN details TEXT;
ALTER TABLE kept ADD COLUMN published INTEGER;
-- What is cached came without: the next refresh reads every source once more.
UPDATE fetch_state SET etag = NULL, last_modified = NULL, body_hash = NULL;

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

-- One row per paper, explained and reversible.

-- Kept: what the person ruled about an item, named item:<source>/<key>. With
-- other = '' it stands alone: its own names join it to nothing. Else it is one
-- work with the other, one < other. Taken back is holds = 0, never a deletion.
CREATE TABLE rulings (
    one    TEXT NOT NULL,
    other  TEXT NOT NULL,
    holds  INTEGER NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX rulings_other ON rulings (other) WHERE other <> '';
ALTER TABLE kept ADD COLUMN badge_why TEXT;     -- what says so
ALTER TABLE merges ADD COLUMN steps TEXT;       -- JSON of store::histories::Steps

-- Cache: what of an item's words joins it to others.
ALTER TABLE items ADD COLUMN badge_why TEXT;    -- title says: …
ALTER TABLE items ADD COLUMN title_key INTEGER; -- xxh3 of the plain title; NULL where it names many things
ALTER TABLE items ADD COLUMN about TEXT;        -- correction, reply…: domain::about::Relation
ALTER TABLE items ADD COLUMN about_key INTEGER; -- title_key of what it is about
CREATE INDEX items_title ON items (title_key, time) WHERE title_key IS NOT NULL;
CREATE INDEX items_about ON items (about_key) WHERE about_key IS NOT NULL;

-- Cache: the names each item's source gives it, only where a work has several
-- items or the person ruled: elsewhere work_keys says the same.
CREATE TABLE item_names (
    item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (item, name)
) STRICT, WITHOUT ROWID;

-- The learning log. Kept, and only ever added to: a correction, a withdrawal
-- and what is taken back are rows of their own that name the row they stand in
-- the place of. A row is replaced once at most, so that there is one truth.
CREATE TABLE log_entries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    logged_at  INTEGER NOT NULL,
    learned_on TEXT NOT NULL,           -- a day of the person's calendar
    replaces   INTEGER UNIQUE REFERENCES log_entries (id),
    withdraws  INTEGER NOT NULL,        -- 1: nothing stands in its place
    entry      TEXT NOT NULL            -- JSON of domain::learning::Draft
) STRICT;
CREATE TRIGGER log_entries_stay BEFORE UPDATE ON log_entries BEGIN
    SELECT RAISE(ABORT, 'an entry of the log is never changed');
END;
CREATE TRIGGER log_entries_last BEFORE DELETE ON log_entries BEGIN
    SELECT RAISE(ABORT, 'an entry of the log is never deleted');
END;
-- Kept: up to which day the log is closed; the latest counts.
CREATE TABLE log_closings (
    through TEXT PRIMARY KEY,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_closings_stay BEFORE UPDATE ON log_closings BEGIN
    SELECT RAISE(ABORT, 'a closed year stays closed');
END;
CREATE TRIGGER log_closings_last BEFORE DELETE ON log_closings BEGIN
    SELECT RAISE(ABORT, 'a closed year stays closed');
END;

-- Review. Kept: what was done to each card; only ever added to.
CREATE TABLE review_events (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    card  INTEGER NOT NULL,             -- review_cards.id
    at    INTEGER NOT NULL,
    deed  TEXT NOT NULL                 -- JSON of domain::review::Deed
) STRICT;
CREATE INDEX review_events_card ON review_events (card);
CREATE TRIGGER review_events_stay BEFORE UPDATE ON review_events BEGIN
    SELECT RAISE(ABORT, 'what was reviewed is never changed');
END;
CREATE TRIGGER review_events_last BEFORE DELETE ON review_events BEGIN
    SELECT RAISE(ABORT, 'what was reviewed is never deleted');
END;
-- Kept: the cards, begun when and by which scheduler; from `active` on computed
-- from the events. Of two cards of one work the later is united = 1.
CREATE TABLE review_cards (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kept       INTEGER NOT NULL REFERENCES kept (id),
    begun_on   INTEGER NOT NULL,        -- the kept row it was begun on
    since      INTEGER NOT NULL,
    united     INTEGER NOT NULL DEFAULT 0,
    scheduler  TEXT NOT NULL,           -- JSON of domain::review::Scheduler
    active     INTEGER NOT NULL DEFAULT 0,
    question   TEXT NOT NULL DEFAULT '',
    due        INTEGER NOT NULL DEFAULT 0,
    last       INTEGER,
    stability  REAL,
    difficulty REAL,
    n_reviews  INTEGER NOT NULL DEFAULT 0,
    n_lapses   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX review_cards_kept ON review_cards (kept);
