//! What stands where: the rows of `entries`, and how many they are, in `counts`.
//!
//! Nothing else writes to either of the two. Whoever puts works somewhere, or
//! takes them away, gathers a [`Heap`] first: it goes into the table in the
//! table's order, and is counted once for each place and topic.
//!
//! Which work belongs where is decided in [`super::placing`] and [`super::folds`].

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Params;
use rusqlite::params;

use crate::store::error::StoreError;

/// A row, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    place: i64,
    topic: i64,
    work: i64,
    unread: bool,
}

/// Rows on their way into the table, or out of it.
#[derive(Default)]
pub(super) struct Heap {
    rows: Vec<Entry>,
}

impl Heap {
    /// Adds a row; one that is there already does no harm.
    pub fn add(&mut self, place: i64, topic: i64, work: i64, unread: bool) {
        self.rows.push(Entry {
            place,
            topic,
            work,
            unread,
        });
    }

    /// What a statement gives: place, topic, work and whether it is unread,
    /// which need not be true of what is taken away.
    pub fn of(conn: &Connection, sql: &str, bound: impl Params) -> Result<Heap, StoreError> {
        let mut heap = Heap::default();
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query(bound)?;
        while let Some(row) = rows.next()? {
            heap.add(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        }
        Ok(heap)
    }

    /// Puts every row where it belongs; what stands there is only turned.
    pub fn put(self, conn: &Connection) -> Result<(), StoreError> {
        let mut add = conn.prepare_cached(
            "INSERT INTO entries (place, topic, work, unread) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (place, topic, work) DO NOTHING",
        )?;
        let mut turn = conn.prepare_cached(
            "UPDATE entries SET unread = ?4
             WHERE place = ?1 AND topic = ?2 AND work = ?3 AND unread <> ?4",
        )?;
        let mut counted = Counted::new(conn);
        for row in self.in_order() {
            let Entry {
                place,
                topic,
                work,
                unread,
            } = row;
            counted.begin(place, topic)?;
            let bound = params![place, topic, work, unread];
            if add.execute(bound)? > 0 {
                counted.n_all += 1;
                counted.n_unread += i64::from(unread);
            } else if turn.execute(bound)? > 0 {
                counted.n_unread += if unread { 1 } else { -1 };
            }
        }
        counted.write()
    }

    /// Takes every row away; what does not stand there is passed over.
    pub fn take(self, conn: &Connection) -> Result<(), StoreError> {
        let mut drop = conn.prepare_cached(
            "DELETE FROM entries WHERE place = ?1 AND topic = ?2 AND work = ?3
             RETURNING unread",
        )?;
        let mut counted = Counted::new(conn);
        for row in self.in_order() {
            counted.begin(row.place, row.topic)?;
            let stood: Option<bool> = drop
                .query_one([row.place, row.topic, row.work], |row| row.get(0))
                .optional()?;
            if let Some(unread) = stood {
                counted.n_all -= 1;
                counted.n_unread -= i64::from(unread);
            }
        }
        counted.write()
    }

    fn in_order(mut self) -> Vec<Entry> {
        self.rows.sort_unstable();
        self.rows.dedup();
        self.rows
    }
}

/// How many rows came to a place and topic, or went.
struct Counted<'c> {
    conn: &'c Connection,
    place: i64,
    topic: i64,
    n_all: i64,
    n_unread: i64,
}

impl Counted<'_> {
    fn new(conn: &Connection) -> Counted<'_> {
        Counted {
            conn,
            place: 0,
            topic: 0,
            n_all: 0,
            n_unread: 0,
        }
    }

    fn begin(&mut self, place: i64, topic: i64) -> Result<(), StoreError> {
        if (self.place, self.topic) != (place, topic) {
            self.write()?;
            (self.place, self.topic) = (place, topic);
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), StoreError> {
        if (self.n_all, self.n_unread) != (0, 0) {
            self.conn
                .prepare_cached(
                    "INSERT INTO counts (place, topic, n_all, n_unread) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (place, topic) DO UPDATE
                     SET n_all = n_all + excluded.n_all,
                         n_unread = n_unread + excluded.n_unread",
                )?
                .execute([self.place, self.topic, self.n_all, self.n_unread])?;
            (self.n_all, self.n_unread) = (0, 0);
        }
        Ok(())
    }
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
