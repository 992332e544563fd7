//! Works as rows: their sortable ids, what is derived from their items and
//! marks, and in which timelines they stand.
//!
//! Nothing else writes to the mirrors in `works`; where it stands is decided in
//! [`super::placing`]. Whoever changes what these are derived from names the works in `touched` (and in
//! `leaving` first, where something is taken away) and ends with [`settle`].

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::about::Relation;
use crate::domain::badge::Badge;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::kept;
use crate::store::mutes;
use crate::store::placing;
use crate::store::speaker;
use crate::store::titles;

/// The year 0: what claims to be older is no date.
const EARLIEST: i64 = -62_167_219_200;

/// Lays out the tables of a connection's own that the writer needs.
pub(super) fn prepare(conn: &Connection, badges: &[Badge]) -> Result<(), StoreError> {
    conn.execute_batch(
        "CREATE TEMP TABLE touched (work INTEGER PRIMARY KEY);
         CREATE TEMP TABLE leaving (work INTEGER PRIMARY KEY);
         CREATE TEMP TABLE badges (
             word TEXT PRIMARY KEY, strength INTEGER NOT NULL, warns INTEGER NOT NULL,
             -- As items.about has it: a notice that gives the badge to what it is about.
             notice TEXT UNIQUE);
         CREATE TEMP TABLE folding_days (
             source INTEGER, work INTEGER, PRIMARY KEY (source, work)) WITHOUT ROWID;
         CREATE TEMP TABLE folding_now (
             work INTEGER, topic INTEGER, PRIMARY KEY (work, topic)) WITHOUT ROWID;",
    )?;
    for (strength, badge) in badges.iter().enumerate() {
        conn.execute(
            "INSERT INTO badges (word, strength, warns, notice) VALUES (?1, ?2, ?3, ?4)",
            params![
                badge.word(),
                strength as i64,
                badge.is_safety_word(),
                Relation::that_warns(*badge).map(Relation::word),
            ],
        )?;
    }
    Ok(())
}

/// Forgets which works were touched; every transaction begins with it.
pub(super) fn begin(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM touched")?.execute([])?;
    conn.prepare_cached("DELETE FROM folding_days")?
        .execute([])?;
    Ok(())
}

/// A work must be derived anew by [`settle`].
pub(super) fn touch(conn: &Connection, work: i64) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR IGNORE INTO touched (work) VALUES (?1)")?
        .execute([work])?;
    Ok(())
}

/// The time an item sorts by: when it says it was published, but never in the
/// future.
pub(super) fn time_of(published: Option<UtcTime>, seen: UtcTime) -> i64 {
    published
        .map_or(seen.0, |published| published.0.min(seen.0))
        .max(EARLIEST)
}

/// An id nobody ever had, for a time.
///
/// Ids in the cache, ids that became redirects, ids that kept rows remember
/// and ids that were retired are all spoken for: whoever deletes a work for
/// good must leave one of these.
pub(super) fn new_id(conn: &Connection, seconds: i64) -> Result<i64, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT MAX(last) FROM (
             SELECT MAX(id) AS last FROM works WHERE id BETWEEN ?1 AND ?2
             UNION ALL
             SELECT MAX(old) FROM redirects WHERE old BETWEEN ?1 AND ?2
             UNION ALL
             SELECT MAX(work) FROM kept WHERE work BETWEEN ?1 AND ?2
             UNION ALL
             SELECT MAX(last) FROM retired WHERE last BETWEEN ?1 AND ?2
         )",
    )?;
    let mut seconds = seconds;
    loop {
        let first = WorkId::first_of(seconds).0;
        let end = first + WorkId::PER_SECOND - 1;
        let last: Option<i64> = statement.query_one(params![first, end], |row| row.get(0))?;
        match last {
            None => return Ok(first),
            Some(last) if last < end => return Ok(last + 1),
            // A million in one second: the second before has room.
            Some(_) => seconds -= 1,
        }
    }
}

/// No other work may ever have this id. Of each second the largest is enough.
pub(super) fn retire(conn: &Connection, work: i64) -> Result<(), StoreError> {
    let first = WorkId::first_of(WorkId(work).seconds()).0;
    let end = first + WorkId::PER_SECOND - 1;
    let n_larger: i64 = conn
        .prepare_cached("SELECT COUNT(*) FROM retired WHERE last BETWEEN ?1 AND ?2")?
        .query_one([work, end], |row| row.get(0))?;
    if n_larger == 0 {
        conn.prepare_cached("DELETE FROM retired WHERE last BETWEEN ?1 AND ?2")?
            .execute([first, end])?;
        conn.prepare_cached("INSERT INTO retired (last) VALUES (?1)")?
            .execute([work])?;
    }
    Ok(())
}

/// The id a work answers to now, after merges.
pub(super) fn resolve(conn: &Connection, work: WorkId) -> Result<WorkId, StoreError> {
    let new: Option<i64> = conn
        .prepare_cached("SELECT new FROM redirects WHERE old = ?1")?
        .query_one([work.0], |row| row.get(0))
        .optional()?;
    Ok(new.map_or(work, WorkId))
}

/// Whether the cache holds a work of exactly this id.
pub(super) fn is_cached(conn: &Connection, work: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM works WHERE id = ?1")?
        .exists([work])?)
}

/// Takes the works in `leaving` out of every timeline, and empties it. Called
/// before what places them changes.
pub(super) fn unlist(conn: &Connection) -> Result<(), StoreError> {
    folds::leave(conn)?;
    placing::unlist(conn)?;
    conn.prepare_cached("INSERT OR IGNORE INTO touched (work) SELECT work FROM leaving")?
        .execute([])?;
    conn.prepare_cached("DELETE FROM leaving")?.execute([])?;
    Ok(())
}

/// A work is to leave every timeline with the next [`unlist`].
pub(super) fn leave(conn: &Connection, work: i64) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR IGNORE INTO leaving (work) VALUES (?1)")?
        .execute([work])?;
    Ok(())
}

/// [`unlist`] for one work.
pub(super) fn unlist_one(conn: &Connection, work: i64) -> Result<(), StoreError> {
    leave(conn, work)?;
    unlist(conn)
}

/// [`unlist`] for all works of a source.
pub(super) fn leave_source(conn: &Connection, source: i64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO leaving (work)
         SELECT work FROM items WHERE source = ?1",
    )?
    .execute([source])?;
    Ok(())
}

/// Derives anew where the works of a source stand, after it was followed, put
/// into a list or taken out. Its works must have left before.
pub(super) fn place_source(conn: &Connection, source: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM source_places WHERE source = ?1")?
        .execute([source])?;
    conn.prepare_cached(
        "INSERT INTO source_places (source, place)
         SELECT id, 0 FROM sources WHERE id = ?1 AND followed IS NOT NULL
         UNION ALL
         SELECT id, -id FROM sources WHERE id = ?1 AND followed IS NOT NULL
         UNION ALL
         SELECT s.id, m.list
         FROM sources s JOIN list_sources m ON m.source = s.id
         WHERE s.id = ?1 AND s.followed IS NOT NULL",
    )?
    .execute([source])?;
    Ok(())
}

/// Derives the touched works anew: who speaks for them, marks, counts, and
/// where they stand.
pub(super) fn settle(conn: &Connection) -> Result<(), StoreError> {
    titles::touch_warned(conn)?;
    speaker::choose(conn)?;
    kept::copy_touched(conn)?;
    mutes::judge(conn)?;
    mirror_marks(conn)?;
    folds::note_touched(conn)?;
    placing::enlist(conn)?;
    folds::settle(conn)
}

/// The same for works of which only marks changed.
pub(super) fn settle_marks(conn: &Connection) -> Result<(), StoreError> {
    kept::copy_touched(conn)?;
    folds::note_kept(conn)?;
    mirror_marks(conn)?;
    placing::enlist(conn)?;
    folds::settle(conn)
}

fn mirror_marks(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE works SET
             (unread, saved, noted) = (
                 SELECT k.read IS NULL, k.saved IS NOT NULL,
                        EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = k.id)
                 FROM kept k WHERE k.work = works.id)
         WHERE id IN (SELECT t.work FROM touched t CROSS JOIN kept k ON k.work = t.work)",
    )?
    .execute([])?;
    Ok(())
}

/// The search index has to look at the touched works again.
pub(super) fn note_touched(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO changes (work) SELECT work FROM touched")?
        .execute([])?;
    Ok(())
}

/// The search index has to look at this work again.
pub(super) fn note_change(conn: &Connection, work: i64) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO changes (work) VALUES (?1)")?
        .execute([work])?;
    Ok(())
}
