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

-- Warnings of notices.

-- Cache: what said the badge: the title, a category, or a notice about it.
ALTER TABLE works ADD COLUMN badge_why TEXT;
UPDATE works SET badge_why = (
    SELECT i.badge_why FROM items i
    WHERE i.work = works.id AND i.badge = works.badge AND i.badge_why IS NOT NULL
    ORDER BY i.time, i.source, i.key
    LIMIT 1)
WHERE badge IS NOT NULL;
-- Papers that a notice in the cache is about; a retraction before a concern.
UPDATE works SET badge = n.badge, badge_why = n.why
FROM (
    SELECT i.work AS work,
           MAX(CASE a.about WHEN 'retraction' THEN 'RETRACTED' ELSE 'CONCERN' END) AS badge,
           'a notice in ' || s.title || ' says: ' || a.about AS why
    FROM items a
    CROSS JOIN items i ON i.title_key = a.about_key AND i.work <> a.work
    CROSS JOIN sources s ON s.id = a.source
    WHERE a.about_key IS NOT NULL AND a.about IN ('retraction', 'expression of concern')
    GROUP BY i.work
) AS n
WHERE works.id = n.work AND works.badge IS NOT 'RETRACTED';
UPDATE kept SET badge = w.badge, badge_why = w.badge_why
FROM works w
WHERE w.id = kept.work AND kept.title IS NOT NULL AND w.badge IN ('RETRACTED', 'CONCERN')
  AND kept.badge IS NOT 'RETRACTED';
