//! Taking the last step back, doing it again, and telling what would be taken
//! back.
//!
//! What was done before the person sat down, and what changes who is followed,
//! may be taken back only once it was named to them. Nobody is asked here: the
//! answer says what to ask about.

use rusqlite::Connection;
use rusqlite::OptionalExtension;

use crate::domain::answer::Step;
use crate::domain::answer::TakenBack;
use crate::domain::answer::Turned;
use crate::domain::id::StepId;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::undo::Change;
use crate::store::undo::change::Side;
use crate::store::undo::write_side;

/// A step as it stands in the table.
struct Recorded {
    id: i64,
    at: i64,
    sentence: String,
    /// JSON of [`Change`]s.
    changes: String,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Recorded> {
    Ok(Recorded {
        id: row.get(0)?,
        at: row.get(1)?,
        sentence: row.get(2)?,
        changes: row.get(3)?,
    })
}

impl Store {
    /// Takes the last step back.
    pub fn step_back(&mut self, now: UtcTime) -> Result<Option<Turned>, StoreError> {
        self.write(Lane::Person, |conn| match last_step(conn)? {
            Some(step) => take_back(conn, step, now).map(Some),
            None => Ok(None),
        })
    }

    /// The same, for whoever has no file of topics; what it was, as a sentence
    /// part.
    pub fn undo(&mut self, now: UtcTime) -> Result<Option<String>, StoreError> {
        Ok(self.step_back(now)?.map(|turned| turned.what))
    }

    /// Takes the last step back like [`Store::step_back`], but one from before
    /// `began`, or one that changes what is followed, only where it is the one
    /// that was `named`: else it is told and left as it is.
    pub fn undo_named(
        &mut self,
        began: UtcTime,
        named: Option<StepId>,
        now: UtcTime,
    ) -> Result<TakenBack, StoreError> {
        self.write(Lane::Person, |conn| {
            let Some(step) = last_step(conn)? else {
                return Ok(TakenBack::Nothing);
            };
            let id = StepId(step.id);
            let changes: Vec<Change> = serde_json::from_str(&step.changes)?;
            let is_large = UtcTime(step.at) < began || changes.iter().any(moves_sources);
            if is_large && named != Some(id) {
                return Ok(TakenBack::Asks(Step {
                    id,
                    at: UtcTime(step.at),
                    what: step.sentence,
                }));
            }
            take_back(conn, step, now).map(TakenBack::Done)
        })
    }

    /// The same as [`Store::step_again`], for whoever has no file of topics.
    pub fn redo(&mut self, now: UtcTime) -> Result<Option<String>, StoreError> {
        Ok(self.step_again(now)?.map(|turned| turned.what))
    }

    /// Does again what was taken back last.
    pub fn step_again(&mut self, now: UtcTime) -> Result<Option<Turned>, StoreError> {
        self.write(Lane::Person, |conn| {
            let step = conn
                .prepare_cached(
                    "SELECT id, at, sentence, changes FROM undo
                     WHERE undone = 1
                     ORDER BY id
                     LIMIT 1",
                )?
                .query_one([], read)
                .optional()?;
            let Some(step) = step else {
                return Ok(None);
            };
            let changes: Vec<Change> = serde_json::from_str(&step.changes)?;
            write_side(conn, step.id, &changes, Side::Is, now)?;
            conn.execute("UPDATE undo SET undone = 0 WHERE id = ?1", [step.id])?;
            Ok(Some(turned(step.sentence, changes)))
        })
    }
}

/// The step that would be taken back next.
fn last_step(conn: &Connection) -> Result<Option<Recorded>, StoreError> {
    let step = conn
        .prepare_cached(
            "SELECT id, at, sentence, changes FROM undo
             WHERE undone = 0
             ORDER BY id DESC
             LIMIT 1",
        )?
        .query_one([], read)
        .optional()?;
    Ok(step)
}

fn take_back(conn: &Connection, step: Recorded, now: UtcTime) -> Result<Turned, StoreError> {
    let changes: Vec<Change> = serde_json::from_str(&step.changes)?;
    write_side(conn, step.id, &changes, Side::Was, now)?;
    conn.execute("UPDATE undo SET undone = 1 WHERE id = ?1", [step.id])?;
    Ok(turned(step.sentence, changes))
}

fn turned(what: String, changes: Vec<Change>) -> Turned {
    let begun = |change| match change {
        Change::Topics { begun } => Some(begun),
        _ => None,
    };
    Turned {
        what,
        topics: changes.into_iter().find_map(begun),
    }
}

/// Whether a change is about who is followed, in which list, and of what.
fn moves_sources(change: &Change) -> bool {
    matches!(
        change,
        Change::Followed { .. }
            | Change::Member { .. }
            | Change::List { .. }
            | Change::Living { .. }
            | Change::Topics { .. }
    )
}

impl Reader {
    /// What undo would take back, the next first, as sentence parts.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn steps(&self, most: u32) -> Result<Vec<String>, StoreError> {
        let mut query = self.conn.prepare_cached(
            "SELECT sentence FROM undo
             WHERE undone = 0
             ORDER BY id DESC
             LIMIT ?1",
        )?;
        let steps = query.query_map([most], |row| row.get(0))?;
        Ok(steps.collect::<Result<_, _>>()?)
    }
}
