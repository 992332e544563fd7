//! The index file: filled in slices from the changes of the main file.

use std::fs;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::sync_channel;
use std::thread;

use rusqlite::Connection;
use rusqlite::ErrorCode;
use rusqlite::OptionalExtension;
use rusqlite::TransactionBehavior;
use rusqlite::params;

use crate::store::PATIENCE;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::opening;
use crate::store::search::Entry;
use crate::store::search::FILE;
use crate::store::search::PUT;
use crate::store::search::SCHEMA;
use crate::store::search::WORDS;
use crate::store::search::entry_of;

/// The writer of the index file.
pub struct Index {
    conn: Connection,
}

/// How far the index came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Works looked at in this step.
    pub n_done: u64,
    /// Works still to look at.
    pub n_left: u64,
}

/// How many works go from who reads them to who lays them at once: waking the
/// other thread for each cost 2 % of a cold refresh.
const AT_ONCE: usize = 32;
/// And how many such heaps are read ahead.
const AHEAD: usize = 4;

/// What is read for the index.
enum Page {
    /// Works, each with what there is to find of it; `None` where nothing is.
    Works(Vec<(i64, Option<Entry>)>),
    /// All of the slice was read.
    End,
}

/// One slice on its way into the index file.
struct Laying {
    /// What the index said of itself when the slice was chosen.
    before: Option<(String, i64)>,
    /// The main file.
    uuid: String,
    /// The last change of the slice.
    after: i64,
}

impl Laying {
    /// Lays all that comes in one transaction; where it does not come to its
    /// end nothing is laid.
    fn lay(self, conn: &mut Connection, pages: &Receiver<Page>) -> Result<(), StoreError> {
        let index = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if state(&index)? != self.before {
            // Another rounds was at it meanwhile.
            return Err(StoreError::Busy);
        }
        if self.before.is_some_and(|(of, _)| of != self.uuid) {
            index.execute("INSERT INTO words (words) VALUES ('delete-all')", [])?;
            index.execute("INSERT INTO titles (titles) VALUES ('delete-all')", [])?;
        }
        {
            let mut put = index.prepare_cached(PUT)?;
            let mut put_title = index
                .prepare_cached("INSERT OR REPLACE INTO titles (rowid, title) VALUES (?1, ?2)")?;
            let mut drop = index.prepare_cached("DELETE FROM words WHERE rowid = ?1")?;
            let mut drop_title = index.prepare_cached("DELETE FROM titles WHERE rowid = ?1")?;
            loop {
                let works = match pages.recv() {
                    Ok(Page::Works(works)) => works,
                    Ok(Page::End) => break,
                    // The reading failed, and says why itself.
                    Err(_) => return Ok(()),
                };
                for (work, entry) in works {
                    match entry {
                        Some(entry) => {
                            put.execute(entry.row(work))?;
                            put_title.execute(params![work, entry.title])?;
                        }
                        None => {
                            drop.execute([work])?;
                            drop_title.execute([work])?;
                        }
                    }
                }
            }
        }
        index.execute(
            "INSERT OR REPLACE INTO state (one, uuid, last) VALUES (1, ?1, ?2)",
            params![self.uuid, self.after],
        )?;
        index.commit()?;
        Ok(())
    }
}

impl Index {
    /// Opens the index of a data folder, making it where it is not there or
    /// not ours to read.
    pub fn open(folder: &Path) -> Result<Index, StoreError> {
        let file = folder.join(FILE);
        match open(&file) {
            Err(error) if is_broken(&error) => {
                // It holds nothing that is not in the main file.
                remove(folder)?;
                Ok(Index { conn: open(&file)? })
            }
            opened => Ok(Index { conn: opened? }),
        }
    }

    /// Looks at up to `n` changed works. Call again while some are left.
    ///
    /// Reading and unpacking go on here while another thread lays words into
    /// the index: each takes about half of the time.
    pub fn step(
        &mut self,
        reader: &Reader,
        text_of: &dyn Fn(&str) -> String,
        n: usize,
    ) -> Result<Progress, StoreError> {
        let main = &*reader.conn.unchecked_transaction()?;
        let uuid = uuid_of(main)?;
        // Of another main file, or of the same from a backup, it is of no use.
        let before = state(&self.conn)?;
        let last = match &before {
            Some((of, last)) if *of == uuid => *last,
            _ => 0,
        };
        let mut slice = changed_after(main, last, n)?;
        let after = slice.last().map_or(last, |(seq, _)| *seq);
        // A row below the last one makes FTS5 write out all it has gathered:
        // newest first, as feeds come, every row would be a segment of its own.
        slice.sort_unstable_by_key(|(_, work)| *work);
        let laying = Laying {
            before,
            uuid,
            after,
        };
        let (pages, lane) = sync_channel(AHEAD);
        let conn = &mut self.conn;
        thread::scope(|scope| {
            let laid = scope.spawn(move || laying.lay(conn, &lane));
            let read = slice.chunks(AT_ONCE).try_for_each(|some| {
                let works = some
                    .iter()
                    .map(|(_, work)| Ok((*work, entry_of(main, *work, text_of)?)))
                    .collect::<Result<_, StoreError>>()?;
                // Who lays them has ended only by an error, which is told below.
                let _ = pages.send(Page::Works(works));
                Ok(())
            });
            if read.is_ok() {
                let _ = pages.send(Page::End);
            }
            drop(pages);
            let laid = laid.join().unwrap_or_else(|panic| resume_unwind(panic));
            read.and(laid)
        })?;
        let n_left: i64 = main
            .prepare_cached("SELECT COUNT(*) FROM changes WHERE seq > ?1")?
            .query_one([after], |row| row.get(0))?;
        Ok(Progress {
            n_done: slice.len() as u64,
            n_left: n_left.unsigned_abs(),
        })
    }

    /// Gives back the memory that pages of the file took.
    pub fn rest(&self) -> Result<(), StoreError> {
        opening::rest(&self.conn)
    }

    /// Joins pieces of the index, in idle time: a few milliseconds each.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        self.conn
            .execute("INSERT INTO words (words, rank) VALUES ('merge', 500)", [])?;
        self.conn.execute(
            "INSERT INTO titles (titles, rank) VALUES ('merge', 500)",
            [],
        )?;
        Ok(())
    }
}

/// The next `n` changes after one, each with its work, oldest first.
fn changed_after(main: &Connection, last: i64, n: usize) -> Result<Vec<(i64, i64)>, StoreError> {
    Ok(main
        .prepare_cached("SELECT seq, work FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2")?
        .query_map(params![last, i64::try_from(n).unwrap_or(i64::MAX)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?)
}

/// Throws the index file away; the next [`Index::open`] makes it anew.
pub(in crate::store) fn remove(folder: &Path) -> Result<(), StoreError> {
    for end in ["", "-wal", "-shm"] {
        let part = folder.join(format!("{FILE}{end}"));
        if part.exists() {
            fs::remove_file(&part).map_err(|why| StoreError::Folder { folder: part, why })?;
        }
    }
    Ok(())
}

fn is_broken(error: &StoreError) -> bool {
    match error {
        StoreError::Damaged => true,
        StoreError::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::NotADatabase),
        _ => false,
    }
}

fn open(file: &Path) -> Result<Connection, StoreError> {
    let mut conn = Connection::open(file)?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    conn.pragma_update(None, "cache_size", -16_384)?;
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let schema: i64 = transaction.query_one("PRAGMA user_version", [], |row| row.get(0))?;
    if schema != SCHEMA {
        transaction.execute_batch(
            "DROP TABLE IF EXISTS words;
             DROP TABLE IF EXISTS titles;
             DROP TABLE IF EXISTS state;
             -- For beginnings of two to four letters.
             CREATE VIRTUAL TABLE titles USING fts5 (
                 title,
                 content = '', contentless_delete = 1,
                 detail = none, prefix = '2 3 4',
                 tokenize = 'porter unicode61 remove_diacritics 2'
             );
             -- Which main file it is of, and the last change it holds.
             CREATE TABLE state (
                 one  INTEGER PRIMARY KEY CHECK (one = 1),
                 uuid TEXT NOT NULL,
                 last INTEGER NOT NULL
             ) STRICT;",
        )?;
        transaction.execute_batch(WORDS)?;
        // A step is one segment: with FTS5's own megabyte a cold refresh made
        // several, and joining them again was a tenth of all its work.
        transaction.execute_batch(
            "INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
             INSERT INTO titles (titles, rank) VALUES ('hashsize', 4194304);",
        )?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
    }
    transaction.commit()?;
    Ok(conn)
}

/// Which main file the index is of, and how far it came.
pub(in crate::store) fn state(index: &Connection) -> Result<Option<(String, i64)>, StoreError> {
    Ok(index
        .prepare_cached("SELECT uuid, last FROM state WHERE one = 1")?
        .query_one([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Names a main file.
pub(in crate::store) fn uuid_of(main: &Connection) -> Result<String, StoreError> {
    Ok(main
        .prepare_cached("SELECT value FROM meta WHERE name = 'uuid'")?
        .query_one([], |row| row.get(0))?)
}
