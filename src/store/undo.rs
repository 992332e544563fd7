//! What a person changes, as small records that can be done, taken back and
//! done again, also after a restart.
//!
//! One piece of code writes a change in either direction ([`perform`],
//! `Store::undo` and `Store::redo` differ only in the side they write), so
//! that what was done by it can be taken back by it. What a refresh brings is
//! never taken back, except that it moved a source.

use std::collections::BTreeSet;

mod change;
mod steps;

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::time::UtcTime;
use crate::store::clues;
use crate::store::daily;
use crate::store::error::StoreError;
use crate::store::highlights;
use crate::store::kept;
use crate::store::learning;
use crate::store::living;
use crate::store::moving;
use crate::store::mutes;
use crate::store::review;
use crate::store::rulings;
use crate::store::shelf;
use crate::store::sources;
use crate::store::timelines;
use crate::store::works;

pub(super) use change::Change;
pub(super) use change::ListRow;
use change::Side;

/// How many steps are remembered.
const STEPS: i64 = 200;

/// Makes a change and remembers how to take it back.
pub(super) fn perform(
    conn: &Connection,
    sentence: &str,
    changes: &[Change],
    now: UtcTime,
) -> Result<(), StoreError> {
    let step = record(conn, sentence, changes, now)?;
    write_side(conn, step, changes, Side::Is, now)
}

/// Makes a change that nobody pressed a key for and remembers how to take it
/// back; what was taken back before can still be done again.
pub(super) fn perform_beside(
    conn: &Connection,
    sentence: &str,
    changes: &[Change],
    now: UtcTime,
) -> Result<(), StoreError> {
    let step = remember(conn, sentence, changes, now)?;
    write_side(conn, step, changes, Side::Is, now)
}

/// Remembers a step; what was taken back before can no longer be redone.
pub(super) fn record(
    conn: &Connection,
    sentence: &str,
    changes: &[Change],
    now: UtcTime,
) -> Result<i64, StoreError> {
    conn.prepare_cached("DELETE FROM undo WHERE undone = 1")?
        .execute([])?;
    remember(conn, sentence, changes, now)
}

fn remember(
    conn: &Connection,
    sentence: &str,
    changes: &[Change],
    now: UtcTime,
) -> Result<i64, StoreError> {
    conn.prepare_cached("INSERT INTO undo (at, sentence, changes) VALUES (?1, ?2, ?3)")?
        .execute(params![now.0, sentence, serde_json::to_string(changes)?])?;
    let step = conn.last_insert_rowid();
    conn.prepare_cached(
        "DELETE FROM undo
         WHERE id <= (SELECT id FROM undo ORDER BY id DESC LIMIT 1 OFFSET ?1)",
    )?
    .execute([STEPS])?;
    Ok(step)
}

/// Writes a step that was recorded, with its rows in `undo_reads`, for the
/// first time.
pub(super) fn perform_recorded(
    conn: &Connection,
    step: i64,
    changes: &[Change],
    now: UtcTime,
) -> Result<(), StoreError> {
    write_side(conn, step, changes, Side::Is, now)
}

/// Writes the read marks of a step that is being done for the first time.
pub(super) fn perform_reads(conn: &Connection, step: i64, now: UtcTime) -> Result<(), StoreError> {
    write_reads(conn, step, Side::Is, now)?;
    works::settle_marks(conn)
}

fn write_side(
    conn: &Connection,
    step: i64,
    changes: &[Change],
    side: Side,
    now: UtcTime,
) -> Result<(), StoreError> {
    works::begin(conn)?;
    let moving = sources_of(conn, changes)?;
    for source in &moving {
        works::leave_source(conn, *source)?;
    }
    works::unlist(conn)?;
    let mut in_order: Vec<&Change> = changes.iter().collect();
    if side == Side::Was {
        in_order.reverse();
    }
    for change in in_order {
        write_one(conn, step, change, side, now)?;
        if matches!(change, Change::Named { .. } | Change::List { .. }) {
            mutes::names_changed(conn)?;
        }
    }
    for source in &moving {
        works::place_source(conn, *source)?;
    }
    let ruled: BTreeSet<&str> = changes.iter().flat_map(rulings::items_of).collect();
    rulings::rearrange(conn, &ruled, now)?;
    match moving.is_empty() && ruled.is_empty() {
        true => works::settle_marks(conn),
        false => works::settle(conn),
    }
}

/// The sources whose works will stand elsewhere.
fn sources_of(conn: &Connection, changes: &[Change]) -> Result<Vec<i64>, StoreError> {
    let mut moving = Vec::new();
    for change in changes {
        match change {
            Change::Followed { source, .. } | Change::Member { source, .. } => {
                moving.push(*source);
            }
            // Also those that another rounds put there meanwhile.
            Change::List { list, .. } => {
                let mut statement =
                    conn.prepare_cached("SELECT source FROM list_sources WHERE list = ?1")?;
                for source in statement.query_map([list], |row| row.get(0))? {
                    moving.push(source?);
                }
            }
            Change::Reads
            | Change::Saved { .. }
            | Change::Note { .. }
            | Change::Tags { .. }
            | Change::Stage { .. }
            | Change::Highlights { .. }
            | Change::Named { .. }
            | Change::Log { .. }
            | Change::Hidden { .. }
            | Change::Living { .. }
            | Change::Review { .. }
            | Change::Moved { .. }
            | Change::Timeline { .. }
            | Change::Mute { .. }
            | Change::Daily { .. }
            | Change::Topics { .. }
            | Change::Ruled { .. } => {}
        }
    }
    moving.sort_unstable();
    moving.dedup();
    Ok(moving)
}

fn write_one(
    conn: &Connection,
    step: i64,
    change: &Change,
    side: Side,
    now: UtcTime,
) -> Result<(), StoreError> {
    match change {
        Change::Reads => write_reads(conn, step, side, now)?,
        Change::Saved {
            kept,
            was,
            was_set,
            is,
        } => {
            let kept = kept::resolve(conn, *kept)?;
            works::touch(conn, kept::work_of(conn, kept)?)?;
            conn.prepare_cached(
                "UPDATE kept
                 SET saved = ?2, saved_set = ?3,
                     device = (SELECT value FROM meta WHERE name = 'device')
                 WHERE id = ?1",
            )?
            .execute(params![
                kept,
                side.of(was, is),
                side.of(was_set, &Some(now.0))
            ])?;
        }
        Change::Note { kept, was, is } => {
            let kept = kept::resolve(conn, *kept)?;
            works::touch(conn, kept::work_of(conn, kept)?)?;
            let (before, after) = side.turn(was, is);
            kept::write_note(conn, kept, before, after, now)?;
            // Notes are searched, too.
            works::note_change(conn, kept::work_of(conn, kept)?)?;
        }
        Change::Tags { kept, was, is } => {
            let kept = kept::resolve(conn, *kept)?;
            let (before, after) = side.turn(was, is);
            shelf::write_tags(conn, kept, before, after)?;
        }
        Change::Highlights { kept, was, is } => {
            let kept = kept::resolve(conn, *kept)?;
            let (before, after) = side.turn(was, is);
            highlights::write(conn, kept, before, after)?;
        }
        Change::Stage { kept, was, is } => {
            let kept = kept::resolve(conn, *kept)?;
            shelf::write_stage(conn, kept, side.of(was, is).as_deref(), now)?;
        }
        Change::Followed { source, was, is } => {
            conn.prepare_cached("UPDATE sources SET followed = ?2 WHERE id = ?1")?
                .execute(params![source, side.of(was, is)])?;
        }
        Change::Named { source, was, is } => {
            conn.prepare_cached("UPDATE sources SET name = ?2 WHERE id = ?1")?
                .execute(params![source, side.of(was, is)])?;
            sources::retitle(conn, *source)?;
        }
        Change::Living { living, was, is } => living::write(conn, *living, *side.of(was, is))?,
        Change::Hidden {
            suggestion,
            was,
            is,
        } => clues::write_hidden(conn, suggestion, *side.of(was, is))?,
        // The file is the person's; whoever turns the step turns it.
        Change::Topics { .. } => {}
        Change::Log { entry, was } => match side {
            Side::Was => learning::put_back(conn, *entry, *was, now)?,
            Side::Is => learning::put_back(conn, *entry, Some(*entry), now)?,
        },
        // Either way the last word on the event is taken back.
        Change::Review { card, event } => review::turn(conn, *card, *event, now)?,
        Change::Moved { source, was, is } => moving::write(conn, *source, side.of(was, is))?,
        Change::Ruled {
            one,
            other,
            was,
            is,
        } => rulings::write(conn, one, other, *side.of(was, is), now)?,
        Change::Timeline { name, was, is } => {
            timelines::write(conn, name, side.of(was, is).as_ref())?;
        }
        Change::Daily { source, was, is } => daily::write(conn, *source, *side.of(was, is))?,
        Change::Mute { query, was, is } => mutes::write(conn, query, *side.of(was, is), now)?,
        Change::List { list, was, is } => match side.of(was, is) {
            None => {
                conn.prepare_cached("DELETE FROM lists WHERE id = ?1")?
                    .execute([list])?;
            }
            Some(row) => {
                conn.prepare_cached(
                    "INSERT INTO lists (id, path, position) VALUES (?1, ?2, ?3)
                     ON CONFLICT (id) DO UPDATE
                     SET path = excluded.path, position = excluded.position",
                )?
                .execute(params![
                    list,
                    serde_json::to_string(&row.path)?,
                    row.position
                ])?;
            }
        },
        Change::Member {
            list,
            source,
            was,
            is,
        } => match side.of(was, is) {
            None => {
                conn.prepare_cached("DELETE FROM list_sources WHERE list = ?1 AND source = ?2")?
                    .execute([list, source])?;
            }
            // The list may be gone by another hand: then there is no place.
            Some(position) => {
                conn.prepare_cached(
                    "INSERT INTO list_sources (list, source, position)
                     SELECT id, ?2, ?3 FROM lists WHERE id = ?1
                     ON CONFLICT (list, source) DO UPDATE SET position = excluded.position",
                )?
                .execute([list, source, position])?;
            }
        },
    }
    Ok(())
}

fn write_reads(conn: &Connection, step: i64, side: Side, now: UtcTime) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE kept
         SET read = (
                 SELECT iif(?2, r.is_, r.was) FROM undo_reads r
                 WHERE r.undo = ?1 AND r.kept = kept.id),
             read_set = ?3,
             device = (SELECT value FROM meta WHERE name = 'device')
         WHERE id IN (SELECT kept FROM undo_reads WHERE undo = ?1)",
    )?
    .execute(params![step, side == Side::Is, now.0])?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO touched (work)
         SELECT k.work FROM undo_reads r CROSS JOIN kept k ON k.id = r.kept
         WHERE r.undo = ?1",
    )?
    .execute([step])?;
    Ok(())
}
