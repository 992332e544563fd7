//! Everything that is kept, and all SQL.
//!
//! One file matters, `rounds.db`. [`Store`] is its one writer of a process,
//! [`Reader`] looks at it beside the writer; both may move between threads.
//! Two lanes: what a person changes is on the disk when the call returns
//! (`synchronous=FULL`), what a refresh brings may be lost with the power
//! (`NORMAL`), but never half. Several processes may write: every change is
//! one short `BEGIN IMMEDIATE` transaction, and nothing that a decision rests
//! on is remembered between two of them.
//!
//! What never happens here: a clock is read, a failed read is taken for an
//! empty one, a value is formatted into SQL, a row of the person's is deleted
//! without a record that brings it back.
//!
//! The ideas that make the rest plain:
//!
//! - **Kept and cache.** `kept` has the person's marks, named by keys of
//!   their own in `kept_keys`; works, items and all that is counted can be
//!   dropped ([`Store::drop_cache`]) and come back with the next refresh. A
//!   kept row remembers its work's id, so it opens also in between.
//! - **A work's id sorts by time** ([`crate::domain::id::WorkId`]); newest
//!   first is descending order of ids in every table.
//! - **Every timeline is an index to walk.** `entries(place, topic, unread,
//!   work)` holds a row for each place a work stands in, with and without each
//!   of its topics, and `counts` how many ([`entries`]). About six small rows a
//!   work instead of joins and sorting at a million; and since they are
//!   decided in one place ([`placing`]), a test can say that they never drift.
//! - **Done, undone and redone by one piece of code.** A person's change is
//!   a list of [`undo::Change`]s with what was and what is.
//! - **Notes have rows of their own**, so that uniting kept rows in any order
//!   joins the same notes.
//!
//! Reading order: `migrations/0001.sql`, [`works`] (joining and merging),
//! [`ingest`], [`items`], [`joining`], [`evidence`], [`rulings`], [`kept`],
//! [`marks`], [`brought`], [`undo`], [`histories`], [`sources`], [`lists`],
//! [`topics`], [`mutes`], [`daily`], [`folds`], [`rounds`], [`articles`],
//! [`learning`], [`review`], [`tidying`]; then what reads: [`wish`] (what a query means here), [`walk`],
//! [`listing`], [`overview`], [`reading`], [`search`]; and what cares for the
//! file itself: [`checking`], [`backup`], `restore`, `opening`.

mod articles;
pub mod backup;
mod belonging;
mod brought;
pub mod checking;
mod clues;
mod daily;
mod entries;
pub mod error;
mod evidence;
mod facets;
mod folds;
mod health;
mod highlights;
mod histories;
pub mod importing;
mod ingest;
mod items;
mod joining;
mod kept;
mod learning;
mod library;
mod listing;
pub mod lists;
mod living;
mod marks;
pub mod matching;
mod migrate;
mod moving;
mod mutes;
mod opening;
mod overview;
mod parting;
mod placing;
pub mod reading;
mod restore;
mod review;
mod rounds;
mod rows;
mod rulings;
pub mod search;
mod secrets;
mod session;
mod shelf;
mod source_topics;
pub mod sources;
mod speaker;
pub mod tidying;
mod timelines;
mod titles;
mod topics;
mod undo;
mod walk;
mod wish;
mod works;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::TransactionBehavior;

use crate::domain::badge::Badge;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;

pub use error::StoreError;
pub use restore::restore;

/// The file that matters, within the data folder.
pub const FILE: &str = "rounds.db";

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_millis(5_000);

/// The writer.
pub struct Store {
    conn: Connection,
    folder: PathBuf,
    lane: Option<Lane>,
    finder: search::Finder,
    /// What this process set: it must not match works to words of its own
    /// after another one set others.
    topics: Option<Vec<Topic>>,
}

/// Who waits for a change to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    /// Must survive the power going out once it is said to be done.
    Person,
    /// Comes again with the next refresh if it is lost.
    Refresh,
}

impl Store {
    /// Opens the database of a data folder, making both where they are not
    /// there, and brings it to this program's schema.
    pub fn open(folder: &Path, _now: UtcTime) -> Result<Store, StoreError> {
        fs::create_dir_all(folder).map_err(|why| StoreError::Folder {
            folder: folder.to_path_buf(),
            why,
        })?;
        let file = folder.join(FILE);
        let mut conn = opening::to_write(&file)?;
        migrate::migrate(&mut conn, &file, migrate::MIGRATIONS)?;
        works::prepare(&conn, &Badge::ALL)?;
        Ok(Store {
            conn,
            folder: folder.to_path_buf(),
            lane: None,
            finder: search::Finder::new(folder),
            topics: None,
        })
    }

    /// Counts up with every change, by whichever process.
    pub fn revision(&self) -> Result<u64, StoreError> {
        revision(&self.conn)
    }

    /// Takes the write-ahead log into the file, so that the next start has
    /// nothing to read before its first frame. Where somebody reads for longer
    /// than a second it stays as it is; nothing is lost by that.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn fold_log(&self) -> Result<(), StoreError> {
        self.conn.busy_timeout(Duration::from_secs(1))?;
        let folded = self
            .conn
            .query_one("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.conn.busy_timeout(PATIENCE)?;
        Ok(folded?)
    }

    /// Gives back the memory that pages of the file took; after a refresh that is
    /// tens of megabytes, which nobody looks at before the next.
    pub fn rest(&self) -> Result<(), StoreError> {
        opening::rest(&self.conn)
    }

    /// Lets the file grow no more, as a full disk does.
    #[cfg(test)]
    pub(crate) fn fill_up(&self) {
        let n_pages: i64 = self
            .conn
            .query_one("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        self.conn
            .pragma_update(None, "max_page_count", n_pages)
            .unwrap();
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// One transaction. What fails leaves nothing behind.
    fn write<T>(
        &mut self,
        lane: Lane,
        change: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.lane != Some(lane) {
            let synchronous = match lane {
                Lane::Person => "FULL",
                Lane::Refresh => "NORMAL",
            };
            self.conn.pragma_update(None, "synchronous", synchronous)?;
            self.lane = Some(lane);
        }
        let transaction = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = change(&transaction)?;
        transaction
            .prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'revision'")?
            .execute([])?;
        transaction.commit()?;
        Ok(done)
    }
}

/// Looks at the database, beside the writer, and never changes it. Every
/// answer comes out of one snapshot.
pub struct Reader {
    conn: Connection,
    finder: search::Finder,
}

impl Reader {
    /// Opens the database of a data folder for looking. [`Store::open`] must
    /// have made it.
    pub fn open(folder: &Path) -> Result<Reader, StoreError> {
        let file = folder.join(FILE);
        if !file.exists() {
            return Err(StoreError::NoDatabase(folder.to_path_buf()));
        }
        Reader::of_file(folder, &file).map_err(|error| match error {
            StoreError::Unwritable(why) => StoreError::Unreadable(why),
            error => error,
        })
    }

    /// The same where there is a database of just this program's schema; else
    /// [`Store::open`] must come first.
    pub fn of_this_schema(folder: &Path) -> Result<Option<Reader>, StoreError> {
        if !folder.join(FILE).exists() {
            return Ok(None);
        }
        let reader = Reader::open(folder)?;
        let known = migrate::MIGRATIONS.len() as i64;
        Ok((migrate::version(&reader.conn)? == known).then_some(reader))
    }

    fn of_file(folder: &Path, file: &Path) -> Result<Reader, StoreError> {
        let conn = opening::to_read(file)?;
        Ok(Reader {
            conn,
            finder: search::Finder::new(folder),
        })
    }

    /// Turns HTML into words for what the search index does not hold yet. A
    /// plain one that drops tags is used until this is called.
    pub fn read_text_with(&mut self, text_of: fn(&str) -> String) {
        self.finder.read_text_with(text_of);
    }

    /// Gives back the memory that pages of the database and of the search index
    /// took.
    pub fn rest(&self) -> Result<(), StoreError> {
        self.finder.rest()?;
        opening::rest(&self.conn)
    }

    /// The revision this reader would answer from now.
    pub fn revision(&self) -> Result<u64, StoreError> {
        revision(&self.conn)
    }

    /// Differs from its last value when another connection changed the file.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self
            .conn
            .query_one("PRAGMA data_version", [], |row| row.get(0))?)
    }
}

fn revision(conn: &Connection) -> Result<u64, StoreError> {
    let revision: i64 = conn
        .prepare_cached("SELECT value FROM meta WHERE name = 'revision'")?
        .query_one([], |row| row.get(0))?;
    Ok(revision.unsigned_abs())
}

impl Store {
    /// Forgets everything that comes back with the next refresh: items, works
    /// and how asking goes. What the person kept stays, and opens as before.
    pub fn drop_cache(&mut self) -> Result<(), StoreError> {
        self.write(Lane::Refresh, |conn| {
            // The index has to look at every one of them again.
            conn.execute_batch(
                "INSERT OR REPLACE INTO changes (work) SELECT id FROM works ORDER BY id;
                 DELETE FROM entries;
                 DELETE FROM counts;
                 DELETE FROM folds;
                 DELETE FROM bodies;
                 DELETE FROM item_topics;
                 DELETE FROM item_names;
                 DELETE FROM items;
                 DELETE FROM work_keys;
                 DELETE FROM spoiled_keys;
                 DELETE FROM redirects;
                 DELETE FROM works;
                 DELETE FROM robots;
                 DELETE FROM carried;
                 DELETE FROM fetch_state;",
            )?;
            Ok(())
        })
    }
}
