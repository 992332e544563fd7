//! The last round: which works it picked. They stand at a place of their own,
//! as in any timeline, until another one is picked.
//!
//! What is picked is decided in [`crate::domain::round`]; a round survives a
//! restart, and of a cache that was dropped what comes back.

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::round;
use crate::domain::round::Candidate;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::walk;
use crate::store::works;

/// So many of the newest unread works are looked at for one round; every
/// warning besides.
const LOOKED_AT: i64 = 2_000;

impl Store {
    /// Picks a round of so many minutes in the place of the one before; how
    /// many works it has. From unread works of the person's topics, or of
    /// everything followed where there are no topics.
    pub fn begin_round(&mut self, minutes: u32) -> Result<u64, StoreError> {
        self.write(Lane::Person, |conn| {
            let picked = round::pick(&candidates(conn)?, minutes);
            works::begin(conn)?;
            conn.execute(
                "INSERT OR IGNORE INTO leaving (work) SELECT work FROM round_works",
                [],
            )?;
            works::unlist(conn)?;
            conn.execute("DELETE FROM round_works", [])?;
            for work in &picked {
                conn.prepare_cached("INSERT INTO round_works (work) VALUES (?1)")?
                    .execute([work.0])?;
                works::touch(conn, work.0)?;
            }
            works::settle_marks(conn)?;
            Ok(picked.len() as u64)
        })
    }
}

fn candidates(conn: &Connection) -> Result<Vec<Candidate>, StoreError> {
    let mut found = Vec::new();
    let mut newest = conn.prepare_cached(
        "SELECT w.id, w.source, w.badge, (
             SELECT MAX(b.n_bytes) FROM items i JOIN bodies b ON b.item = i.id
             WHERE i.work = w.id)
         FROM entries e CROSS JOIN works w ON w.id = e.work
         WHERE e.place = ?1 AND e.topic = 0 AND e.unread = 1
           AND (NOT EXISTS (SELECT 1 FROM topics WHERE position IS NOT NULL)
                OR EXISTS (
                    SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                    WHERE i.work = w.id))
         ORDER BY e.work DESC
         LIMIT ?2",
    )?;
    let mut rows = newest.query(params![walk::code(Place::All), LOOKED_AT])?;
    while let Some(row) = rows.next()? {
        found.push(candidate(row)?);
    }
    let mut warning = conn.prepare_cached(
        "SELECT w.id, w.source, w.badge, (
             SELECT MAX(b.n_bytes) FROM items i JOIN bodies b ON b.item = i.id
             WHERE i.work = w.id)
         FROM works w INDEXED BY works_badge
         WHERE w.badge = ?2 AND w.unread = 1
           AND EXISTS (SELECT 1 FROM entries e
                       WHERE e.place = ?1 AND e.topic = 0 AND e.unread = 1 AND e.work = w.id)
           AND (NOT EXISTS (SELECT 1 FROM topics WHERE position IS NOT NULL)
                OR EXISTS (
                    SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                    WHERE i.work = w.id))",
    )?;
    for badge in Badge::ALL.into_iter().filter(|it| it.is_safety_word()) {
        let mut rows = warning.query(params![walk::code(Place::All), badge.word()])?;
        while let Some(row) = rows.next()? {
            found.push(candidate(row)?);
        }
    }
    Ok(found)
}

/// From id, source, badge and the bytes of the longest text.
fn candidate(row: &rusqlite::Row<'_>) -> Result<Candidate, StoreError> {
    let badge: Option<String> = row.get(2)?;
    let badge = badge.as_deref().and_then(Badge::from_word);
    let n_bytes: Option<i64> = row.get(3)?;
    Ok(Candidate {
        work: WorkId(row.get(0)?),
        source: SourceId(row.get::<_, Option<i64>>(1)?.unwrap_or(0)),
        seconds: round::seconds(n_bytes.map_or(0, i64::unsigned_abs)),
        is_warning: badge.is_some_and(Badge::is_safety_word),
    })
}

/// A work that went into another one stands in the round as that one.
pub(super) fn follow(conn: &Connection, goes: i64, stays: i64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR REPLACE round_works SET work = ?2 WHERE work = ?1")?
        .execute([goes, stays])?;
    Ok(())
}
