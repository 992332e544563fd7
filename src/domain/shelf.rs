//! What the person made of a saved work: since when it is kept, how far they
//! are with it, and the tags it stands under.
//!
//! Nothing here is written or drawn.

use crate::domain::text;
use crate::domain::text::fold;
use crate::domain::time::UtcTime;

/// How far the person is with a saved work, by their own word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stage {
    #[default]
    ToRead,
    Reading,
    Done,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::ToRead, Stage::Reading, Stage::Done];

    /// As it is stored and asked for: `is:reading`. Never changes.
    pub const fn word(self) -> &'static str {
        match self {
            Stage::ToRead => "toread",
            Stage::Reading => "reading",
            Stage::Done => "done",
        }
    }

    /// As it is said.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::ToRead => "to read",
            Stage::Reading => "reading",
            Stage::Done => "done",
        }
    }

    /// What a stored word means; what nobody knows is still to be read.
    pub fn from_word(word: &str) -> Stage {
        let mut all = Stage::ALL.into_iter();
        all.find(|stage| stage.word() == word).unwrap_or_default()
    }

    /// The stage that comes after it, round and round.
    pub const fn next(self) -> Stage {
        match self {
            Stage::ToRead => Stage::Reading,
            Stage::Reading => Stage::Done,
            Stage::Done => Stage::ToRead,
        }
    }
}

/// A piece of a text that the person marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlight {
    /// The block it began in when it was marked, the first is 1.
    pub block: u32,
    /// Its words, blanks single.
    pub text: String,
}

/// How a saved work stands in the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// When it was saved.
    pub since: UtcTime,
    pub stage: Stage,
    /// By name.
    pub tags: Vec<String>,
    /// How large the article that is kept of it is; 0 where none is.
    pub n_bytes: u64,
    /// When its card is next seen; `None` where it is not under review.
    pub due: Option<UtcTime>,
}

/// How much of each there is among what is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfCounts {
    pub n_unread: u64,
    pub n_noted: u64,
    pub n_reading: u64,
    pub n_done: u64,
    /// Retracted, as far as is known here.
    pub n_retracted: u64,
    /// Each tag in use with its number of works, the commonest first.
    pub tags: Vec<(String, u64)>,
}

/// A tag is no longer than this; what is longer is cut.
const LONGEST: usize = 60;

/// The tags that a person wrote, commas between them: clean, without the `#`
/// that may stand before each, every one once.
pub fn tags_of(written: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in written.split(',').filter_map(tag_of) {
        let is_there = |other: &String| fold(other) == fold(&tag);
        if !tags.iter().any(is_there) {
            tags.push(tag);
        }
    }
    tags
}

/// One tag as it is kept: blanks are single, a comma is none of it.
pub fn tag_of(written: &str) -> Option<String> {
    let clean = text::clean(written).replace(',', " ");
    let bare = clean.trim().trim_start_matches('#');
    let words: Vec<&str> = bare.split_whitespace().collect();
    let tag: String = words.join(" ").chars().take(LONGEST).collect();
    let tag = tag.trim_end().to_string();
    (!tag.is_empty()).then_some(tag)
}

/// Tags as they are shown: `#ckd #glp1`.
pub fn shown(tags: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
    tags.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_clean_and_each_is_there_once() {
        assert_eq!(
            tags_of(" #CKD, heart   failure ,,ckd, # ,\u{1b}[31mred"),
            ["CKD", "heart failure", "red"]
        );
        assert_eq!(tags_of(""), Vec::<String>::new());
        assert_eq!(tag_of(&"é".repeat(100)).unwrap().chars().count(), 60);
    }

    #[test]
    fn a_stage_is_known_by_its_word_and_goes_round() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_word(stage.word()), stage);
            assert_eq!(stage.next().next().next(), stage);
        }
        assert_eq!(Stage::from_word("?"), Stage::ToRead);
    }
}
