//! A tree into text that reads as the same tree.

use std::fmt;

use crate::domain::query::fields;
use crate::domain::query::parse::is_blank;
use crate::domain::query::parse::unbalanced;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Term;
use crate::domain::query::tree::Words;

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clause::Every(clauses) => {
                for (idx, clause) in clauses.iter().enumerate() {
                    if idx > 0 {
                        f.write_str(" ")?;
                    }
                    match clause {
                        Clause::Either(_) => write!(f, "({clause})")?,
                        clause => write!(f, "{clause}")?,
                    }
                }
                Ok(())
            }
            Clause::Either(clauses) => {
                for (idx, clause) in clauses.iter().enumerate() {
                    if idx > 0 {
                        f.write_str(" OR ")?;
                    }
                    write!(f, "{clause}")?;
                }
                Ok(())
            }
            Clause::Not(clause) => {
                let inner = match **clause {
                    Clause::Every(_) | Clause::Either(_) => format!("({clause})"),
                    _ => clause.to_string(),
                };
                // A hyphen counts only before these.
                match inner.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '(') {
                    true => write!(f, "-{inner}"),
                    false => write!(f, "NOT {inner}"),
                }
            }
            Clause::Is(term) => write!(f, "{term}"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Words(words) => write!(f, "{words}"),
            Term::Named(named, name) => {
                write!(f, "{}:{}", fields::of_named(*named), name_as_written(name))
            }
            Term::Fixed(fixed) => match fields::spelling(*fixed) {
                Some((field, word)) => write!(f, "{field}:{word}"),
                // The table has every one; a test says so.
                None => Err(fmt::Error),
            },
            Term::Since(when) => write!(f, "since:{when}"),
            Term::Before(when) => write!(f, "before:{when}"),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = fields::of_column(self.column) {
            write!(f, "{field}:")?;
        }
        match self.quoted {
            true => write!(f, "\"{}\"", self.text)?,
            false => f.write_str(&self.text)?,
        }
        match self.beginning {
            true => f.write_str("*"),
            false => Ok(()),
        }
    }
}

/// A name, in quotes where it would not be one word.
fn name_as_written(name: &str) -> String {
    let is_one = !name.starts_with('"')
        && !name.ends_with('*')
        && !unbalanced(name)
        && !name.chars().any(is_blank);
    match is_one {
        true => name.to_string(),
        false => format!("\"{}\"", name.replace('"', " ")),
    }
}
