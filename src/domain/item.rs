//! An item: what one source carries about one thing, as read from its answer
//! and cleaned, before anything is known about other sources.

use crate::domain::details::Details;
use crate::domain::ident::Identifier;
use crate::domain::time::UtcTime;

/// What a source's answer says about the source itself. Text is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    pub title: String,
    pub home: Option<String>,
    pub description: String,
    pub language: Option<String>,
    /// The least time between two asks that the source itself wishes, in
    /// seconds (`ttl`, `sy:updatePeriod`).
    pub min_interval: Option<u32>,
    /// When it does not want to be asked (`skipHours`, `skipDays`).
    pub skips: Skips,
    /// From when the answer is, as it or its server says: nothing in it was
    /// published later.
    pub as_of: Option<UtcTime>,
    /// What was recognised: `rss-2.0`, `atom-1.0`, `json-1.1`…
    pub format: String,
}

/// Hours and days of the week, in GMT, at which a source does not want to be
/// asked. A bit each: hour 0 is the lowest, so is Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skips {
    pub hours: u32,
    pub days: u8,
}

impl Skips {
    /// Whether a time lies in a skipped hour or on a skipped day.
    pub fn has(self, time: UtcTime) -> bool {
        let hour = time.0.div_euclid(3_600).rem_euclid(24);
        // 1970-01-01 was a Thursday.
        let day = (time.0.div_euclid(86_400) + 3).rem_euclid(7);
        (self.hours >> hour) & 1 == 1 || (self.days >> day) & 1 == 1
    }
}

/// One entry of a source's answer. Text is clean; HTML is as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Names the entry within its source, the same on every reading: its own
    /// id, else its link, else a hash of what does not change.
    pub key: String,
    /// The id the source gave (guid, `atom:id`), if any.
    pub id: Option<String>,
    /// Plain text, never markup; empty where the source gave none.
    pub title: String,
    /// Absolute, http or https.
    pub link: Option<String>,
    pub published: Option<UtcTime>,
    pub updated: Option<UtcTime>,
    pub authors: Vec<String>,
    /// HTML (or escaped plain text) of the summary and of the whole text.
    pub summary: Option<String>,
    pub content: Option<String>,
    pub identifiers: Vec<Identifier>,
    pub journal: Option<String>,
    pub categories: Vec<String>,
    pub details: Details,
}
