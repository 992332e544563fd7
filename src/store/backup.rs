//! A whole copy of the database, to be kept elsewhere.
//!
//! Written under another name, checked, and only then given its own: what is
//! called a backup is whole. Nothing here replaces a file that nobody said may
//! be replaced.

use std::fs::File;
use std::io;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::ErrorCode;
use rusqlite::OpenFlags;
use rusqlite::params;
use tempfile::NamedTempFile;
use thiserror::Error;

use crate::store::FILE;
use crate::store::PATIENCE;
use crate::store::checking;
use crate::store::error::StoreError;
use crate::store::migrate;

/// Why a copy was not made or not put back. Nothing was changed by it.
#[derive(Debug, Error)]
pub enum CopyError {
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    #[error("{} is the database itself", .0.display())]
    Itself(PathBuf),
    #[error("there is no file {}", .0.display())]
    Missing(PathBuf),
    #[error("{} is not a database of rounds", .0.display())]
    NotOurs(PathBuf),
    #[error("{} was made by a newer rounds (schema {found}; this one knows {known})", .file.display())]
    Newer {
        file: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("{} is damaged ({what})", .file.display())]
    Damaged { file: PathBuf, what: String },
    #[error("another rounds is open on the database")]
    InUse,
    #[error("{} could not be written: {why}", .file.display())]
    Unwritable { file: PathBuf, why: io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> CopyError {
        CopyError::Store(error.into())
    }
}

/// Writes a whole copy of a folder's database to a file that only its owner
/// may read; its size in bytes. Others may be writing meanwhile: the copy is
/// of one moment.
///
/// # Errors
///
/// [`CopyError`]; then there is no such file, or it is as it was.
pub fn backup(folder: &Path, target: &Path, replaces: bool) -> Result<u64, CopyError> {
    let file = folder.join(FILE);
    if !file.exists() {
        return Err(StoreError::NoDatabase(folder.to_path_buf()).into());
    }
    if is_same(&file, target) {
        return Err(CopyError::Itself(target.to_path_buf()));
    }
    let is_there = target.symlink_metadata().is_ok();
    if is_there && (!replaces || target.is_dir()) {
        return Err(CopyError::Exists(target.to_path_buf()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(&file, flags)?;
    conn.busy_timeout(PATIENCE)?;
    look_at(&conn, &file)?;
    let copy = write_copy(&conn, target)?;
    let n_bytes = copy
        .as_file()
        .metadata()
        .map_err(|why| unwritable(target, why))?;
    place(copy, target, replaces)?;
    Ok(n_bytes.len())
}

/// Whether two paths lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

pub(super) fn unwritable(file: &Path, why: io::Error) -> CopyError {
    let file = file.to_path_buf();
    CopyError::Unwritable { file, why }
}

/// Checks an open file: ours, not newer, whole; each with its own refusal.
pub(super) fn look_at(conn: &Connection, file: &Path) -> Result<(), CopyError> {
    let looked = look(conn, file);
    match looked {
        Err(CopyError::Store(StoreError::Damaged)) => Err(CopyError::Damaged {
            file: file.to_path_buf(),
            what: "its pages make no sense".to_string(),
        }),
        Err(CopyError::Store(StoreError::Sqlite(error)))
            if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
        {
            Err(CopyError::NotOurs(file.to_path_buf()))
        }
        looked => looked,
    }
}

fn look(conn: &Connection, file: &Path) -> Result<(), CopyError> {
    let n_tables: i64 = conn.query_one(
        "SELECT COUNT(*) FROM sqlite_schema
         WHERE type = 'table' AND name IN ('meta', 'kept', 'kept_keys', 'sources', 'log_entries')",
        [],
        |row| row.get(0),
    )?;
    let found = migrate::version(conn)?;
    let known = migrate::MIGRATIONS.len() as i64;
    // Schema 1 had no log.
    if found < 1 || n_tables < 4 {
        return Err(CopyError::NotOurs(file.to_path_buf()));
    }
    if found > known {
        let file = file.to_path_buf();
        return Err(CopyError::Newer { file, found, known });
    }
    match checking::troubles(conn)?.as_slice() {
        [] => Ok(()),
        troubles => Err(CopyError::Damaged {
            file: file.to_path_buf(),
            what: troubles
                .iter()
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
                .join("; "),
        }),
    }
}

/// A whole and checked copy of what is open, beside where it is to lie, under
/// a name of its own; gone again unless it is given its place.
pub(super) fn write_copy(conn: &Connection, target: &Path) -> Result<NamedTempFile, CopyError> {
    let failed = |why| unwritable(target, why);
    // Readable for the owner only, from its first byte.
    let copy = tempfile::Builder::new()
        .prefix(".rounds-")
        .suffix(".part")
        .tempfile_in(folder_of(target))
        .map_err(failed)?;
    let Some(path) = copy.path().to_str() else {
        let why = io::Error::new(ErrorKind::InvalidInput, "its name is no UTF-8");
        return Err(failed(why));
    };
    conn.execute("VACUUM INTO ?1", params![path])?;
    copy.as_file().sync_all().map_err(failed)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    look_at(&Connection::open_with_flags(copy.path(), flags)?, target)?;
    Ok(copy)
}

/// Gives a copy its name.
pub(super) fn place(copy: NamedTempFile, target: &Path, replaces: bool) -> Result<(), CopyError> {
    let placed = match replaces {
        true => copy.persist(target),
        false => copy.persist_noclobber(target),
    };
    match placed {
        Ok(_) => keep_name(target),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(CopyError::Exists(target.to_path_buf()))
        }
        Err(error) => Err(unwritable(target, error.error)),
    }
}

/// The name is on the disk too, not only what it names.
fn keep_name(target: &Path) -> Result<(), CopyError> {
    match cfg!(unix) {
        true => File::open(folder_of(target))
            .and_then(|folder| folder.sync_all())
            .map_err(|why| unwritable(target, why)),
        false => Ok(()),
    }
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
