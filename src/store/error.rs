//! What can go wrong in the store, each as a sentence for a person.
//!
//! Nothing here is half done: whatever comes with one of these was rolled back.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;

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
    #[error("the database cannot be written to")]
    ReadOnly,
    #[error("this item is gone")]
    NoSuchWork(WorkId),
    #[error("this source is gone")]
    NoSuchSource(SourceId),
    #[error("this list is gone")]
    NoSuchList(ListId),
    #[error("there is already a list called {0}")]
    NameTaken(String),
    #[error("a name needs at least one letter")]
    EmptyName,
    #[error("an address is needed")]
    EmptyAddress,
    #[error("the folder {} cannot be used: {why}", .folder.display())]
    Folder { folder: PathBuf, why: io::Error },
    #[error("a kept text cannot be unpacked: {0}")]
    Unpacking(#[source] io::Error),
    #[error("a kept record cannot be read: {0}")]
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
            _ => StoreError::Sqlite(error),
        }
    }
}
