//! How the files are: whole or damaged, how large, and what lies beside them.
//!
//! Looks only; what to do about it is for the doctor to say.

use std::fs;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::store::FILE;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::migrate;
use crate::store::opening;
use crate::store::search;

/// How large the database is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Bytes of the file.
    pub n_bytes: u64,
    /// Of these, bytes that hold nothing.
    pub n_free: u64,
}

impl Room {
    /// Whether so much of it holds nothing that giving it back is worth the
    /// time that takes.
    pub fn is_airy(self) -> bool {
        self.n_free > self.n_bytes / 4 && self.n_free > 1 << 20
    }
}

/// Whether an older rounds made a folder's database, by the head of its file
/// alone (offsets 0 and 60 of SQLite's file format): a hint for who waits. Where
/// a write-ahead log may know better it says no. What is done about it is decided
/// by whoever opens it.
pub fn is_of_older(folder: &Path) -> bool {
    let log = folder.join(format!("{FILE}-wal"));
    if fs::metadata(log).is_ok_and(|it| it.len() > 0) {
        return false;
    }
    let mut head = [0; 64];
    let read = File::open(folder.join(FILE)).and_then(|mut file| file.read_exact(&mut head));
    let Some((_, version)) = head.split_last_chunk::<4>() else {
        return false;
    };
    let version = u64::from(u32::from_be_bytes(*version));
    let known = migrate::MIGRATIONS.len() as u64;
    read.is_ok() && head.starts_with(b"SQLite format 3\0") && (1..known).contains(&version)
}

/// How the search index stands to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InStep {
    Yes,
    /// So many works are still to be looked at.
    Behind(u64),
    /// There is none yet, or it is of another database.
    No,
    /// It cannot be read.
    Broken,
}

/// A copy of the database beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub file: PathBuf,
    pub n_bytes: u64,
}

impl Reader {
    /// Looks whether the file is whole: SQLite's own check of every page and
    /// every reference; one sentence for each trouble, none where all is well.
    /// Reads the whole file.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        troubles(&self.conn)
    }

    pub fn room(&self) -> Result<Room, StoreError> {
        room(&self.conn)
    }

    /// Whether the search index of this folder follows the database.
    pub fn index_in_step(&self, folder: &Path) -> Result<InStep, StoreError> {
        let file = folder.join(search::FILE);
        if !file.exists() {
            return Ok(InStep::No);
        }
        let looked = opening::to_look(&file).and_then(|index| search::last_seen(&index));
        let Ok(seen) = looked else {
            return Ok(InStep::Broken);
        };
        let main = self.conn.unchecked_transaction()?;
        match seen {
            Some((uuid, last)) if uuid == search::uuid_of(&main)? => {
                let n_left: i64 = main
                    .prepare_cached("SELECT COUNT(*) FROM changes WHERE seq > ?1")?
                    .query_one([last], |row| row.get(0))?;
                Ok(match n_left.unsigned_abs() {
                    0 => InStep::Yes,
                    n_left => InStep::Behind(n_left),
                })
            }
            _ => Ok(InStep::No),
        }
    }
}

impl Store {
    /// Gives room that holds nothing back to the disk; it takes as long as
    /// writing the whole file. `false` where there is too little to gain.
    pub fn give_room_back(&mut self) -> Result<bool, StoreError> {
        if !room(&self.conn)?.is_airy() {
            return Ok(false);
        }
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        self.lane = Some(Lane::Person);
        self.conn.execute_batch("VACUUM")?;
        Ok(true)
    }
}

/// The copies beside a database, `rounds.db.before-…`, by name.
pub fn copies(folder: &Path) -> Result<Vec<Copy>, StoreError> {
    let failed = |why| StoreError::Folder {
        folder: folder.to_path_buf(),
        why,
    };
    let start = format!("{FILE}.before-");
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = [".part", "-wal", "-shm"]
            .iter()
            .any(|end| name.ends_with(end));
        if name.starts_with(&start) && !is_part {
            copies.push(Copy {
                file: entry.path(),
                n_bytes: entry.metadata().map_err(failed)?.len(),
            });
        }
    }
    copies.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(copies)
}

/// One sentence for each trouble of a file.
pub(super) fn troubles(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut troubles = conn
        .prepare("PRAGMA integrity_check(20)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    troubles.retain(|trouble| trouble != "ok");
    let n_loose = conn
        .prepare("PRAGMA foreign_key_check")?
        .query_map([], |_| Ok(()))?
        .count();
    if n_loose > 0 {
        troubles.push(format!("{n_loose} rows refer to nothing"));
    }
    Ok(troubles)
}

fn room(conn: &Connection) -> Result<Room, StoreError> {
    let number = |pragma: &str| -> Result<u64, StoreError> {
        let n: i64 = conn.query_one(pragma, [], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    };
    let page = number("PRAGMA page_size")?;
    Ok(Room {
        n_bytes: page * number("PRAGMA page_count")?,
        n_free: page * number("PRAGMA freelist_count")?,
    })
}
