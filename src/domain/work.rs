//! A work: what one row of the timeline is, however many sources carry it.

use crate::domain::about::Relation;
use crate::domain::badge::Badge;
use crate::domain::details::Details;
use crate::domain::document::Document;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::member::How;
use crate::domain::time::UtcTime;

/// What a row of any list shows. Carries no body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub work: WorkId,
    pub title: String,
    /// Short name of the source that brought it first.
    pub source: String,
    /// The time it is sorted and shown by.
    pub published: UtcTime,
    /// Whether no source stated a readable date; then `published` is when it
    /// was first seen.
    pub undated: bool,
    pub read: bool,
    pub saved: bool,
    pub noted: bool,
    pub badge: Option<Badge>,
    /// How many followed sources carry it.
    pub n_sources: u32,
    pub link: Option<String>,
}

/// Who carries a work, since when, and why it belongs to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Its own name, `item:<source>/<key>`.
    pub item: String,
    pub source: SourceId,
    pub source_title: String,
    pub title: String,
    pub link: Option<String>,
    pub published: UtcTime,
    pub how: How,
}

/// A work that is about another one, or another version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub work: WorkId,
    pub title: String,
    pub source_title: String,
    pub published: UtcTime,
    /// What it is to the work that is shown; where `is_about_other`, what that
    /// work is to it.
    pub relation: Relation,
    pub is_about_other: bool,
}

/// Everything kept about a work: what the reader shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub row: Row,
    pub authors: Vec<String>,
    pub journal: Option<String>,
    /// What its sources say together.
    pub details: Details,
    /// When it is published by its own statement, where that is later than
    /// it was seen: a row never stands in the future, its head says the date.
    pub ahead: Option<UtcTime>,
    /// The keys it answers to: `doi:…`, `pmid:…`, `url:…`, `item:…`.
    pub keys: Vec<String>,
    pub carriers: Vec<Carrier>,
    pub related: Vec<Related>,
    /// What says the badge: `title says: randomised`.
    pub badge_why: Option<String>,
    pub topics: Vec<TopicId>,
    pub note: Option<String>,
    /// How far it was read: the block at the top of the screen, 0 at first.
    pub position: u32,
    /// The text, laid out but not wrapped; `None` where only title and link
    /// came.
    pub document: Option<Document>,
    /// A word on where the text comes from: `kept: the feed's summary`.
    pub origin: String,
}

impl Work {
    /// The DOI among the keys, if there is one.
    pub fn doi(&self) -> Option<&str> {
        self.keys.iter().find_map(|key| key.strip_prefix("doi:"))
    }
}
