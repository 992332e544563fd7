//! What people write who come from another language of queries: newsboat's
//! comparisons (`title =~ "heart"`, `age < 7`) and small `or`, `and`, `not`.
//!
//! The comparisons mean nothing here and are a trouble, with what to write
//! instead. The small words stay words, for titles are full of them; they are
//! hinted at where nothing was found.

use crate::domain::query::parse::Trouble;
use crate::domain::query::parse::is_blank;

/// The longest first, so that `=~` is not taken for `=`.
const OPERATORS: [&str; 12] = [
    "=~", "!~", "==", "!=", "<=", ">=", "!#", "=", "<", ">", "#", "between",
];

/// Newsboat's attributes and what they are here; `None` where there is no such
/// thing.
const ATTRIBUTES: &[(&str, Means)] = &[
    ("title", Means::Field("title")),
    ("author", Means::Field("author")),
    ("feedtitle", Means::Field("source")),
    ("unread", Means::Unread),
    ("age", Means::Age),
    ("tags", Means::Field("list")),
    ("flags", Means::Field("tag")),
    ("content", Means::Anywhere),
    ("description", Means::Anywhere),
];

#[derive(Clone, Copy)]
enum Means {
    Field(&'static str),
    /// Words without a field.
    Anywhere,
    Unread,
    /// Days.
    Age,
}

/// Each comparison in newsboat's manner that stands outside of quotes. What of
/// it is no word to look for becomes blanks, so that every column stays.
pub(super) fn take_comparisons(chars: &mut [char]) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let (mut at, mut in_quotes, mut is_start) = (0, false, true);
    while let Some(c) = chars.get(at).copied() {
        if c == '"' {
            in_quotes = !in_quotes;
        }
        let found = match is_start && !in_quotes {
            true => comparison(chars, at),
            false => None,
        };
        match found {
            Some((trouble, end)) => {
                chars[at..end].fill(' ');
                troubles.push(trouble);
            }
            None => {
                is_start = is_blank(c) || c == '(';
                at += 1;
            }
        }
    }
    troubles
}

/// The comparison that begins here, and where what is to be left out ends: before
/// its value where that is words, else behind it.
fn comparison(chars: &[char], at: usize) -> Option<(Trouble, usize)> {
    let rest = chars.get(at..)?;
    let n = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let name: String = rest[..n].iter().collect::<String>().to_lowercase();
    let (_, means) = ATTRIBUTES.iter().find(|(known, _)| *known == name)?;
    let from = at + n + blanks(&rest[n..]);
    let behind = &chars[from..];
    let starts =
        |word: &&&str| word.chars().zip(behind).filter(|(a, b)| a == *b).count() == word.len();
    let operator = *OPERATORS.iter().find(starts)?;
    let value_at = from + operator.len() + blanks(&behind[operator.len()..]);
    let value = &chars[value_at..];
    let (text, n) = match value.first() {
        Some('"') => {
            let n = value[1..].iter().take_while(|c| **c != '"').count();
            (&value[1..=n], (n + 2).min(value.len()))
        }
        _ => {
            let n = value
                .iter()
                .take_while(|c| !is_blank(**c) && **c != ')')
                .count();
            (&value[..n], n)
        }
    };
    let text: String = text.iter().filter(|c| **c != '"').take(40).collect();
    // `age between` may begin a title: only with numbers is it a comparison.
    if operator == "between" && !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let trouble = Trouble {
        at: from,
        len: operator.len(),
        what: format!("{operator} is not a word of this language"),
        next: format!("Write {}", here(*means, operator, text.trim())),
    };
    let end = match means {
        Means::Field(_) | Means::Anywhere => value_at,
        Means::Unread | Means::Age => value_at + n,
    };
    Some((trouble, end))
}

/// What to write instead.
fn here(means: Means, operator: &str, value: &str) -> String {
    let not = operator.starts_with('!');
    let hyphen = if not { "-" } else { "" };
    let quoted = match value.contains(is_blank) || value.is_empty() {
        true => format!("\"{value}\""),
        false => value.to_string(),
    };
    match means {
        Means::Field(name) => format!("{hyphen}{name}:{quoted}"),
        Means::Anywhere => format!("{hyphen}{quoted}"),
        Means::Unread => match (value == "no") != not {
            true => "is:read".to_string(),
            false => "is:unread".to_string(),
        },
        Means::Age => {
            let days: String = value.chars().take_while(char::is_ascii_digit).collect();
            let days = if days.is_empty() { "7" } else { &days };
            match operator.starts_with('>') {
                true => format!("before:{days}d"),
                false => format!("since:{days}d"),
            }
        }
    }
}

fn blanks(chars: &[char]) -> usize {
    chars.iter().take_while(|c| is_blank(**c)).count()
}

/// What a text that finds nothing may have been meant to say: a small `or`,
/// `and` or `not` between words. A sentence without its full stop.
pub fn hint(text: &str) -> Option<String> {
    let mut in_quotes = false;
    let mut column = 1;
    let mut n_words = 0;
    for word in text.split(is_blank) {
        let meant = match word {
            "or" if n_words > 0 => Some("OR between words to mean either"),
            "and" if n_words > 0 => Some("AND, or nothing, between words to mean both"),
            "not" => Some("NOT, or - before a word, to leave out what has it"),
            _ => None,
        };
        if let Some(meant) = meant.filter(|_| !in_quotes) {
            return Some(format!(
                "Column {column}: {word:?} is looked for as a word. Write {meant}"
            ));
        }
        in_quotes ^= word.matches('"').count() % 2 == 1;
        column += word.chars().count() + 1;
        n_words += usize::from(!word.is_empty());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::domain::query::parse::strict;
    use crate::domain::query::parse::typing;

    #[track_caller]
    fn refused(text: &str, said: &str) {
        let trouble = strict(text).expect_err(text);
        assert_eq!(trouble.to_string(), said, "{text}");
        let instead = trouble.next.trim_start_matches("Write ");
        assert!(strict(instead).is_ok(), "{instead}");
        assert!(!typing(text).troubles.is_empty(), "{text}");
    }

    #[test]
    fn a_comparison_of_newsboat_is_told_with_what_to_write_here() {
        let is_none = "is not a word of this language. Write";
        refused(
            "title =~ \"heart\"",
            &format!("Column 7: =~ {is_none} title:heart"),
        );
        refused(
            "x and title=~\"heart failure\"",
            &format!("Column 12: =~ {is_none} title:\"heart failure\""),
        );
        refused(
            "unread = \"yes\"",
            &format!("Column 8: = {is_none} is:unread"),
        );
        refused(
            "(unread = \"no\")",
            &format!("Column 9: = {is_none} is:read"),
        );
        refused("age < 7", &format!("Column 5: < {is_none} since:7d"));
        refused("age > 30", &format!("Column 5: > {is_none} before:30d"));
        refused(
            "age between 0:3",
            &format!("Column 5: between {is_none} since:0d"),
        );
        refused(
            "feedtitle !~ nejm",
            &format!("Column 11: !~ {is_none} -source:nejm"),
        );
        refused("tags # \"icu\"", &format!("Column 6: # {is_none} list:icu"));
    }

    #[test]
    fn signs_in_a_title_are_not_taken_for_a_comparison() {
        for text in [
            "p < 0.05",
            "\"age < 7\"",
            "age between friends",
            "title",
            "BMI > 30",
            "age 7",
        ] {
            assert!(strict(text).is_ok(), "{text}: {:?}", strict(text));
        }
    }

    #[test]
    fn small_words_are_hinted_at_and_stay_words() {
        let said = hint("heart or podcast").expect("a hint");
        assert_eq!(
            said,
            "Column 7: \"or\" is looked for as a word. Write OR between words to mean either"
        );
        assert!(hint("gout and not urate").is_some_and(|it| it.contains("AND")));
        assert!(hint("gout not urate").is_some_and(|it| it.contains("NOT")));
        for text in ["heart OR podcast", "\"heart or podcast\"", "heart", "or"] {
            assert_eq!(hint(text), None, "{text}");
        }
        assert!(strict("heart or podcast").is_ok());
    }
}
