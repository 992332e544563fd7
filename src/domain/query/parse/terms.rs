//! One condition: words, a phrase, or a field with its value.

use crate::domain::query::fields;
use crate::domain::query::fields::Edge;
use crate::domain::query::fields::Field;
use crate::domain::query::fields::Values;
use crate::domain::query::parse::MOST_TERMS;
use crate::domain::query::parse::grammar::Parser;
use crate::domain::query::parse::is_blank;
use crate::domain::query::parse::tidy;
use crate::domain::query::parse::unbalanced;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Term;
use crate::domain::query::tree::Words;
use crate::domain::query::when;
use crate::domain::query::when::When;

/// Words as they were written.
struct Written {
    text: String,
    quoted: bool,
    beginning: bool,
}

impl Parser {
    /// A field with its value, or words.
    pub(super) fn term(&mut self) -> Option<Clause> {
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
        let is_word = behind.is_none_or(|c| is_blank(c) || matches!(c, '/' | ':' | ')' | '*'));
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
