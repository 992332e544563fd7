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

use std::fmt;

use crate::domain::query::fields;
use crate::domain::query::fields::Edge;
use crate::domain::query::fields::Field;
use crate::domain::query::fields::Values;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Term;
use crate::domain::query::tree::Words;
use crate::domain::query::when;
use crate::domain::query::when::When;

/// No query has more conditions: SQLite would take more, people do not.
const MOST_TERMS: usize = 100;

/// No query nests deeper.
const DEEPEST: usize = 20;

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

/// Reads a text that is being typed: its last word, where it is plain, counts
/// as a beginning.
pub fn typing(text: &str) -> Reading {
    read(text.trim_end(), true)
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
    if clause.is_none() && has_words && parser.n_words == 0 {
        // Nothing but operators: then they are words.
        clause = plain_words(text);
    }
    if clause.is_none() && !has_words && !text.trim().is_empty() {
        let end = parser.chars.len();
        parser.trouble(
            0,
            end,
            "there is no word to look for".to_string(),
            "Write at least one letter or digit",
        );
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

struct Parser {
    chars: Vec<char>,
    at: usize,
    /// Groups that are open.
    depth: usize,
    n_terms: usize,
    /// Words, phrases and fields seen, used or not.
    n_words: usize,
    typing: bool,
    troubles: Vec<Trouble>,
}

/// Words as they were written.
struct Written {
    text: String,
    quoted: bool,
    beginning: bool,
}

impl Parser {
    fn trouble(&mut self, from: usize, to: usize, what: String, next: &str) {
        self.troubles.push(Trouble {
            at: from,
            len: to.saturating_sub(from).max(1),
            what,
            next: next.to_string(),
        });
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek(0).is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// Whether this operator stands here, as a whole word.
    fn is_operator(&self, operator: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let n = operator.len();
        rest.len() >= n
            && rest.iter().zip(operator.chars()).all(|(a, b)| *a == b)
            && rest
                .get(n)
                .is_none_or(|c| is_blank(*c) || *c == '(' || *c == ')' || *c == '"')
    }

    fn either(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        // The place of an OR with nothing behind it so far.
        let mut dangling = None;
        loop {
            let every = self.every();
            if every.is_some() {
                dangling = None;
            }
            let found = every.is_some();
            clauses.extend(every);
            self.skip_blanks();
            if !self.is_operator("OR") {
                break;
            }
            if !found {
                self.lonely("OR");
            }
            dangling = Some(self.at);
            self.at += 2;
        }
        if let Some(at) = dangling {
            self.lonely_at("OR", at);
        }
        Clause::either(clauses)
    }

    fn every(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        let mut dangling = None;
        loop {
            self.skip_blanks();
            match self.peek(0) {
                None => break,
                Some(')') if self.depth > 0 => break,
                Some(')') => {
                    self.trouble(
                        self.at,
                        self.at + 1,
                        "nothing is open that this ) could close".to_string(),
                        "Take it out, or put it in quotes to look for it",
                    );
                    self.at += 1;
                }
                Some(_) if self.is_operator("OR") => break,
                Some(_) if self.is_operator("AND") => {
                    if clauses.is_empty() || dangling.is_some() {
                        self.lonely("AND");
                    }
                    dangling = Some(self.at);
                    self.at += 3;
                }
                Some(_) => {
                    let n_before = self.n_words;
                    clauses.extend(self.single());
                    if self.n_words > n_before {
                        dangling = None;
                    }
                }
            }
        }
        if let Some(at) = dangling {
            self.lonely_at("AND", at);
        }
        Clause::every(clauses)
    }

    fn lonely(&mut self, operator: &str) {
        self.lonely_at(operator, self.at);
    }

    fn lonely_at(&mut self, operator: &str, at: usize) {
        if self.troubles.iter().any(|trouble| trouble.at == at) {
            return;
        }
        let what = match operator {
            "NOT" => "NOT stands before what is not wanted, and nothing follows".to_string(),
            operator => format!("{operator} stands between two things, and one is missing"),
        };
        self.trouble(
            at,
            at + operator.len(),
            what,
            "Write the other one, or put the word in quotes to look for it",
        );
    }

    fn single(&mut self) -> Option<Clause> {
        let mut is_not = false;
        loop {
            self.skip_blanks();
            if self.is_operator("NOT") {
                let at = self.at;
                self.at += 3;
                self.skip_blanks();
                let ends = match self.peek(0) {
                    None => true,
                    Some(')') => self.depth > 0,
                    Some(_) => self.is_operator("AND") || self.is_operator("OR"),
                };
                if ends {
                    self.lonely_at("NOT", at);
                    return None;
                }
                is_not = !is_not;
            } else if self.peek(0) == Some('-')
                && self
                    .peek(1)
                    .is_some_and(|c| c.is_alphanumeric() || c == '"' || c == '(')
            {
                self.at += 1;
                is_not = !is_not;
            } else {
                break;
            }
        }
        let clause = match self.peek(0)? {
            '(' => self.group()?,
            ')' => return None,
            _ => self.term()?,
        };
        Some(match is_not {
            true => Clause::without(clause),
            false => clause,
        })
    }

    fn group(&mut self) -> Option<Clause> {
        let start = self.at;
        self.at += 1;
        if self.depth >= DEEPEST {
            self.trouble(
                start,
                start + 1,
                format!("parentheses stand in each other at most {DEEPEST} deep"),
                "Take some out",
            );
            // The rest is read as if this one were not there.
            return None;
        }
        let n_before = self.n_words;
        self.depth += 1;
        let clause = self.either();
        self.depth -= 1;
        self.skip_blanks();
        match self.peek(0) {
            Some(')') => self.at += 1,
            _ => self.trouble(
                start,
                start + 1,
                "this ( is not closed".to_string(),
                "Write ) where it ends, or put it in quotes to look for it",
            ),
        }
        if clause.is_none() && self.n_words == n_before {
            let end = self.at;
            self.trouble(
                start,
                end,
                "nothing stands in these parentheses".to_string(),
                "Write something, or take them out",
            );
            self.n_words += 1;
        }
        clause
    }

    /// A field with its value, or words.
    fn term(&mut self) -> Option<Clause> {
        self.n_words += 1;
        let start = self.at;
        let term = match self.field_name() {
            Some(name) => match fields::named(&name) {
                Some(field) => {
                    self.at += name.chars().count() + 1;
                    self.field(field, start)
                }
                None => self.unknown_field(&name),
            },
            None => {
                let written = self.written();
                written.words(Column::Anywhere).map(Term::Words)
            }
        }?;
        self.n_terms += 1;
        if self.n_terms > MOST_TERMS {
            if self.n_terms == MOST_TERMS + 1 {
                self.trouble(
                    start,
                    self.at,
                    format!("no query has more than {MOST_TERMS} conditions"),
                    "Leave something out",
                );
            }
            return None;
        }
        Some(Clause::Is(term))
    }

    /// The letters before a colon, where they could name a field.
    fn field_name(&self) -> Option<String> {
        let rest = self.chars.get(self.at..)?;
        let n = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let name: String = rest[..n].iter().collect();
        if n == 0 || rest.get(n) != Some(&':') {
            return None;
        }
        let behind = rest.get(n + 1).copied();
        if fields::named(&name).is_some() {
            return Some(name);
        }
        // `Risk:`, `IL:6` and `https://…` are no slips.
        let is_word = behind.is_none_or(|c| is_blank(c) || c == '/' || c == ':' || c == ')');
        let is_plain = n >= 2 && name.bytes().all(|b| b.is_ascii_lowercase());
        (is_plain && !is_word).then_some(name)
    }

    fn unknown_field(&mut self, name: &str) -> Option<Term> {
        let start = self.at;
        let written = self.written();
        let names = || fields::FIELDS.iter().map(|field| field.name);
        let next = match fields::nearest(name, names()) {
            Some(near) => format!("Did you mean {near}:"),
            None => format!(
                "There are {}; in quotes it is looked for as words",
                names().collect::<Vec<_>>().join(", ")
            ),
        };
        let end = start + name.chars().count() + 1;
        self.trouble(start, end, format!("no field is called {name}:"), &next);
        let written = Written {
            text: tidy(&written.text.replace('"', " ")),
            quoted: true,
            ..written
        };
        written.words(Column::Anywhere).map(Term::Words)
    }

    fn field(&mut self, field: &'static Field, start: usize) -> Option<Term> {
        let value_at = self.at;
        let written = match self.peek(0) {
            None => None,
            Some(c) if is_blank(c) || (c == ')' && self.depth > 0) => None,
            Some(_) => Some(self.written()).filter(|written| !written.text.is_empty()),
        };
        let Some(written) = written else {
            let end = self.at.max(start + 1);
            self.trouble(
                start,
                end,
                format!("nothing stands behind {}:", field.name),
                &wanted(field),
            );
            return None;
        };
        let term = match &field.values {
            Values::Words(column) => written.words(*column).map(Term::Words),
            Values::Names(named) => Some(written.text.as_str())
                .filter(|name| name.chars().any(char::is_alphanumeric))
                .map(|name| Term::Named(*named, name.to_string())),
            Values::OneOf(values) => {
                let said = written.text.to_lowercase();
                let found = values.iter().find(|value| value.word == said);
                found.map(|value| Term::Fixed(value.means))
            }
            Values::Time(edge) => When::parse(&written.text).map(|when| match edge {
                Edge::Since => Term::Since(when),
                Edge::Before => Term::Before(when),
            }),
        };
        if term.is_none() {
            let next = match &field.values {
                Values::OneOf(values) => {
                    let words = values.iter().map(|value| value.word);
                    match fields::nearest(&written.text, words) {
                        Some(near) => format!("Did you mean {}:{near}", field.name),
                        None => wanted(field),
                    }
                }
                _ => wanted(field),
            };
            let what = format!("{}: does not know {}", field.name, shown(&written.text));
            self.trouble(value_at, self.at, what, &next);
        }
        term
    }

    /// A phrase in quotes, or everything up to a blank. In a group a
    /// parenthesis ends a word that did not open it.
    fn written(&mut self) -> Written {
        match self.peek(0) {
            Some('"') => self.phrase(),
            _ => self.word(),
        }
    }

    fn phrase(&mut self) -> Written {
        let start = self.at;
        self.at += 1;
        let from = self.at;
        while self.peek(0).is_some_and(|c| c != '"') {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        let is_closed = self.peek(0).is_some();
        let mut beginning = false;
        if is_closed {
            self.at += 1;
            while self.peek(0) == Some('*') {
                self.at += 1;
                beginning = true;
            }
        } else {
            beginning = self.typing;
            self.trouble(
                start,
                start + 1,
                "this quote is not closed".to_string(),
                "Write \" where the phrase ends",
            );
        }
        Written {
            text: tidy(&text),
            quoted: true,
            beginning,
        }
    }

    fn word(&mut self) -> Written {
        let from = self.at;
        let mut open = 0_usize;
        while let Some(c) = self.peek(0) {
            match c {
                c if is_blank(c) => break,
                '(' => open += 1,
                ')' if open > 0 => open -= 1,
                ')' if self.depth > 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        let is_last = self.at == self.chars.len();
        let bare = text.trim_end_matches('*');
        let beginning = bare.len() < text.len() || (self.typing && is_last);
        // Unbalanced, it would read otherwise within a group.
        let unbalanced = open > 0 || unbalanced(bare);
        Written {
            text: match unbalanced {
                true => tidy(&bare.replace('"', " ")),
                false => bare.to_string(),
            },
            quoted: unbalanced,
            beginning,
        }
    }
}

impl Written {
    /// `None` where there is nothing to look for.
    fn words(&self, column: Column) -> Option<Words> {
        if !self.text.chars().any(char::is_alphanumeric) {
            return None;
        }
        Some(Words {
            column,
            text: self.text.clone(),
            quoted: self.quoted,
            beginning: self.beginning,
        })
    }
}

/// What may stand behind a field, as what to do next.
fn wanted(field: &Field) -> String {
    match &field.values {
        Values::OneOf(values) => {
            let words: Vec<&str> = values.iter().map(|value| value.word).collect();
            format!("It knows {}", words.join(", "))
        }
        Values::Time(_) => format!("Write one of {}", when::SPELLINGS),
        Values::Words(_) | Values::Names(_) => {
            let example = field.examples.first().copied().unwrap_or_default();
            format!("Write it right behind the colon: {example}")
        }
    }
}

/// A word of the person's within a sentence: not endless.
fn shown(text: &str) -> String {
    match text.chars().nth(40) {
        Some(_) => format!("“{}…”", text.chars().take(40).collect::<String>()),
        None => format!("“{text}”"),
    }
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
