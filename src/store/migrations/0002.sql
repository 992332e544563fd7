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
    stated   TEXT,                      -- JSON of domain::article::Stated
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
