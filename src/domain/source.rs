//! A source: one feed or account, what it is called and how it is doing.

use crate::domain::id::SourceId;
use crate::domain::time::UtcTime;

/// What is needed to follow a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSource {
    /// The `SourceKind::id` that reads it; `feed` for now.
    pub kind: String,
    /// Where it is fetched.
    pub address: String,
    /// What it calls itself, or what an OPML file calls it; may be empty.
    pub title: String,
    /// Its page for people.
    pub home: Option<String>,
    /// Attributes of an OPML outline that rounds does not use but gives back.
    pub extra: Vec<(String, String)>,
}

/// How a source is doing, from the refreshes so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Never asked.
    #[default]
    New,
    /// The last answer was good.
    Good,
    /// It answers, but slowly or with something odd.
    Odd,
    /// The last try failed; what came before is kept.
    Failing,
    /// It said it is gone for good, or kept saying "not found".
    Gone,
}

/// A source as the lists pane, the health screen and `rounds sources` show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub id: SourceId,
    pub kind: String,
    pub address: String,
    /// The person's own name for it, else its own, else its host. Never empty.
    pub title: String,
    pub home: Option<String>,
    pub extra: Vec<(String, String)>,
    pub standing: Standing,
    /// When the last good answer came.
    pub last_good: Option<UtcTime>,
    pub last_tried: Option<UtcTime>,
    /// When it is due again.
    pub next_try: Option<UtcTime>,
    /// Tries since the last good answer, at least 1 once it was asked.
    pub n_tries: u32,
    /// What the last try said, in words: `not changed (304)`, `new 3`,
    /// `404 not found`.
    pub what: String,
    pub n_items: u32,
    pub n_unread: u32,
    /// Mean time of an answer, in milliseconds.
    pub mean_ms: u32,
    /// Size of the last body, in bytes after decompression.
    pub n_bytes: u64,
    /// Answers so far, and how many of them were 304.
    pub n_answers: u32,
    pub n_unchanged: u32,
    /// Where it lived before a permanent redirect.
    pub moved_from: Option<String>,
    /// When its newest item was published.
    pub newest: Option<UtcTime>,
}
