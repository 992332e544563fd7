//! Finding words: an index in a file of its own that can be thrown away, and
//! a look of our own through what it does not hold yet.
//!
//! The index follows the `changes` of the main file and says how far it came
//! in the transaction of each slice, so it cannot drift unseen: what lies
//! behind that number is searched in memory with the same rules, and nothing
//! is missing from an answer without a sentence that says so. Hits are always
//! checked against the main file. Results come newest first, by id.
//!
//! Text is folded on both sides and then cut by `unicode61` and `porter`.
//! There is no index of beginnings: it would double the file, and walking the
//! words that begin with two letters takes a few milliseconds.

mod finder;
mod index;

pub use finder::Finder;
pub use index::Index;
pub use index::Progress;

use rusqlite::Connection;
use rusqlite::OptionalExtension;

use crate::domain::text::fold;
use crate::store::articles;
use crate::store::error::StoreError;
use crate::store::reading;

/// The file, within the data folder.
pub const FILE: &str = "search.db";

/// Counts up whenever what is indexed or how changes; another number in the
/// file means that it is built anew.
const SCHEMA: i64 = 1;

/// No text is searched further than this, in bytes.
const LONGEST: usize = 200_000;

/// What the words of a query mean to FTS5; `None` where there is nothing to
/// search for. Each word stands in quotes, so that no sign in it means
/// anything; the last one is a beginning, from two letters on.
fn expression(words: &str) -> Option<String> {
    let folded = fold(words);
    let mut words: Vec<String> = folded
        .split(|c: char| c.is_whitespace() || c == '\0')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', " ")))
        .collect();
    let last = words.last_mut()?;
    if last.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
        last.push('*');
    }
    Some(words.join(" "))
}

/// Title and text of a work, folded; `None` where the cache has it no more.
fn words_of(
    conn: &Connection,
    work: i64,
    text_of: &dyn Fn(&str) -> String,
) -> Result<Option<(String, String)>, StoreError> {
    let title: Option<String> = conn
        .prepare_cached("SELECT title FROM works WHERE id = ?1")?
        .query_one([work], |row| row.get(0))
        .optional()?;
    let Some(title) = title else {
        return kept_words_of(conn, work, text_of);
    };
    let mut titles = vec![title];
    let mut statement = conn.prepare_cached("SELECT title FROM items WHERE work = ?1")?;
    for other in statement.query_map([work], |row| row.get(0))? {
        let other = other?;
        if !titles.contains(&other) {
            titles.push(other);
        }
    }
    let text = match reading::longest_body(conn, work)? {
        Some((body, _)) => text_of(capped(&body.html)),
        None => String::new(),
    };
    // What the feed left out is found as well.
    let text = match articles::html_of(conn, work)? {
        Some(article) => format!("{}\n{text}", text_of(capped(&article))),
        None => text,
    };
    Ok(Some((fold(&titles.join("\n")), fold(capped(&text)))))
}

/// The same of what is only kept: saved or noted, and in no source's answer.
fn kept_words_of(
    conn: &Connection,
    work: i64,
    text_of: &dyn Fn(&str) -> String,
) -> Result<Option<(String, String)>, StoreError> {
    let found: Option<(Option<String>, Option<Vec<u8>>)> = conn
        .prepare_cached(
            "SELECT title, body FROM kept
             WHERE work = ?1
               AND (saved IS NOT NULL
                    OR EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = kept.id))",
        )?
        .query_one([work], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((title, body)) = found else {
        return Ok(None);
    };
    let text = match body {
        Some(packed) => text_of(capped(&reading::unpack(&packed)?)),
        None => String::new(),
    };
    let title = title.unwrap_or_else(String::new);
    Ok(Some((fold(&title), fold(capped(&text)))))
}

fn capped(text: &str) -> &str {
    match text.len() > LONGEST {
        true => &text[..text.floor_char_boundary(LONGEST)],
        false => text,
    }
}
