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
    /// What it calls itself; empty where it never answered.
    pub own: String,
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
    /// Entries of the last body that could not be used.
    pub n_skipped: u32,
    /// Where it lived before a permanent redirect.
    pub moved_from: Option<String>,
    /// A permanent redirect that was not followed.
    pub moving_to: Option<Moving>,
    /// The feeds of a web page that came instead of this one: address, title.
    pub offers: Vec<(String, String)>,
    /// How many works of a day, of those that it alone brings, a timeline shows
    /// of it; the rest of the day is folded. `None`: all.
    pub daily: Option<u32>,
    /// When its newest item was published.
    pub newest: Option<UtcTime>,
}

/// A permanent redirect that did not move the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    pub to: String,
    pub why: Stays,
}

/// Why a source stays where it is although it is redirected for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It was said once only.
    SaidOnce,
    /// The person took that move back.
    TakenBack,
    /// A source of this title lives there already.
    Taken(String),
}

/// Reads how many works of a day a timeline shows of a source: a number from
/// 1, or `none`, `all` or nothing for all.
///
/// # Errors
///
/// A sentence part where it is neither.
pub fn read_daily(text: &str) -> Result<Option<u32>, String> {
    let text = text.trim();
    match text.to_lowercase().as_str() {
        "" | "none" | "all" => return Ok(None),
        "0" => {
            return Err("0 would hide it unseen; mute or unfollow it instead".into());
        }
        _ => {}
    }
    match text.parse() {
        Ok(n) => Ok(Some(n)),
        Err(_) => Err(format!(
            "{text:?} is no number a day; 5 is one, none is no limit"
        )),
    }
}

/// No source is left alone for longer, in seconds: a day, and a tenth of it by
/// chance. A time further ahead was written by a wrong clock.
pub const LONGEST_WAIT: i64 = 86_400 + 8_640;

impl Source {
    /// How many of its good answers were a 304, of a hundred.
    pub fn unchanged_percent(&self) -> u64 {
        u64::from(self.n_unchanged) * 100 / u64::from(self.n_answers.max(1))
    }

    /// When it is due, unless that is now or nobody knows.
    pub fn waits_until(&self, now: UtcTime) -> Option<UtcTime> {
        self.next_try
            .filter(|next| *next > now && *next <= now.plus(LONGEST_WAIT))
    }
}

#[cfg(test)]
mod tests {
    use super::read_daily;

    #[test]
    fn a_limit_is_a_number_from_one_or_none() {
        for (text, daily) in [
            ("5", Some(5)),
            (" 12 ", Some(12)),
            ("none", None),
            ("", None),
        ] {
            assert_eq!(read_daily(text), Ok(daily), "{text}");
        }
        for odd in ["0", "-1", "5.5", "five", "99999999999"] {
            assert!(read_daily(odd).is_err(), "{odd}");
        }
    }
}
