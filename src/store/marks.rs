//! Read, saved, notes and places: what a person sets on works.
//!
//! Each of these is durable when it returns, and all but the place can be
//! taken back. None of them needs the work to be in the cache.

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::kept::NotePart;
use crate::store::search;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::walk;
use crate::store::wish::Plan;
use crate::store::works;

impl Store {
    /// Marks works as read or unread; how many were not so before.
    pub fn set_read(
        &mut self,
        works: &[WorkId],
        read: bool,
        now: UtcTime,
    ) -> Result<u64, StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            for work in works {
                kept::of_work(conn, *work)?;
            }
            mark_touched(conn, read, now)
        })
    }

    /// Marks as read what is unread of a query, from this work on down; how
    /// many that were. What came above it since stays unread.
    pub fn all_read(
        &mut self,
        query: &Query,
        newest: WorkId,
        now: UtcTime,
    ) -> Result<u64, StoreError> {
        let mut finder = std::mem::take(&mut self.finder);
        let done = self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            touch_unread(conn, &mut finder, query, newest)?;
            mark_touched(conn, true, now)
        });
        self.finder = finder;
        done
    }

    /// Saves a work, with its own copy of title, link and text, or takes the
    /// save back.
    pub fn set_saved(&mut self, work: WorkId, saved: bool, now: UtcTime) -> Result<(), StoreError> {
        self.set_saved_all(&[work], saved, now)?;
        Ok(())
    }

    /// Writes the note of a work; an empty one takes it away.
    pub fn set_note(&mut self, work: WorkId, note: &str, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let (kept, work) = kept::of_work(conn, work)?;
            let was = note_parts(conn, kept)?;
            if join_notes(&was).as_deref() == Some(note) || (was.is_empty() && note.is_empty()) {
                return Ok(());
            }
            let is: Vec<NotePart> = match note {
                "" => Vec::new(),
                note => vec![NotePart {
                    study: kept,
                    note: note.to_string(),
                    set_at: now.0,
                }],
            };
            let what = match is.is_empty() {
                true => "note taken off",
                false => "note on",
            };
            let sentence = format!("{what} «{}»", title_of(conn, work)?);
            undo::perform(conn, &sentence, &[Change::Note { kept, was, is }], now)
        })
    }

    /// Remembers how far a work was read; not a step to undo.
    pub fn set_position(
        &mut self,
        work: WorkId,
        position: u32,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let (kept, _) = kept::of_work(conn, work)?;
            conn.prepare_cached(
                "UPDATE kept
                 SET position = ?2, position_set = ?3,
                     device = (SELECT value FROM meta WHERE name = 'device')
                 WHERE id = ?1",
            )?
            .execute(params![kept, position, now.0])?;
            Ok(())
        })
    }
}

/// Names in `touched` what is unread of a query, at or below a work.
fn touch_unread(
    conn: &Connection,
    finder: &mut search::Finder,
    query: &Query,
    newest: WorkId,
) -> Result<(), StoreError> {
    let since = walk::lowest(query);
    if !query.wish.is_empty() {
        let unread = Query {
            unread_only: true,
            ..query.clone()
        };
        let plan = Plan::of(conn, &unread)?;
        let end = newest.0.saturating_add(1);
        let hits = finder.all(conn, &plan, since, end, walk::Way::Down, usize::MAX)?;
        for work in hits.ids {
            works::touch(conn, work)?;
        }
        return Ok(());
    }
    let topic = query.topic.map_or(0, |topic| topic.0);
    match query.place {
        Place::Saved => conn
            .prepare_cached(
                "INSERT OR IGNORE INTO touched (work)
                 SELECT k.work FROM kept k
                 WHERE k.saved IS NOT NULL
                   AND k.read IS NULL
                   AND k.work BETWEEN ?1 AND ?2
                   AND (?3 = 0 OR EXISTS (
                       SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                       WHERE i.work = k.work AND x.topic = ?3))",
            )?
            .execute(params![since, newest.0, topic])?,
        place => conn
            .prepare_cached(
                "INSERT OR IGNORE INTO touched (work)
                 SELECT work FROM entries
                 WHERE place = ?1
                   AND topic = ?2
                   AND unread = 1
                   AND work BETWEEN ?3 AND ?4",
            )?
            .execute(params![walk::code(place), topic, since, newest.0])?,
    };
    Ok(())
}

/// Marks the touched works, as one step; how many were not so before.
fn mark_touched(conn: &Connection, read: bool, now: UtcTime) -> Result<u64, StoreError> {
    kept::make_for_touched(conn)?;
    let n_marked: i64 = conn
        .prepare_cached(
            "SELECT COUNT(*)
             FROM touched t CROSS JOIN kept k ON k.work = t.work
             WHERE (k.read IS NULL) = ?1",
        )?
        .query_one([read], |row| row.get(0))?;
    if n_marked == 0 {
        return Ok(0);
    }
    let sentence = match read {
        true => format!("{n_marked} marked as read"),
        false => format!("{n_marked} marked as unread"),
    };
    let step = undo::record(conn, &sentence, &[Change::Reads], now)?;
    conn.prepare_cached(
        "INSERT INTO undo_reads (undo, kept, was, is_)
         SELECT ?1, k.id, k.read, iif(?2, ?3, NULL)
         FROM touched t CROSS JOIN kept k ON k.work = t.work
         WHERE (k.read IS NULL) = ?2",
    )?
    .execute(params![step, read, now.0])?;
    undo::perform_reads(conn, step, now)?;
    Ok(n_marked.unsigned_abs())
}

/// The parts of a note, oldest first.
pub(super) fn note_parts(conn: &Connection, kept: i64) -> Result<Vec<NotePart>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT study, note, set_at FROM kept_notes
         WHERE kept = ?1
         ORDER BY set_at, study",
    )?;
    let parts = statement
        .query_map([kept], |row| {
            Ok(NotePart {
                study: row.get(0)?,
                note: row.get(1)?,
                set_at: row.get(2)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(parts)
}

/// A note as it is shown: its parts, each text once.
pub(super) fn join_notes(parts: &[NotePart]) -> Option<String> {
    let mut texts: Vec<&str> = Vec::new();
    for part in parts {
        if !texts.contains(&part.note.as_str()) {
            texts.push(&part.note);
        }
    }
    match texts.is_empty() {
        true => None,
        false => Some(texts.join("\n\n")),
    }
}

/// A work's title for a sentence, not too long.
pub(super) fn title_of(conn: &Connection, work: i64) -> Result<String, StoreError> {
    let title: Option<String> = conn
        .prepare_cached(
            "SELECT COALESCE(
                 (SELECT title FROM works WHERE id = ?1),
                 (SELECT title FROM kept WHERE work = ?1))",
        )?
        .query_one([work], |row| row.get(0))?;
    let title = title.unwrap_or_else(|| "untitled".to_string());
    Ok(shortened(&title))
}

pub(super) fn shortened(title: &str) -> String {
    const LONGEST: usize = 40;
    match title.char_indices().nth(LONGEST) {
        None => title.to_string(),
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
    }
}
