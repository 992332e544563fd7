//! What was done to two kept rows becomes the history of the one they are now.
//!
//! A step remembers what was before it on its own row alone. Were that kept
//! when two rows become one, taking back the save of one side would take away
//! the star of the other. So each step learns what both sides together said
//! before it and after it, by the rule by which marks unite.

use std::cmp::Ordering;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::undo::Change;

/// A mark and when it was chosen.
#[derive(Clone, Copy)]
struct Mark {
    value: Option<i64>,
    set: Option<i64>,
}

/// What one step did to one of the two rows.
struct Turn {
    step: i64,
    row: i64,
    was: Mark,
    is: Mark,
}

/// What one step did to both together.
struct Both {
    step: i64,
    was: Mark,
    is: Mark,
}

/// Rewrites the steps of two rows that are about to become one, while both
/// are still there.
///
/// What was rewritten, so that [`part`] can write it back.
pub(super) fn unite(conn: &Connection, stays: i64, gone: i64) -> Result<String, StoreError> {
    let saves = unite_saves(conn, stays, gone)?;
    let (reads_before, reads_after) = unite_reads(conn, stays, gone)?;
    Ok(serde_json::to_string(&Steps {
        saves,
        reads_before,
        reads_after,
        notes: steps_of_notes(conn)?,
    })?)
}

/// Steps of two rows before they were rewritten, and after. Stored as JSON:
/// names here never change.
#[derive(Default, Serialize, Deserialize)]
struct Steps {
    /// The step, its changes before and after.
    saves: Vec<(i64, String, String)>,
    reads_before: Vec<ReadTurn>,
    reads_after: Vec<ReadTurn>,
    /// The steps that wrote notes, on whichever row.
    #[serde(default)]
    notes: Vec<i64>,
}

/// A row of `undo_reads`: undo, kept, was, is_.
type ReadTurn = (i64, i64, Option<i64>, Option<i64>);

/// Writes back the steps of two rows that are two again, where nothing else
/// rewrote them since. Swapped, where the id that stayed was that of the row
/// that now leaves.
pub(super) fn part(
    conn: &Connection,
    steps: &str,
    stays: i64,
    gone: i64,
    is_swapped: bool,
) -> Result<(), StoreError> {
    let steps: Steps = serde_json::from_str(steps)?;
    let now = |row: i64| match row {
        row if !is_swapped => row,
        row if row == stays => gone,
        row if row == gone => stays,
        row => row,
    };
    for (step, before, after) in steps.saves {
        let mut changes: Vec<Change> = serde_json::from_str(&before)?;
        for change in &mut changes {
            if let Change::Saved { kept, .. } = change {
                *kept = now(*kept);
            }
        }
        conn.prepare_cached("UPDATE undo SET changes = ?3 WHERE id = ?1 AND changes = ?2")?
            .execute(params![step, after, serde_json::to_string(&changes)?])?;
    }
    for (step, row, was, is) in steps.reads_after {
        let n_gone = conn
            .prepare_cached(
                "DELETE FROM undo_reads
                 WHERE undo = ?1 AND kept = ?2 AND was IS ?3 AND is_ IS ?4",
            )?
            .execute(params![step, row, was, is])?;
        if n_gone == 0 {
            continue;
        }
        for (_, row, was, is) in steps.reads_before.iter().filter(|it| it.0 == step) {
            conn.prepare_cached(
                "INSERT OR REPLACE INTO undo_reads (undo, kept, was, is_)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![step, now(*row), was, is])?;
        }
    }
    if is_swapped {
        part_notes(conn, &steps.notes, now)?;
    }
    Ok(())
}

/// A note that went with its side to another id is taken back there.
fn part_notes(
    conn: &Connection,
    steps: &[i64],
    now: impl Fn(i64) -> i64,
) -> Result<(), StoreError> {
    for step in steps {
        let before: Option<String> = conn
            .prepare_cached("SELECT changes FROM undo WHERE id = ?1")?
            .query_one([step], |row| row.get(0))
            .optional()?;
        let Some(before) = before else {
            continue;
        };
        let mut changes: Vec<Change> = serde_json::from_str(&before)?;
        for change in &mut changes {
            if let Change::Note { kept, .. } = change {
                let row = kept::resolve(conn, *kept)?;
                if now(row) != row {
                    *kept = now(row);
                }
            }
        }
        let after = serde_json::to_string(&changes)?;
        if after != before {
            conn.prepare_cached("UPDATE undo SET changes = ?2 WHERE id = ?1")?
                .execute(params![step, after])?;
        }
    }
    Ok(())
}

fn steps_of_notes(conn: &Connection) -> Result<Vec<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM undo WHERE instr(changes, '\"note\"') ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn unite_saves(
    conn: &Connection,
    stays: i64,
    gone: i64,
) -> Result<Vec<(i64, String, String)>, StoreError> {
    let steps: Vec<(i64, i64, String)> = conn
        .prepare_cached(
            "SELECT id, at, changes FROM undo WHERE instr(changes, '\"saved\"') ORDER BY id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut turns = Vec::new();
    let mut changed = Vec::new();
    for (step, at, before) in steps {
        let changes: Vec<Change> = serde_json::from_str(&before)?;
        let n_turns = turns.len();
        turns.extend(changes.iter().filter_map(|change| match change {
            Change::Saved {
                kept: row,
                was,
                was_set,
                is,
            } if [stays, gone].contains(row) => Some(Turn {
                step,
                row: *row,
                was: Mark {
                    value: *was,
                    set: *was_set,
                },
                is: Mark {
                    value: *is,
                    set: Some(at),
                },
            }),
            _ => None,
        }));
        if turns.len() > n_turns {
            changed.push((before, changes));
        }
    }
    let now = now_of(
        conn,
        "SELECT saved, saved_set FROM kept WHERE id = ?1",
        stays,
        gone,
    )?;
    let mut rewritten = Vec::new();
    for (both, (before, mut changes)) in together(&turns, stays, now).into_iter().zip(changed) {
        for change in &mut changes {
            match change {
                Change::Saved { kept, .. } if [stays, gone].contains(kept) => {
                    *change = Change::Saved {
                        kept: stays,
                        was: both.was.value,
                        was_set: both.was.set,
                        is: both.is.value,
                    };
                }
                _ => {}
            }
        }
        let after = serde_json::to_string(&changes)?;
        conn.prepare_cached("UPDATE undo SET changes = ?2 WHERE id = ?1")?
            .execute(params![both.step, after])?;
        rewritten.push((both.step, before, after));
    }
    Ok(rewritten)
}

fn unite_reads(
    conn: &Connection,
    stays: i64,
    gone: i64,
) -> Result<(Vec<ReadTurn>, Vec<ReadTurn>), StoreError> {
    let turns: Vec<Turn> = conn
        .prepare_cached(
            "SELECT r.undo, r.kept, r.was, r.is_, u.at
             FROM undo_reads r JOIN undo u ON u.id = r.undo
             WHERE r.kept IN (?1, ?2)
             ORDER BY r.undo",
        )?
        .query_map([stays, gone], |row| {
            let was = row.get(2)?;
            Ok(Turn {
                step: row.get(0)?,
                row: row.get(1)?,
                // A read mark is the time at which it was set.
                was: Mark {
                    value: was,
                    set: was,
                },
                is: Mark {
                    value: row.get(3)?,
                    set: row.get(4)?,
                },
            })
        })?
        .collect::<Result<_, _>>()?;
    let now = now_of(
        conn,
        "SELECT read, read_set FROM kept WHERE id = ?1",
        stays,
        gone,
    )?;
    conn.prepare_cached("DELETE FROM undo_reads WHERE kept IN (?1, ?2)")?
        .execute([stays, gone])?;
    let before = turns
        .iter()
        .map(|turn| (turn.step, turn.row, turn.was.value, turn.is.value))
        .collect();
    let mut after = Vec::new();
    for both in together(&turns, stays, now) {
        after.push((both.step, stays, both.was.value, both.is.value));
        conn.prepare_cached(
            "INSERT INTO undo_reads (undo, kept, was, is_) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![both.step, stays, both.was.value, both.is.value])?;
    }
    Ok((before, after))
}

/// The mark of the row that stays and of the one that goes, as they are now.
fn now_of(conn: &Connection, sql: &str, stays: i64, gone: i64) -> Result<[Mark; 2], StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut mark = |row: i64| {
        statement.query_one([row], |row| {
            Ok(Mark {
                value: row.get(0)?,
                set: row.get(1)?,
            })
        })
    };
    Ok([mark(stays)?, mark(gone)?])
}

/// The turns of two rows as the steps of one. A row no step touched was always
/// as it is now.
fn together(turns: &[Turn], stays: i64, now: [Mark; 2]) -> Vec<Both> {
    let side = |turn: &Turn| usize::from(turn.row != stays);
    let mut marks = [0, 1].map(|n| {
        let first = turns.iter().find(|turn| side(turn) == n);
        first.map_or(now[n], |turn| turn.was)
    });
    let mut steps: Vec<Both> = Vec::new();
    for turn in turns {
        // What the row said before is known from its turn before; of the first
        // alone only `was` tells.
        let was = united(marks);
        marks[side(turn)] = turn.is;
        let is = united(marks);
        match steps.last_mut() {
            // One step can mark both rows.
            Some(last) if last.step == turn.step => last.is = is,
            _ => steps.push(Both {
                step: turn.step,
                was,
                is,
            }),
        }
    }
    steps
}

/// The one chosen later holds; one never chosen is older than any, and of two
/// chosen in one second the one that says yes holds.
fn united([one, other]: [Mark; 2]) -> Mark {
    match one.set.cmp(&other.set) {
        Ordering::Greater => one,
        Ordering::Less => other,
        Ordering::Equal => Mark {
            value: one.value.or(other.value),
            set: one.set,
        },
    }
}
