//! What a person learned, in their own words and by their own clock.
//!
//! An entry is never changed: a correction is another entry that names the one
//! it replaces, and so is a withdrawal. Minutes are what the person said; other
//! units are views of them ([`body`]). Nothing here says that a requirement is
//! met or that anything is worth a credit: [`NOT_CREDIT`] stands wherever a
//! total stands.
//!
//! Source: AMA, EACCME, UK Federation, Royal College and Medical Board pages on
//! what a record must hold and what may not be claimed.

pub mod body;
mod book;
mod day;
mod kind;

use serde::Deserialize;
use serde::Serialize;

use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::domain::work::Work;

pub use book::Book;
pub use book::Period;
pub use day::Day;
pub use kind::KINDS;
pub use kind::Kind;

/// Stands wherever a total stands: on the screen, on the command line, in every
/// export.
pub const NOT_CREDIT: &str = "Self-recorded learning. Not accredited CME/CPD credit.";

/// More minutes than this are no one's day.
pub const MOST_MINUTES: u32 = 24 * 60;

/// An entry of the log, never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

/// Who said how long it took. A clock alone never does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinutesFrom {
    #[default]
    User,
    /// The reader's clock offered them and the person took the offer.
    TimerConfirmed,
}

/// Whether the free text was looked through for what may identify a patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Looked {
    /// Nothing was marked.
    #[default]
    Clear,
    /// Something was marked and the person kept it as it was.
    Overridden,
}

/// What one entry says. Stored as JSON: names here never change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// By the person's own calendar, as bodies count.
    pub learned_on: Day,
    /// As it was displayed.
    pub title: String,
    pub source: String,
    pub kind: Kind,
    /// What names the work: `doi:…`, `pmid:…`, `url:…`.
    pub keys: Vec<String>,
    pub minutes: u32,
    pub minutes_from: MinutesFrom,
    /// Fields of practice.
    pub scope: Vec<String>,
    /// Why it was read.
    pub question: String,
    pub takeaway: String,
    pub change: String,
    /// When to look whether it changed.
    pub change_review: Option<Day>,
    /// Until when the person may claim accredited credit elsewhere; rounds
    /// claims nothing.
    pub claim_by: Option<Day>,
    pub privacy: Looked,
}

impl Draft {
    /// What an item fills in by itself; minutes and words are the person's.
    pub fn of_work(work: &Work, topics: &[Topic], today: Day) -> Draft {
        let is_name = |key: &&String| {
            let names = ["doi:", "pmid:", "pmcid:", "url:"];
            names.iter().any(|name| key.starts_with(name))
        };
        let named = topics.iter().filter(|it| work.topics.contains(&it.id));
        Draft {
            learned_on: today,
            title: work.row.title.clone(),
            source: work.journal.clone().unwrap_or(work.row.source.clone()),
            kind: Kind::of_badge(work.row.badge),
            keys: work.keys.iter().filter(is_name).cloned().collect(),
            scope: named.map(|topic| topic.name.clone()).collect(),
            ..Draft::default()
        }
    }

    /// Everything in it with control characters and blanks around it taken out.
    pub fn cleaned(mut self) -> Draft {
        for field in [
            &mut self.title,
            &mut self.source,
            &mut self.question,
            &mut self.takeaway,
            &mut self.change,
        ] {
            *field = text::clean(field).trim().to_string();
        }
        for word in self.scope.iter_mut().chain(&mut self.keys) {
            *word = text::clean(word).trim().to_string();
        }
        self.scope.retain(|word| !word.is_empty());
        self.keys.retain(|key| !key.is_empty());
        self
    }

    /// The free text, where a patient could be named.
    pub fn free_text(&self) -> [&str; 3] {
        [&self.question, &self.takeaway, &self.change]
    }

    /// What was learned and what will change, as bodies ask for it; empty where
    /// neither was written.
    pub fn outcome(&self) -> String {
        let parts: Vec<&str> = [self.takeaway.as_str(), self.change.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" / ")
    }

    /// Whether two entries are about one work: they share an identifier, or a
    /// title where one of them has none.
    pub fn is_of_same_work(&self, other: &Draft) -> bool {
        let shares = self.keys.iter().any(|key| other.keys.contains(key));
        let unnamed = self.keys.is_empty() || other.keys.is_empty();
        let title = text::fold(&self.title);
        shares || (unnamed && !title.is_empty() && title == text::fold(&other.title))
    }

    /// Why it cannot be written, a sentence; `None` where it can.
    pub fn fault(&self, today: Day, closed: Option<Day>) -> Option<String> {
        if self.title.is_empty() {
            return Some("What was it? A title is needed".to_string());
        }
        if self.minutes > MOST_MINUTES {
            return Some(format!("{} minutes are more than a day", self.minutes));
        }
        if self.learned_on > today {
            return Some(format!("{} is not here yet", self.learned_on));
        }
        match closed {
            Some(closed) if self.learned_on <= closed => Some(closed_sentence(closed)),
            _ => None,
        }
    }
}

/// Why nothing up to a day can be written any more.
pub fn closed_sentence(closed: Day) -> String {
    format!("The log is closed up to {closed}; it can be read and exported")
}

/// An entry as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub logged_at: UtcTime,
    /// The entry it stands in the place of.
    pub replaces: Option<EntryId>,
    /// Takes the entry it replaces away, with nothing in its place.
    pub withdraws: bool,
    pub draft: Draft,
}

/// Minutes as hours, exact: `0:25`, `31:30`.
pub fn hours(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests;
