-- Schema 5. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Undated items of a source's first answer.

-- Cache: whether its id is a place behind the news and not a time. Then undated
-- is 2, here and in kept, while no source states a readable date.
ALTER TABLE works ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;

-- Counts are kept by store::entries, a heap of rows at a time: a trigger for
-- each row was a third of what entries cost.
DROP TRIGGER entries_come;
DROP TRIGGER entries_go;
DROP TRIGGER entries_turn;
