//! Pieces of text the person marked, kept by their words.
//!
//! United and parted as notes are: each goes with the row it was marked on.

use rusqlite::Connection;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::id::WorkId;
use crate::domain::shelf::Highlight;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::marks;
use crate::store::shelf;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

/// One row of `kept_highlights`. Stored as JSON in `undo`: names here never
/// change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Piece {
    pub study: i64,
    pub block: u32,
    pub text: String,
    pub set_at: i64,
}

impl Store {
    /// Keeps a marked piece of a work's text, which saves the work, or takes
    /// the mark off.
    pub fn set_highlight(
        &mut self,
        work: WorkId,
        piece: &Highlight,
        keep: bool,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let (kept, work) = kept::of_work(conn, work)?;
            let there = pieces(conn, kept)?;
            let was: Vec<Piece> = there
                .into_iter()
                .filter(|it| it.text == piece.text)
                .collect();
            let is = vec![Piece {
                study: kept,
                block: piece.block,
                text: piece.text.clone(),
                set_at: now.0,
            }];
            let (was, is, what) = match keep {
                true if !was.is_empty() => return Ok(()),
                true => (Vec::new(), is, "marked in"),
                false => (was, Vec::new(), "mark taken off in"),
            };
            let mut changes = vec![Change::Highlights { kept, was, is }];
            if keep {
                changes.extend(shelf::saving(conn, kept, true, now)?);
            }
            let sentence = format!("{what} «{}»", marks::title_of(conn, work)?);
            undo::perform(conn, &sentence, &changes, now)
        })
    }
}

/// What is marked of a kept work, in the order of the text.
pub(super) fn pieces(conn: &Connection, kept: i64) -> Result<Vec<Piece>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT study, block, text, set_at FROM kept_highlights
         WHERE kept = ?1
         ORDER BY block, set_at, text",
    )?;
    let found = statement
        .query_map([kept], |row| {
            Ok(Piece {
                study: row.get(0)?,
                block: row.get(1)?,
                text: row.get(2)?,
                set_at: row.get(3)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}

/// The same as it is shown: each text once.
pub(super) fn highlights(conn: &Connection, kept: i64) -> Result<Vec<Highlight>, StoreError> {
    let mut shown: Vec<Highlight> = Vec::new();
    for Piece { block, text, .. } in pieces(conn, kept)? {
        if !shown.iter().any(|it| it.text == text) {
            shown.push(Highlight { block, text });
        }
    }
    Ok(shown)
}

/// Puts some pieces of a kept work in the place of others.
pub(super) fn write(
    conn: &Connection,
    kept: i64,
    before: &[Piece],
    after: &[Piece],
) -> Result<(), StoreError> {
    for piece in before {
        conn.prepare_cached(
            "DELETE FROM kept_highlights WHERE kept = ?1 AND study = ?2 AND text = ?3",
        )?
        .execute(params![kept, piece.study, piece.text])?;
    }
    for piece in after {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO kept_highlights (kept, study, block, text, set_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            kept,
            piece.study,
            piece.block,
            piece.text,
            piece.set_at
        ])?;
    }
    Ok(())
}

/// Two kept rows are about to become one: it has the pieces of both.
pub(super) fn unite(conn: &Connection, stays: i64, gone: i64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE kept_highlights SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    Ok(())
}

/// One kept row became two again: what was marked on the side that leaves,
/// before the two were one, goes with it.
pub(super) fn part(
    conn: &Connection,
    stays: i64,
    leaves: i64,
    side: i64,
    united_at: i64,
) -> Result<(), StoreError> {
    for piece in pieces(conn, stays)? {
        if piece.set_at <= united_at && kept::resolve(conn, piece.study)? == side {
            conn.prepare_cached(
                "UPDATE kept_highlights SET kept = ?4
                 WHERE kept = ?1 AND study = ?2 AND text = ?3",
            )?
            .execute(params![stays, piece.study, piece.text, leaves])?;
        }
    }
    Ok(())
}
