//! What may stand at the cursor of a query, for Tab.

use crate::domain::query::fields;
use crate::domain::query::fields::FIELDS;
use crate::domain::query::fields::Field;
use crate::domain::query::fields::Values;
use crate::domain::query::parse::is_blank;
use crate::domain::query::parse::tidy;
use crate::domain::query::tree::Named;
use crate::domain::query::when;
use crate::domain::text::fold;

/// The names the person gave or follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub sources: Vec<String>,
    pub lists: Vec<String>,
    pub topics: Vec<String>,
    pub tags: Vec<String>,
}

/// What could stand in place of what is typed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The first character that an offer replaces, up to the cursor, counted
    /// from 0.
    pub from: usize,
    /// The likeliest first.
    pub offers: Vec<Offer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What to put there; ends in a colon where a value is to follow.
    pub text: String,
    pub help: String,
}

/// What may stand at a cursor that so many characters lie before.
pub fn complete(text: &str, cursor: usize, known: &Known) -> Completion {
    let chars: Vec<char> = text.chars().take(cursor).collect();
    let (from, value) = open_word(&chars);
    let typed: String = chars[from..].iter().collect();
    let offers = match value {
        None => field_names(&typed),
        Some(field) => values(field, &typed, known),
    };
    Completion { from, offers }
}

/// Where the word that the cursor stands in begins, and whose value it is.
fn open_word(chars: &[char]) -> (usize, Option<&'static Field>) {
    let mut at = 0;
    loop {
        while chars
            .get(at)
            .is_some_and(|c| is_blank(*c) || *c == '(' || *c == '-')
        {
            at += 1;
        }
        let start = at;
        let n = chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_alphabetic())
            .count();
        let name: String = chars[at..at + n].iter().collect();
        let field = match chars.get(at + n) {
            Some(':') => fields::named(&name),
            _ => None,
        };
        let value = match field {
            Some(_) => at + n + 1,
            None => at,
        };
        at = value;
        if chars.get(at) == Some(&'"') {
            at += 1;
            while chars.get(at).is_some_and(|c| *c != '"') {
                at += 1;
            }
            if at == chars.len() {
                return (value, field);
            }
            at += 1;
        } else {
            while chars.get(at).is_some_and(|c| !is_blank(*c)) {
                at += 1;
            }
            if at == chars.len() {
                return match field {
                    Some(_) => (value, field),
                    None => (start, None),
                };
            }
        }
    }
}

fn field_names(typed: &str) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let offers = FIELDS
        .iter()
        .filter(|field| field.name.starts_with(&typed))
        .map(|field| Offer {
            text: format!("{}:", field.name),
            help: field.help.to_string(),
        });
    offers.collect()
}

fn values(field: &Field, typed: &str, known: &Known) -> Vec<Offer> {
    match &field.values {
        Values::Words(_) => Vec::new(),
        Values::OneOf(values) => {
            let typed = typed.to_lowercase();
            let fitting = values.iter().filter(|value| value.word.starts_with(&typed));
            fitting
                .map(|value| Offer {
                    text: value.word.to_string(),
                    help: value.help.to_string(),
                })
                .collect()
        }
        Values::Time(_) => {
            let fitting = when::SPELLINGS
                .split(", ")
                .filter(|it| it.starts_with(typed));
            fitting
                .map(|spelling| Offer {
                    text: spelling.to_string(),
                    help: field.help.to_string(),
                })
                .collect()
        }
        Values::Names(named) => names(
            match named {
                Named::Source => &known.sources,
                Named::List => &known.lists,
                Named::Topic => &known.topics,
                Named::Tag => &known.tags,
            },
            typed,
            field.help,
        ),
    }
}

/// Names that begin so before those that only hold it.
fn names(known: &[String], typed: &str, help: &str) -> Vec<Offer> {
    let typed = fold(typed.trim_matches('"'));
    let mut fitting: Vec<(bool, &String)> = known
        .iter()
        .map(|name| (fold(name), name))
        .filter(|(folded, _)| folded.contains(&typed))
        .map(|(folded, name)| (!folded.starts_with(&typed), name))
        .collect();
    fitting.sort();
    let offers = fitting.into_iter().map(|(_, name)| Offer {
        text: as_value(name),
        help: help.to_string(),
    });
    offers.collect()
}

/// A name as it is written behind a colon.
pub fn as_value(name: &str) -> String {
    let is_one = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    match is_one {
        true => name.to_string(),
        false => format!("\"{}\"", tidy(&name.replace('"', " "))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known() -> Known {
        Known {
            sources: vec!["NEJM".into(), "The Lancet".into(), "Lancet Oncology".into()],
            lists: vec!["Renal & diabetes".into()],
            topics: vec!["Heart failure".into(), "CKD".into()],
            tags: vec!["icu".into()],
        }
    }

    /// What is offered at the bar, and what stands before it.
    #[track_caller]
    fn check(text: &str, kept: &str, offered: &[&str]) {
        let cursor = text.chars().position(|c| c == '|').unwrap();
        let typed = text.replace('|', "");
        let found = complete(&typed, cursor, &known());
        let texts: Vec<&str> = found.offers.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, offered, "{text}");
        let before: String = typed.chars().take(found.from).collect();
        assert_eq!(before, kept, "{text}");
    }

    #[test]
    fn fields_are_offered_by_their_beginning() {
        check("ti|", "", &["title:"]);
        check("heart so|", "heart ", &["source:"]);
        check("heart -(ty|", "heart -(", &["type:"]);
        check("heart zz|", "heart ", &[]);
        check(
            "t| type:rct",
            "",
            &["title:", "text:", "topic:", "tag:", "type:"],
        );
        assert_eq!(complete("", 0, &known()).offers.len(), FIELDS.len());
    }

    #[test]
    fn values_are_offered_behind_their_colon() {
        check("type:r|", "type:", &["rct", "review", "retracted"]);
        check(
            "a is:|",
            "a is:",
            &[
                "unread", "read", "saved", "toread", "reading", "done", "due", "logged", "undated",
            ],
        );
        check(
            "since:2|",
            "since:",
            &["2w", "2025", "2025-11", "2025-11-01"],
        );
        check("title:he|", "title:", &[]);
    }

    #[test]
    fn names_are_offered_in_quotes_where_they_need_them() {
        check(
            "source:lan|",
            "source:",
            &["\"Lancet Oncology\"", "\"The Lancet\""],
        );
        check("source:\"the la|", "source:", &["\"The Lancet\""]);
        check("topic:|", "topic:", &["CKD", "\"Heart failure\""]);
        check("list:ren|", "list:", &["\"Renal & diabetes\""]);
        check("tag:|", "tag:", &["icu"]);
        check("\"source:lan|", "", &[]);
    }

    proptest! {
        #[test]
        fn no_text_and_no_cursor_panics(text in "[ -~é\"(:]{0,30}", cursor in 0usize..40) {
            let found = complete(&text, cursor, &known());
            prop_assert!(found.from <= text.chars().count().min(cursor));
        }
    }
}
