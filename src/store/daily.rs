//! Daily limits: of the works that one source alone brings on a day of the
//! person's calendar, a timeline shows the newest so many; the rest of the day
//! is folded behind the last of these.
//!
//! A fold is per timeline, that is per topic: a server of preprints that is
//! limited to five a day shows its five newest in All and the five newest
//! *about sepsis* in Sepsis, so that a rare topic is never empty for the bulk
//! of others. What a filter or a kept query leaves is folded anew by the same
//! rule when it is looked at ([`super::search`]'s `days`); lists need nothing
//! of their own, since all works of a source stand in the same lists.
//!
//! Like what is muted, what is folded stands in `entries` at a place of its
//! own ([`folds::place`]), so that a timeline stays an index to walk and no
//! count has to subtract. It never leaves its source's own place.
//!
//! **The rank of a work does not hang on marks.** Warnings, and what is saved
//! or noted, are counted among the newest so many but never folded. So a star
//! moves one row at most, its own, and reading the shown ones brings no others
//! up: what is read goes on counting.
//!
//! What comes is folded at the door, bounded by the source and the day that is
//! touched ([`folds`]). A limit that changes is followed in slices behind the
//! person's back ([`Store::fold_again`]), and so is a zone that changes, since
//! it makes other days.
//!
//! What never happens here: a warning, a kept work, or one that a second
//! followed source carries is folded; a work is lost to Saved, to a search or
//! to its source's own place.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::time;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::sources;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

/// The row of `meta` that says in which zone days were cut.
const ZONE: &str = "daily_zone";

impl Store {
    /// Sets how many works of a day a timeline shows of a source at most, at
    /// least 1; `None` for all. Whether anything changed. It can be taken back.
    /// What is here already follows with [`Store::fold_again`].
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchSource`]; [`StoreError::NoLimit`] for 0, which would
    /// hide a source and say nowhere that it does.
    pub fn set_daily(
        &mut self,
        source: SourceId,
        daily: Option<u32>,
        now: UtcTime,
    ) -> Result<bool, StoreError> {
        if daily == Some(0) {
            return Err(StoreError::NoLimit);
        }
        self.write(Lane::Person, |conn| {
            let title = sources::title_of(conn, source.0)?;
            let was = limit_of(conn, source.0)?;
            if was == daily {
                return Ok(false);
            }
            let sentence = match daily {
                Some(n) => format!("limited {title} to {n} a day"),
                None => format!("took the daily limit off {title}"),
            };
            let change = Change::Daily {
                source: source.0,
                was,
                is: daily,
            };
            undo::perform(conn, &sentence, &[change], now)?;
            Ok(true)
        })
    }

    /// Whether days are still to be looked at, here or since an earlier end.
    pub fn must_fold_again(&self) -> Result<bool, StoreError> {
        if !is_used(&self.conn)? {
            return is_waiting(&self.conn);
        }
        Ok(is_waiting(&self.conn)? || is_elsewhere(&self.conn)?)
    }

    /// Looks at days until they have so many works, newest first; whether there
    /// is more to do. Remembers how far it came in the same transaction.
    pub fn fold_again(&mut self, limit: usize) -> Result<bool, StoreError> {
        if !self.must_fold_again()? {
            return Ok(false);
        }
        self.write(Lane::Refresh, |conn| {
            works::begin(conn)?;
            // Asked again: another rounds may have written since.
            if is_elsewhere(conn)? {
                follow_zone(conn)?;
            }
            let waiting: Option<(i64, i64)> = conn
                .prepare_cached("SELECT source, below FROM folding ORDER BY source LIMIT 1")?
                .query_one([], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((source, mut below)) = waiting else {
                return Ok(false);
            };
            let mut n_left = i64::try_from(limit).unwrap_or(i64::MAX);
            while n_left > 0 {
                let newest: Option<i64> = conn
                    .prepare_cached(
                        "SELECT work FROM standing
                         WHERE place = ?1 AND topic = 0 AND work < ?2
                         ORDER BY work DESC
                         LIMIT 1",
                    )?
                    .query_one([-source, below], |row| row.get(0))
                    .optional()?;
                let Some(newest) = newest else {
                    conn.prepare_cached("DELETE FROM folding WHERE source = ?1")?
                        .execute([source])?;
                    return is_waiting(conn);
                };
                let day = day_of(newest);
                n_left -= folds::fold_day(conn, source, day)?.max(1);
                below = day.0;
            }
            conn.prepare_cached("UPDATE folding SET below = ?2 WHERE source = ?1")?
                .execute([source, below])?;
            Ok(true)
        })
    }
}

/// Whether any source has a limit. Whoever asks this first pays nothing where
/// there is none.
pub(super) fn is_used(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM sources WHERE daily IS NOT NULL LIMIT 1")?
        .exists([])?)
}

/// The first id of a work's day in the person's zone, and of the day after.
pub(super) fn day_of(work: i64) -> (i64, i64) {
    let (first, next) = UtcTime(WorkId(work).seconds()).day_bounds();
    let id = |time: UtcTime| time.0.saturating_mul(WorkId::PER_SECOND);
    (id(first), id(next))
}

/// How many works of a day a timeline shows of a source.
pub(super) fn limit_of(conn: &Connection, source: i64) -> Result<Option<u32>, StoreError> {
    conn.prepare_cached("SELECT daily FROM sources WHERE id = ?1")?
        .query_one([source], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchSource(SourceId(source)))
}

/// One side of a change; the source's days are to be looked at again.
pub(super) fn write(conn: &Connection, source: i64, daily: Option<u32>) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE sources SET daily = ?2 WHERE id = ?1")?
        .execute(params![source, daily])?;
    conn.prepare_cached("INSERT OR IGNORE INTO meta (name, value) VALUES (?1, ?2)")?
        .execute([ZONE, &time::zone_name()])?;
    look_again(conn, source)
}

fn look_again(conn: &Connection, source: i64) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO folding (source, below) VALUES (?1, ?2)")?
        .execute([source, i64::MAX])?;
    Ok(())
}

fn is_waiting(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached("SELECT 1 FROM folding")?.exists([])?)
}

/// Whether days were cut in another zone than this one.
fn is_elsewhere(conn: &Connection) -> Result<bool, StoreError> {
    let known: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_one([ZONE], |row| row.get(0))
        .optional()?;
    Ok(known.is_some_and(|known| known != time::zone_name()))
}

/// Has the days of all limited sources cut anew.
fn follow_zone(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE meta SET value = ?2 WHERE name = ?1")?
        .execute([ZONE, &time::zone_name()])?;
    let limited = conn
        .prepare_cached("SELECT id FROM sources WHERE daily IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    limited
        .into_iter()
        .try_for_each(|source| look_again(conn, source))
}
