//! The learning log: rows that are only ever added.
//!
//! A correction names the row it stands in the place of; a withdrawal does the
//! same and puts nothing there; undo and redo write such rows too. Triggers
//! refuse a change and a deletion, whoever asks. What is closed takes no more
//! rows.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::undo;
use crate::store::undo::Change;

impl Store {
    /// Writes an entry, in the place of another one or as a new one.
    pub fn log(
        &mut self,
        draft: &Draft,
        replaces: Option<EntryId>,
        now: UtcTime,
    ) -> Result<EntryId, StoreError> {
        self.write(Lane::Person, |conn| {
            let entry = add(conn, draft, replaces, false, now)?;
            let what = match replaces {
                None => "logged",
                Some(_) => "corrected the entry on",
            };
            remember(conn, what, draft, entry, replaces, now)?;
            Ok(entry)
        })
    }

    /// Takes an entry away; it stays in the log as what was withdrawn.
    pub fn withdraw_log(&mut self, id: EntryId, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let (draft, withdrawn) = row(conn, id.0)?;
            if withdrawn {
                return Err(StoreError::LogReplaced(id));
            }
            let entry = add(conn, &draft, Some(id), true, now)?;
            remember(conn, "withdrew the entry on", &draft, entry, Some(id), now)
        })
    }

    /// Closes the log up to and with a day: nothing learned until then can be
    /// added, corrected or taken back any more. There is no way back.
    pub fn close_log(&mut self, through: Day, now: UtcTime) -> Result<(), StoreError> {
        if through >= Day::at(now) {
            return Err(StoreError::LogNotOver(through));
        }
        self.write(Lane::Person, |conn| {
            conn.prepare_cached(
                "INSERT OR IGNORE INTO log_closings (through, at) VALUES (?1, ?2)",
            )?
            .execute(params![through.to_string(), now.0])?;
            forget_closed_steps(conn, through)
        })
    }
}

impl Reader {
    /// The whole log.
    pub fn book(&self) -> Result<Book, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let mut statement = conn.prepare_cached(
            "SELECT id, logged_at, replaces, withdraws, entry FROM log_entries ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let draft: String = row.get(4)?;
            entries.push(Entry {
                id: EntryId(row.get(0)?),
                logged_at: UtcTime(row.get(1)?),
                replaces: row.get::<_, Option<i64>>(2)?.map(EntryId),
                withdraws: row.get(3)?,
                draft: serde_json::from_str(&draft)?,
            });
        }
        let closed = closed(conn)?;
        Ok(Book { entries, closed })
    }
}

/// The last day of what is closed.
fn closed(conn: &Connection) -> Result<Option<Day>, StoreError> {
    let through: Option<String> = conn
        .prepare_cached("SELECT MAX(through) FROM log_closings")?
        .query_one([], |row| row.get(0))?;
    // Only days were ever written there.
    Ok(through.and_then(|day| day.parse().ok()))
}

fn row(conn: &Connection, id: i64) -> Result<(Draft, bool), StoreError> {
    let found: Option<(String, bool)> = conn
        .prepare_cached("SELECT entry, withdraws FROM log_entries WHERE id = ?1")?
        .query_one([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (draft, withdraws) = found.ok_or(StoreError::NoSuchEntry(EntryId(id)))?;
    Ok((serde_json::from_str(&draft)?, withdraws))
}

fn add(
    conn: &Connection,
    draft: &Draft,
    replaces: Option<EntryId>,
    withdraws: bool,
    now: UtcTime,
) -> Result<EntryId, StoreError> {
    let mut days = vec![draft.learned_on];
    if let Some(old) = replaces {
        days.push(row(conn, old.0)?.0.learned_on);
        let is_replaced = conn
            .prepare_cached("SELECT 1 FROM log_entries WHERE replaces = ?1")?
            .exists([old.0])?;
        if is_replaced {
            return Err(StoreError::LogReplaced(old));
        }
    }
    if let Some(closed) = closed(conn)?
        && days.iter().any(|day| *day <= closed)
    {
        return Err(StoreError::LogClosed(closed));
    }
    conn.prepare_cached(
        "INSERT INTO log_entries (logged_at, learned_on, replaces, withdraws, entry)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        now.0,
        draft.learned_on.to_string(),
        replaces.map(|old| old.0),
        withdraws,
        serde_json::to_string(draft)?
    ])?;
    Ok(EntryId(conn.last_insert_rowid()))
}

fn remember(
    conn: &Connection,
    what: &str,
    draft: &Draft,
    entry: EntryId,
    was: Option<EntryId>,
    now: UtcTime,
) -> Result<(), StoreError> {
    let sentence = format!("{what} «{}»", crate::store::marks::shortened(&draft.title));
    let change = Change::Log {
        entry: entry.0,
        was: was.map(|old| old.0),
    };
    undo::record(conn, &sentence, &[change], now)?;
    Ok(())
}

/// Writes what one row says in the place of what another one became; with no
/// row to say, it is withdrawn.
pub(super) fn put_back(
    conn: &Connection,
    entry: i64,
    says: Option<i64>,
    now: UtcTime,
) -> Result<(), StoreError> {
    let last = last_of(conn, entry)?;
    let (draft, withdraws) = match says {
        Some(says) => row(conn, says)?,
        None => (row(conn, entry)?.0, true),
    };
    add(conn, &draft, Some(EntryId(last)), withdraws, now)?;
    Ok(())
}

/// The row that stands where this one stood.
fn last_of(conn: &Connection, entry: i64) -> Result<i64, StoreError> {
    let mut last = entry;
    loop {
        let next: Option<i64> = conn
            .prepare_cached("SELECT id FROM log_entries WHERE replaces = ?1")?
            .query_one([last], |row| row.get(0))
            .optional()?;
        match next {
            Some(next) => last = next,
            None => return Ok(last),
        }
    }
}

/// Steps that the closing makes impossible, so that none stands in the way of
/// those before it.
fn forget_closed_steps(conn: &Connection, through: Day) -> Result<(), StoreError> {
    let steps: Vec<(i64, String)> = conn
        .prepare_cached("SELECT id, changes FROM undo WHERE instr(changes, '\"log\"')")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (step, changes) in steps {
        let changes: Vec<Change> = serde_json::from_str(&changes)?;
        let mut is_closed = false;
        for change in &changes {
            if let Change::Log { entry, was } = change {
                for id in [Some(*entry), *was].into_iter().flatten() {
                    is_closed |= row(conn, id)?.0.learned_on <= through;
                }
            }
        }
        if is_closed {
            conn.prepare_cached("DELETE FROM undo WHERE id = ?1")?
                .execute([step])?;
        }
    }
    Ok(())
}
