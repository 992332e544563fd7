//! How what is saved stands in the library: in which order, since when, under
//! which tags, and how much there is of each sort.
//!
//! Nothing is changed here; that is [`crate::store::shelf`].

use rusqlite::Connection;
use rusqlite::OptionalExtension;

use crate::domain::badge::Badge;
use crate::domain::query::Order;
use crate::domain::shelf::Shelf;
use crate::domain::shelf::ShelfCounts;
use crate::domain::shelf::Stage;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::shelf;

/// Tells of each row that is saved how it stands in the library.
pub(super) fn fill(conn: &Connection, rows: &mut [Row]) -> Result<(), StoreError> {
    for row in rows.iter_mut().filter(|row| row.saved) {
        row.shelf = of_work(conn, row.work.0)?;
    }
    Ok(())
}

fn of_work(conn: &Connection, work: i64) -> Result<Option<Shelf>, StoreError> {
    let found = conn
        .prepare_cached(
            "SELECT k.id, k.saved, k.stage,
                    COALESCE((SELECT MAX(a.n_bytes) FROM articles a
                              WHERE a.kept = k.id AND a.html IS NOT NULL), 0),
                    (SELECT MIN(c.due) FROM review_cards c
                     WHERE c.kept = k.id AND c.active = 1 AND c.united = 0)
             FROM kept k
             WHERE k.work = ?1 AND k.saved IS NOT NULL",
        )?
        .query_one([work], |row| {
            let stage: Option<String> = row.get(2)?;
            let n_bytes: i64 = row.get(3)?;
            Ok((
                row.get::<_, i64>(0)?,
                Shelf {
                    since: UtcTime(row.get(1)?),
                    stage: stage.as_deref().map(Stage::from_word).unwrap_or_default(),
                    tags: Vec::new(),
                    n_bytes: n_bytes.unsigned_abs(),
                    due: row.get::<_, Option<i64>>(4)?.map(UtcTime),
                },
            ))
        })
        .optional()?;
    let Some((kept, mut shelf)) = found else {
        return Ok(None);
    };
    shelf.tags = shelf::tags(conn, kept)?;
    Ok(Some(shelf))
}

/// These saved works in one of the library's orders.
pub(super) fn in_order(
    conn: &Connection,
    works: &[i64],
    order: Order,
) -> Result<Vec<i64>, StoreError> {
    let sql = match order {
        Order::SavedOldest => {
            "SELECT k.work FROM json_each(?1) j JOIN kept k ON k.work = j.value
             ORDER BY k.saved, k.work"
        }
        Order::Title => {
            "SELECT k.work FROM json_each(?1) j JOIN kept k ON k.work = j.value
             LEFT JOIN works w ON w.id = k.work
             ORDER BY LOWER(COALESCE(NULLIF(w.title, ''), k.title, '')), k.work"
        }
        Order::Due => {
            "SELECT k.work FROM json_each(?1) j JOIN kept k ON k.work = j.value
             LEFT JOIN review_cards r ON r.kept = k.id AND r.active = 1 AND r.united = 0
             ORDER BY r.due IS NULL, r.due, k.saved DESC, k.work DESC"
        }
        Order::SavedNewest | Order::Newest | Order::Best => {
            "SELECT k.work FROM json_each(?1) j JOIN kept k ON k.work = j.value
             ORDER BY k.saved DESC, k.work DESC"
        }
    };
    let mut statement = conn.prepare_cached(sql)?;
    let ids = statement
        .query_map([serde_json::to_string(works)?], |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids)
}

/// How much of each there is among what is saved.
pub(super) fn counts(conn: &Connection) -> Result<ShelfCounts, StoreError> {
    let mut counts = conn
        .prepare_cached(
            "SELECT COALESCE(SUM(k.read IS NULL), 0),
                    COALESCE(SUM(EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = k.id)), 0),
                    COALESCE(SUM(k.stage = 'reading'), 0),
                    COALESCE(SUM(k.stage = 'done'), 0),
                    COALESCE(SUM(COALESCE(
                        (SELECT w.badge FROM works w WHERE w.id = k.work), k.badge) = ?1), 0)
             FROM kept k WHERE k.saved IS NOT NULL",
        )?
        .query_one([Badge::Retracted.word()], |row| {
            let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(ShelfCounts {
                n_unread: count(0)?,
                n_noted: count(1)?,
                n_reading: count(2)?,
                n_done: count(3)?,
                n_retracted: count(4)?,
                tags: Vec::new(),
            })
        })?;
    let mut statement = conn.prepare_cached(
        "SELECT t.name, COUNT(DISTINCT k.id) AS n
         FROM kept k JOIN kept_tags x ON x.kept = k.id JOIN tags t ON t.id = x.tag
         WHERE k.saved IS NOT NULL
         GROUP BY t.id
         ORDER BY n DESC, t.name",
    )?;
    for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
        let (name, n) = row?;
        counts.tags.push((name, n.unsigned_abs()));
    }
    Ok(counts)
}

impl Reader {
    /// How much of each there is among what is saved, for the command line.
    pub fn shelf(&self) -> Result<ShelfCounts, StoreError> {
        counts(&*self.conn.unchecked_transaction()?)
    }
}
