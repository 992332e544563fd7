//! Finding words: an index in a file of its own that can be thrown away, and
//! a look of our own through what it does not hold yet.
//!
//! The index follows the `changes` of the main file and says how far it came
//! in the transaction of each slice, so it cannot drift unseen: what lies
//! behind that number is searched in memory with the same rules, and nothing
//! is missing from an answer without a sentence that says so. Hits are always
//! checked against the main file. Results come newest first, by id, or ranked
//! among the newest.
//!
//! Text is folded on both sides and then cut by `unicode61` and `porter`.
//! Beginnings of two to four letters have an index over titles only: one over
//! everything would double the file, and walking all words that begin so takes
//! 0.3 s at a million works. Where titles hold only few, everything is looked
//! through all the same.

mod days;
pub(in crate::store) mod expression;
mod finder;
mod index;
mod mixing;
mod ranking;
mod streams;
mod tail;

pub(in crate::store) use days::Days;
pub(in crate::store) use mixing::holding;

pub use finder::Finder;
pub use index::Index;
pub use index::Progress;
pub(super) use index::remove;
pub(super) use index::state as last_seen;
pub(super) use index::uuid_of;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::ToSql;
use rusqlite::types::ToSqlOutput;
use rusqlite::types::ValueRef;

use crate::domain::text::fold;
use crate::store::articles;
use crate::store::error::StoreError;
use crate::store::marks;
use crate::store::reading;

/// The file, within the data folder.
pub const FILE: &str = "search.db";

/// Counts up whenever what is indexed or how changes; another number in the
/// file means that it is built anew.
const SCHEMA: i64 = 3;

/// No text is searched further than this, in bytes.
const LONGEST: usize = 200_000;

/// The table of words; rowid is the work's id.
const WORDS: &str = "CREATE VIRTUAL TABLE words USING fts5 (
         title, text, authors, journal, subjects, note,
         content = '', contentless_delete = 1,
         tokenize = 'porter unicode61 remove_diacritics 2'
     );";

/// Lays a work into it; see [`Entry::row`].
const PUT: &str = "INSERT OR REPLACE INTO words
         (rowid, title, text, authors, journal, subjects, note)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// What is indexed of a work, folded.
struct Entry {
    title: String,
    text: String,
    authors: String,
    journal: String,
    subjects: String,
    note: String,
}

/// A value of a row: the id or a text.
enum Cell<'a> {
    Id(i64),
    Text(&'a str),
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Id(id) => ToSqlOutput::from(*id),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

impl Entry {
    /// The values of [`PUT`], in order.
    fn row(&self, work: i64) -> [Cell<'_>; 7] {
        [
            Cell::Id(work),
            Cell::Text(&self.title),
            Cell::Text(&self.text),
            Cell::Text(&self.authors),
            Cell::Text(&self.journal),
            Cell::Text(&self.subjects),
            Cell::Text(&self.note),
        ]
    }
}

/// What there is to find of a work, of all its items; `None` where the cache
/// has it no more.
fn entry_of(
    conn: &Connection,
    work: i64,
    text_of: &dyn Fn(&str) -> String,
) -> Result<Option<Entry>, StoreError> {
    let title: Option<String> = conn
        .prepare_cached("SELECT title FROM works WHERE id = ?1")?
        .query_one([work], |row| row.get(0))
        .optional()?;
    let Some(title) = title else {
        return kept_entry_of(conn, work, text_of);
    };
    let mut titles = vec![title];
    let (mut authors, mut journals, mut subjects) = (Vec::new(), Vec::new(), Vec::new());
    let mut statement = conn.prepare_cached(
        "SELECT title, authors, COALESCE(journal, ''), headings
         FROM items
         WHERE work = ?1
         ORDER BY id",
    )?;
    let mut rows = statement.query([work])?;
    while let Some(row) = rows.next()? {
        add(&mut titles, row.get(0)?);
        let names: Vec<String> = serde_json::from_str(&row.get::<_, String>(1)?)?;
        for name in names {
            add(&mut authors, name);
        }
        add(&mut journals, row.get(2)?);
        let names: Vec<String> = serde_json::from_str(&row.get::<_, String>(3)?)?;
        for name in names {
            add(&mut subjects, name);
        }
    }
    let text = match reading::longest_body(conn, work)? {
        Some((body, _)) => text_of(capped(&body.html)),
        None => String::new(),
    };
    let text = with_article(conn, work, text, text_of)?;
    let note = note_of(conn, work)?;
    Ok(Some(Entry {
        title: fold(&titles.join("\n")),
        text: fold(capped(&text)),
        authors: fold(&authors.join("\n")),
        journal: fold(&journals.join("\n")),
        subjects: fold(&subjects.join("\n")),
        note: fold(&note.unwrap_or_default()),
    }))
}

fn add(texts: &mut Vec<String>, text: String) {
    if !text.is_empty() && !texts.contains(&text) {
        texts.push(text);
    }
}

fn note_of(conn: &Connection, work: i64) -> Result<Option<String>, StoreError> {
    let kept: Option<i64> = conn
        .prepare_cached("SELECT id FROM kept WHERE work = ?1")?
        .query_one([work], |row| row.get(0))
        .optional()?;
    match kept {
        Some(kept) => Ok(marks::join_notes(&marks::note_parts(conn, kept)?)),
        None => Ok(None),
    }
}

/// The same of what is only kept: saved or noted, and in no source's answer.
fn kept_entry_of(
    conn: &Connection,
    work: i64,
    text_of: &dyn Fn(&str) -> String,
) -> Result<Option<Entry>, StoreError> {
    type Found = (
        Option<String>,
        Option<String>,
        Option<String>,
        Option<Vec<u8>>,
    );
    let found: Option<Found> = conn
        .prepare_cached(
            "SELECT title, authors, journal, body FROM kept
             WHERE work = ?1
               AND (saved IS NOT NULL
                    OR EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = kept.id))",
        )?
        .query_one([work], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((title, authors, journal, body)) = found else {
        return Ok(None);
    };
    let authors: Vec<String> = match &authors {
        Some(names) => serde_json::from_str(names)?,
        None => Vec::new(),
    };
    let text = match body {
        Some(packed) => text_of(capped(&reading::unpack(&packed)?)),
        None => String::new(),
    };
    let text = with_article(conn, work, text, text_of)?;
    Ok(Some(Entry {
        title: fold(&title.unwrap_or_default()),
        text: fold(capped(&text)),
        authors: fold(&authors.join("\n")),
        journal: fold(&journal.unwrap_or_default()),
        subjects: String::new(),
        note: fold(&note_of(conn, work)?.unwrap_or_default()),
    }))
}

/// A text with the article that was kept before it: what the feed left out is
/// found as well.
fn with_article(
    conn: &Connection,
    work: i64,
    text: String,
    text_of: &dyn Fn(&str) -> String,
) -> Result<String, StoreError> {
    Ok(match articles::html_of(conn, work)? {
        Some(article) => format!("{}\n{text}", text_of(capped(&article))),
        None => text,
    })
}

fn capped(text: &str) -> &str {
    match text.len() > LONGEST {
        true => &text[..text.floor_char_boundary(LONGEST)],
        false => text,
    }
}
