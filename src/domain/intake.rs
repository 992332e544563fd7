//! What a refresh hands to the store: one source's answer, read, matched and
//! ready to be written; and what the store hands to a refresh: whom to ask.

use crate::domain::badge::Badge;
use crate::domain::details::Details;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::item::Skips;
use crate::domain::item::SourceInfo;
use crate::domain::secret::Login;
use crate::domain::time::UtcTime;

/// A source as a refresh needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    pub source: SourceId,
    pub kind: String,
    pub address: String,
    pub title: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// xxh3 of the last body that was read.
    pub body_hash: Option<i64>,
    /// When it is due; `None` where it was never asked.
    pub next_try: Option<UtcTime>,
    /// Failed tries since the last good answer.
    pub n_failures: u32,
    /// Seconds between asks that the source itself wishes.
    pub min_interval: Option<u32>,
    /// Under which name its secret is kept, which is the address it was given
    /// for; `None` where it has none.
    pub secret_name: Option<String>,
    /// What its server is told of us. The store gives none: it knows no secret.
    pub login: Login,
    /// When it does not want to be asked.
    pub skips: Skips,
    /// Answers of 404 in a row.
    pub n_not_found: u32,
    /// Whether it is known to be gone.
    pub gone: bool,
    /// Whether the last try reached nobody: perhaps it was us.
    pub missed: bool,
    /// Until when its host wishes to be left alone.
    pub paused: Option<UtcTime>,
    /// What it is about.
    pub topics: Vec<TopicId>,
}

/// One answer of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    pub source: SourceId,
    /// When it was asked.
    pub tried: UtcTime,
    /// How long the answer took.
    pub millis: u32,
    /// When to ask again.
    pub next_try: UtcTime,
    pub outcome: Outcome,
}

/// How asking went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 304, or the same body as last time.
    Unchanged {
        /// Whether the server said so (304) or the body's hash did.
        by_server: bool,
        validators: Validators,
        /// Where a permanent redirect led.
        moved_to: Option<String>,
    },
    News {
        // Boxed: it is large, and most answers have no news.
        info: Box<SourceInfo>,
        validators: Validators,
        body_hash: i64,
        n_bytes: u64,
        records: Vec<Record>,
        /// One sentence for each entry that could not be used.
        skipped: Vec<String>,
        /// Where a permanent redirect led.
        moved_to: Option<String>,
    },
    Failed {
        /// A sentence part for the health screen: `404 not found`.
        why: String,
        /// Whether it said it is gone for good (410), or has said "not found"
        /// for so long that it is as good as that.
        gone: bool,
        /// Whether no connection could be made at all: perhaps we are offline.
        unreachable: bool,
        /// What else it tells of the source.
        told: Told,
    },
}

/// What a failed try tells of a source, beyond a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// It said 404.
    pub not_found: bool,
    /// It was not asked at all: its host wishes to be left alone.
    pub unasked: bool,
    /// Until when its host wishes to be left alone.
    pub pause: Option<UtcTime>,
    /// The feeds of the web page that came instead: address and title.
    pub offers: Vec<(String, String)>,
}

/// What lets a server say "nothing new"; kept as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// One item, ready to be written. Text is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Names it within its source.
    pub key: String,
    /// Names of its work, strongest first: `doi:…`, `pmid:…`, `url:…`. The
    /// store adds `item:<source>/<key>`.
    pub work_keys: Vec<String>,
    pub title: String,
    pub link: Option<String>,
    pub published: Option<UtcTime>,
    pub authors: Vec<String>,
    pub journal: Option<String>,
    pub details: Details,
    pub badge: Option<Badge>,
    /// What says so: `title says: randomised`.
    pub badge_why: Option<String>,
    pub topics: Vec<TopicId>,
    /// Categories as the source gave them, some of which name topics.
    pub headings: Vec<String>,
    /// The text as the source gave it, HTML.
    pub html: Option<String>,
}

/// What writing one [`Intake`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub source: SourceId,
    /// Works that were not there before.
    pub n_new: u32,
    /// Items of the answer.
    pub n_items: u32,
    pub failed: bool,
    /// Until when it waits: it was not asked, because its server wishes to be
    /// left alone. That is no failure.
    pub waits: Option<UtcTime>,
    /// What the person is to be told of the source, once.
    pub turn: Option<Turn>,
}

/// Sources that were not asked, because their servers wish to be left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    pub n: u32,
    /// When the first of them is asked again.
    pub until: Option<UtcTime>,
}

impl Waits {
    /// Counts one more, where it waits.
    pub fn note(&mut self, waits: Option<UtcTime>) {
        if waits.is_some() {
            self.n += 1;
            self.until = self.until.into_iter().chain(waits).min();
        }
    }

    /// A sentence without its full stop; `None` where nobody waits.
    pub fn words(self, now: UtcTime) -> Option<String> {
        let until = self.until?.until(now);
        Some(match self.n {
            1 => format!("1 waits until {until}, as its server asked"),
            n => format!("{n} wait until {until}, as their servers asked"),
        })
    }
}

/// A turn in the life of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It lives elsewhere now; that can be taken back.
    Moved { title: String, to: String },
    /// It is gone; it stays followed and is asked once a day.
    Gone { title: String },
}
