//! Works that no source carries: brought from other programs, saved at once.
//!
//! Such a work is a kept row without items. It stands in Saved by its own copy
//! and answers to its names, so that a feed that brings the same paper later
//! joins it ([`crate::store::joining`]) and nothing of it is lost. All that
//! came in one file is one step to take back; taken back, it is no longer
//! saved, and nothing is deleted.

mod names;

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::id::WorkId;
use crate::domain::link;
use crate::domain::reference::Reference;
use crate::domain::shelf::tag_of;
use crate::domain::text::fold;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::highlights;
use crate::store::highlights::Piece;
use crate::store::kept;
use crate::store::kept::NotePart;
use crate::store::marks;
use crate::store::shelf;
use crate::store::shelf::TagPart;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

const ZSTD_LEVEL: i32 = 3;

/// What bringing a file's references did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Not known here before.
    pub n_new: u64,
    /// Known here, and saved now.
    pub n_found: u64,
    /// Saved before, or twice in the file.
    pub n_saved_before: u64,
}

/// What a file does to the marks of one kept row.
#[derive(Default)]
struct Marks {
    saved: Option<Change>,
    note: Option<(Vec<NotePart>, Vec<NotePart>)>,
    tags: Vec<TagPart>,
    highlights: Vec<Piece>,
    read: bool,
}

impl Store {
    /// Saves references, each joined to the work that has one of its names.
    /// Marks only ever gain by it: what is read here stays read, a note is
    /// put behind the one there is, and what was saved keeps its time.
    pub fn bring(&mut self, references: &[Reference], now: UtcTime) -> Result<Brought, StoreError> {
        self.write(Lane::Person, |conn| {
            let mut brought = Brought::default();
            let mut marks: BTreeMap<i64, Marks> = BTreeMap::new();
            let shared = names::shared_addresses(references);
            for reference in references {
                let names = names::of(conn, reference, &shared)?;
                // One touched work at a time: looking through thousands of
                // them for each would be quadratic.
                works::begin(conn)?;
                let found = names::holder(conn, reference, &names)?;
                let study = match found {
                    Some(study) => study,
                    None => make(conn, reference, now)?,
                };
                remember(conn, study, reference, &names)?;
                let is_twice = marks.contains_key(&study);
                let marks = marks.entry(study).or_default();
                let is_saved = mark(conn, study, reference, marks, now)?;
                match (found, is_saved || is_twice) {
                    (None, _) => brought.n_new += 1,
                    (Some(_), true) => brought.n_saved_before += 1,
                    (Some(_), false) => brought.n_found += 1,
                }
            }
            write_marks(conn, &brought, marks, now)?;
            Ok(brought)
        })
    }
}

/// A kept row with a copy of its own, for a work that no source carries.
fn make(conn: &Connection, reference: &Reference, now: UtcTime) -> Result<i64, StoreError> {
    let published = reference
        .published_at
        .or_else(|| reference.published.and_then(Day::begins));
    let time = works::time_of(published.or(reference.saved), now);
    let work = works::new_id(conn, time)?;
    conn.prepare_cached(
        "INSERT INTO kept (work, device, undated)
         VALUES (?1, (SELECT value FROM meta WHERE name = 'device'), ?2)",
    )?
    .execute(params![work, published.is_none()])?;
    Ok(conn.last_insert_rowid())
}

/// Keeps what a file said: its names, its copy where there is none yet, and
/// the whole of it.
fn remember(
    conn: &Connection,
    study: i64,
    reference: &Reference,
    names: &[String],
) -> Result<(), StoreError> {
    let authors: Vec<String> = reference.authors.iter().map(|it| it.spoken()).collect();
    let host = reference.link.as_deref().and_then(link::host);
    let source = reference
        .source
        .as_deref()
        .or(reference.journal.as_deref())
        .or(host);
    let body = match &reference.text {
        Some(text) => Some(
            zstd::bulk::compress(html_of(text).as_bytes(), ZSTD_LEVEL)
                .map_err(StoreError::Unpacking)?,
        ),
        None => None,
    };
    let details = Some(reference.details()).filter(|details| !details.is_empty());
    let details = match details {
        Some(details) => Some(serde_json::to_string(&[details])?),
        None => None,
    };
    conn.prepare_cached(
        "UPDATE kept SET
             title = COALESCE(title, ?2),
             link = COALESCE(link, ?3),
             source_title = COALESCE(source_title, ?4),
             authors = COALESCE(authors, ?5),
             journal = COALESCE(journal, ?6),
             badge = COALESCE(badge, ?7),
             body = COALESCE(body, ?8),
             details = COALESCE(details, ?9)
         WHERE id = ?1",
    )?
    .execute(params![
        study,
        Some(&reference.title).filter(|title| !title.is_empty()),
        reference.link,
        source,
        Some(serde_json::to_string(&authors)?).filter(|_| !authors.is_empty()),
        reference.journal,
        reference.badge.map(Badge::word),
        body,
        details,
    ])?;
    for name in names {
        conn.prepare_cached(
            "INSERT INTO kept_keys (key, kept) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![name, study])?;
    }
    conn.prepare_cached(
        "INSERT INTO kept_references (kept, study, reference) VALUES (?1, ?1, ?2)
         ON CONFLICT (kept, study) DO UPDATE SET reference = excluded.reference",
    )?
    .execute(params![
        study,
        serde_json::to_string(&merged(conn, study, reference)?)?
    ])?;
    works::note_change(conn, kept::work_of(conn, study)?)
}

/// What an earlier file said stays where this one says nothing.
fn merged(conn: &Connection, study: i64, reference: &Reference) -> Result<Reference, StoreError> {
    let before: Option<String> = conn
        .prepare_cached("SELECT reference FROM kept_references WHERE kept = ?1 AND study = ?1")?
        .query_one([study], |row| row.get(0))
        .optional()?;
    Ok(match before {
        None => reference.clone(),
        Some(before) => {
            let mut merged: Reference = serde_json::from_str(&before)?;
            merged.fill_from(reference.clone());
            merged
        }
    })
}

/// A text as HTML, a paragraph a line.
fn html_of(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            format!("<p>{line}</p>\n")
        })
        .collect()
}

/// Gathers what a reference does to the marks of its row; whether it is saved
/// already.
fn mark(
    conn: &Connection,
    study: i64,
    reference: &Reference,
    marks: &mut Marks,
    now: UtcTime,
) -> Result<bool, StoreError> {
    let (saved, saved_set, read): (Option<i64>, Option<i64>, Option<i64>) = conn
        .prepare_cached("SELECT saved, saved_set, read FROM kept WHERE id = ?1")?
        .query_one([study], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if saved.is_none() && marks.saved.is_none() {
        marks.saved = Some(Change::Saved {
            kept: study,
            was: None,
            was_set: saved_set,
            is: Some(reference.saved.unwrap_or(now).0.min(now.0)),
        });
    }
    marks.read |= reference.read && read.is_none();
    let there = shelf::tag_parts(conn, study)?;
    for tag in reference.tags.iter().filter_map(|tag| tag_of(tag)) {
        let tag = shelf::spelled(conn, &tag)?;
        let is_it = |part: &TagPart| fold(&part.tag) == fold(&tag);
        if !there.iter().chain(&marks.tags).any(is_it) {
            marks.tags.push(TagPart { study, tag });
        }
    }
    let known = highlights::pieces(conn, study)?;
    for text in &reference.highlights {
        let is_it = |piece: &Piece| piece.text == *text;
        if !known.iter().chain(&marks.highlights).any(is_it) {
            marks.highlights.push(Piece {
                study,
                block: 1,
                text: text.clone(),
                set_at: now.0,
            });
        }
    }
    if let Some(note) = &reference.note {
        let was = match &marks.note {
            Some((was, _)) => was.clone(),
            None => marks::note_parts(conn, study)?,
        };
        let here = match &marks.note {
            Some((_, is)) => marks::join_notes(is),
            None => marks::join_notes(&was),
        };
        let whole = match here {
            Some(here) if here.contains(note.as_str()) => return Ok(saved.is_some()),
            Some(here) => format!("{here}\n\n{note}"),
            None => note.clone(),
        };
        let is = vec![NotePart {
            study,
            note: whole,
            set_at: now.0,
        }];
        marks.note = Some((was, is));
    }
    Ok(saved.is_some())
}

/// Writes all marks as one step.
fn write_marks(
    conn: &Connection,
    brought: &Brought,
    marks: BTreeMap<i64, Marks>,
    now: UtcTime,
) -> Result<(), StoreError> {
    let mut changes = Vec::new();
    let mut read = Vec::new();
    for (study, marks) in marks {
        changes.extend(marks.saved);
        changes.extend(marks.note.map(|(was, is)| Change::Note {
            kept: study,
            was,
            is,
        }));
        if !marks.tags.is_empty() {
            changes.push(Change::Tags {
                kept: study,
                was: Vec::new(),
                is: marks.tags,
            });
        }
        if !marks.highlights.is_empty() {
            changes.push(Change::Highlights {
                kept: study,
                was: Vec::new(),
                is: marks.highlights,
            });
        }
        if marks.read {
            read.push(study);
        }
    }
    if !read.is_empty() {
        changes.push(Change::Reads);
    }
    if changes.is_empty() {
        return Ok(());
    }
    let sentence = match brought.n_new + brought.n_found {
        0 => "marks brought from a file".to_string(),
        1 => "1 brought from a file".to_string(),
        n => format!("{n} brought from a file"),
    };
    let step = undo::record(conn, &sentence, &changes, now)?;
    for study in read {
        conn.prepare_cached(
            "INSERT INTO undo_reads (undo, kept, was, is_) VALUES (?1, ?2, NULL, ?3)",
        )?
        .execute(params![step, study, now.0])?;
    }
    undo::perform_recorded(conn, step, &changes, now)
}

impl Reader {
    /// When a work was saved, and what files said of it, the oldest first.
    pub fn brought(&self, work: WorkId) -> Result<(Option<UtcTime>, Vec<Reference>), StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let work = works::resolve(conn, work)?;
        let Some(study) = kept::study_of(conn, work.0)? else {
            return Ok((None, Vec::new()));
        };
        let saved: Option<i64> = conn
            .prepare_cached("SELECT saved FROM kept WHERE id = ?1")?
            .query_one([study], |row| row.get(0))?;
        let mut statement = conn.prepare_cached(
            "SELECT reference FROM kept_references WHERE kept = ?1 ORDER BY study",
        )?;
        let mut references = Vec::new();
        let mut rows = statement.query([study])?;
        while let Some(row) = rows.next()? {
            let json: String = row.get(0)?;
            // Its tags became the person's own when it was brought.
            references.push(Reference {
                tags: Vec::new(),
                highlights: Vec::new(),
                ..serde_json::from_str(&json)?
            });
        }
        Ok((saved.map(UtcTime), references))
    }
}
