-- Schema 6. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Only what takes a topic away for good looked for it here, and goes through all
-- of the table as well; it was written with every topic of every item.
DROP INDEX IF EXISTS item_topics_topic;

-- An item of the cache is found by its source and its key: its own name, made of
-- these, stood here twice more, in the table and in its index.
DELETE FROM work_keys WHERE key >= 'item:' AND key < 'item;';
