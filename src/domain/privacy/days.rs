//! Days and dates as people write them.

use std::ops::Range;

use super::tokens::Token;

pub(super) const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
pub(super) const WEEKDAYS: [&str; 10] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tonight",
];

pub(super) fn is_month(token: &Token<'_>) -> bool {
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = token.lower();
    WHOLE.contains(&lower.as_str()) || lower == "sept" || MONTHS.contains(&lower.as_str())
}

pub(super) fn is_day_number(token: &Token<'_>) -> bool {
    let digits = token
        .word
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &token.word[digits.len()..];
    matches!(tail, "" | "st" | "nd" | "rd" | "th")
        && digits
            .parse::<u32>()
            .is_ok_and(|day| (1..=31).contains(&day))
}

pub(super) fn is_year(token: &Token<'_>) -> bool {
    token.word.len() == 4
        && token
            .number()
            .is_some_and(|year| (1900..2100).contains(&year))
}

/// `2025-11-18`, `18/11/2025`, `3.4.24`.
pub(super) fn is_numeric_date(word: &str) -> bool {
    ['-', '/', '.'].into_iter().any(|mark| {
        let parts: Vec<&str> = word.split(mark).collect();
        let [a, b, c] = parts.as_slice() else {
            return false;
        };
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        let small = |part: &str| digits(part, 2) && part.parse::<u32>().is_ok_and(|n| n <= 31);
        let year = |part: &str| digits(part, 4) && matches!(part.len(), 2 | 4);
        (digits(a, 4) && a.len() == 4 && small(b) && small(c)) || (small(a) && small(b) && year(c))
    })
}

pub(super) fn dates(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = tokens
        .iter()
        .filter(|token| is_numeric_date(token.word))
        .map(|token| token.start..token.end())
        .collect();
    for three in tokens.windows(3) {
        let [a, b, c] = three else { continue };
        let named = (is_day_number(a) && is_month(b)) || (is_month(a) && is_day_number(b));
        if named && is_year(c) {
            found.push(a.start..c.end());
        }
    }
    found
}
