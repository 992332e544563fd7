//! Rows of a query, newest first, from any place in it and in either
//! direction.
//!
//! A page of the newest is a walk along an index from an id, never a sort and
//! never an offset, so that it costs the same at any depth. A page of what
//! fits best is a piece of a short list that is ranked once; so is a page of
//! the library in an order of its own, which holds what one person saved.

use rusqlite::Connection;

use crate::domain::answer::PageOfRows;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::work::Row;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::library;
use crate::store::revision;
use crate::store::rows::rows;
use crate::store::search::Days;
use crate::store::search::Finder;
use crate::store::walk;
use crate::store::walk::COUNTED;
use crate::store::walk::Way;
use crate::store::wish::Plan;
use crate::store::works;

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
            order: Order::Newest,
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
    let plan = Plan::of(conn, query)?;
    let limit = limit.max(1);
    if query.order == Order::Best && plan.has_words() {
        let ranked = finder.ranked(conn, query, &plan, revision(conn)?)?;
        let caveat = plan.caveat.clone().or_else(|| ranked.caveat.clone());
        return piece(conn, &ranked.ids, caveat, anchor, limit);
    }
    if query.order.is_of_library() && query.place == Place::Saved {
        let hits = finder.all(conn, &plan, i64::MIN, i64::MAX, Way::Down, usize::MAX)?;
        let ids = library::in_order(conn, &hits.ids, query.order)?;
        let caveat = plan.caveat.clone().or(hits.caveat);
        return piece(conn, &ids, caveat, anchor, limit);
    }
    let (low, end) = (i64::MIN, i64::MAX);
    let mut walk = Walk {
        conn,
        finder,
        plan: &plan,
        caveat: plan.caveat.clone(),
    };
    // One more than wanted on each side tells whether there is more. Ends are
    // exclusive above and inclusive below.
    let (above, below) = match anchor {
        Anchor::Top => (Vec::new(), walk.ids(low, end, Way::Down, limit + 1)?),
        Anchor::Bottom => (walk.ids(low, end, Way::Up, limit + 1)?, Vec::new()),
        Anchor::Below(work) => {
            let below = walk.ids(low, work.0, Way::Down, limit + 1)?;
            (Vec::new(), below)
        }
        Anchor::Above(work) => {
            let from = work.0.saturating_add(1);
            (walk.ids(from, end, Way::Up, limit + 1)?, Vec::new())
        }
        Anchor::Around(work) => {
            let from = works::resolve(conn, work)?.0.saturating_add(1);
            let above = walk.ids(from, end, Way::Up, limit + 1)?;
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
            more_above = !walk.ids(from, end, Way::Up, 1)?.is_empty();
        }
        Anchor::Above(work) => {
            let below = ids.last().map_or(work.0.saturating_add(1), |last| *last);
            more_below = !walk.ids(low, below, Way::Down, 1)?.is_empty();
        }
    }
    let newest = match anchor {
        _ if !more_above => ids.first().copied(),
        Anchor::Top | Anchor::Below(_) | Anchor::Above(_) => None,
        Anchor::Bottom | Anchor::Around(_) => walk.ids(low, end, Way::Down, 1)?.pop(),
    };
    let caveat = walk.caveat.take();
    let mut rows = rows(conn, &ids)?;
    let is_merged = matches!(query.place, Place::All | Place::List(_));
    if plan.folds || (is_merged && query.wish.is_empty() && !query.hits_only) {
        Days::of(&plan).tell(walk.finder, conn, &mut rows)?;
    }
    let (n_above, n_all) = counts(conn, &plan, &ids, !more_above, !more_below)?;
    Ok(PageOfRows {
        revision: revision(conn)?,
        anchor,
        rows,
        at_top: !more_above,
        at_bottom: !more_below,
        newest: newest.map(WorkId),
        n_above,
        n_all,
        caveat,
    })
}

/// A piece of a list that is ordered already. Anchors are places in it; what is
/// not in it stands at its top.
fn piece(
    conn: &Connection,
    ids: &[i64],
    caveat: Option<String>,
    anchor: Anchor,
    limit: usize,
) -> Result<PageOfRows, StoreError> {
    let revision = revision(conn)?;
    let place = |work: WorkId| ids.iter().position(|id| *id == work.0);
    let start = match anchor {
        Anchor::Top => 0,
        Anchor::Bottom => ids.len().saturating_sub(limit),
        Anchor::Below(work) => place(work).map_or(0, |at| at + 1),
        Anchor::Above(work) => place(work).map_or(0, |at| at.saturating_sub(limit)),
        Anchor::Around(work) => {
            let at = place(works::resolve(conn, work)?).unwrap_or(0);
            at.saturating_sub(limit / 2)
        }
    };
    let end = match anchor {
        Anchor::Above(work) => place(work).unwrap_or(0),
        _ => ids.len().min(start.saturating_add(limit)),
    };
    Ok(PageOfRows {
        revision,
        anchor,
        rows: rows(conn, &ids[start..end])?,
        at_top: start == 0,
        at_bottom: end == ids.len(),
        newest: None,
        n_above: Some(start as u64),
        n_all: Some(ids.len() as u64),
        caveat,
    })
}

struct Walk<'a> {
    conn: &'a Connection,
    finder: &'a mut Finder,
    plan: &'a Plan,
    caveat: Option<String>,
}

impl Walk<'_> {
    /// Up to `limit` ids from `low` to below `end`, from the end the way
    /// begins at.
    fn ids(&mut self, low: i64, end: i64, way: Way, limit: usize) -> Result<Vec<i64>, StoreError> {
        if low >= end {
            return Ok(Vec::new());
        }
        let hits = self
            .finder
            .all(self.conn, self.plan, low, end, way, limit)?;
        if hits.caveat.is_some() {
            self.caveat = hits.caveat;
        }
        Ok(hits.ids)
    }
}

/// How many rows lie above the first, and how many there are; each only where
/// that takes a millisecond or so.
fn counts(
    conn: &Connection,
    plan: &Plan,
    ids: &[i64],
    at_top: bool,
    at_bottom: bool,
) -> Result<(Option<u64>, Option<u64>), StoreError> {
    let n_shown = ids.len() as u64;
    if at_top && at_bottom {
        return Ok((Some(0), Some(n_shown)));
    }
    let asks_words =
        |branch: &crate::store::wish::Branch| branch.words.is_some() || branch.mixed.is_some();
    // Counting what is folded in days would look at every one of them.
    if plan.folds || plan.branches.iter().any(asks_words) {
        return Ok((at_top.then_some(0), None));
    }
    let [branch] = plan.branches.as_slice() else {
        return counts_of_many(conn, plan, ids);
    };
    let n_all = walk::count(conn, branch, i64::MIN, i64::MAX)?;
    let n_above = match (ids.first(), ids.last()) {
        _ if at_top => Some(0),
        _ if at_bottom => n_all.map(|n_all| n_all - ids.len() as i64),
        (Some(first), Some(last)) => match walk::count(conn, branch, first + 1, i64::MAX)? {
            Some(n_above) => Some(n_above),
            None => match (n_all, walk::count(conn, branch, i64::MIN, *last)?) {
                (Some(n_all), Some(n_below)) => Some(n_all - ids.len() as i64 - n_below),
                _ => None,
            },
        },
        _ => None,
    };
    Ok((n_above.map(i64::unsigned_abs), n_all.map(i64::unsigned_abs)))
}

/// Branches may hold the same works, so they are counted by name.
fn counts_of_many(
    conn: &Connection,
    plan: &Plan,
    ids: &[i64],
) -> Result<(Option<u64>, Option<u64>), StoreError> {
    let most = COUNTED.unsigned_abs() as usize;
    let mut all = Vec::new();
    for branch in &plan.branches {
        let some = walk::ids(conn, branch, i64::MIN, i64::MAX, Way::Down, most + 1)?;
        if some.len() > most {
            return Ok((None, None));
        }
        all.extend(some);
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    let above = ids
        .first()
        .map(|first| all.partition_point(|id| id > first));
    Ok((above.map(|n| n as u64), Some(all.len() as u64)))
}
