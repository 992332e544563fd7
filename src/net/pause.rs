//! Waiting where a server asks us to.
//!
//! The reading of `Retry-After` is pure; [`Pauses`] remembers, while the
//! program runs, until when each host wants to be left alone.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

/// No server silences a source for longer.
const LONGEST: Duration = Duration::from_secs(86_400);
/// What "too many requests" means where no time is given.
const UNSAID: Duration = Duration::from_secs(60);

/// How long the server asks us to wait, from its `Retry-After` header; `now`
/// is in seconds since 1970 UTC, best taken from the same answer's `Date`.
///
/// Reads seconds and the date form. `None` for anything unreadable: the caller
/// then waits its usual time. Never longer than a day, so that one mistaken
/// server cannot silence a journal for good; a date gone by is zero.
///
/// Source: RFC 9110, section 10.2.3.
pub fn retry_after(value: &str, now: i64) -> Option<Duration> {
    let value = value.trim();
    let seconds = match value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // Digits that overflow mean: very long.
        true => value.parse().unwrap_or(u64::MAX),
        false => u64::try_from(http_date(value)?.saturating_sub(now)).unwrap_or(0),
    };
    Some(Duration::from_secs(seconds).min(LONGEST))
}

/// Reads a date as HTTP writes it, `Sun, 06 Nov 1994 08:49:37 GMT`, as seconds
/// since 1970 UTC. The two obsolete forms are not read.
///
/// Source: RFC 9110, section 5.6.7.
pub fn http_date(text: &str) -> Option<i64> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split_ascii_whitespace();
    let day: i64 = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    .iter()
    .position(|name| *name == month)? as i64
        + 1;
    let year: i64 = parts.next()?.parse().ok()?;
    let mut clock = parts.next()?.split(':').map(str::parse::<i64>);
    let (hour, minute, second) = (
        clock.next()?.ok()?,
        clock.next()?.ok()?,
        clock.next()?.ok()?,
    );
    let in_range = (1..=31).contains(&day)
        && (1970..=9999).contains(&year)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !in_range || parts.next() != Some("GMT") {
        return None;
    }
    // Days from civil: years begin in March, so that the leap day is last.
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468;
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The wait that an answer asks its host's other requests to keep, if any.
pub fn asked_by(
    status: u16,
    retry: Option<&str>,
    date: Option<&str>,
    now: i64,
) -> Option<Duration> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let now = date.and_then(http_date).unwrap_or(now);
    match retry.and_then(|value| retry_after(value, now)) {
        Some(wait) => Some(wait),
        // A 503 may concern one page; a 429 concerns whoever asks.
        None if status == 429 => Some(UNSAID),
        None => None,
    }
}

/// Until when each host wants to be left alone.
#[derive(Debug, Default)]
pub struct Pauses {
    until: Mutex<HashMap<String, Instant>>,
}

impl Pauses {
    /// Notes that a host asked for a wait; a longer one that stands, stands.
    pub fn note(&self, host: &str, wait: Duration, now: Instant) {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.retain(|_, end| *end > now);
        let end = now + wait.min(LONGEST);
        let kept = until.entry(host.to_string()).or_insert(end);
        *kept = end.max(*kept);
    }

    /// How long a host still wants to be left alone.
    pub fn left(&self, host: &str, now: Instant) -> Option<Duration> {
        let until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until.get(host)?.saturating_duration_since(now);
        match left.is_zero() {
            true => None,
            false => Some(left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: Option<u64>) {
        // 1994-11-06 08:49:37 UTC, the date of RFC 9110.
        let waits = retry_after(value, 784_111_777);
        assert_eq!(waits, expected.map(Duration::from_secs), "{value:?}");
    }

    #[test]
    fn seconds_and_dates_are_read_and_bounded_to_a_day() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("999999999999999999999999", Some(86_400));
        check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
        check("Sun, 06 Nov 1994 08:49:00 GMT", Some(0));
        check("Mon, 06 Nov 2094 08:49:37 GMT", Some(86_400));
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        for value in [
            "",
            "soon",
            "-5",
            "1.5",
            "Sun, 06 Nov 1994",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 99:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 PST",
        ] {
            check(value, None);
        }
    }

    #[test]
    fn dates_around_leap_days_are_counted_right() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Tue, 18 Nov 2025 10:44:00 GMT", 1_763_462_640),
        ] {
            assert_eq!(http_date(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn too_many_requests_asks_for_a_minute_where_it_names_no_time() {
        assert_eq!(asked_by(429, None, None, 0), Some(UNSAID));
        assert_eq!(asked_by(503, None, None, 0), None);
        assert_eq!(
            asked_by(503, Some("7"), None, 0),
            Some(Duration::from_secs(7))
        );
        assert_eq!(asked_by(404, Some("7"), None, 0), None);
    }

    #[test]
    fn a_wait_counts_from_the_servers_own_clock() {
        let wait = asked_by(
            429,
            Some("Sun, 06 Nov 1994 08:50:37 GMT"),
            Some("Sun, 06 Nov 1994 08:49:37 GMT"),
            2_000_000_000,
        );
        assert_eq!(wait, Some(Duration::from_secs(60)));
    }

    #[test]
    fn a_pause_ends_and_a_shorter_one_does_not_cut_it() {
        let pauses = Pauses::default();
        let now = Instant::now();
        pauses.note("a.org", Duration::from_secs(60), now);
        pauses.note("a.org", Duration::from_secs(5), now);
        assert_eq!(pauses.left("a.org", now), Some(Duration::from_secs(60)));
        assert_eq!(pauses.left("b.org", now), None);
        assert_eq!(pauses.left("a.org", now + Duration::from_secs(61)), None);
    }
}
