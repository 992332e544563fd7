//! Folding the days of limited sources: which works lie beyond the limit, and
//! moving them between a timeline and the place of what is folded in it.
//!
//! Whoever takes works away ([`leave`]) or settles them ([`note_touched`],
//! [`note_kept`]) names source and work in `folding_days`; [`settle`] ranks each
//! such day once. Nothing here looks beyond the named sources and days, and
//! where no source has a limit each of these is one look.
//!
//! What a limit means, and what is never folded, stands in [`super::daily`].

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::query::Place;
use crate::store::daily;
use crate::store::entries::Heap;
use crate::store::error::StoreError;
use crate::store::walk;

/// How far from a place what is folded in it stands in `entries`; more than
/// there are lists.
pub(super) const FOLDED: i64 = 1 << 40;

/// The number in `entries` of what is folded in a place: of All and of lists.
pub(super) fn place(place: Place) -> i64 {
    walk::code(place).saturating_add(FOLDED)
}

/// How many unread works are folded in a place.
pub(super) fn n_unread(conn: &Connection, place: Place) -> Result<u64, StoreError> {
    let n: Option<i64> = match place {
        Place::All | Place::List(_) => conn
            .prepare_cached("SELECT n_unread FROM counts WHERE place = ?1 AND topic = 0")?
            .query_one([self::place(place)], |row| row.get(0))
            .optional()?,
        Place::Source(_) | Place::Saved | Place::Muted | Place::Round => None,
    };
    Ok(n.map_or(0, i64::unsigned_abs))
}

/// Whether anything is folded in a place.
pub(super) fn are_in(conn: &Connection, place: Place) -> Result<bool, StoreError> {
    match place {
        Place::All | Place::List(_) => Ok(conn
            .prepare_cached("SELECT 1 FROM counts WHERE place = ?1 AND topic = 0 AND n_all > 0")?
            .exists([self::place(place)])?),
        Place::Source(_) | Place::Saved | Place::Muted | Place::Round => Ok(false),
    }
}

/// Unfolds the works in `leaving`, and names their days. Called while what
/// places them still stands.
pub(super) fn leave(conn: &Connection) -> Result<(), StoreError> {
    if daily::is_used(conn)? {
        conn.prepare_cached(
            "INSERT OR IGNORE INTO folding_days (source, work)
             SELECT i.source, l.work
             FROM leaving l
             CROSS JOIN items i ON i.work = l.work
             CROSS JOIN sources s ON s.id = i.source AND s.daily IS NOT NULL",
        )?
        .execute([])?;
    }
    // Also where the last limit was taken off and its days still wait.
    if !conn.prepare_cached("SELECT 1 FROM folds")?.exists([])? {
        return Ok(());
    }
    Heap::of(
        conn,
        "SELECT p.place + ?1, f.topic, f.work, 0
         FROM leaving l
         CROSS JOIN items i ON i.work = l.work
         CROSS JOIN folds f ON f.source = i.source AND f.work = l.work
         CROSS JOIN source_places p ON p.source = f.source AND p.place >= 0",
        [FOLDED],
    )?
    .take(conn)?;
    conn.prepare_cached(
        "DELETE FROM folds
         WHERE (source, work, topic) IN (
             SELECT f.source, f.work, f.topic
             FROM leaving l
             CROSS JOIN items i ON i.work = l.work
             CROSS JOIN folds f ON f.source = i.source AND f.work = l.work)",
    )?
    .execute([])?;
    Ok(())
}

/// Names the days of the touched works.
pub(super) fn note_touched(conn: &Connection) -> Result<(), StoreError> {
    if daily::is_used(conn)? {
        conn.prepare_cached(
            "INSERT OR IGNORE INTO folding_days (source, work)
             SELECT i.source, t.work
             FROM touched t
             CROSS JOIN items i ON i.work = t.work
             CROSS JOIN sources s ON s.id = i.source AND s.daily IS NOT NULL",
        )?
        .execute([])?;
    }
    Ok(())
}

/// Names the days of the touched works that are kept now and were not, or the
/// other way round. Called before the marks are mirrored; who reads a thousand
/// rows has no day looked at.
pub(super) fn note_kept(conn: &Connection) -> Result<(), StoreError> {
    if daily::is_used(conn)? {
        conn.prepare_cached(
            "INSERT OR IGNORE INTO folding_days (source, work)
             SELECT i.source, t.work
             FROM touched t
             CROSS JOIN works w ON w.id = t.work
             CROSS JOIN kept k ON k.work = t.work
             CROSS JOIN items i ON i.work = t.work
             CROSS JOIN sources s ON s.id = i.source AND s.daily IS NOT NULL
             WHERE w.saved <> (k.saved IS NOT NULL)
                OR w.noted <> EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = k.id)",
        )?
        .execute([])?;
    }
    Ok(())
}

/// Folds the named days anew, after their works stand where they belong.
pub(super) fn settle(conn: &Connection) -> Result<(), StoreError> {
    let named = conn
        .prepare_cached("SELECT source, work FROM folding_days ORDER BY source, work")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, i64)>, _>>()?;
    if named.is_empty() {
        return Ok(());
    }
    conn.prepare_cached("DELETE FROM folding_days")?
        .execute([])?;
    let mut done = None;
    for (source, work) in named {
        if done.is_some_and(|(of, end)| of == source && work < end) {
            continue;
        }
        let day = daily::day_of(work);
        fold_day(conn, source, day)?;
        done = Some((source, day.1));
    }
    Ok(())
}

/// Folds one day of a source, from its first id to below the next day's; how
/// many works it has.
pub(super) fn fold_day(conn: &Connection, source: i64, day: (i64, i64)) -> Result<i64, StoreError> {
    let (first, next) = day;
    conn.prepare_cached("DELETE FROM folding_now")?
        .execute([])?;
    if let Some(limit) = daily::limit_of(conn, source)? {
        rank(conn, source, day, limit)?;
    }
    // What is folded no more goes back to where it stood.
    let here = params![source, first, next, FOLDED];
    Heap::of(
        conn,
        "SELECT p.place + ?4, f.topic, f.work, 0
         FROM folds f
         CROSS JOIN source_places p ON p.source = f.source AND p.place >= 0
         WHERE f.source = ?1 AND f.work >= ?2 AND f.work < ?3
           AND NOT EXISTS (
               SELECT 1 FROM folding_now n WHERE n.work = f.work AND n.topic = f.topic)",
        here,
    )?
    .take(conn)?;
    Heap::of(
        conn,
        "SELECT p.place, f.topic, f.work, w.unread
         FROM folds f
         CROSS JOIN works w ON w.id = f.work
         CROSS JOIN source_places p ON p.source = f.source AND p.place >= 0
         WHERE f.source = ?1 AND f.work >= ?2 AND f.work < ?3
           AND NOT EXISTS (
               SELECT 1 FROM folding_now n WHERE n.work = f.work AND n.topic = f.topic)",
        [source, first, next],
    )?
    .put(conn)?;
    conn.prepare_cached(
        "DELETE FROM folds
         WHERE source = ?1 AND work >= ?2 AND work < ?3
           AND NOT EXISTS (
               SELECT 1 FROM folding_now n WHERE n.work = folds.work AND n.topic = folds.topic)",
    )?
    .execute([source, first, next])?;
    // And what is folded from now on leaves it.
    conn.prepare_cached(
        "DELETE FROM folding_now
         WHERE EXISTS (
             SELECT 1 FROM folds f
             WHERE f.source = ?1 AND f.work = folding_now.work AND f.topic = folding_now.topic)",
    )?
    .execute([source])?;
    Heap::of(
        conn,
        "SELECT p.place, n.topic, n.work, 0
         FROM folding_now n
         CROSS JOIN source_places p ON p.source = ?1 AND p.place >= 0",
        [source],
    )?
    .take(conn)?;
    Heap::of(
        conn,
        "SELECT p.place + ?2, n.topic, n.work, w.unread
         FROM folding_now n
         CROSS JOIN works w ON w.id = n.work
         CROSS JOIN source_places p ON p.source = ?1 AND p.place >= 0",
        [source, FOLDED],
    )?
    .put(conn)?;
    conn.prepare_cached(
        "INSERT INTO folds (source, work, topic) SELECT ?1, work, topic FROM folding_now",
    )?
    .execute([source])?;
    Ok(conn
        .prepare_cached(
            "SELECT COUNT(*) FROM entries
             WHERE place = ?1 AND topic = 0 AND unread IN (0, 1) AND work >= ?2 AND work < ?3",
        )?
        .query_one([-source, first, next], |row| row.get(0))?)
}

/// Fills `folding_now` with what of a day lies beyond the limit, by topic.
fn rank(conn: &Connection, source: i64, day: (i64, i64), limit: u32) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO folding_now (work, topic)
         WITH alone AS MATERIALIZED (
             SELECT w.id AS work,
                    w.saved OR w.noted
                    OR w.badge IN (SELECT word FROM badges WHERE warns) AS stays
             FROM entries e
             CROSS JOIN works w ON w.id = e.work
             WHERE e.place = -?1 AND e.topic = 0 AND e.unread IN (0, 1)
               AND e.work >= ?2 AND e.work < ?3
               AND w.n_sources = 1),
         standing AS (
             SELECT work, 0 AS topic, stays FROM alone
             UNION
             SELECT a.work, x.topic, a.stays
             FROM alone a
             CROSS JOIN items i ON i.work = a.work
             CROSS JOIN item_topics x ON x.item = i.id)
         SELECT work, topic
         FROM (SELECT work, topic, stays,
                      ROW_NUMBER() OVER (PARTITION BY topic ORDER BY work DESC) AS nth
               FROM standing)
         WHERE nth > ?4 AND stays IS NOT TRUE",
    )?
    .execute(params![source, day.0, day.1, limit])?;
    Ok(())
}
