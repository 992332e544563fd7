-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

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
