-- Schema 2. Never edited once released; a change is the next number. What the
-- words "kept" and "cache" mean stands in 0001.sql.

-- Kept: under which name the secret of a source lies with its keeper: the
-- address it was given for. NULL: none. The secret itself is never in here.
ALTER TABLE sources ADD COLUMN secret TEXT;
