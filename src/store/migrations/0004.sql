-- Schema 4. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Daily limits.

-- Kept: how many works of a day that it alone brings a timeline shows of it;
-- NULL: all.
ALTER TABLE sources ADD COLUMN daily INTEGER;
CREATE INDEX sources_daily ON sources (id) WHERE daily IS NOT NULL;
-- Cache: what is folded, by the topic of the timeline (0 is any). It stands in
-- entries at the place of what is folded there instead of the place itself.
CREATE TABLE folds (
    source INTEGER NOT NULL,
    work   INTEGER NOT NULL,
    topic  INTEGER NOT NULL,
    PRIMARY KEY (source, work, topic)
) STRICT, WITHOUT ROWID;
-- Cache: sources whose limit changed, or whose days did with the person's zone
-- (meta's daily_zone): works with a smaller id are still to be looked at.
CREATE TABLE folding (
    source INTEGER PRIMARY KEY,
    below  INTEGER NOT NULL
) STRICT;
