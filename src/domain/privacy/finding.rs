//! What each rule looks for, word by word.

use std::ops::Range;

use super::days::WEEKDAYS;
use super::days::is_day_number;
use super::days::is_month;
use super::days::is_numeric_date;
use super::tokens::Token;

pub(super) const AGE_WORDS: [&str; 9] = [
    "y",
    "yo",
    "y/o",
    "yr",
    "yrs",
    "year",
    "years",
    "year-old",
    "years-old",
];

/// An age written with its unit in one word or two: `93-year-old`, `92y`,
/// `97 yo`; and whether it took the next word.
pub(super) fn age_at(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let word = tokens.get(at)?.lower();
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let age: u32 = digits.parse().ok().filter(|age| *age <= 125)?;
    let unit = word[digits.len()..].trim_start_matches('-');
    if AGE_WORDS.contains(&unit) || matches!(unit, "f" | "m") {
        return Some((age, at));
    }
    let next = tokens.get(at + 1)?.lower();
    let follows = unit.is_empty() && AGE_WORDS.contains(&next.as_str());
    let duration = matches!(next.as_str(), "years" | "year")
        && tokens
            .get(at + 2)
            .is_none_or(|third| third.lower() != "old")
        && tokens[at + 1].after.is_empty()
        && tokens[at].before.is_empty();
    (follows && !duration).then_some((age, at + 1))
}

pub(super) fn ages(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Some((90.., last)) = age_at(tokens, at) {
            found.push(token.start..tokens[last].end());
        } else if matches!(token.lower().as_str(), "aged" | "age")
            && let Some(next) = tokens.get(at + 1)
            && next.number().is_some_and(|age| (90..=125).contains(&age))
        {
            found.push(token.start..next.end());
        }
    }
    found
}

pub(super) fn record_numbers(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    const NAMES: [&str; 9] = [
        "mrn", "nhs", "hospital", "chart", "case", "patient", "record", "medicare", "chi",
    ];
    const PUBLIC: [&str; 6] = ["pmid", "pmcid", "isbn", "issn", "doi", "id:pubmed"];
    let is_digits =
        |word: &str, least: usize| word.len() >= least && word.bytes().all(|b| b.is_ascii_digit());
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| tokens[at].lower());
        let is_public = before.is_some_and(|word| PUBLIC.contains(&word.as_str()));
        if is_digits(token.word, 8) && !is_public {
            found.push(token.start..token.end());
            continue;
        }
        if !NAMES.contains(&token.lower().as_str()) {
            continue;
        }
        let skips = |token: &Token<'_>| {
            matches!(
                token.lower().as_str(),
                "number" | "no" | "num" | "nr" | "id" | "is"
            )
        };
        let mut next = at + 1;
        while tokens.get(next).is_some_and(skips) {
            next += 1;
        }
        let n_digits: usize = tokens[next.min(tokens.len())..]
            .iter()
            .take(3)
            .take_while(|token| is_digits(token.word, 1))
            .map(|token| token.word.len())
            .sum();
        if n_digits >= 5 {
            found.push(token.start..tokens[next].end());
        }
    }
    found
}

pub(super) fn initials(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let letters: Vec<char> = token.word.chars().filter(|c| *c != '.').collect();
        let is_capitals = letters.iter().all(|c| c.is_uppercase());
        if !is_capitals || !(2..=3).contains(&letters.len()) {
            continue;
        }
        let Some(next) = tokens.get(at + 1) else {
            continue;
        };
        let dotted = token.word.contains('.');
        // A bare number is an age only after a comma or between dots, and
        // only where no unit follows.
        let is_bare_age = next.word.len() == 2
            && next.number().is_some()
            && (dotted || token.after.starts_with(','))
            && letters.len() == 2
            && (tokens.get(at + 2).is_none() || !next.after.is_empty());
        if let Some((_, last)) = age_at(tokens, at + 1) {
            found.push(token.start..tokens[last].end());
        } else if is_bare_age {
            found.push(token.start..next.end());
        } else if next.before.contains('(')
            && next.number().is_some_and(|age| age <= 125)
            && tokens
                .get(at + 2)
                .is_some_and(|unit| AGE_WORDS.contains(&unit.lower().as_str()))
        {
            found.push(token.start..tokens[at + 2].end());
        }
    }
    found
}

pub(super) fn phones(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let is_part = |word: &str| {
        word.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '+' | '(' | ')'))
    };
    let n_digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at;
        while end < tokens.len()
            && is_part(tokens[end].word)
            && !is_numeric_date(tokens[end].word)
            && (end == at || !tokens[end - 1].after.contains([',', ';', '%']))
        {
            end += 1;
        }
        let run = &tokens[at..end];
        let all: usize = run.iter().map(|token| n_digits(token.word)).sum();
        let pieces: usize = run
            .iter()
            .map(|token| 1 + token.word.matches('-').count())
            .sum();
        let begins = run.first().is_some_and(|first| {
            let lead = first.word.starts_with(['0', '+']) || first.before.contains('(');
            lead || first.word.matches('-').count() >= 2
        });
        if begins && pieces >= 3 && (9..=14).contains(&all) {
            found.push(tokens[at].start..tokens[end - 1].end());
        }
        at = end.max(at + 1);
    }
    found
}

pub(super) fn emails(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let is_email = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
    };
    tokens
        .iter()
        .filter(|token| is_email(token.word))
        .map(|token| token.start..token.end())
        .collect()
}

/// A ward, a bed, a hospital by name, with a day in the same sentence.
pub(super) fn places(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    const PLACES: [&str; 9] = [
        "ward", "bed", "room", "bay", "hospital", "clinic", "street", "road", "surgery",
    ];
    let is_named = |at: usize| {
        let numbered = tokens
            .get(at + 1)
            .is_some_and(|next| next.word.starts_with(|c: char| c.is_ascii_digit()));
        let capital = at.checked_sub(1).is_some_and(|before| {
            let word = tokens[before].word;
            word.starts_with(char::is_uppercase) && tokens[before].after.is_empty()
        });
        numbered || capital
    };
    let is_day = |at: usize| {
        let named = WEEKDAYS.contains(&tokens[at].lower().as_str());
        let pair = tokens.get(at + 1).is_some_and(|next| {
            (is_day_number(&tokens[at]) && is_month(next))
                || (is_month(&tokens[at]) && is_day_number(next))
        });
        named || pair || is_numeric_date(tokens[at].word)
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !PLACES.contains(&token.lower().as_str()) || !is_named(at) {
            continue;
        }
        let ends = |token: &Token<'_>| token.after.contains(['.', ';', '!', '?']);
        let first = tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1);
        let last = tokens[at..]
            .iter()
            .position(ends)
            .map_or(tokens.len() - 1, |n| at + n);
        if (first..=last).any(is_day) {
            found.push(token.start..token.end());
        }
    }
    found
}
