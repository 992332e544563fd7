//! What can go wrong in the store, each as a sentence for a person.
//!
//! Nothing here is half done: whatever comes with one of these was rolled back.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;
use rusqlite::ffi;
use thiserror::Error;

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::learning::Day;
use crate::domain::learning::EntryId;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error(
        "this database was made by a newer rounds (schema {found}; this one knows {known}). \
         Update rounds, or start it with another database"
    )]
    TooNew { found: i64, known: i64 },
    #[error("{} is not a database of rounds", .0.display())]
    NotOurs(PathBuf),
    #[error("there is no database in {}", .0.display())]
    NoDatabase(PathBuf),
    #[error("the disk is full")]
    Full,
    #[error("another rounds has been writing for too long; nothing was changed")]
    Busy,
    #[error("the database may only be read: its file or folder is write-protected")]
    ReadOnly,
    /// Also where there is room, but none for us.
    #[error("the file could not be written ({0})")]
    Unwritable(&'static str),
    #[error("the file could not be read ({0})")]
    Unreadable(&'static str),
    #[error("the database is damaged; `rounds doctor` says where")]
    Damaged,
    #[error("this item is gone")]
    NoSuchWork(WorkId),
    #[error("this source no longer carries it; refresh and look again")]
    NoSuchItem,
    #[error("only one source carries this; there is nothing to split off")]
    NothingToSplit,
    #[error("this source is gone")]
    NoSuchSource(SourceId),
    #[error("a daily limit is at least 1; mute or unfollow what you want nothing of")]
    NoLimit,
    #[error("this list is gone")]
    NoSuchList(ListId),
    #[error("there is already a list called {0}")]
    NameTaken(String),
    #[error("a name needs at least one letter")]
    EmptyName,
    #[error("an address is needed")]
    EmptyAddress,
    #[error("{0} lives at that address already")]
    AddressTaken(String),
    #[error("the log is closed up to {0}; it can be read and exported")]
    LogClosed(Day),
    #[error("{0} is not over yet; only what is past can be closed")]
    LogNotOver(Day),
    #[error("this entry was corrected or withdrawn already; look at the log again")]
    LogReplaced(EntryId),
    #[error("there is no such entry in the log")]
    NoSuchEntry(EntryId),
    #[error("this is not under review")]
    NotInReview,
    #[error("{0}")]
    Scheduler(String),
    #[error("the folder {} cannot be used: {why}", .folder.display())]
    Folder { folder: PathBuf, why: io::Error },
    #[error("a text cannot be packed or unpacked: {0}")]
    Unpacking(#[source] io::Error),
    #[error("the database holds a record that this rounds cannot read: {0}")]
    Record(#[from] serde_json::Error),
    #[error("the database says: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged,
            // The file itself, or what SQLite lays beside it (`-wal`, `-shm`).
            Some(ErrorCode::CannotOpen) => {
                StoreError::Unwritable("it, or one beside it, cannot be opened")
            }
            Some(ErrorCode::SystemIoFailure) => StoreError::of_device(&error),
            _ => StoreError::Sqlite(error),
        }
    }
}

impl StoreError {
    /// What the system said to one of SQLite's own reads and writes. A full
    /// disk is not among them: SQLite tells it apart.
    fn of_device(error: &rusqlite::Error) -> StoreError {
        match error.sqlite_extended_error_code().unwrap_or_default() {
            ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ => {
                StoreError::Unreadable("the disk gives an error")
            }
            // A quota, the largest size a file may have, a disk that went away.
            ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_TRUNCATE => {
                StoreError::Unwritable("the system refuses; is there a quota, or a faulty disk?")
            }
            ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC | ffi::SQLITE_IOERR_CLOSE => {
                StoreError::Unwritable("the disk does not confirm that it was")
            }
            ffi::SQLITE_IOERR_LOCK
            | ffi::SQLITE_IOERR_RDLOCK
            | ffi::SQLITE_IOERR_UNLOCK
            | ffi::SQLITE_IOERR_SHMOPEN
            | ffi::SQLITE_IOERR_SHMSIZE
            | ffi::SQLITE_IOERR_SHMMAP
            | ffi::SQLITE_IOERR_SHMLOCK => StoreError::Unwritable(
                "it cannot be locked; is its folder on another machine's disk?",
            ),
            _ => StoreError::Unwritable("the disk gives an error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: i32, expected: &str) {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert_eq!(StoreError::from(error).to_string(), expected);
    }

    #[test]
    fn what_the_disk_refuses_is_said_in_words() {
        check(ffi::SQLITE_FULL, "the disk is full");
        check(
            ffi::SQLITE_IOERR_WRITE,
            "the file could not be written (the system refuses; is there a quota, \
             or a faulty disk?)",
        );
        check(
            ffi::SQLITE_IOERR_FSYNC,
            "the file could not be written (the disk does not confirm that it was)",
        );
        check(
            ffi::SQLITE_CANTOPEN,
            "the file could not be written (it, or one beside it, cannot be opened)",
        );
        check(
            ffi::SQLITE_IOERR_READ,
            "the file could not be read (the disk gives an error)",
        );
        check(
            ffi::SQLITE_READONLY_DBMOVED,
            "the database may only be read: its file or folder is write-protected",
        );
        check(
            ffi::SQLITE_CORRUPT,
            "the database is damaged; `rounds doctor` says where",
        );
        check(
            ffi::SQLITE_BUSY_SNAPSHOT,
            "another rounds has been writing for too long; nothing was changed",
        );
    }
}
