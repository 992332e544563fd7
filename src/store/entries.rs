//! What stands where: the rows of `entries`, and how many they are, in `counts`.
//!
//! Nothing else writes to either of the two. Whoever puts works somewhere, or
//! takes them away, gathers place, topic and work in the connection's own table
//! `standing` and ends with [`put`] or [`take`], which empty it. A heap is counted
//! once, and goes into the table in its order.
//!
//! Which work belongs where is decided in [`super::works`] and [`super::folds`].

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Lays out the table of a connection's own in which rows are gathered.
pub(super) fn prepare(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "CREATE TEMP TABLE standing (
             place  INTEGER NOT NULL,
             topic  INTEGER NOT NULL,
             work   INTEGER NOT NULL,
             unread INTEGER NOT NULL DEFAULT 0, -- who is taken away need not say it
             PRIMARY KEY (place, topic, work)) WITHOUT ROWID;",
    )?;
    Ok(())
}

/// Puts what is gathered where it belongs; what stands there is only turned.
pub(super) fn put(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO counts (place, topic, n_all, n_unread)
         SELECT s.place, s.topic, SUM(e.work IS NULL), SUM(s.unread - COALESCE(e.unread, 0))
         FROM standing s
         LEFT JOIN entries e ON e.place = s.place AND e.topic = s.topic AND e.work = s.work
         GROUP BY s.place, s.topic
         ON CONFLICT (place, topic) DO UPDATE
         SET n_all = n_all + excluded.n_all, n_unread = n_unread + excluded.n_unread",
    )?
    .execute([])?;
    conn.prepare_cached(
        "INSERT INTO entries (place, topic, work, unread)
         SELECT place, topic, work, unread FROM standing WHERE TRUE
         ON CONFLICT (place, topic, work) DO UPDATE
         SET unread = excluded.unread
         WHERE unread <> excluded.unread",
    )?
    .execute([])?;
    clear(conn)
}

/// Takes away what is gathered; what does not stand there is passed over.
pub(super) fn take(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO counts (place, topic, n_all, n_unread)
         SELECT s.place, s.topic, -COUNT(*), -SUM(e.unread)
         FROM standing s
         CROSS JOIN entries e ON e.place = s.place AND e.topic = s.topic AND e.work = s.work
         GROUP BY s.place, s.topic
         ON CONFLICT (place, topic) DO UPDATE
         SET n_all = n_all + excluded.n_all, n_unread = n_unread + excluded.n_unread",
    )?
    .execute([])?;
    conn.prepare_cached(
        "DELETE FROM entries
         WHERE (place, topic, work) IN (SELECT place, topic, work FROM standing)",
    )?
    .execute([])?;
    clear(conn)
}

/// Takes away all that stands under topics which are not wanted any more, each
/// place as one stretch of the table.
pub(super) fn take_unwanted(conn: &Connection) -> Result<(), StoreError> {
    conn.execute(
        "DELETE FROM entries
         WHERE (place, topic) IN (
             SELECT c.place, c.topic
             FROM counts c
             CROSS JOIN topics t ON t.id = c.topic AND t.position IS NULL
             WHERE c.n_all > 0)",
        [],
    )?;
    conn.execute(
        "DELETE FROM counts
         WHERE topic IN (SELECT id FROM topics WHERE position IS NULL)",
        [],
    )?;
    Ok(())
}

fn clear(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM standing")?.execute([])?;
    Ok(())
}
