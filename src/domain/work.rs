//! A work: what one row of the timeline is, however many sources carry it.

use crate::domain::about::Relation;
use crate::domain::article::Fate;
use crate::domain::article::Stated;
use crate::domain::badge::Badge;
use crate::domain::details::Details;
use crate::domain::details::is_right_to_left;
use crate::domain::document::Document;
use crate::domain::enclosure::Enclosure;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::member::How;
use crate::domain::shelf::Highlight;
use crate::domain::shelf::Shelf;
use crate::domain::time::UtcTime;

/// What a row of any list shows. Carries no body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub work: WorkId,
    pub title: String,
    /// Short name of the source that brought it first.
    pub source: String,
    /// That source, while the cache holds the work.
    pub from: Option<SourceId>,
    /// The time it is sorted and shown by.
    pub published: UtcTime,
    /// Whether no source stated a readable date; then `published` is when it
    /// was first seen.
    pub undated: bool,
    /// Whether even that says nothing, because its source carried it before it
    /// was followed; then `published` is only its place, see `domain::undated`.
    pub guessed: bool,
    pub read: bool,
    pub saved: bool,
    pub noted: bool,
    /// Whether it is saved and under review.
    pub in_review: bool,
    pub badge: Option<Badge>,
    /// How many followed sources carry it.
    pub n_sources: u32,
    pub link: Option<String>,
    /// How many more of its source on that day are folded behind it in the
    /// timeline it was asked in; see `daily` of a source.
    pub n_folded: u32,
    /// How it stands in the library, as far as the store has said; only of
    /// what is saved.
    pub shelf: Option<Shelf>,
}

impl Row {
    /// What is known of its time where no source states one.
    pub fn no_date(&self, seen: &str) -> String {
        match self.guessed {
            true => "no date, from before you followed it".to_string(),
            false => format!("no date, first seen {seen}"),
        }
    }

    /// What is folded behind it, in words that stand after a title: `and 12
    /// more`; empty where nothing is.
    pub fn folded(&self) -> String {
        match self.n_folded {
            0 => String::new(),
            n => format!("and {n} more"),
        }
    }
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
    /// The address of the followed source that brought it; known only where
    /// there are images, which are asked for as that source is.
    pub followed: String,
    pub related: Vec<Related>,
    /// What says the badge: `title says: randomised`.
    pub badge_why: Option<String>,
    pub topics: Vec<TopicId>,
    pub note: Option<String>,
    pub tags: Vec<String>,
    /// What the person marked of the text, in its order.
    pub highlights: Vec<Highlight>,
    /// How far it was read: the block at the top of the screen, 0 at first.
    pub position: u32,
    /// The text, laid out but not wrapped; `None` where only title and link
    /// came.
    pub document: Option<Document>,
    /// A word on where the text comes from: `kept: the feed's summary`.
    pub origin: String,
    /// How its article stands, where it was asked for.
    pub article: Option<Fate>,
    /// The text that is not shown where there are two: the feed's own, and
    /// the publisher's article.
    pub other: Option<Box<Text>>,
}

/// A text of a work beside the one that shows, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub document: Document,
    pub origin: String,
}

impl Work {
    /// Whether there is more of it than title, note and links.
    pub fn has_text(&self) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|document| !document.blocks.is_empty())
    }

    /// Shows the other text, where there is one; whether there is.
    pub fn turn_over(&mut self) -> bool {
        let Some(other) = &mut self.other else {
            return false;
        };
        std::mem::swap(&mut other.origin, &mut self.origin);
        let shown = self.document.take().unwrap_or_default();
        self.document = Some(std::mem::replace(&mut other.document, shown));
        true
    }

    /// Takes what the page of its article states and no source does.
    pub fn fill_from(&mut self, stated: Stated) {
        if self.authors.is_empty() {
            self.authors = stated.authors;
        }
        self.journal = self.journal.take().or(stated.journal);
        self.details.fill(Details {
            volume: stated.volume,
            issue: stated.issue,
            first_page: stated.first_page,
            last_page: stated.last_page,
            right_to_left: stated.language.as_deref().is_some_and(is_right_to_left),
            language: stated.language,
            enclosures: stated.pdf.map(Enclosure::of_article).into_iter().collect(),
            ..Details::default()
        });
        for (name, value) in [("doi", stated.doi), ("pmid", stated.pmid)] {
            let has_one = |key: &String| key.split(':').next() == Some(name);
            if let Some(value) = value
                && !self.keys.iter().any(has_one)
            {
                self.keys.insert(0, format!("{name}:{value}"));
            }
        }
    }

    /// The DOI among the keys, if there is one.
    pub fn doi(&self) -> Option<&str> {
        self.keys.iter().find_map(|key| key.strip_prefix("doi:"))
    }
}
