//! What the store answers with when it is asked for something to show.

use std::fmt;

use crate::domain::badge::Badge;
use crate::domain::id::StepId;
use crate::domain::id::WorkId;
use crate::domain::list::List;
use crate::domain::query::Anchor;
use crate::domain::query::Kept;
use crate::domain::review::Agenda;
use crate::domain::shelf::ShelfCounts;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::domain::work::Row;

/// Rows of a query, newest first, out of one snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageOfRows {
    pub revision: u64,
    pub anchor: Anchor,
    pub rows: Vec<Row>,
    /// Whether nothing of the query lies above the first row, below the last.
    pub at_top: bool,
    pub at_bottom: bool,
    /// The first work of the whole query, where that is known and the newest.
    pub newest: Option<WorkId>,
    /// How many rows of the query lie above the first, where that is cheap to
    /// know.
    pub n_above: Option<u64>,
    /// How many rows the query has, where that is cheap to know.
    pub n_all: Option<u64>,
    /// Why less than everything was searched, if so; a sentence.
    pub caveat: Option<String>,
}

/// Something that was done and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub at: UtcTime,
    /// As a sentence part: `38 marked as read`.
    pub what: String,
}

/// A step that was taken back or done again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// What it was, as a sentence part.
    pub what: String,
    /// The topics (name, shipped id) that the person's own file began with in
    /// this step. That file is no matter of the store: whoever turns the step
    /// turns it too.
    pub topics: Option<Vec<(String, String)>>,
}

/// What taking the last step back came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenBack {
    Nothing,
    Done(Turned),
    /// It stands: it is to be named to the person first.
    Asks(Step),
}

/// Lists, topics and totals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    pub revision: u64,
    pub lists: Vec<List>,
    /// With the unread counts within the query's place.
    pub topics: Vec<Topic>,
    /// Unread works of everything followed, and of the query's place.
    pub n_unread_all: u64,
    pub n_unread_here: u64,
    pub n_saved: u64,
    /// How review of what is saved stands.
    pub review: Box<Agenda>,
    /// Of what is saved, how many of each sort.
    pub shelf: Box<ShelfCounts>,
    /// Of these, how many have their article here, and its bytes.
    pub n_articles: u64,
    pub article_bytes: u64,
    pub n_sources: u64,
    pub n_failing: u64,
    /// When the last good answer of any source came.
    pub fetched: Option<UtcTime>,
    /// When the next source is due.
    pub next_due: Option<UtcTime>,
    /// Whether there is something to undo, to redo.
    pub can_undo: bool,
    pub can_redo: bool,
    /// The newest item of the query's place.
    pub newest_here: Option<UtcTime>,
    pub n_sources_here: u64,
    /// The person's own, by name.
    pub timelines: Vec<Kept>,
    /// What is muted, the oldest mute first, and how many unread works that
    /// keeps out of the timelines.
    pub mutes: Vec<String>,
    pub n_muted: u64,
    /// How many unread works daily limits fold in the query's place.
    pub n_folded: u64,
    /// Works of the last round, and those of them that are unread.
    pub n_round: u64,
    pub n_round_unread: u64,
}

/// How many rows a filter would leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Works of each kind in the place, as many as a filter by it alone shows,
    /// as far as they were counted.
    pub kinds: Vec<(Badge, u64)>,
    /// Works of the place, and those of them that match; where that is cheap
    /// to know.
    pub n_all: Option<u64>,
    pub n_match: Option<u64>,
}

/// How many works a query finds, as far as it was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub n: u64,
    /// Whether there may be more.
    pub more: bool,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.more { "+" } else { "" };
        write!(f, "{}{more}", self.n)
    }
}

/// A feed found at or behind an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub address: String,
    pub title: String,
    pub home: Option<String>,
    pub n_items: u32,
    /// Title of the newest item.
    pub newest: Option<String>,
    /// Whether its server was told the person's secret: then it is this
    /// source's too.
    pub with_secret: bool,
}
