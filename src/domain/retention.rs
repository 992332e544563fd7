//! What of the cache may go with time, and what never does.
//!
//! Only what comes back with a refresh, or came and went long ago, is ever let
//! go; nothing the person kept is, whatever its age. Nothing here deletes.

use crate::domain::time::UtcTime;

/// A shorter age than this cannot be set: a journal club looks back a month.
pub const LEAST_DAYS: u32 = 30;

/// So many of the newest works of each source stay, however old: a silent
/// source is not an empty one.
pub const NEWEST: u32 = 20;

/// How long what the person touched last stays, in days: read half way, or no
/// longer saved, which may be a slip.
const LINGERS: i64 = 30;

const DAY: i64 = 86_400;

/// How old what is cached may become. Everything stays where nothing is set:
/// what was read once can be read again on a plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    days: Option<u32>,
}

/// What is asked of a work before it may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The latest time of what its sources say.
    pub newest: UtcTime,
    /// Saved, noted, under review, in the log, brought, split, joined…
    pub kept: bool,
    /// A source that is followed still carries it; it would only come back.
    pub carried: bool,
    /// It is among the [`NEWEST`] of a source that is followed.
    pub among_newest: bool,
    /// When a mark was last set on it, also one that was taken off.
    pub touched: Option<UtcTime>,
}

impl Retention {
    /// Everything stays.
    pub const NONE: Retention = Retention { days: None };

    /// What is older than so many days may go; 0 for never. `None` where that
    /// is under [`LEAST_DAYS`].
    pub fn of_days(days: u32) -> Option<Retention> {
        match days {
            0 => Some(Retention::NONE),
            LEAST_DAYS.. => Some(Retention { days: Some(days) }),
            _ => None,
        }
    }

    pub fn days(self) -> Option<u32> {
        self.days
    }

    /// What is not older than this stays; `None` where everything does.
    pub fn horizon(self, now: UtcTime) -> Option<UtcTime> {
        Some(now.plus(-DAY * i64::from(self.days?)))
    }

    /// Whether a work may go.
    pub fn lets_go(self, facts: &Facts, now: UtcTime) -> bool {
        let Some(horizon) = self.horizon(now) else {
            return false;
        };
        let lately = now.plus(-DAY * LINGERS);
        facts.newest < horizon
            && !facts.kept
            && !facts.carried
            && !facts.among_newest
            && facts.touched.is_none_or(|touched| touched < lately)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcTime = UtcTime(2_000_000_000);

    fn old() -> Facts {
        Facts {
            newest: NOW.plus(-400 * DAY),
            ..Facts::default()
        }
    }

    #[track_caller]
    fn check(days: u32, facts: Facts, goes: bool) {
        let retention = Retention::of_days(days).unwrap();
        assert_eq!(retention.lets_go(&facts, NOW), goes, "{facts:?}");
    }

    #[test]
    fn only_what_is_old_and_nobodys_goes() {
        check(365, old(), true);
        check(0, old(), false);
        check(401, old(), false);
        let kept = Facts {
            kept: true,
            ..old()
        };
        check(365, kept, false);
        let carried = Facts {
            carried: true,
            ..old()
        };
        check(365, carried, false);
        let among_newest = Facts {
            among_newest: true,
            ..old()
        };
        check(365, among_newest, false);
    }

    #[test]
    fn what_was_touched_lately_lingers() {
        for (days, goes) in [(29, false), (31, true)] {
            let touched = Facts {
                touched: Some(NOW.plus(-days * DAY)),
                ..old()
            };
            check(365, touched, goes);
        }
    }

    #[test]
    fn less_than_a_month_cannot_be_set() {
        assert_eq!(Retention::of_days(29), None);
        assert_eq!(Retention::of_days(0), Some(Retention::NONE));
        assert_eq!(Retention::of_days(30).and_then(Retention::days), Some(30));
    }
}
