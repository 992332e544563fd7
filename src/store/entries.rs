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

use crate::store::error::StoreError;

/// A row, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    place: i64,
    topic: i64,
    unread: bool,
    work: i64,
}

impl Entry {
    fn columns(self) -> [i64; 4] {
        [self.place, self.topic, i64::from(self.unread), self.work]
    }
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
            unread,
            work,
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
            "INSERT INTO entries (place, topic, unread, work) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO NOTHING",
        )?;
        let mut drop = conn.prepare_cached(DROP)?;
        let mut counted = Counted::new(conn);
        for row in self.in_order() {
            counted.begin(row.place, row.topic)?;
            let turned = Entry {
                unread: !row.unread,
                ..row
            };
            // Where nothing is read, nothing has to be looked for among it.
            if counted.n(turned.unread) > 0 && drop.execute(turned.columns())? > 0 {
                counted.add(turned.unread, -1);
            }
            if add.execute(row.columns())? > 0 {
                counted.add(row.unread, 1);
            }
        }
        counted.write()
    }

    /// Takes every row away; what does not stand there is passed over.
    pub fn take(self, conn: &Connection) -> Result<(), StoreError> {
        let mut drop = conn.prepare_cached(DROP)?;
        let mut counted = Counted::new(conn);
        for row in self.in_order() {
            counted.begin(row.place, row.topic)?;
            for unread in [false, true] {
                let row = Entry { unread, ..row };
                if counted.n(unread) > 0 && drop.execute(row.columns())? > 0 {
                    counted.add(unread, -1);
                }
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

const DROP: &str =
    "DELETE FROM entries WHERE place = ?1 AND topic = ?2 AND unread = ?3 AND work = ?4";

/// How many rows stand at a place and topic, as they come and go.
struct Counted<'c> {
    conn: &'c Connection,
    at: Option<(i64, i64)>,
    /// What is read, what is unread.
    n: [i64; 2],
    has_changed: bool,
}

impl Counted<'_> {
    fn new(conn: &Connection) -> Counted<'_> {
        Counted {
            conn,
            at: None,
            n: [0, 0],
            has_changed: false,
        }
    }

    /// Goes on to a place and topic, whose numbers are read once.
    fn begin(&mut self, place: i64, topic: i64) -> Result<(), StoreError> {
        if self.at != Some((place, topic)) {
            self.write()?;
            self.n = self
                .conn
                .prepare_cached(
                    "SELECT n_all - n_unread, n_unread FROM counts
                     WHERE place = ?1 AND topic = ?2",
                )?
                .query_one([place, topic], |row| Ok([row.get(0)?, row.get(1)?]))
                .optional()?
                .unwrap_or_default();
            self.at = Some((place, topic));
        }
        Ok(())
    }

    fn n(&self, unread: bool) -> i64 {
        self.n[usize::from(unread)]
    }

    fn add(&mut self, unread: bool, n: i64) {
        self.n[usize::from(unread)] += n;
        self.has_changed = true;
    }

    fn write(&mut self) -> Result<(), StoreError> {
        if let Some((place, topic)) = self.at.filter(|_| self.has_changed) {
            let [n_read, n_unread] = self.n;
            self.conn
                .prepare_cached(
                    "INSERT INTO counts (place, topic, n_all, n_unread) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (place, topic) DO UPDATE
                     SET n_all = excluded.n_all, n_unread = excluded.n_unread",
                )?
                .execute([place, topic, n_read + n_unread, n_unread])?;
            self.has_changed = false;
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
