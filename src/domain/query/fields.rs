//! Everything that may stand before a colon: one table of self-describing
//! entries. Reading, printing, completing and the page of help are made from
//! it; to add a field is to add an entry.

use crate::domain::badge::Badge;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;

/// One field.
#[derive(Debug)]
pub struct Field {
    /// What stands before the colon; a promise.
    pub name: &'static str,
    /// Other names for the same.
    pub also: &'static [&'static str],
    /// What the person gets.
    pub help: &'static str,
    pub values: Values,
    /// Each can be typed as it stands here; a test does.
    pub examples: &'static [&'static str],
}

/// What may stand behind the colon.
#[derive(Debug)]
pub enum Values {
    /// Words or a phrase, found here.
    Words(Column),
    /// A name of the person's, or a part of it.
    Names(Named),
    OneOf(&'static [Value]),
    Time(Edge),
}

/// Which side of a time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Since,
    Before,
}

/// One of a few words.
#[derive(Debug)]
pub struct Value {
    pub word: &'static str,
    pub help: &'static str,
    pub means: Fixed,
}

const fn value(word: &'static str, help: &'static str, means: Fixed) -> Value {
    Value { word, help, means }
}

/// Every field, in the order of the page of help.
pub static FIELDS: &[Field] = &[
    Field {
        name: "title",
        also: &[],
        help: "words of the title",
        values: Values::Words(Column::Title),
        examples: &["title:finerenone", "title:\"heart failure\""],
    },
    Field {
        name: "text",
        also: &["body", "abstract"],
        help: "words of the text, not of the title",
        values: Values::Words(Column::Text),
        examples: &["text:\"intention to treat\""],
    },
    Field {
        name: "author",
        also: &["authors", "by"],
        help: "names of authors",
        values: Values::Words(Column::Authors),
        examples: &["author:mcmurray", "author:\"van der Berg\""],
    },
    Field {
        name: "journal",
        also: &[],
        help: "the journal, as the source names it",
        values: Values::Words(Column::Journal),
        examples: &["journal:circulation"],
    },
    Field {
        name: "mesh",
        also: &["subject"],
        help: "subjects and categories the source gives",
        values: Values::Words(Column::Subjects),
        examples: &["mesh:\"Kidney Failure, Chronic\""],
    },
    Field {
        name: "note",
        also: &[],
        help: "words of your notes",
        values: Values::Words(Column::Note),
        examples: &["note:teaching"],
    },
    Field {
        name: "source",
        also: &["from"],
        help: "who carries it, by any part of the name",
        values: Values::Names(Named::Source),
        examples: &["source:nejm", "source:\"The Lancet\""],
    },
    Field {
        name: "list",
        also: &[],
        help: "a list of yours",
        values: Values::Names(Named::List),
        examples: &["list:cardiology"],
    },
    Field {
        name: "topic",
        also: &[],
        help: "a topic of yours",
        values: Values::Names(Named::Topic),
        examples: &["topic:\"heart failure\""],
    },
    Field {
        name: "tag",
        also: &["tags"],
        help: "a tag of yours, on what is saved",
        values: Values::Names(Named::Tag),
        examples: &["tag:ckd", "-tag:\"journal club\""],
    },
    Field {
        name: "type",
        also: &["kind"],
        help: "what kind of thing it is, where its source says so",
        values: Values::OneOf(TYPES),
        examples: &["type:rct", "-type:news"],
    },
    Field {
        name: "has",
        also: &[],
        help: "what is there",
        values: Values::OneOf(HAS),
        examples: &["has:doi", "-has:note"],
    },
    Field {
        name: "is",
        also: &[],
        help: "how you marked it",
        values: Values::OneOf(IS),
        examples: &["is:unread", "is:saved"],
    },
    Field {
        name: "since",
        also: &["after"],
        help: "published at or after; days are UTC",
        values: Values::Time(Edge::Since),
        examples: &["since:7d", "since:2025-11-01"],
    },
    Field {
        name: "before",
        also: &["until"],
        help: "published before",
        values: Values::Time(Edge::Before),
        examples: &["before:2025", "before:2w"],
    },
];

static TYPES: &[Value] = &[
    value("rct", "a randomised trial", Fixed::Badge(Badge::Rct)),
    value("review", "a review", Fixed::Badge(Badge::Review)),
    value("guideline", "a guideline", Fixed::Badge(Badge::Guideline)),
    value(
        "preprint",
        "not reviewed yet",
        Fixed::Badge(Badge::Preprint),
    ),
    value("case", "a case report", Fixed::Badge(Badge::Case)),
    value("news", "news", Fixed::Badge(Badge::News)),
    value("safety", "a safety notice", Fixed::Badge(Badge::Safety)),
    value("retracted", "a retraction", Fixed::Badge(Badge::Retracted)),
    value(
        "concern",
        "an expression of concern",
        Fixed::Badge(Badge::Concern),
    ),
    value("corrected", "a correction", Fixed::Badge(Badge::Corrected)),
    value("warning", "retracted, concern or safety", Fixed::Warning),
];

static HAS: &[Value] = &[
    value("doi", "a DOI", Fixed::HasDoi),
    value("pmid", "a PubMed number", Fixed::HasPmid),
    value("note", "a note of yours", Fixed::HasNote),
    value("link", "a link", Fixed::HasLink),
    value("text", "more than a title", Fixed::HasText),
    value("audio", "sound, as its source states", Fixed::HasAudio),
    value("video", "a film, as its source states", Fixed::HasVideo),
    value("file", "any file but a picture", Fixed::HasFile),
    value("card", "a card under review", Fixed::HasCard),
];

static IS: &[Value] = &[
    value("unread", "not read yet", Fixed::IsUnread),
    value("read", "read", Fixed::IsRead),
    value("saved", "saved", Fixed::IsSaved),
    value("toread", "saved, and not begun", Fixed::IsToRead),
    value("reading", "saved, and begun", Fixed::IsReading),
    value("done", "saved, and done with", Fixed::IsDone),
    value("due", "to be reviewed now", Fixed::IsDue),
    value("logged", "in your learning log", Fixed::IsLogged),
    value("undated", "no source says when", Fixed::IsUndated),
];

/// The field of this name, whatever its case.
pub fn named(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| {
        field.name.eq_ignore_ascii_case(name)
            || field
                .also
                .iter()
                .any(|also| also.eq_ignore_ascii_case(name))
    })
}

/// How a fixed condition is written: `type`, `rct`.
pub fn spelling(fixed: Fixed) -> Option<(&'static str, &'static str)> {
    FIELDS.iter().find_map(|field| match &field.values {
        Values::OneOf(values) => {
            let found = values.iter().find(|value| value.means == fixed)?;
            Some((field.name, found.word))
        }
        _ => None,
    })
}

/// The name of the field that looks for words here; `None` for anywhere.
pub fn of_column(column: Column) -> Option<&'static str> {
    FIELDS.iter().find_map(|field| match field.values {
        Values::Words(of) if of == column => Some(field.name),
        _ => None,
    })
}

/// The name of the field that takes such names.
pub fn of_named(named: Named) -> &'static str {
    match named {
        Named::Source => "source",
        Named::List => "list",
        Named::Topic => "topic",
        Named::Tag => "tag",
    }
}

/// Of some words the one most like this: at most two letters away, and not
/// another word altogether.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let most = match word.chars().count() {
        0..=2 => return None,
        3 | 4 => 1,
        _ => 2,
    };
    known
        .map(|known| (distance(&word, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters to add, drop, change or swap: optimal string alignment.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::query::parse;

    #[test]
    fn every_example_is_understood_and_is_of_its_field() {
        for field in FIELDS {
            assert!(!field.examples.is_empty(), "{}", field.name);
            for example in field.examples {
                let read = parse::strict(example);
                assert!(matches!(read, Ok(Some(_))), "{example}: {read:?}");
                let start = format!("{}:", field.name);
                assert!(
                    example.trim_start_matches('-').starts_with(&start),
                    "{example}"
                );
            }
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let mut seen = HashSet::new();
        for field in FIELDS {
            for name in std::iter::once(&field.name).chain(field.also) {
                assert!(seen.insert(name), "{name}");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{name}");
            }
            if let Values::OneOf(values) = field.values {
                let words: HashSet<_> = values.iter().map(|value| value.word).collect();
                assert_eq!(words.len(), values.len(), "{}", field.name);
            }
        }
    }

    #[test]
    fn every_badge_can_be_asked_for_by_its_word() {
        for badge in Badge::ALL {
            let word = badge.word().to_lowercase();
            let spelled = spelling(Fixed::Badge(badge));
            assert_eq!(spelled, Some(("type", word.as_str())));
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_seen() {
        let known = || FIELDS.iter().map(|field| field.name);
        assert_eq!(nearest("tpye", known()), Some("type"));
        assert_eq!(nearest("sorce", known()), Some("source"));
        assert_eq!(nearest("jounral", known()), Some("journal"));
        assert_eq!(nearest("covid", known()), None);
        assert_eq!(nearest("hr", known()), None);
    }
}
