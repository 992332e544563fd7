-- Schema 7. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Cache: what is read and what is unread are two stretches of one table. Each
-- row that was unread stood twice before, in the table and in an index.
DROP INDEX entries_unread;
ALTER TABLE entries RENAME TO entries_before;
CREATE TABLE entries (
    place  INTEGER NOT NULL,
    topic  INTEGER NOT NULL,
    unread INTEGER NOT NULL CHECK (unread IN (0, 1)),
    work   INTEGER NOT NULL,
    PRIMARY KEY (place, topic, unread, work)
) STRICT, WITHOUT ROWID;
INSERT INTO entries (place, topic, unread, work)
    SELECT place, topic, unread, work FROM entries_before
    ORDER BY place, topic, unread, work;
DROP TABLE entries_before;

-- A timeline whole, in either order: a walk along both stretches at once. Who
-- wants only the unread asks the table.
CREATE VIEW standing (place, topic, work, unread) AS
    SELECT place, topic, work, unread FROM entries WHERE unread = 0
    UNION ALL
    SELECT place, topic, work, unread FROM entries WHERE unread = 1;

-- Rows are looked for only where there are some by these numbers.
DELETE FROM counts;
INSERT INTO counts (place, topic, n_all, n_unread)
    SELECT place, topic, COUNT(*), SUM(unread) FROM entries GROUP BY place, topic;
