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
use crate::domain::item::Skips;
use crate::domain::link;
use crate::domain::source::LONGEST_WAIT;
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
        /// When the feed does not want to be asked, where it was read.
        skips: Option<Skips>,
    },
    /// It failed; the server may have said when to come back.
    Failed {
        retry_after: Option<Duration>,
        unreachable: bool,
        gone: bool,
    },
}

/// So many answers of 404 in a row are as good as a 410.
const GONE_AFTER: u32 = 10;
/// After a sleep or a jump of the clock, what became due meanwhile is asked
/// over so many seconds.
const SPREAD: i64 = 600;

/// The sources whose time has come: never asked ones first, then by how long
/// they have been due. Those whose host wishes to be left alone are not.
///
/// A time further ahead than we ever wait was written by a wrong clock: nobody
/// knows how long that source has been due, so it is.
pub fn due(targets: &[Target], now: UtcTime) -> Vec<Target> {
    let mut due: Vec<Target> = targets
        .iter()
        .filter(|target| match target.next_try {
            None => true,
            Some(next) => next <= now || next > now.plus(LONGEST_WAIT),
        })
        .filter(|target| pause_left(target, now).is_none())
        .cloned()
        .collect();
    due.sort_by_key(|target| (target.next_try, target.source));
    due
}

/// Of those due, the ones whose turn it is, where the clock jumped or the
/// machine slept until `since`: each waits its own share of ten minutes, so
/// that waking up asks nobody in a storm.
pub fn spread_since(mut due: Vec<Target>, since: UtcTime, now: UtcTime) -> Vec<Target> {
    let past = now.0.saturating_sub(since.0);
    // Before `since` means that the clock jumped again: nothing to spread by.
    if (0..SPREAD).contains(&past) {
        due.retain(|target| share(target.source, since, SPREAD) <= past);
    }
    due
}

/// Whether the clock went another way than the time that passed: back, or
/// ahead by minutes, as after a sleep. `passed` is in seconds of a clock that
/// nobody sets and that a sleep may stop.
pub fn jumped(before: UtcTime, now: UtcTime, passed: i64) -> bool {
    let went = now.0.saturating_sub(before.0);
    !(-300..=180).contains(&went.saturating_sub(passed))
}

/// How long a target's host still wishes to be left alone.
pub fn pause_left(target: &Target, now: UtcTime) -> Option<Duration> {
    let left = target.paused?.0.saturating_sub(now.0);
    match (1..=LONGEST_WAIT).contains(&left) {
        true => u64::try_from(left).ok().map(Duration::from_secs),
        false => None,
    }
}

/// Whether an answer of this status tells that a source is gone: 410, or one
/// 404 more than anybody explains with an accident.
pub fn is_gone(target: &Target, status: u16) -> bool {
    match status {
        410 => true,
        404 => target.gone || target.n_not_found + 1 >= GONE_AFTER,
        _ => target.gone,
    }
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
/// gone, each day. Out of the hours and days that the feed asks to skip, but
/// never more than a day away.
pub fn next_try(target: &Target, heard: Heard, interval: Duration, now: UtcTime) -> UtcTime {
    let skips = match heard {
        Heard::Answered {
            skips: Some(skips), ..
        } => skips,
        _ => target.skips,
    };
    out_of_skips(wanted(target, heard, interval, now), target, skips, now)
}

/// The first moment from `next` on that lies in no skipped hour or day; within
/// that hour by chance, so that those who skip the same are not asked in step.
fn out_of_skips(next: UtcTime, target: &Target, skips: Skips, now: UtcTime) -> UtcTime {
    if !skips.has(next) {
        return next;
    }
    let latest = now.plus(DAY).max(next);
    let hour = next.0.div_euclid(3_600);
    (1..=24)
        .map(|later| UtcTime((hour + later) * 3_600))
        .find(|time| !skips.has(*time))
        .map_or(latest, |time| time.plus(share(target.source, now, 1_800)))
        .min(latest)
}

fn wanted(target: &Target, heard: Heard, interval: Duration, now: UtcTime) -> UtcTime {
    let interval = i64::try_from(interval.as_secs()).unwrap_or(DAY).max(60);
    let wish = |seconds: Option<i64>| match seconds {
        Some(seconds) if seconds > 0 => seconds.clamp(SHORTEST_WISH, DAY),
        _ => 0,
    };
    match heard {
        Heard::Answered {
            min_interval,
            max_age,
            skips: _,
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
            let told = wish(told);
            // Those of one host were all told the same moment.
            let told = told + share(target.source, now, told / 20 + 1);
            now.plus(wait.max(told))
        }
    }
}

/// A part of so many seconds by chance, the same for the same source and time.
fn share(source: SourceId, time: UtcTime, of: i64) -> i64 {
    let hash = xxh3_64_with_seed(&source.0.to_be_bytes(), time.0.cast_unsigned());
    (hash % of.max(1).cast_unsigned()).cast_signed()
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
mod tests;
