//! Where the words of a query stand in a text, to be marked; and the piece of
//! a text that shows most of them.
//!
//! For the eye only. What is found is decided by the index, whose stemmer
//! knows more; a word may be found and not marked.

use std::ops::Range;

use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Words;
use crate::domain::text::fold;

/// One word or phrase to be marked, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    words: Vec<String>,
    /// Whether the last word may go on as it likes.
    beginning: bool,
}

/// What of a query is to be marked.
pub fn wanted(clause: &Clause) -> Vec<Wanted> {
    let all = clause.wanted_words().into_iter().map(Wanted::of);
    all.filter(|wanted| !wanted.words.is_empty()).collect()
}

impl Wanted {
    fn of(words: &Words) -> Wanted {
        let folded = fold(&words.text);
        let parts = folded.split(|c: char| !c.is_alphanumeric());
        let words_of = parts.filter(|part| !part.is_empty()).map(str::to_string);
        Wanted {
            words: words_of.collect(),
            beginning: words.beginning,
        }
    }

    /// How many of the words from here on spell this; 0 where they do not.
    fn n_spelled(&self, tokens: &[Token]) -> usize {
        let mut at = 0;
        let last = self.words.len().saturating_sub(1);
        for (idx, word) in self.words.iter().enumerate() {
            let Some(token) = tokens.get(at) else {
                return 0;
            };
            let fits = match self.beginning && idx == last {
                true => token.folded.starts_with(word.as_str()),
                false => stem(&token.folded) == stem(word),
            };
            if !fits {
                return 0;
            }
            at += 1;
        }
        at
    }
}

struct Token {
    spot: Range<usize>,
    folded: String,
}

/// Where they stand, as bytes of the text; in order, never overlapping.
pub fn spots(text: &str, wanted: &[Wanted]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let tokens = tokens(text);
    let mut at = 0;
    while at < tokens.len() {
        let longest = wanted
            .iter()
            .map(|wanted| wanted.n_spelled(&tokens[at..]))
            .max()
            .unwrap_or(0);
        if longest > 0 {
            found.push(tokens[at].spot.start..tokens[at + longest - 1].spot.end);
        }
        at += longest.max(1);
    }
    found
}

/// A piece of the text of about so many characters that holds most of the
/// words; without any of them its beginning. One line.
pub fn snippet(text: &str, wanted: &[Wanted], n_chars: usize) -> String {
    let spots = spots(text, wanted);
    // Bytes stand in for characters: good enough to choose by.
    let fit = |idx: usize| {
        let end = spots[idx].start + n_chars * 3 / 4;
        spots[idx..].iter().take_while(|it| it.end <= end).count()
    };
    let best = (0..spots.len().min(2_000))
        .rev()
        .max_by_key(|idx| fit(*idx));
    let from = match best {
        Some(idx) => word_start(text, spots[idx].start, n_chars / 4),
        None => 0,
    };
    let rest: String = text[from..].chars().take(n_chars).collect();
    let more = text.len() > from + rest.len();
    let mut piece = rest.as_str();
    if more && let Some((whole, _)) = piece.rsplit_once(char::is_whitespace) {
        piece = whole;
    }
    let line: Vec<&str> = piece.split_whitespace().collect();
    let line = line.join(" ");
    let before = if from > 0 { "… " } else { "" };
    let after = if more { " …" } else { "" };
    format!("{before}{line}{after}")
}

/// The beginning of a word about so many bytes before a place.
fn word_start(text: &str, at: usize, back: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(back));
    if from == 0 {
        return 0;
    }
    match text[from..at].find(char::is_whitespace) {
        Some(blank) => {
            let behind = &text[from + blank..];
            from + blank + behind.len() - behind.trim_start().len()
        }
        None => at,
    }
}

/// Words as the index cuts them: runs of letters and digits.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.push(Token {
                    spot: from..at,
                    folded: fold(&text[from..at]),
                });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// A word without its commonest endings: `trials`, `trial`.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 7] = ["ies", "ing", "es", "ed", "s", "y", "e"];
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
            && !stem.ends_with('s')
        {
            return stem;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::query::parse::typing;

    #[track_caller]
    fn check(query: &str, text: &str, expected: &[&str]) {
        let clause = typing(query).clause.unwrap();
        let found = spots(text, &wanted(&clause));
        let words: Vec<&str> = found.into_iter().map(|spot| &text[spot]).collect();
        assert_eq!(words, expected, "{query}");
    }

    #[test]
    fn words_are_marked_whatever_their_dress() {
        check(
            "heart",
            "Heart failure and heartburn",
            &["Heart", "heartburn"],
        );
        check("heart failure", "Heart FAILURES", &["Heart", "FAILURES"]);
        check("co2 x", "CO₂ and co2", &["CO₂", "co2"]);
        check("beta-blocker x", "A β-blocker", &["β-blocker"]);
        check("5-HT₃ x", "5-HT3 antagonists, 5 days", &["5-HT3"]);
        check("trial x", "Trials of studies", &["Trials"]);
        check("studies x", "A study", &["study"]);
        check("meniere x", "Ménière’s disease", &["Ménière"]);
    }

    #[test]
    fn a_beginning_is_marked_in_longer_words_and_a_whole_word_is_not() {
        check("empa", "Empagliflozin", &["Empagliflozin"]);
        check("heart x", "heartburn", &[]);
        check("cardio* x", "Cardiology, cardiac", &["Cardiology"]);
    }

    #[test]
    fn a_phrase_is_marked_as_one_and_what_is_excluded_not_at_all() {
        check(
            "\"heart failure\"",
            "Failure, heart failure",
            &["heart failure"],
        );
        check("-heart failure", "heart failure", &["failure"]);
        check("type:rct", "type rct", &[]);
    }

    #[test]
    fn the_piece_shows_where_most_of_the_words_are() {
        let clause = typing("sglt2 dialysis x").clause.unwrap();
        let text = format!(
            "{} SGLT2 alone. {} Of these 84 on dialysis some went on with SGLT2 inhibitors. {}",
            "Before. ".repeat(30),
            "Middle. ".repeat(30),
            "After. ".repeat(30)
        );
        let piece = snippet(&text, &wanted(&clause), 80);
        assert!(
            piece.contains("dialysis some went on with SGLT2"),
            "{piece}"
        );
        assert!(piece.starts_with("… ") && piece.ends_with(" …"), "{piece}");
        assert_eq!(snippet("Short text", &[], 80), "Short text");
    }

    proptest! {
        #[test]
        fn pieces_are_one_line_and_no_longer_than_asked(
            text in "[a-zé心 \n.]{0,200}", query in "[a-zé心 ]{1,12}", n in 1usize..60
        ) {
            let clause = typing(&query).clause;
            let wanted = clause.as_ref().map(wanted).unwrap_or_default();
            let piece = snippet(&text, &wanted, n);
            prop_assert!(!piece.contains('\n'));
            prop_assert!(piece.chars().count() <= n + 4, "{:?}", piece);
        }
    }
}
