//! The kinds of learning a log tells apart, as one table.

use serde::Deserialize;
use serde::Serialize;

use crate::domain::badge::Badge;

/// What was done. The words are stored and exported: they never change.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    Article,
    Guideline,
    SafetyAlert,
    Podcast,
    Video,
    Thread,
    Search,
    Chapter,
    ReviewCards,
    JournalClub,
    Teaching,
    Course,
    Event,
    Audit,
    Feedback,
}

/// Every kind: its word for files and the command line, its name on screen.
pub const KINDS: &[(Kind, &str, &str)] = &[
    (Kind::Article, "article", "Reading"),
    (Kind::Guideline, "guideline", "Guideline"),
    (Kind::SafetyAlert, "safety-alert", "Safety alert"),
    (Kind::Podcast, "podcast", "Podcast"),
    (Kind::Video, "video", "Video"),
    (Kind::Thread, "thread", "Thread"),
    (Kind::Search, "search", "Search"),
    (Kind::Chapter, "chapter", "Book chapter"),
    (Kind::ReviewCards, "review-cards", "Review cards"),
    (Kind::JournalClub, "journal-club", "Journal club"),
    (Kind::Teaching, "teaching", "Teaching"),
    (Kind::Course, "course", "Course"),
    (Kind::Event, "event", "Event"),
    (Kind::Audit, "audit", "Audit"),
    (Kind::Feedback, "feedback", "Feedback"),
];

impl Kind {
    /// The kind of this word, if there is one.
    pub fn from_word(word: &str) -> Option<Kind> {
        let found = KINDS.iter().find(|(_, known, _)| *known == word);
        found.map(|(kind, ..)| *kind)
    }

    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        self.row().2
    }

    /// What an item most likely is, from its badge.
    pub fn of_badge(badge: Option<Badge>) -> Kind {
        match badge {
            Some(Badge::Guideline) => Kind::Guideline,
            Some(Badge::Safety) => Kind::SafetyAlert,
            _ => Kind::Article,
        }
    }

    /// The one so many places on in the table, round and round.
    pub fn step(self, by: isize) -> Kind {
        let at = KINDS.iter().position(|(kind, ..)| *kind == self);
        let n = KINDS.len() as isize;
        let next = (at.unwrap_or(0) as isize + by).rem_euclid(n);
        KINDS[next as usize].0
    }

    fn row(self) -> &'static (Kind, &'static str, &'static str) {
        let found = KINDS.iter().find(|(kind, ..)| *kind == self);
        found.unwrap_or(&KINDS[0])
    }
}
