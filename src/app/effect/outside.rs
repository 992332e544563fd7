//! What those tell who ask the network and open links. Data alone.

use crate::domain::answer::Found;
use crate::domain::intake::Turn;
use crate::domain::intake::Waits;
use crate::domain::living::Reading;
use crate::domain::time::UtcTime;

/// What the fetcher tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchNews {
    /// A refresh began or went on.
    Progress {
        n_done: u32,
        n_all: u32,
        n_failed: u32,
        n_new: u32,
    },
    /// A refresh ended. `stopped` where the person stopped it.
    Ended {
        n_all: u32,
        n_good: u32,
        n_failed: u32,
        n_new: u32,
        stopped: bool,
        /// The one that failed, where it was one.
        failed: Option<String>,
        /// Who was not asked, because a server wishes to be left alone.
        waits: Waits,
    },
    /// A refresh did not begin, or an answer was not written; a sentence.
    NotFetched(String),
    /// Sources that moved or are gone, in the refresh that has just ended.
    Turns(Vec<Turn>),
    /// No source answered: there is no network since then.
    Offline(UtcTime),
    Online,
    /// A list that lives elsewhere was asked; its number in the store.
    Living(i64, Reading),
    /// A list that was found at an address, for following.
    List(String, Reading),
    /// What an address holds, for following.
    Feeds {
        address: String,
        found: Result<Vec<Found>, String>,
    },
}

/// How opening a link went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenResult {
    Opened(String),
    /// There is no browser to open it in here; it was copied instead.
    NoBrowser {
        link: String,
    },
    /// The browser could not be started; `why` is a sentence part.
    Failed {
        link: String,
        why: String,
    },
}
