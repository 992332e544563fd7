//! Letting go of what is old, in slices: works with all their items.
//!
//! What may go is decided by [`Retention`]; here the facts are gathered and it
//! is done. No kept table loses a row by it, no id is given to another work,
//! and a work that comes back finds its marks by its names, as after
//! [`Store::drop_cache`].

use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::WorkId;
use crate::domain::retention::Facts;
use crate::domain::retention::NEWEST;
use crate::domain::retention::Retention;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::folds;
use crate::store::kept;
use crate::store::works;

/// Whether the person's own row of a work holds it, and when a mark on it was
/// last set. Whatever stands in a table of its own beside `kept` holds it; a
/// test asks this of every table there is.
pub(super) const HELD: &str = "SELECT k.saved IS NOT NULL
            OR EXISTS (SELECT 1 FROM kept_notes x WHERE x.kept = k.id)
            OR EXISTS (SELECT 1 FROM kept_references x WHERE x.kept = k.id)
            OR EXISTS (SELECT 1 FROM review_cards x WHERE x.kept = k.id)
            OR EXISTS (SELECT 1 FROM kept_tags x WHERE x.kept = k.id)
            OR EXISTS (SELECT 1 FROM kept_highlights x WHERE x.kept = k.id)
            OR EXISTS (SELECT 1 FROM articles x WHERE x.kept = k.id AND x.html IS NOT NULL),
            NULLIF(MAX(COALESCE(k.saved_set, 0), COALESCE(k.note_set, 0),
                       COALESCE(k.read_set, 0), COALESCE(k.position_set, 0),
                       COALESCE(k.stage_set, 0)), 0)
     FROM kept k
     WHERE k.work = ?1";

/// What a slice did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Works that were let go.
    pub n_gone: u64,
    /// Where the next slice begins; `None` at the end.
    pub next: Option<WorkId>,
}

/// Where the first slice begins.
pub const BEGINNING: WorkId = WorkId(i64::MIN);

impl Store {
    /// Looks at the next `n` old works from an id on and lets go what may go.
    /// Writes only where something does.
    pub fn tidy(
        &mut self,
        retention: Retention,
        from: WorkId,
        n: usize,
        now: UtcTime,
    ) -> Result<Tidied, StoreError> {
        let Some(horizon) = retention.horizon(now) else {
            return Ok(Tidied::default());
        };
        // A work's id is no later than any of its items.
        let end = WorkId::first_of(horizon.0).0;
        let old: Vec<i64> = self
            .conn
            .prepare_cached("SELECT id FROM works WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3")?
            .query_map(
                params![from.0, end, i64::try_from(n).unwrap_or(i64::MAX)],
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        let next = old.last().filter(|_| old.len() >= n);
        let mut tidied = Tidied {
            n_gone: 0,
            next: next.map(|last| WorkId(last + 1)),
        };
        if !going(&self.conn, &old, retention, now)?.is_empty() {
            tidied.n_gone = self.write(Lane::Refresh, |conn| {
                works::begin(conn)?;
                // Asked again: another rounds may have marked one meanwhile.
                let going = going(conn, &old, retention, now)?;
                for work in &going {
                    let_go(conn, *work)?;
                }
                // What is gone makes room on its day.
                folds::settle(conn)?;
                Ok(going.len() as u64)
            })?;
        }
        Ok(tidied)
    }
}

/// Which of these works may go.
fn going(
    conn: &Connection,
    works: &[i64],
    retention: Retention,
    now: UtcTime,
) -> Result<Vec<i64>, StoreError> {
    let mut going = Vec::new();
    if works.is_empty() {
        return Ok(going);
    }
    let logged = logged(conn)?;
    for work in works {
        let mut facts = facts(conn, *work)?;
        facts.kept |= logged.contains(work);
        if retention.lets_go(&facts, now) {
            going.push(*work);
        }
    }
    Ok(going)
}

fn facts(conn: &Connection, work: i64) -> Result<Facts, StoreError> {
    let held: Option<(bool, Option<i64>)> = conn
        .prepare_cached(HELD)?
        .query_one([work], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (kept, touched) = held.unwrap_or_default();
    let mut facts = Facts {
        newest: UtcTime(i64::MIN),
        kept,
        touched: touched.map(UtcTime),
        ..Facts::default()
    };
    let mut statement = conn.prepare_cached(
        "SELECT i.source, i.key, i.time, s.followed IS NOT NULL
         FROM items i JOIN sources s ON s.id = i.source
         WHERE i.work = ?1",
    )?;
    let mut rows = statement.query([work])?;
    while let Some(row) = rows.next()? {
        let (source, key): (i64, String) = (row.get(0)?, row.get(1)?);
        facts.newest = facts.newest.max(UtcTime(row.get(2)?));
        facts.kept |= is_ruled(conn, &evidence::own_name(source, &key))?;
        if row.get(3)? {
            facts.carried |= is_carried(conn, source, &key)?;
            facts.among_newest |= is_among_newest(conn, source, work)?;
        }
    }
    Ok(facts)
}

/// The works that an entry of the log names, also one that was corrected or
/// withdrawn: it may be asked for.
fn logged(conn: &Connection) -> Result<HashSet<i64>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT COALESCE(n.work, k.work)
             FROM log_entries l, json_each(l.entry, '$.keys') said
             LEFT JOIN work_keys n ON n.key = said.value
             LEFT JOIN kept_keys s ON s.key = said.value
             LEFT JOIN kept k ON k.id = s.kept
             WHERE COALESCE(n.work, k.work) IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// Whether the person said of this item what it belongs to.
fn is_ruled(conn: &Connection, own: &str) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM rulings WHERE one = ?1
             UNION ALL
             SELECT 1 FROM rulings WHERE other = ?1 AND other <> ''",
        )?
        .exists([own])?)
}

/// Whether the source's last answer carried it. Where none was seen since that
/// is written down, everything counts as carried.
fn is_carried(conn: &Connection, source: i64, key: &str) -> Result<bool, StoreError> {
    let keys: Option<Vec<u8>> = conn
        .prepare_cached("SELECT keys FROM carried WHERE source = ?1")?
        .query_one([source], |row| row.get(0))
        .optional()?;
    let wanted = evidence::hash(key).to_le_bytes();
    Ok(keys.is_none_or(|keys| keys.chunks_exact(8).any(|one| one == wanted)))
}

fn is_among_newest(conn: &Connection, source: i64, work: i64) -> Result<bool, StoreError> {
    let last: Option<i64> = conn
        .prepare_cached(
            "SELECT work FROM standing
             WHERE place = ?1 AND topic = 0
             ORDER BY work DESC
             LIMIT 1 OFFSET ?2",
        )?
        .query_one([-source, i64::from(NEWEST) - 1], |row| row.get(0))
        .optional()?;
    Ok(last.is_none_or(|last| work >= last))
}

/// Takes a work out of the cache, and every trace of it that nobody keeps.
fn let_go(conn: &Connection, work: i64) -> Result<(), StoreError> {
    works::unlist_one(conn, work)?;
    // What hangs on an item goes with it.
    conn.prepare_cached("DELETE FROM items WHERE work = ?1")?
        .execute([work])?;
    conn.prepare_cached("DELETE FROM work_keys WHERE work = ?1")?
        .execute([work])?;
    conn.prepare_cached("DELETE FROM works WHERE id = ?1")?
        .execute([work])?;
    // A kept row remembers its id, and what led to it still leads there.
    if kept::study_of(conn, work)?.is_none() {
        let led: Vec<i64> = conn
            .prepare_cached("SELECT old FROM redirects WHERE new = ?1")?
            .query_map([work], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for old in led {
            works::retire(conn, old)?;
        }
        conn.prepare_cached("DELETE FROM redirects WHERE new = ?1")?
            .execute([work])?;
        works::retire(conn, work)?;
    }
    conn.prepare_cached("DELETE FROM touched WHERE work = ?1")?
        .execute([work])?;
    works::note_change(conn, work)
}
