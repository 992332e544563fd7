//! Whether words stand in a title where they say what it is: at its start, where
//! a design is named, at its end, or as whole words at all.
//!
//! Nothing here knows which words mean what; that is the table of `rules`.

use crate::domain::text;

/// Folded text with one spelling of randomised.
pub(super) struct British(pub(super) String);

impl British {
    pub(super) fn of(text: &str) -> British {
        // The Lancet's `Retraction—…`; folding would make a hyphen of it.
        let folded = match text.contains('—') {
            true => text::fold(&text.replace('—', ": ")),
            false => text::fold(text),
        };
        match folded.contains("randomiz") {
            true => British(folded.replace("randomiz", "randomis")),
            false => British(folded),
        }
    }
}

/// How much of the text the words take, if it begins with them; `#` is a digit.
pub(super) fn fits(text: &str, words: &str) -> Option<usize> {
    let begins = text.len() >= words.len()
        && text
            .bytes()
            .zip(words.bytes())
            .all(|(a, b)| a == b || b == b'#' && a.is_ascii_digit());
    begins.then_some(words.len())
}

/// Whether the text begins with the words and a word ends there.
fn begins(text: &str, words: &str) -> bool {
    let Some(end) = fits(text, words) else {
        return false;
    };
    let open_end = words.ends_with(|c: char| !c.is_alphanumeric());
    open_end || !text[end..].starts_with(|c: char| c.is_alphanumeric())
}

pub(super) fn starts(title: &str, words: &str) -> bool {
    let title = title.trim_start_matches(['[', '(', '"', '\'', '*', ' ']);
    if !begins(title, words) {
        return false;
    }
    // `Correction: a matter of speed` is about corrections; what is corrected
    // begins with its own title. Folding took the capitals, so articles tell.
    let rest = title[words.len()..].trim_start_matches([':', ' ']);
    let is_subtitle = words.ends_with(':')
        && ["a ", "an ", "the "]
            .iter()
            .any(|article| rest.starts_with(article));
    !is_subtitle || has_design(rest)
}

/// `A randomised trial of X` is a title of its own, not a subtitle.
fn has_design(text: &str) -> bool {
    ["trial", "study", "review", "meta-analysis", "cohort"]
        .iter()
        .any(|word| title_has(text, word))
}

pub(super) fn ends(title: &str, words: &str) -> bool {
    let bare = title.trim_end_matches(['.', ' ']);
    [('(', ')'), ('[', ']')].iter().any(|(open, close)| {
        bare.strip_suffix(*close)
            .and_then(|bare| bare.strip_suffix(words))
            .is_some_and(|bare| bare.ends_with(*open))
    })
}

pub(super) fn title_has(title: &str, words: &str) -> bool {
    places(title, words).next().is_some()
}

/// Where the words stand as whole words.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(words)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = text[..at].chars().next_back();
            !before
                .is_some_and(|c| c.is_alphanumeric() || c == '-' && words.starts_with("randomised"))
                && begins(&text[at..], words)
        })
}

/// What may follow a design that begins a title; a verb makes it a headline.
const GOES_ON: &[&str] = &[
    "of",
    "and",
    "on",
    "in",
    "for",
    "to",
    "with",
    "among",
    "comparing",
    "evaluating",
    "trial",
    "trials",
    "study",
    "study:",
    "trial:",
];

/// What may stand before a design that begins a title.
const QUALIFIERS: &[&str] = &[
    "a",
    "an",
    "the",
    "phase",
    "1",
    "2",
    "3",
    "4",
    "i",
    "ii",
    "iii",
    "iv",
    "multicenter",
    "multicentre",
    "pragmatic",
    "prospective",
    "double-blind",
    "open-label",
    "single-blind",
    "pilot",
    "large",
    "international",
    "updated",
    "living",
    "comprehensive",
    "cluster",
];

pub(super) fn is_design(title: &str, words: &str) -> bool {
    places(title, words).any(|at| {
        let (before, rest) = (&title[..at], &title[at + words.len()..]);
        let named = [": ", " - ", ". ", "? ", "-- "]
            .iter()
            .any(|mark| before.contains(mark))
            // `…Learning-A Systematic Review`, as some write their colon.
            || before.ends_with("-a ");
        let begins = before
            .split([' ', ','])
            .all(|word| word.is_empty() || QUALIFIERS.contains(&word));
        let next = rest.trim_start().split(' ').next().unwrap_or("");
        let goes_on = GOES_ON.contains(&next) || !next.starts_with(|c: char| c.is_alphabetic());
        named || begins && goes_on
    })
}
