//! The catalogue: sources that can be offered to somebody who has none yet,
//! each with what is known of it and how that is known.
//!
//! Nothing here is asked, counted or ranked behind anybody's back: an entry
//! says in words where it comes from, and the order is a rule one can read.

mod fields;
mod name;
mod offers;
mod suggest;
#[cfg(test)]
pub(crate) mod testing;

use crate::domain::link;
use crate::domain::source::NewSource;
use crate::domain::source::Source;

pub use fields::FIELDS;
pub use fields::Field;
pub use fields::field_named;
pub use name::is_called;
pub use name::warning;
pub use offers::Offer;
pub use offers::offers;
pub use suggest::Clues;
pub use suggest::Suggestion;
pub use suggest::suggestions;

/// The specialty of what is for everyone.
pub const GENERAL: &str = "general";

/// Sources to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub entries: Vec<Entry>,
}

/// One source that may be followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What people call it.
    pub name: String,
    pub kind: Kind,
    /// Where its feed lies.
    pub address: String,
    /// Its page for people; may be empty.
    pub home: String,
    /// Ids of shipped topics, or [`GENERAL`].
    pub specialties: Vec<String>,
    /// Of a journal, where the address tells it.
    pub issn: Option<String>,
    pub nlm: Option<String>,
    /// How many independent public lists carry this very address.
    pub n_lists: u32,
    pub evidence: Evidence,
    /// The day or month in which it answered somebody, where that was told.
    pub answered: Option<String>,
    /// What one should know before following; may be empty.
    pub note: String,
    /// Why it is not offered.
    pub off: Option<String>,
}

/// What a source is, the firmest evidence first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Guideline,
    Agency,
    Review,
    #[default]
    Journal,
    Podcast,
    Video,
    Blog,
    Preprint,
    Person,
}

/// Every kind with the word for it.
pub const KINDS: [(Kind, &str); 9] = [
    (Kind::Guideline, "guideline"),
    (Kind::Agency, "agency"),
    (Kind::Review, "review"),
    (Kind::Journal, "journal"),
    (Kind::Podcast, "podcast"),
    (Kind::Video, "video"),
    (Kind::Blog, "blog"),
    (Kind::Preprint, "preprint"),
    (Kind::Person, "person"),
];

impl Kind {
    /// The word for it in lists and in files.
    pub fn word(self) -> &'static str {
        let mut kinds = KINDS.iter();
        kinds
            .find(|(kind, _)| *kind == self)
            .map_or("source", |(_, word)| word)
    }
}

/// How it is known that a source is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// Somebody told that it answered.
    Answered,
    /// It stands in a list.
    #[default]
    Listed,
    /// Somebody told that it does not answer.
    Broken,
}

impl Entry {
    /// Whether it may be offered.
    pub fn is_offered(&self) -> bool {
        self.off.is_none() && self.evidence != Evidence::Broken
    }

    /// Whether it is about one of these.
    pub fn is_about(&self, specialties: &[&str]) -> bool {
        let mut own = self.specialties.iter();
        own.any(|own| specialties.contains(&own.as_str()))
    }

    /// How it is known, as a sentence part: `on 5 public lists, answered
    /// 2026-10-07`.
    pub fn known_from(&self) -> String {
        let lists = match self.n_lists {
            0 => "on no public list".to_string(),
            1 => "on 1 public list".to_string(),
            n => format!("on {n} public lists"),
        };
        match (self.evidence, &self.answered) {
            (Evidence::Answered, Some(day)) => format!("{lists}, answered {day}"),
            (Evidence::Answered, None) => format!("{lists}, answered"),
            (Evidence::Listed, _) => lists,
            (Evidence::Broken, _) => format!("{lists}, did not answer"),
        }
    }

    /// What is needed to follow it.
    pub fn as_source(&self) -> NewSource {
        NewSource {
            kind: "feed".to_string(),
            address: self.address.clone(),
            title: self.name.clone(),
            home: Some(self.home.clone()).filter(|home| !home.is_empty()),
            extra: Vec::new(),
        }
    }

    /// Best first: by lists, then by who answered, then by name.
    fn rank(&self) -> (u32, Evidence, String) {
        let by_lists = u32::MAX - self.n_lists;
        (by_lists, self.evidence, self.name.to_lowercase())
    }
}

impl Catalogue {
    /// The entry that lives at an address, however its scheme is written.
    pub fn at(&self, address: &str) -> Option<&Entry> {
        let bare = bare(address);
        self.entries
            .iter()
            .find(|entry| self::bare(&entry.address) == bare)
    }

    /// What to say of a source that the catalogue knows under another name than
    /// it gives itself.
    pub fn mistaken(&self, source: &Source) -> Option<String> {
        let entry = self.at(&source.address)?;
        let host = link::host(&source.address).unwrap_or_default();
        warning(&entry.name, &source.own, host)
    }

    /// Those in whose name, kind, specialty, numbers or address all words
    /// stand, whatever the case; best first. No word finds all that are
    /// offered.
    pub fn search(&self, words: &str) -> Vec<&Entry> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.is_offered())
            .filter(|entry| {
                let text = format!(
                    "{} {} {} {} {} {} {}",
                    entry.name,
                    entry.kind.word(),
                    entry.specialties.join(" "),
                    entry.address,
                    entry.issn.as_deref().unwrap_or_default(),
                    entry.nlm.as_deref().unwrap_or_default(),
                    entry.note,
                )
                .to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .collect();
        found.sort_by_key(|entry| entry.rank());
        found
    }

    /// Puts other entries beside its own; of one address the other's count.
    pub fn with(mut self, other: Catalogue) -> Catalogue {
        self.entries
            .retain(|entry| other.at(&entry.address).is_none());
        self.entries.extend(other.entries);
        self
    }
}

/// An address without its scheme and what browsers add.
fn bare(address: &str) -> &str {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::testing::entry;
    use super::*;

    #[test]
    fn an_address_is_known_whatever_its_scheme() {
        let catalogue = Catalogue {
            entries: vec![entry("Heart", Kind::Journal, "cardiology", 1)],
        };
        for address in ["http://heart.example/feed", " https://heart.example/feed/ "] {
            assert!(catalogue.at(address).is_some(), "{address}");
        }
        assert!(catalogue.at("https://heart.example/feed2").is_none());
    }

    #[test]
    fn a_search_wants_every_word_and_gives_the_best_carried_first() {
        let catalogue = Catalogue {
            entries: vec![
                entry("Old Heart", Kind::Journal, "cardiology", 1),
                entry("Heart", Kind::Journal, "cardiology", 4),
                Entry {
                    off: Some("dead".to_string()),
                    ..entry("Dead Heart", Kind::Journal, "cardiology", 9)
                },
            ],
        };
        let names = |words: &str| -> Vec<&str> {
            let found = catalogue.search(words);
            found.into_iter().map(|it| it.name.as_str()).collect()
        };
        assert_eq!(names("CARDIO heart"), ["Heart", "Old Heart"]);
        assert_eq!(names("old journal"), ["Old Heart"]);
        assert!(names("blog").is_empty());
    }

    #[test]
    fn a_list_beside_ours_wins_where_both_name_an_address() {
        let ours = Catalogue {
            entries: vec![entry("Heart", Kind::Journal, "cardiology", 4)],
        };
        let theirs = Catalogue {
            entries: vec![Entry {
                name: "Heart of ours".to_string(),
                ..entry("Heart", Kind::Journal, "cardiology", 1)
            }],
        };
        let both = ours.with(theirs);
        assert_eq!(both.entries.len(), 1);
        assert_eq!(both.entries[0].name, "Heart of ours");
    }
}
