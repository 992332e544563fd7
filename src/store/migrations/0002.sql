-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

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
