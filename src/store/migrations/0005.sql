-- Schema 5. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Undated items of a source's first answer.

-- Cache: whether its id is a place behind the news and not a time. Then undated
-- is 2, here and in kept, while no source states a readable date.
ALTER TABLE works ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
