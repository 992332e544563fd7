//! Whether one work belongs to what a query asks for: a place, a topic, a badge,
//! a condition. Nothing is walked here; each is one look into an index.

use rusqlite::Connection;
use rusqlite::params;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::domain::query::Place;
use crate::store::error::StoreError;
use crate::store::walk::code_of;
use crate::store::wish::Branch;
use crate::store::wish::Condition;

/// Whether a work stands in a branch, what is about words apart.
pub(super) fn holds(conn: &Connection, branch: &Branch, work: i64) -> Result<bool, StoreError> {
    if work < branch.low || work >= branch.end {
        return Ok(false);
    }
    let topic = branch.topic.map_or(0, |topic| topic.0);
    let stands = match branch.place {
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
            .exists(params![work, topic, branch.unread_only])?,
        _ => conn
            .prepare_cached(
                "SELECT 1 FROM entries
                 WHERE place = ?1 AND topic = ?2 AND unread IN (1, ?4) AND work = ?3",
            )?
            .exists(params![code_of(branch), topic, work, branch.unread_only])?,
    };
    if !stands {
        return Ok(false);
    }
    if let Some(badge) = branch.badge {
        let has = conn
            .prepare_cached(
                "SELECT COALESCE((SELECT badge FROM works WHERE id = ?1),
                                 (SELECT badge FROM kept WHERE work = ?1)) = ?2",
            )?
            .query_one(params![work, badge.word()], |row| {
                row.get::<_, Option<bool>>(0)
            })?;
        if has != Some(true) {
            return Ok(false);
        }
    }
    match &branch.condition {
        Some(condition) => meets(conn, condition, work),
        None => Ok(true),
    }
}

/// Whether a work meets a condition.
pub(super) fn meets(
    conn: &Connection,
    condition: &Condition,
    work: i64,
) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM (SELECT ? AS work) c WHERE {}", condition.sql);
    let values = std::iter::once(Value::Integer(work)).chain(condition.values.iter().cloned());
    Ok(conn
        .prepare_cached(&sql)?
        .exists(params_from_iter(values))?)
}
