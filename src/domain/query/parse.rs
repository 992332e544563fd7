//! Text into a tree. Never fails as a whole and never panics: what cannot be
//! understood is left out and told, with its place.
//!
//! [`strict`] refuses a text with any trouble: for what is kept and for the
//! command line. [`typing`] takes what it understands: for a box in which one
//! is not done yet.
//!
//! ```text
//! either = every { "OR" every }
//! every  = single { ["AND"] single }
//! single = { "NOT" | "-" } ( "(" either ")" | field ":" value | words )
//! words  = "\"" … "\"" ["*"]  |  anything up to a blank ["*"]
//! ```
//!
//! Plain typing stays plain: operators are upper-case, a hyphen counts only
//! before a word, a colon only behind a field's name, parentheses only at the
//! edge of a word.

mod grammar;
mod terms;

use std::fmt;

use crate::domain::query::foreign;
use crate::domain::query::parse::grammar::Parser;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Term;
use crate::domain::query::tree::Words;

/// No query has more conditions: SQLite would take more, people do not.
const MOST_TERMS: usize = 100;

/// No query is read further, in characters.
const LONGEST: usize = 4_000;

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trouble {
    /// The first character it is about, counted from 0.
    pub at: usize,
    /// How many characters; at least one, also at the very end.
    pub len: usize,
    /// What and why, without a full stop.
    pub what: String,
    /// What next, without a full stop.
    pub next: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column {}: {}. {}", self.at + 1, self.what, self.next)
    }
}

impl std::error::Error for Trouble {}

/// A text as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// `None` where nothing is wanted.
    pub clause: Option<Clause>,
    /// In the order of the text.
    pub troubles: Vec<Trouble>,
}

/// Reads a text that is meant as it stands. `None` for a text of blanks, which
/// wants everything.
///
/// # Errors
///
/// The first trouble, with its column.
pub fn strict(text: &str) -> Result<Option<Clause>, Trouble> {
    let reading = read(text, false);
    match reading.troubles.into_iter().next() {
        Some(trouble) => Err(trouble),
        None => Ok(reading.clause),
    }
}

/// Reads a text that is being typed: its last word counts as a beginning until
/// a blank ends it.
pub fn typing(text: &str) -> Reading {
    read(text, true)
}

fn read(text: &str, typing: bool) -> Reading {
    let mut parser = Parser {
        chars: text.chars().take(LONGEST).collect(),
        at: 0,
        depth: 0,
        n_terms: 0,
        n_words: 0,
        typing,
        troubles: Vec::new(),
    };
    let comparisons = foreign::take_comparisons(&mut parser.chars);
    let compares = !comparisons.is_empty();
    if text.chars().nth(LONGEST).is_some() {
        parser.trouble(
            LONGEST - 1,
            LONGEST,
            format!("no query is longer than {LONGEST} characters"),
            "Leave something out",
        );
    }
    let mut clause = parser.either();
    parser.skip_blanks();
    let has_words = text.chars().any(char::is_alphanumeric);
    if clause.is_none() && has_words && parser.n_words == 0 && !compares {
        // Nothing but operators: then they are words.
        clause = plain_words(text);
    }
    if clause.is_none() && parser.troubles.is_empty() && !text.chars().all(is_blank) {
        let end = parser.chars.len();
        parser.trouble(
            0,
            end,
            "there is no word to look for".to_string(),
            "Write at least one letter or digit",
        );
    }
    if compares {
        // Other troubles may only come of what they left.
        parser.troubles = comparisons;
    }
    parser.troubles.sort_by_key(|trouble| trouble.at);
    Reading {
        clause,
        troubles: parser.troubles,
    }
}

fn plain_words(text: &str) -> Option<Clause> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_TERMS)
        .map(|word| {
            Clause::Is(Term::Words(Words {
                column: Column::Anywhere,
                text: word.to_string(),
                quoted: true,
                beginning: false,
            }))
        });
    Clause::every(words.collect())
}

/// Blanks between words, and what no text holds.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// One blank between words, none around them.
pub(super) fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split(is_blank).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// Whether parentheses of a word do not belong together.
pub(super) fn unbalanced(text: &str) -> bool {
    let mut open = 0_i64;
    for c in text.chars() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open < 0 {
            return true;
        }
    }
    open != 0
}
