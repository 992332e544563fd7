//! Walks along an index: the works of one branch of a query, in either
//! direction, and how many there are.
//!
//! A walk starts at an id and never sorts, so that a page costs the same at
//! any depth.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::wish::Branch;
use crate::store::wish::Condition;

/// How many rows are counted to say how many lie above. 20,000 take about a
/// millisecond; beyond that nobody asks.
pub(super) const COUNTED: i64 = 20_000;

/// A place with more works than this is not walked for a badge: the badge's
/// own index is.
const LARGE: i64 = 2_000;

/// In which direction an index is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To older works.
    Down,
    /// To newer works.
    Up,
}

/// Up to `limit` ids of a branch from `low` to below `end`, from the end the
/// way begins at. Its words and what is mixed with them are not looked at.
pub(super) fn ids(
    conn: &Connection,
    branch: &Branch,
    low: i64,
    end: i64,
    way: Way,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    let (low, end) = (low.max(branch.low), end.min(branch.end));
    if low >= end {
        return Ok(Vec::new());
    }
    let walk = walk(conn, branch, (low, end), way, limit)?;
    let found = conn
        .prepare_cached(&walk.sql)?
        .query_map(params_from_iter(walk.values), |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}

/// The statement of a walk.
pub(super) fn walk(
    conn: &Connection,
    branch: &Branch,
    (low, end): (i64, i64),
    way: Way,
    limit: usize,
) -> Result<Select, StoreError> {
    let mut from = stretch(conn, branch, low, end)?;
    from.add_condition(branch.condition.as_ref());
    let order = match way {
        Way::Down => "DESC",
        Way::Up => "ASC",
    };
    let Select { sql, mut values } = from;
    values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    Ok(Select {
        sql: format!("SELECT c.work {sql} ORDER BY c.work {order} LIMIT ?"),
        values,
    })
}

/// Our own SQL, from `FROM` on or whole, with what is bound in it.
pub(super) struct Select {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Select {
    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn add_condition(&mut self, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            self.add(" AND ", []);
            self.add(&condition.sql, condition.values.iter().cloned());
        }
    }
}

/// The index that serves a branch best, without its condition.
fn stretch(conn: &Connection, branch: &Branch, low: i64, end: i64) -> Result<Select, StoreError> {
    let topic = branch.topic.map_or(0, |topic| topic.0);
    let bounds = [Value::Integer(low), Value::Integer(end)];
    let badge = branch
        .badge
        .map(|badge| Value::Text(badge.word().to_string()));
    let mut from = Select {
        sql: String::new(),
        values: Vec::new(),
    };
    if branch.place == Place::Saved {
        from.add(
            "FROM kept c
             WHERE c.saved IS NOT NULL
               AND c.work >= ? AND c.work < ?",
            bounds,
        );
        if topic != 0 {
            from.add(
                " AND EXISTS (
                      SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                      WHERE i.work = c.work AND x.topic = ?)",
                [Value::Integer(topic)],
            );
        }
        if branch.unread_only {
            from.add(" AND c.read IS NULL", []);
        }
        if let Some(badge) = badge {
            from.add(
                " AND COALESCE((SELECT w.badge FROM works w WHERE w.id = c.work), c.badge) = ?",
                [badge],
            );
        }
        return Ok(from);
    }
    let place = Value::Integer(code_of(branch));
    let topic = Value::Integer(topic);
    if let Some(badge) = badge {
        let sql = match n_all(conn, code_of(branch), branch.topic.map_or(0, |it| it.0))? > LARGE {
            true => {
                "FROM (SELECT id AS work, badge FROM works INDEXED BY works_badge) c
                 WHERE c.badge = ? AND c.work >= ? AND c.work < ?
                   AND EXISTS (SELECT 1 FROM entries e
                               WHERE e.place = ? AND e.topic = ? AND e.unread IN (1, ?)
                                 AND e.work = c.work)"
            }
            false => {
                "FROM (SELECT e.place, e.topic, e.work, e.unread, w.badge
                       FROM standing e CROSS JOIN works w ON w.id = e.work) c
                 WHERE c.badge = ? AND c.work >= ? AND c.work < ?
                   AND c.place = ? AND c.topic = ? AND c.unread IN (1, ?)"
            }
        };
        let unread = Value::Integer(i64::from(branch.unread_only));
        let [low, end] = bounds;
        from.add(sql, [badge, low, end, place, topic, unread]);
        return Ok(from);
    }
    let sql = match branch.unread_only {
        false => "FROM standing c WHERE c.place = ? AND c.topic = ?",
        true => "FROM entries c WHERE c.place = ? AND c.topic = ? AND c.unread = 1",
    };
    from.add(sql, [place, topic]);
    from.add(" AND c.work >= ? AND c.work < ?", bounds);
    Ok(from)
}

/// How many works stand at a place, by its [`code`].
pub(super) fn n_all(conn: &Connection, place: i64, topic: i64) -> Result<i64, StoreError> {
    let n = conn
        .prepare_cached("SELECT n_all FROM counts WHERE place = ?1 AND topic = ?2")?
        .query_one([place, topic], |row| row.get(0))
        .optional()?;
    Ok(n.unwrap_or(0))
}

/// How many works a stretch of a branch without words has; `None` where more
/// than [`COUNTED`] would have to be looked at.
pub(super) fn count(
    conn: &Connection,
    branch: &Branch,
    low: i64,
    end: i64,
) -> Result<Option<i64>, StoreError> {
    let (low, end) = (low.max(branch.low), end.min(branch.end));
    if low >= end {
        return Ok(Some(0));
    }
    let whole = low == i64::MIN && end == i64::MAX;
    if whole && branch.is_plain() && branch.place != Place::Saved {
        let topic = branch.topic.map_or(0, |topic| topic.0);
        let stored: Option<(i64, i64)> = conn
            .prepare_cached("SELECT n_all, n_unread FROM counts WHERE place = ?1 AND topic = ?2")?
            .query_one(params![code_of(branch), topic], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        return Ok(Some(match (stored, branch.unread_only) {
            (None, _) => 0,
            (Some((n_all, _)), false) => n_all,
            (Some((_, n_unread)), true) => n_unread,
        }));
    }
    let from = stretch(conn, branch, low, end)?;
    let counted = |sql: &str, mut values: Vec<Value>, limit_at: usize| -> Result<i64, StoreError> {
        values.insert(limit_at, Value::Integer(COUNTED + 1));
        Ok(conn
            .prepare_cached(sql)?
            .query_one(params_from_iter(values), |row| row.get(0))?)
    };
    let n_bound = from.values.len();
    let sql = format!("SELECT COUNT(*) FROM (SELECT c.work {} LIMIT ?)", from.sql);
    let n = counted(&sql, from.values.clone(), n_bound)?;
    if n > COUNTED {
        return Ok(None);
    }
    let Some(condition) = &branch.condition else {
        return Ok(Some(n));
    };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT c.work AS work {} LIMIT ?) c WHERE {}",
        from.sql, condition.sql
    );
    let mut values = from.values;
    values.extend(condition.values.iter().cloned());
    Ok(Some(counted(&sql, values, n_bound)?))
}

/// The number a place has in `entries`. Saved has none there, and ids nobody
/// has stand nowhere.
pub(super) fn code(place: Place) -> i64 {
    const NOWHERE: i64 = i64::MIN;
    const MUTED: i64 = i64::MIN + 1;
    const ROUND: i64 = i64::MIN + 2;
    match place {
        Place::Muted => MUTED,
        Place::Round => ROUND,
        Place::All => 0,
        Place::List(list) if list.0 > 0 => list.0,
        Place::Source(source) if source.0 > 0 => -source.0,
        Place::List(_) | Place::Source(_) | Place::Saved => NOWHERE,
    }
}

/// The number a branch's walk has in `entries`.
pub(super) fn code_of(branch: &Branch) -> i64 {
    match branch.folded {
        true => folds::place(branch.place),
        false => code(branch.place),
    }
}

/// The smallest id that is not too old for a query.
pub(super) fn lowest(query: &Query) -> i64 {
    query
        .since
        .map_or(i64::MIN, |since| since.0.saturating_mul(WorkId::PER_SECOND))
}
