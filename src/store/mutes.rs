//! Mutes: queries of the person whose works stand in no timeline and no count.
//!
//! Which works a mute holds for is decided when they come and change
//! ([`judge`]), and for what is here already in slices behind the person's back
//! ([`Store::mute_again`]), so that a timeline stays an index to walk. What is
//! muted stands at a place of its own, where it can be looked at and counted
//! like any other.
//!
//! What never happens here: RETRACTED, CONCERN or SAFETY is muted, a search or
//! Saved misses a row, a mute that is no longer understood hides anything.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::badge::Badge;
use crate::domain::query::mute;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::search;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::wish;
use crate::store::wish::Mixed;
use crate::store::works;

/// The row of `meta` that says that mutes changed and which works are still to
/// be looked at: those with an id below its value.
const PLACE: &str = "mute_below";

impl Store {
    /// Mutes what a query finds, or does so no more; whether anything changed.
    /// It can be taken back. What is here already follows with
    /// [`Store::mute_again`].
    pub fn set_mute(&mut self, query: &str, on: bool, now: UtcTime) -> Result<bool, StoreError> {
        self.write(Lane::Person, |conn| {
            let was = conn
                .prepare_cached("SELECT 1 FROM mutes WHERE query = ?1")?
                .exists([query])?;
            if was == on {
                return Ok(false);
            }
            let sentence = match on {
                true => format!("muted «{query}»"),
                false => format!("muted «{query}» no more"),
            };
            let change = Change::Mute {
                query: query.to_string(),
                was,
                is: on,
            };
            undo::perform(conn, &sentence, &[change], now)?;
            Ok(true)
        })
    }

    /// Whether works are still to be looked at, here or since an earlier end.
    pub fn must_mute_again(&self) -> Result<bool, StoreError> {
        Ok(place(&self.conn)?.is_some())
    }

    /// Looks at up to `limit` more works, newest first; whether there is more
    /// to do. Remembers how far it came in the same transaction.
    pub fn mute_again(&mut self, limit: usize) -> Result<bool, StoreError> {
        if !self.must_mute_again()? {
            return Ok(false);
        }
        self.write(Lane::Refresh, |conn| {
            // Asked again: another rounds may have written since.
            let Some(below) = place(conn)? else {
                return Ok(false);
            };
            works::begin(conn)?;
            let limit = limit.max(1);
            let works = conn
                .prepare_cached(
                    "SELECT id, muted, badge FROM works WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
                )?
                .query_map(params![below, limit as i64], judged)?
                .collect::<Result<Vec<Judged>, _>>()?;
            judge_these(conn, &works)?;
            works::settle_marks(conn)?;
            let end = works.last().filter(|_| works.len() == limit);
            set_place(conn, end.map(|last| last.work))?;
            Ok(end.is_some())
        })
    }
}

impl Reader {
    /// Every mute, the oldest first.
    pub fn mutes(&self) -> Result<Vec<String>, StoreError> {
        all(&self.conn)
    }
}

pub(super) fn all(conn: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT query FROM mutes ORDER BY since, query")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// One side of a change; everything is to be looked at again.
pub(super) fn write(
    conn: &Connection,
    query: &str,
    on: bool,
    now: UtcTime,
) -> Result<(), StoreError> {
    match on {
        true => conn
            .prepare_cached("INSERT OR IGNORE INTO mutes (query, since) VALUES (?1, ?2)")?
            .execute(params![query, now.0])?,
        false => conn
            .prepare_cached("DELETE FROM mutes WHERE query = ?1")?
            .execute([query])?,
    };
    look_again(conn)
}

/// Has all works looked at anew.
fn look_again(conn: &Connection) -> Result<(), StoreError> {
    set_place(conn, Some(i64::MAX))
}

/// Sources, lists or topics are called otherwise or gone: a mute may name one.
pub(super) fn names_changed(conn: &Connection) -> Result<(), StoreError> {
    match all(conn)?.is_empty() {
        true => Ok(()),
        false => look_again(conn),
    }
}

/// A work as it stands before the mutes are asked.
struct Judged {
    work: i64,
    muted: bool,
    badge: Option<String>,
}

/// Columns: id, muted, badge.
fn judged(row: &rusqlite::Row<'_>) -> rusqlite::Result<Judged> {
    Ok(Judged {
        work: row.get(0)?,
        muted: row.get(1)?,
        badge: row.get(2)?,
    })
}

/// Looks at the touched works; those that turn leave where they stood.
pub(super) fn judge(conn: &Connection) -> Result<(), StoreError> {
    let touched = conn
        .prepare_cached(
            "SELECT w.id, w.muted, w.badge
             FROM touched t CROSS JOIN works w ON w.id = t.work
             ORDER BY t.work DESC",
        )?
        .query_map([], judged)?
        .collect::<Result<Vec<Judged>, _>>()?;
    judge_these(conn, &touched)
}

fn judge_these(conn: &Connection, works: &[Judged]) -> Result<(), StoreError> {
    let mutes = understood(conn)?;
    let mut held: Vec<i64> = Vec::new();
    if !mutes.is_empty() {
        let ids: Vec<i64> = works.iter().map(|judged| judged.work).collect();
        held = search::holding(conn, &Mixed::Either(mutes), &ids)?;
        held.sort_unstable();
    }
    let mut turned = Vec::new();
    for Judged { work, muted, badge } in works {
        let badge = badge.as_deref().and_then(Badge::from_word);
        let warns = badge.is_some_and(Badge::is_safety_word);
        let is = !warns && held.binary_search(work).is_ok();
        if *muted != is {
            works::leave(conn, *work)?;
            turned.push((*work, is));
        }
    }
    if turned.is_empty() {
        return Ok(());
    }
    // All at once: one by one it was two thirds of writing what is muted.
    works::unlist(conn)?;
    for (work, is) in turned {
        conn.prepare_cached("UPDATE works SET muted = ?2 WHERE id = ?1")?
            .execute(params![work, is])?;
    }
    Ok(())
}

/// The mutes, ready to be asked. One that is not understood (any more) holds
/// for nothing: rather too much on the screen than too little.
fn understood(conn: &Connection) -> Result<Vec<Mixed>, StoreError> {
    let mut ready = Vec::new();
    for query in all(conn)? {
        if let Ok(clause) = mute::read(&query) {
            ready.push(wish::mixed(conn, &clause)?);
        }
    }
    Ok(ready)
}

/// Below which id works are still to be looked at; `None` where none are.
fn place(conn: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_one([PLACE], |row| row.get(0))
        .optional()?)
}

fn set_place(conn: &Connection, place: Option<i64>) -> Result<(), StoreError> {
    match place {
        Some(below) => conn
            .prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
            .execute(params![PLACE, below])?,
        None => conn
            .prepare_cached("DELETE FROM meta WHERE name = ?1")?
            .execute([PLACE])?,
    };
    Ok(())
}
