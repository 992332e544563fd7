//! Putting a backup in the place of the database.
//!
//! The backup is checked before anything is touched, and the present database
//! is laid aside before it is replaced; it is never deleted. Where it can be
//! read, its pages are replaced within it, in one transaction and under a lock
//! that lets nobody else in: whoever opens it in this moment waits, and a power
//! cut leaves the one or the other. A damaged one is moved away as it is.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::backup::Backup;
use rusqlite::backup::StepResult;
use tempfile::NamedTempFile;

use crate::store::FILE;
use crate::store::backup;
use crate::store::backup::CopyError;
use crate::store::error::StoreError;
use crate::store::opening::page_size;
use crate::store::search;

/// How long another rounds may take to end.
const SHORT_PATIENCE: Duration = Duration::from_millis(500);

/// Puts a backup in the place of a folder's database, and throws the search
/// index away, which is made anew; where the present database now lies, if
/// there was one.
///
/// # Errors
///
/// [`CopyError`]; then the database is as it was.
pub fn restore(folder: &Path, from: &Path) -> Result<Option<PathBuf>, CopyError> {
    let file = folder.join(FILE);
    if !from.is_file() {
        return Err(CopyError::Missing(from.to_path_buf()));
    }
    if backup::is_same(&file, from) {
        return Err(CopyError::Itself(from.to_path_buf()));
    }
    fs::create_dir_all(folder).map_err(|why| backup::unwritable(folder, why))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(from, flags)?;
    backup::look_at(&source, from)?;
    if !file.exists() {
        let copy = backup::write_copy(&source, &file)?;
        search::remove(folder)?;
        backup::place(copy, &file, false)?;
        return Ok(None);
    }
    let aside = free_name(&file);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let present = Connection::open_with_flags(&file, flags)?;
    present.busy_timeout(SHORT_PATIENCE)?;
    let seized = seize(&present);
    if let Err(StoreError::Busy) = seized {
        return Err(CopyError::InUse);
    }
    let is_whole = seized.is_ok() && backup::look_at(&present, &file).is_ok();
    match is_whole {
        true => {
            // Pages are only replaced by pages of the same size.
            source.pragma_update(None, "page_size", page_size(&present)?)?;
            let copy = backup::write_copy(&source, &file)?;
            backup::place(backup::write_copy(&present, &aside)?, &aside, false)?;
            search::remove(folder)?;
            replace(present, &copy)?;
        }
        false => {
            drop(present);
            let copy = backup::write_copy(&source, &file)?;
            search::remove(folder)?;
            move_away(&file, &aside)?;
            backup::place(copy, &file, false)?;
        }
    }
    Ok(Some(aside))
}

/// Takes the file for this connection alone, for as long as it is open.
/// Everybody else who has it open, and be it idle, holds a lock on it.
fn seize(conn: &Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
    Ok(())
}

/// Writes every page of the copy over the database, as one transaction.
fn replace(mut present: Connection, copy: &NamedTempFile) -> Result<(), CopyError> {
    present.pragma_update(None, "synchronous", "FULL")?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(copy.path(), flags)?;
    let written = Backup::new(&source, &mut present)?.step(-1)?;
    match written {
        StepResult::Done => {}
        _ => return Err(CopyError::InUse),
    }
    present.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// Moves a damaged database away as it is, with its log, which may hold what
/// the file does not.
fn move_away(file: &Path, aside: &Path) -> Result<(), CopyError> {
    for end in ["", "-wal"] {
        let (from, to) = (with_end(file, end), with_end(aside, end));
        if from.exists() {
            fs::rename(&from, &to).map_err(|why| backup::unwritable(&to, why))?;
        }
    }
    let index_of_log = with_end(file, "-shm");
    match index_of_log.exists() {
        true => {
            fs::remove_file(&index_of_log).map_err(|why| backup::unwritable(&index_of_log, why))
        }
        false => Ok(()),
    }
}

/// `rounds.db.before-restore`, or with the first number that is free.
fn free_name(file: &Path) -> PathBuf {
    let mut name = with_end(file, ".before-restore");
    let mut n = 1;
    while name.symlink_metadata().is_ok() {
        n += 1;
        name = with_end(file, &format!(".before-restore-{n}"));
    }
    name
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(end);
    PathBuf::from(name)
}
