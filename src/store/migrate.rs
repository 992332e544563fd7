//! Brings a database file to the schema this program knows.
//!
//! Each step is one transaction and counts up `PRAGMA user_version`. A file
//! from a newer program is never touched. Before the first step on a file that
//! holds something, a whole copy is laid beside it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::TransactionBehavior;
use rusqlite::params;

use crate::store::error::StoreError;

/// Every step, oldest first; the schema's number is how many were taken.
pub(super) static MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
];

/// The schema number of an open file.
pub(super) fn version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_one("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Takes all steps that are missing.
///
/// # Errors
///
/// [`StoreError::TooNew`] where the file has more steps behind it than we
/// know; [`StoreError::NotOurs`] where it holds tables of somebody else.
pub(super) fn migrate(
    conn: &mut Connection,
    file: &Path,
    migrations: &[&str],
) -> Result<(), StoreError> {
    let known = migrations.len() as i64;
    let found = version(conn)?;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        copy(conn, file, known)?;
    }
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again: another rounds may have migrated while we waited.
    let found = version(&transaction)?;
    let n_tables: i64 =
        transaction.query_one("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if found == 0 && n_tables > 0 {
        return Err(StoreError::NotOurs(file.to_path_buf()));
    }
    for migration in migrations.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known.max(found))?;
    transaction.commit()?;
    Ok(())
}

/// Where the copy from before schema `n` lies.
fn copy_of(file: &Path, n: i64) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(format!(".before-{n}"));
    PathBuf::from(name)
}

/// Written under another name first: what is called `before-N` is whole.
fn copy(conn: &Connection, file: &Path, n: i64) -> Result<(), StoreError> {
    let target = copy_of(file, n);
    let mut part = target.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let failed = |why| StoreError::Folder {
        folder: target.clone(),
        why,
    };
    if part.exists() {
        fs::remove_file(&part).map_err(failed)?;
    }
    conn.execute("VACUUM INTO ?1", params![part.to_string_lossy()])?;
    fs::rename(&part, &target).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_holds_something_is_copied_before_it_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rounds.db");
        let mut conn = Connection::open(&file).unwrap();
        let one = "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (7);";
        let two = "ALTER TABLE t ADD COLUMN y INTEGER; UPDATE t SET x = 8;";
        migrate(&mut conn, &file, &[one]).unwrap();
        assert!(!copy_of(&file, 1).exists(), "an empty file needs no copy");

        migrate(&mut conn, &file, &[one, two]).unwrap();
        let x: i64 = conn
            .query_one("SELECT x FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(x, 8);
        let before = Connection::open(copy_of(&file, 2)).unwrap();
        let x: i64 = before
            .query_one("SELECT x FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(x, 7, "as it was");
        assert_eq!(version(&before).unwrap(), 1);
    }

    #[test]
    fn a_step_that_fails_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rounds.db");
        let mut conn = Connection::open(&file).unwrap();
        let one = "CREATE TABLE t (x INTEGER) STRICT;";
        migrate(&mut conn, &file, &[one]).unwrap();
        let broken = "ALTER TABLE t ADD COLUMN y INTEGER; CREATE NONSENSE;";
        assert!(migrate(&mut conn, &file, &[one, broken]).is_err());
        assert_eq!(version(&conn).unwrap(), 1);
        assert!(conn.execute("SELECT y FROM t", []).is_err());
    }

    #[test]
    fn a_file_of_another_program_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rounds.db");
        let mut conn = Connection::open(&file).unwrap();
        conn.execute_batch("CREATE TABLE theirs (x)").unwrap();
        let refused = migrate(&mut conn, &file, MIGRATIONS);
        assert!(matches!(refused, Err(StoreError::NotOurs(_))));
    }
}
