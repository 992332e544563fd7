//! Opening the file of the database: what every connection to it is set to, and
//! refusing a file that is not ours or is a newer rounds'.
//!
//! No row is read or written here.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

use crate::store::PATIENCE;
use crate::store::error::StoreError;
use crate::store::migrate;

/// The page of a new database, in bytes: a text of the usual two kilobytes,
/// packed, leaves a fifth of a page of four empty.
const PAGE: i64 = 8_192;

/// How long the write-ahead log grows, in bytes: a page that many answers touch
/// is folded back once for all of them. A refresh and the end of the screen fold
/// the rest.
const LOG: i64 = 16 << 20;

/// How much of the file the screen's connection reads in place, in bytes.
const MAPPED: i64 = 256 << 20;

/// The connection that changes the database; makes the file where it is not
/// there. Its schema is still to be looked at.
pub(super) fn to_write(file: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open(file)?;
    conn.busy_timeout(PATIENCE)?;
    refuse_newer(&conn, file)?;
    if is_empty(&conn)? {
        conn.pragma_update(None, "page_size", PAGE)?;
    }
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
    let n_pages = LOG / page_size(&conn)?;
    conn.pragma_update(None, "wal_autocheckpoint", n_pages)?;
    conn.set_prepared_statement_cache_capacity(128);
    plan_once(&conn)?;
    Ok(conn)
}

/// A connection that reads the database for the screen.
pub(super) fn to_read(file: &Path) -> Result<Connection, StoreError> {
    let conn = to_look(file)?;
    refuse_newer(&conn, file)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -16_384)?;
    conn.pragma_update(None, "mmap_size", MAPPED)?;
    conn.set_prepared_statement_cache_capacity(64);
    plan_once(&conn)?;
    Ok(conn)
}

/// A connection that changes nothing. It may write all the same: whoever is
/// the last to close a file folds the write-ahead log into it, and one that
/// was opened for reading only leaves the whole log behind.
pub(super) fn to_look(file: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "query_only", "ON")?;
    Ok(conn)
}

/// Gives back the memory that pages of the file took, also those read in place:
/// of a large cache each row lies elsewhere, and each is sixteen pages to the
/// system.
pub(super) fn rest(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch("PRAGMA shrink_memory")?;
    let mapped: i64 = conn.query_one("PRAGMA mmap_size", [], |row| row.get(0))?;
    if mapped > 0 {
        conn.pragma_update(None, "mmap_size", 0)?;
        conn.pragma_update(None, "mmap_size", mapped)?;
    }
    Ok(())
}

/// Bytes of a page.
pub(super) fn page_size(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_one("PRAGMA page_size", [], |row| row.get(0))?)
}

fn is_empty(conn: &Connection) -> Result<bool, StoreError> {
    let n_pages: i64 = conn.query_one("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(n_pages == 0)
}

/// A statement is planned once and not again for each value it is given. With
/// an index `WHERE saved IS NOT NULL` SQLite asks of every value compared with
/// a column whether it is that column's, and so parsed some of our statements
/// anew for each row: 8 % of a cold refresh.
fn plan_once(conn: &Connection) -> Result<(), StoreError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Before anything else: even `journal_mode` would write to the file.
fn refuse_newer(conn: &Connection, file: &Path) -> Result<(), StoreError> {
    let known = migrate::MIGRATIONS.len() as i64;
    match migrate::version(conn) {
        Ok(found) if found > known => Err(StoreError::TooNew { found, known }),
        Ok(_) => Ok(()),
        Err(StoreError::Sqlite(error))
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) =>
        {
            Err(StoreError::NotOurs(file.to_path_buf()))
        }
        Err(error) => Err(error),
    }
}
