//! Rows of a query, newest first, from any place in it and in either
//! direction.
//!
//! A page is a walk along one index from an id, never a sort and never an
//! offset, so that it costs the same at any depth.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::answer::PageOfRows;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::work::Row;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::revision;
use crate::store::rows::rows;
use crate::store::search::Finder;
use crate::store::works;

/// How many rows are counted to say how many lie above. 20,000 take about a
/// millisecond; beyond that nobody asks.
const COUNTED: i64 = 20_000;

/// In which direction an index is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To older works.
    Down,
    /// To newer works.
    Up,
}

impl Reader {
    /// Rows of a query around an anchor, newest first.
    pub fn page(
        &mut self,
        query: &Query,
        anchor: Anchor,
        limit: usize,
    ) -> Result<PageOfRows, StoreError> {
        let snapshot = self.conn.unchecked_transaction()?;
        page(&snapshot, &mut self.finder, query, anchor, limit)
    }

    /// The next unread row of a query: the nearest below a work (or the
    /// newest), or the nearest above it (or the oldest).
    pub fn next_unread(
        &mut self,
        query: &Query,
        from: Option<WorkId>,
        older: bool,
    ) -> Result<Option<Row>, StoreError> {
        let unread = Query {
            unread_only: true,
            ..query.clone()
        };
        let anchor = match (from, older) {
            (Some(from), true) => Anchor::Below(from),
            (Some(from), false) => Anchor::Above(from),
            (None, true) => Anchor::Top,
            (None, false) => Anchor::Bottom,
        };
        let mut page = self.page(&unread, anchor, 1)?;
        Ok(page.rows.pop())
    }
}

fn page(
    conn: &Connection,
    finder: &mut Finder,
    query: &Query,
    anchor: Anchor,
    limit: usize,
) -> Result<PageOfRows, StoreError> {
    let low = lowest(query);
    let mut walk = Walk {
        conn,
        finder,
        query,
        caveat: None,
    };
    // One more than wanted on each side tells whether there is more. Ends are
    // exclusive above and inclusive below.
    let limit = limit.max(1);
    let (above, below) = match anchor {
        Anchor::Top => (Vec::new(), walk.ids(low, i64::MAX, Way::Down, limit + 1)?),
        Anchor::Bottom => (walk.ids(low, i64::MAX, Way::Up, limit + 1)?, Vec::new()),
        Anchor::Below(work) => {
            let below = walk.ids(low, work.0, Way::Down, limit + 1)?;
            (Vec::new(), below)
        }
        Anchor::Above(work) => {
            let from = low.max(work.0.saturating_add(1));
            (walk.ids(from, i64::MAX, Way::Up, limit + 1)?, Vec::new())
        }
        Anchor::Around(work) => {
            let from = works::resolve(conn, work)?.0.saturating_add(1);
            let above = walk.ids(low.max(from), i64::MAX, Way::Up, limit + 1)?;
            let below = walk.ids(low, from, Way::Down, limit + 1)?;
            (above, below)
        }
    };
    let n_below = match anchor {
        Anchor::Around(_) => below
            .len()
            .min((limit - limit / 2).max(limit.saturating_sub(above.len()))),
        _ => below.len().min(limit),
    };
    let n_above = above.len().min(limit - n_below);
    let mut more_above = above.len() > n_above;
    let mut more_below = below.len() > n_below;
    let ids: Vec<i64> = above[..n_above]
        .iter()
        .rev()
        .chain(&below[..n_below])
        .copied()
        .collect();

    // The side that was not walked.
    match anchor {
        Anchor::Top | Anchor::Bottom | Anchor::Around(_) => {}
        Anchor::Below(work) => {
            let from = ids.first().map_or(work.0, |first| first + 1);
            more_above = !walk.ids(low.max(from), i64::MAX, Way::Up, 1)?.is_empty();
        }
        Anchor::Above(work) => {
            let end = ids.last().map_or(work.0.saturating_add(1), |last| *last);
            more_below = !walk.ids(low, end, Way::Down, 1)?.is_empty();
        }
    }
    let caveat = walk.caveat.take();
    let (n_above, n_all) = match query.wish.is_empty() {
        true => counts(conn, query, &ids, !more_above, !more_below)?,
        false if !more_above && !more_below && caveat.is_none() => {
            (Some(0), Some(ids.len() as u64))
        }
        false => (None, None),
    };
    Ok(PageOfRows {
        revision: revision(conn)?,
        anchor,
        rows: rows(conn, &ids)?,
        at_top: !more_above,
        at_bottom: !more_below,
        n_above,
        n_all,
        caveat,
    })
}

struct Walk<'a> {
    conn: &'a Connection,
    finder: &'a mut Finder,
    query: &'a Query,
    caveat: Option<String>,
}

impl Walk<'_> {
    /// Up to `limit` ids from `low` to below `end`, from the end the way
    /// begins at.
    fn ids(&mut self, low: i64, end: i64, way: Way, limit: usize) -> Result<Vec<i64>, StoreError> {
        if low >= end {
            return Ok(Vec::new());
        }
        if self.query.wish.is_empty() {
            return ids(self.conn, self.query, low, end, way, limit);
        }
        let hits = self
            .finder
            .hits(self.conn, self.query, low, end, way, limit)?;
        if hits.caveat.is_some() {
            self.caveat = hits.caveat;
        }
        Ok(hits.ids)
    }
}

fn ids(
    conn: &Connection,
    query: &Query,
    low: i64,
    end: i64,
    way: Way,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    let topic = query.topic.map_or(0, |topic| topic.0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    if query.place == Place::Saved {
        let sql = match way {
            Way::Down => {
                "SELECT k.work FROM kept k
                 WHERE k.saved IS NOT NULL
                   AND k.work >= ?1 AND k.work < ?2
                   AND (?3 = 0 OR EXISTS (
                       SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                       WHERE i.work = k.work AND x.topic = ?3))
                   AND (NOT ?4 OR k.read IS NULL)
                 ORDER BY k.work DESC
                 LIMIT ?5"
            }
            Way::Up => {
                "SELECT k.work FROM kept k
                 WHERE k.saved IS NOT NULL
                   AND k.work >= ?1 AND k.work < ?2
                   AND (?3 = 0 OR EXISTS (
                       SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                       WHERE i.work = k.work AND x.topic = ?3))
                   AND (NOT ?4 OR k.read IS NULL)
                 ORDER BY k.work
                 LIMIT ?5"
            }
        };
        let found = conn
            .prepare_cached(sql)?
            .query_map(params![low, end, topic, query.unread_only, limit], |row| {
                row.get(0)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(found);
    }
    // The planner takes the whole index where the one of the unread would do.
    let sql = match (query.unread_only, way) {
        (false, Way::Down) => {
            "SELECT work FROM entries
             WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4
             ORDER BY work DESC
             LIMIT ?5"
        }
        (false, Way::Up) => {
            "SELECT work FROM entries
             WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4
             ORDER BY work
             LIMIT ?5"
        }
        (true, Way::Down) => {
            "SELECT work FROM entries INDEXED BY entries_unread
             WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4 AND unread = 1
             ORDER BY work DESC
             LIMIT ?5"
        }
        (true, Way::Up) => {
            "SELECT work FROM entries INDEXED BY entries_unread
             WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4 AND unread = 1
             ORDER BY work
             LIMIT ?5"
        }
    };
    let found = conn
        .prepare_cached(sql)?
        .query_map(params![code(query.place), topic, low, end, limit], |row| {
            row.get(0)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}

/// How many rows lie above the first, and how many there are; each only where
/// that takes a millisecond or so.
fn counts(
    conn: &Connection,
    query: &Query,
    ids: &[i64],
    at_top: bool,
    at_bottom: bool,
) -> Result<(Option<u64>, Option<u64>), StoreError> {
    let low = lowest(query);
    let n_all = match (query.place, query.since) {
        (Place::Saved, _) | (_, Some(_)) => count(conn, query, low, i64::MAX)?,
        (place, None) => {
            let stored = conn
                .prepare_cached(
                    "SELECT n_all, n_unread FROM counts WHERE place = ?1 AND topic = ?2",
                )?
                .query_one(
                    params![code(place), query.topic.map_or(0, |topic| topic.0)],
                    |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
                )
                .optional()?;
            let (n_all, n_unread) = stored.unwrap_or((0, 0));
            Some(match query.unread_only {
                true => n_unread,
                false => n_all,
            })
        }
    };
    let n_above = match (ids.first(), ids.last()) {
        _ if at_top => Some(0),
        (Some(_), _) if at_bottom && n_all.is_some() => n_all.map(|n_all| n_all - ids.len() as i64),
        (Some(first), Some(last)) => match count(conn, query, first + 1, i64::MAX)? {
            Some(n_above) => Some(n_above),
            None => match (n_all, count(conn, query, low, *last)?) {
                (Some(n_all), Some(n_below)) => Some(n_all - ids.len() as i64 - n_below),
                _ => None,
            },
        },
        _ => None,
    };
    Ok((n_above.map(i64::unsigned_abs), n_all.map(i64::unsigned_abs)))
}

/// How many rows a stretch has; `None` above [`COUNTED`].
fn count(conn: &Connection, query: &Query, low: i64, end: i64) -> Result<Option<i64>, StoreError> {
    let topic = query.topic.map_or(0, |topic| topic.0);
    let n: i64 = match query.place {
        Place::Saved => conn
            .prepare_cached(
                "SELECT COUNT(*) FROM (
                     SELECT 1 FROM kept k
                     WHERE k.saved IS NOT NULL
                       AND k.work >= ?1 AND k.work < ?2
                       AND (?3 = 0 OR EXISTS (
                           SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                           WHERE i.work = k.work AND x.topic = ?3))
                       AND (NOT ?4 OR k.read IS NULL)
                     LIMIT ?5)",
            )?
            .query_one(
                params![low, end, topic, query.unread_only, COUNTED + 1],
                |row| row.get(0),
            )?,
        place => {
            let sql = match query.unread_only {
                false => {
                    "SELECT COUNT(*) FROM (
                         SELECT 1 FROM entries
                         WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4
                         LIMIT ?5)"
                }
                true => {
                    "SELECT COUNT(*) FROM (
                         SELECT 1 FROM entries INDEXED BY entries_unread
                         WHERE place = ?1 AND topic = ?2 AND work >= ?3 AND work < ?4
                           AND unread = 1
                         LIMIT ?5)"
                }
            };
            conn.prepare_cached(sql)?
                .query_one(params![code(place), topic, low, end, COUNTED + 1], |row| {
                    row.get(0)
                })?
        }
    };
    Ok(Some(n).filter(|n| *n <= COUNTED))
}

/// Whether a work stands in a query, its words and time apart.
pub(super) fn holds(conn: &Connection, query: &Query, work: i64) -> Result<bool, StoreError> {
    let topic = query.topic.map_or(0, |topic| topic.0);
    let holds = match query.place {
        Place::Saved => conn
            .prepare_cached(
                "SELECT 1 FROM kept k
                 WHERE k.work = ?1
                   AND k.saved IS NOT NULL
                   AND (?2 = 0 OR EXISTS (
                       SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                       WHERE i.work = k.work AND x.topic = ?2))
                   AND (NOT ?3 OR k.read IS NULL)",
            )?
            .exists(params![work, topic, query.unread_only])?,
        place => conn
            .prepare_cached(
                "SELECT 1 FROM entries
                 WHERE place = ?1 AND topic = ?2 AND work = ?3 AND (NOT ?4 OR unread = 1)",
            )?
            .exists(params![code(place), topic, work, query.unread_only])?,
    };
    Ok(holds)
}

/// The number a place has in `entries`. Saved has none there, and ids nobody
/// has stand nowhere.
pub(super) fn code(place: Place) -> i64 {
    const NOWHERE: i64 = i64::MIN;
    match place {
        Place::All => 0,
        Place::List(list) if list.0 > 0 => list.0,
        Place::Source(source) if source.0 > 0 => -source.0,
        Place::List(_) | Place::Source(_) | Place::Saved => NOWHERE,
    }
}

/// The smallest id that is not too old for a query.
pub(super) fn lowest(query: &Query) -> i64 {
    query
        .since
        .map_or(i64::MIN, |since| since.0.saturating_mul(WorkId::PER_SECOND))
}
