//! One word or phrase as it is looked for in folded text.
//!
//! `*` stands for the rest of a word, `?` for one letter or none; all else for
//! itself. Hyphens and blanks are one thing, see [`spread`].

use crate::domain::text;

/// A word or phrase, taken apart around its longest piece of plain text, the
/// anchor, which is what the search looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) anchor: String,
    /// What stands before the anchor, nearest first.
    before: Vec<Piece>,
    after: Vec<Piece>,
    /// Whether capitals must be capitals.
    exact: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// `?`
    Letter,
    /// `*`
    Rest,
}

impl Pattern {
    /// Reads a pattern; `None` where nothing is in it to look for.
    pub(super) fn new(written: &str, exact: bool) -> Option<Pattern> {
        let folded = match exact {
            true => text::fold_but_case(written),
            false => text::fold(written),
        };
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for c in spread(&folded).chars() {
            let sign = match c {
                '?' => Piece::Letter,
                '*' => Piece::Rest,
                _ => {
                    plain.push(c);
                    continue;
                }
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            // Two of them say no more than one.
            if !(sign == Piece::Rest && pieces.last() == Some(&Piece::Rest)) {
                pieces.push(sign);
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        let length = |piece: &Piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Letter | Piece::Rest => 0,
        };
        let longest = (0..pieces.len()).max_by_key(|&at| (length(&pieces[at]), usize::MAX - at))?;
        let after = pieces.split_off(longest + 1);
        let Some(Piece::Text(anchor)) = pieces.pop() else {
            return None;
        };
        pieces.reverse();
        // A sign alone, or a lone letter with a star, would find anything.
        let says_something = anchor.chars().any(char::is_alphanumeric);
        says_something.then_some(Pattern {
            anchor,
            before: pieces,
            after,
            exact,
        })
    }

    /// Where the whole pattern stands if its anchor was found from `start` to
    /// `end`, perhaps in another case.
    pub(super) fn at(&self, text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
        if self.exact && text.get(start..end) != Some(self.anchor.as_str()) {
            return None;
        }
        let start = self.leftwards(text, &self.before, start)?;
        let end = self.rightwards(text, &self.after, end)?;
        Some((start, end))
    }

    fn rightwards(&self, text: &str, pieces: &[Piece], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let Some((piece, further)) = pieces.split_first() else {
            return ends(text, at).then_some(at);
        };
        match piece {
            Piece::Text(plain) => {
                let found = rest.get(..plain.len())?;
                self.same(found, plain)
                    .then(|| self.rightwards(text, further, at + plain.len()))?
            }
            Piece::Letter => self.rightwards(text, further, at).or_else(|| {
                let letter = rest.chars().next().filter(|c| c.is_alphabetic())?;
                self.rightwards(text, further, at + letter.len_utf8())
            }),
            Piece::Rest => {
                let word = rest.find(|c: char| !c.is_alphanumeric());
                self.rightwards(text, further, at + word.unwrap_or(rest.len()))
            }
        }
    }

    fn leftwards(&self, text: &str, pieces: &[Piece], at: usize) -> Option<usize> {
        let rest = text.get(..at)?;
        let Some((piece, further)) = pieces.split_first() else {
            return begins(text, at).then_some(at);
        };
        match piece {
            Piece::Text(plain) => {
                let from = at.checked_sub(plain.len())?;
                let found = rest.get(from..)?;
                self.same(found, plain)
                    .then(|| self.leftwards(text, further, from))?
            }
            Piece::Letter => self.leftwards(text, further, at).or_else(|| {
                let letter = rest.chars().next_back().filter(|c| c.is_alphabetic())?;
                self.leftwards(text, further, at - letter.len_utf8())
            }),
            Piece::Rest => {
                let before = rest.trim_end_matches(char::is_alphanumeric).len();
                if further.is_empty() {
                    return Some(before);
                }
                // The rest of a word ends where the word does; how long it is
                // shows by what must stand before it.
                let goes_on = text.get(at..)?.starts_with(char::is_alphanumeric);
                let mut cuts = rest.char_indices().map(|(cut, _)| cut).chain([at]);
                cuts.find_map(|cut| {
                    let is_inside = !goes_on && cut >= before;
                    is_inside.then(|| self.leftwards(text, further, cut))?
                })
            }
        }
    }

    fn same(&self, found: &str, plain: &str) -> bool {
        match self.exact {
            true => found == plain,
            false => found.eq_ignore_ascii_case(plain),
        }
    }
}

/// Whether no letter or digit goes on before a match, unless it begins with a
/// sign.
fn begins(text: &str, start: usize) -> bool {
    let (Some(before), Some(word)) = (text.get(..start), text.get(start..)) else {
        return false;
    };
    !(before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
        && word.chars().next().is_some_and(char::is_alphanumeric))
}

/// Whether no letter or digit goes on after a match, unless it ends in a sign.
fn ends(text: &str, end: usize) -> bool {
    let (Some(word), Some(after)) = (text.get(..end), text.get(end..)) else {
        return false;
    };
    !(word.chars().next_back().is_some_and(char::is_alphanumeric)
        && after.chars().next().is_some_and(char::is_alphanumeric))
}

/// Folded text with hyphens and white space as one blank, none at its ends.
pub(super) fn spread(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    spread_into(folded, &mut out);
    out
}

/// As [`spread`], added to what is there.
pub(super) fn spread_into(folded: &str, out: &mut String) {
    let begin = out.len();
    let is_gap = |c: char| c == '-' || c.is_whitespace();
    for word in folded.split(is_gap).filter(|word| !word.is_empty()) {
        if out.len() > begin {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// A word and its plurals as patterns are written: `biopsy`, `biopsies`;
/// `abscess`, `abscesses`. A few that no one writes do no harm.
pub(super) fn plurals(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_string()];
    if word.chars().count() < 3 || !word.ends_with(char::is_alphabetic) {
        return forms;
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            forms.push(format!("{stem}ies"));
        }
        _ => forms.push(format!("{word}s")),
    }
    if word.ends_with(['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh") {
        forms.push(format!("{word}es"));
    }
    if let Some(stem) = word.strip_suffix("sis") {
        forms.push(format!("{stem}ses"));
    }
    forms
}

/// Whether a word a person wrote is one that must stand in capitals: up to 4
/// letters, none of them small.
pub(super) fn is_capitals(word: &str) -> bool {
    (1..=4).contains(&word.chars().count())
        && word.chars().any(char::is_alphabetic)
        && !word.chars().any(char::is_lowercase)
}
