//! A query as a mute: one that holds for a work whatever the person does with
//! it and whenever one looks.
//!
//! What is read or saved turns with a key, and what is three days old is four
//! tomorrow; a row that hid or came back for that would look like a loss.

use crate::domain::query::fields;
use crate::domain::query::parse;
use crate::domain::query::parse::Trouble;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Term;

/// Why a query is no mute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMute {
    #[error("{0}")]
    Trouble(Trouble),
    #[error("A mute needs something to look for")]
    Empty,
    #[error(
        "A mute cannot hang on {0}: it would turn with every key. Name words, a source or a type"
    )]
    Marks(String),
    #[error("A mute cannot count back from today; give a date, as since:2025-11-01")]
    Today,
}

/// Reads a mute.
///
/// # Errors
///
/// Where it is no query, empty, or hangs on marks or on today.
pub fn read(text: &str) -> Result<Clause, NoMute> {
    let clause = parse::strict(text).map_err(NoMute::Trouble)?;
    let clause = clause.ok_or(NoMute::Empty)?;
    for term in clause.terms() {
        match term {
            Term::Fixed(fixed) if is_mark(*fixed) => {
                let (field, word) = fields::spelling(*fixed).unwrap_or(("is", "read"));
                return Err(NoMute::Marks(format!("{field}:{word}")));
            }
            Term::Words(words) if words.column == Column::Note => {
                return Err(NoMute::Marks("notes".to_string()));
            }
            Term::Since(when) | Term::Before(when) if when.is_relative() => {
                return Err(NoMute::Today);
            }
            _ => {}
        }
    }
    Ok(clause)
}

fn is_mark(fixed: Fixed) -> bool {
    matches!(
        fixed,
        Fixed::IsUnread
            | Fixed::IsRead
            | Fixed::IsSaved
            | Fixed::IsLogged
            | Fixed::HasNote
            | Fixed::HasCard
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_kinds_and_sources_can_be_muted() {
        for text in [
            "gout",
            "type:case",
            "source:nejm -statin",
            "since:2025-11-01 a OR b",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_turns_with_a_key_or_with_the_day_is_refused_with_a_sentence() {
        for (text, said) in [
            ("", "A mute needs something to look for"),
            (
                "is:read",
                "A mute cannot hang on is:read: it would turn with every key. Name words, a source or a type",
            ),
            (
                "gout -is:saved",
                "A mute cannot hang on is:saved: it would turn with every key. Name words, a source or a type",
            ),
            (
                "note:dose",
                "A mute cannot hang on notes: it would turn with every key. Name words, a source or a type",
            ),
            (
                "since:3d",
                "A mute cannot count back from today; give a date, as since:2025-11-01",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), said, "{text}");
        }
        assert!(matches!(read("type:nothing"), Err(NoMute::Trouble(_))));
    }
}
