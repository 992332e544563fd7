//! What a work says of itself: who of its items speaks for it, its badge, whether
//! any source dates it, and how many carry it. All of it follows from its items
//! alone, in whatever order they came.
//!
//! Marks, mutes and places are not looked at; they are [`super::works`]' part.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Writes all of it for the works in `touched`.
pub(super) fn choose(conn: &Connection) -> Result<(), StoreError> {
    // Most works have one item, and most of them no badge: neither needs sorting
    // what there is, which was a tenth of writing a cold refresh.
    conn.prepare_cached(
        "UPDATE works SET (item, source, title, link, undated, n_sources) = (
             SELECT i.id, i.source, i.title, i.link, i.published IS NULL,
                    EXISTS (SELECT 1 FROM source_places p
                            WHERE p.source = i.source AND p.place = 0)
             FROM items i
             WHERE i.work = works.id)
         WHERE id IN (
             SELECT t.work FROM touched t
             WHERE (SELECT COUNT(*) FROM items i WHERE i.work = t.work) = 1)",
    )?
    .execute([])?;
    conn.prepare_cached(
        "UPDATE works SET
             (item, source, title, link) = (
                 SELECT i.id, i.source, i.title, i.link
                 FROM items i JOIN sources s ON s.id = i.source
                 WHERE i.work = works.id
                 ORDER BY s.followed IS NULL, i.title = '', i.time, i.source, i.key
                 LIMIT 1
             ),
             undated = NOT EXISTS (
                 SELECT 1 FROM items i
                 WHERE i.work = works.id AND i.published IS NOT NULL
             ),
             n_sources = (
                 SELECT COUNT(DISTINCT i.source)
                 FROM items i JOIN source_places p ON p.source = i.source AND p.place = 0
                 WHERE i.work = works.id
             )
         WHERE id IN (
             SELECT t.work FROM touched t
             WHERE (SELECT COUNT(*) FROM items i WHERE i.work = t.work) <> 1)",
    )?
    .execute([])?;
    give_badges(conn)
}

/// The strongest badge of a work's items and of the notices about it.
fn give_badges(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE works SET
             (badge, badge_why) = (
                 SELECT badge, why FROM (
                     SELECT b.word AS badge, i.badge_why AS why, b.strength AS strength,
                            i.time AS time, i.source AS source, i.key AS key
                     FROM items i CROSS JOIN badges b ON b.word = i.badge
                     WHERE i.work = works.id
                     UNION ALL
                     SELECT b.word, 'a notice in ' || s.title || ' says: ' || a.about,
                            b.strength, a.time, a.source, a.key
                     FROM items i
                     CROSS JOIN items a ON a.about_key = i.title_key AND a.work <> i.work
                     CROSS JOIN badges b ON b.notice = a.about
                     CROSS JOIN sources s ON s.id = a.source
                     WHERE i.work = works.id AND i.title_key IS NOT NULL
                 )
                 ORDER BY strength, why IS NULL, time, source, key
                 LIMIT 1
             )
         WHERE id IN (
             SELECT t.work
             FROM touched t CROSS JOIN works w ON w.id = t.work
             WHERE w.badge IS NOT NULL
                OR EXISTS (
                    SELECT 1 FROM items i
                    WHERE i.work = t.work
                      AND (i.badge IS NOT NULL
                           OR EXISTS (
                               SELECT 1 FROM items a WHERE a.about_key = i.title_key))))",
    )?
    .execute([])?;
    Ok(())
}
