//! When each source is asked, and in what order.
//!
//! Pure: nothing here asks. No two sources of one interval are asked in step
//! for long, since each time is moved a little by a hash of source and time.

use std::collections::HashMap;
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_64;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::domain::id::SourceId;
use crate::domain::intake::Target;
use crate::domain::link;
use crate::domain::time::UtcTime;

/// How often sources are asked where nobody says otherwise.
pub const INTERVAL: Duration = Duration::from_secs(3_600);
/// What a source wishes is heard within these bounds, in seconds.
const SHORTEST_WISH: i64 = 900;
const DAY: i64 = 86_400;
/// The first wait after a failure; doubled with each further one.
const BACK_OFF: i64 = 300;

/// What asking a source taught about when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It answered. Seconds: the least time between asks that the answer or
    /// its feed wishes, and how long the server calls it fresh.
    Answered {
        min_interval: Option<u32>,
        max_age: Option<u32>,
    },
    /// It failed; the server may have said when to come back.
    Failed {
        retry_after: Option<Duration>,
        unreachable: bool,
        gone: bool,
    },
}

/// The sources whose time has come: never asked ones first, then by how long
/// they have been due.
pub fn due(targets: &[Target], now: UtcTime) -> Vec<Target> {
    let mut due: Vec<Target> = targets
        .iter()
        .filter(|target| target.next_try.is_none_or(|next| next <= now))
        .cloned()
        .collect();
    due.sort_by_key(|target| (target.next_try, target.source));
    due
}

/// The same sources in an order that spreads each host's over the whole
/// refresh, so that no host's queue fills the window while others wait.
pub fn spread(targets: Vec<Target>) -> Vec<Target> {
    let host = |target: &Target| {
        let host = link::host(&target.address).unwrap_or_default();
        xxh3_64(host.as_bytes())
    };
    let mut n_of_host: HashMap<u64, u64> = HashMap::new();
    for target in &targets {
        *n_of_host.entry(host(target)).or_default() += 1;
    }
    let mut idx_of_host: HashMap<u64, u64> = HashMap::new();
    let mut placed: Vec<(f64, Target)> = targets
        .into_iter()
        .map(|target| {
            let host = host(&target);
            let idx = idx_of_host.entry(host).or_default();
            let begin = host as f64 / u64::MAX as f64;
            let place = (*idx as f64 + begin) / n_of_host[&host] as f64;
            *idx += 1;
            (place, target)
        })
        .collect();
    placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    placed.into_iter().map(|(_, target)| target).collect()
}

/// When to ask a source again.
///
/// After an answer: the interval, or longer where the source or its server
/// wishes (15 minutes to a day). After a failure: 5 minutes, doubled with each
/// further one, to a day; one that could not be reached at all is tried each
/// hour at the latest, since it may be us who were away; one that says it is
/// gone, each day.
pub fn next_try(target: &Target, heard: Heard, interval: Duration, now: UtcTime) -> UtcTime {
    let interval = i64::try_from(interval.as_secs()).unwrap_or(DAY).max(60);
    let wish = |seconds: Option<i64>| match seconds {
        Some(seconds) if seconds > 0 => seconds.clamp(SHORTEST_WISH, DAY),
        _ => 0,
    };
    match heard {
        Heard::Answered {
            min_interval,
            max_age,
        } => {
            let own = wish(min_interval.or(target.min_interval).map(i64::from));
            let fresh = wish(max_age.map(i64::from));
            let asked = own.max(fresh);
            now.plus(jittered(target.source, now, interval.max(asked)).max(asked))
        }
        Heard::Failed { gone: true, .. } => now.plus(jittered(target.source, now, DAY)),
        Heard::Failed {
            retry_after,
            unreachable,
            ..
        } => {
            let most = match unreachable {
                true => 3_600,
                false => DAY,
            };
            let doubled = BACK_OFF << target.n_failures.min(16);
            let wait = jittered(target.source, now, doubled.min(most));
            let told = retry_after.map(|told| i64::try_from(told.as_secs()).unwrap_or(DAY));
            now.plus(wait.max(wish(told)))
        }
    }
}

/// Up to a tenth more or less, the same for the same source and time.
fn jittered(source: SourceId, now: UtcTime, seconds: i64) -> i64 {
    let hash = xxh3_64_with_seed(&source.0.to_le_bytes(), now.0.cast_unsigned());
    let share = (hash % 2_001) as i64 - 1_000;
    seconds + seconds * share / 10_000
}

/// How long a server calls its answer fresh, from `Cache-Control`, in seconds.
///
/// Source: RFC 9111, section 5.2.2.
pub fn max_age(cache_control: &str) -> Option<u32> {
    let mut age = None;
    for directive in cache_control.split(',') {
        let directive = directive.trim().to_ascii_lowercase();
        if matches!(directive.as_str(), "no-cache" | "no-store") {
            return None;
        }
        if let Some(value) = directive.strip_prefix("max-age=") {
            age = value.trim_matches('"').parse().ok();
        }
    }
    age
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcTime = UtcTime(2_000_000_000);
    const QUIET: Heard = Heard::Answered {
        min_interval: None,
        max_age: None,
    };

    fn target(source: i64) -> Target {
        Target {
            source: SourceId(source),
            ..Target::default()
        }
    }

    fn failed(retry_after: Option<u64>, unreachable: bool, gone: bool) -> Heard {
        Heard::Failed {
            retry_after: retry_after.map(Duration::from_secs),
            unreachable,
            gone,
        }
    }

    /// The wait, over many sources, is within a tenth of what is expected.
    #[track_caller]
    fn check(n_failures: u32, heard: Heard, expected: i64) {
        for source in 0..200 {
            let target = Target {
                n_failures,
                ..target(source)
            };
            let wait = next_try(&target, heard, INTERVAL, NOW).0 - NOW.0;
            let tenth = expected / 10;
            assert!((wait - expected).abs() <= tenth, "{wait} for {expected}");
        }
    }

    #[test]
    fn a_source_that_wishes_nothing_is_asked_each_interval() {
        check(0, QUIET, 3_600);
        let waits: std::collections::HashSet<i64> = (0..100)
            .map(|source| next_try(&target(source), QUIET, INTERVAL, NOW).0)
            .collect();
        assert!(waits.len() > 50, "not in step: {}", waits.len());
    }

    #[test]
    fn wishes_are_heard_within_bounds_and_never_shorten_the_interval() {
        let heard = |min_interval, max_age| Heard::Answered {
            min_interval,
            max_age,
        };
        check(0, heard(Some(60), None), 3_600);
        check(0, heard(None, Some(7_200)), 7_200);
        check(0, heard(Some(14_400), Some(7_200)), 14_400);
        check(0, heard(Some(604_800), None), 86_400);
        let often = Duration::from_secs(120);
        let soon = next_try(&target(1), heard(None, Some(60)), often, NOW);
        assert!(soon.0 - NOW.0 >= 900, "a wish is at least 15 minutes");
        for source in 0..100 {
            let next = next_try(&target(source), heard(Some(7_200), None), INTERVAL, NOW);
            assert!(next.0 - NOW.0 >= 7_200, "chance does not undercut a wish");
        }
    }

    #[test]
    fn a_known_wish_holds_where_the_answer_says_nothing() {
        let target = Target {
            min_interval: Some(7_200),
            ..target(1)
        };
        assert!(next_try(&target, QUIET, INTERVAL, NOW).0 - NOW.0 >= 7_200);
    }

    #[test]
    fn failures_wait_twice_as_long_each_time_to_a_day() {
        for (n_failures, seconds) in [(0, 300), (1, 600), (3, 2_400), (9, 86_400), (999, 86_400)] {
            check(n_failures, failed(None, false, false), seconds);
        }
        check(20, failed(None, true, false), 3_600);
        check(0, failed(None, false, true), 86_400);
    }

    #[test]
    fn a_server_that_says_when_to_come_back_is_believed_up_to_a_day() {
        let wait = |told| next_try(&target(1), failed(Some(told), false, false), INTERVAL, NOW);
        assert!(wait(7_200).0 - NOW.0 >= 7_200);
        assert!(wait(1).0 - NOW.0 >= 900);
        assert!(wait(9_999_999).0 - NOW.0 <= 86_400);
    }

    #[test]
    fn due_are_those_whose_time_has_come_never_asked_ones_first() {
        let at = |source, next_try| Target {
            next_try,
            ..target(source)
        };
        let targets = [
            at(1, Some(NOW)),
            at(2, Some(NOW.plus(1))),
            at(3, Some(NOW.plus(-50))),
            at(4, None),
        ];
        let order: Vec<i64> = due(&targets, NOW).iter().map(|t| t.source.0).collect();
        assert_eq!(order, [4, 3, 1]);
    }

    #[test]
    fn a_host_of_many_sources_is_spread_over_the_whole_refresh() {
        let targets: Vec<Target> = (0..100)
            .map(|source| Target {
                address: match source < 50 {
                    true => format!("https://big.org/{source}"),
                    false => format!("https://small{source}.org/"),
                },
                ..target(source)
            })
            .collect();
        let order = spread(targets);
        assert_eq!(order.len(), 100);
        for quarter in order.chunks(25) {
            let n_big = quarter.iter().filter(|t| t.source.0 < 50).count();
            assert!((5..=20).contains(&n_big), "{n_big} of 25");
        }
        let of_big: Vec<i64> = order
            .iter()
            .map(|t| t.source.0)
            .filter(|source| *source < 50)
            .collect();
        assert!(of_big.is_sorted(), "in their own order");
    }

    #[test]
    fn freshness_is_read_from_cache_control() {
        for (text, expected) in [
            ("max-age=600", Some(600)),
            ("public, Max-Age=\"60\", must-revalidate", Some(60)),
            ("no-cache, max-age=600", None),
            ("private", None),
            ("max-age=soon", None),
        ] {
            assert_eq!(max_age(text), expected, "{text}");
        }
    }
}
