//! Points in time, and how ages are written. The clock itself is not here:
//! time arrives from outside.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What tells the time: the system's clock, or a fixed one in a test.
pub type Clock = Arc<dyn Fn() -> UtcTime + Send + Sync>;

/// Seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcTime(pub i64);

impl UtcTime {
    /// Reads RFC 3339 (`2025-11-18T10:44:00Z`).
    pub fn parse(text: &str) -> Option<UtcTime> {
        let timestamp: jiff::Timestamp = text.trim().parse().ok()?;
        Some(UtcTime(timestamp.as_second()))
    }

    /// As RFC 3339 in UTC, or the plain number where no calendar reaches.
    pub fn rfc3339(self) -> String {
        match jiff::Timestamp::from_second(self.0) {
            Ok(timestamp) => timestamp.to_string(),
            Err(_) => self.0.to_string(),
        }
    }

    /// This time moved by so many seconds, stopping at the ends.
    pub fn plus(self, seconds: i64) -> UtcTime {
        UtcTime(self.0.saturating_add(seconds))
    }

    /// Age in one short word: `5m 2h 3d 2w 4mo 5y`; `now` under a minute and
    /// for what lies ahead. Source: ux rule 11.
    pub fn age(self, now: UtcTime) -> String {
        let seconds = now.0.saturating_sub(self.0);
        let days = seconds / 86_400;
        match seconds {
            ..60 => "now".to_string(),
            60..3_600 => format!("{}m", seconds / 60),
            3_600..86_400 => format!("{}h", seconds / 3_600),
            _ if days < 7 => format!("{days}d"),
            _ if days < 60 => format!("{}w", days / 7),
            _ if days < 730 => format!("{}mo", days / 30),
            _ => format!("{}y", days / 365),
        }
    }

    /// The day in the person's zone, `2025-11-18`.
    pub fn day(self) -> String {
        let local = self.local();
        local.split(' ').next().unwrap_or_default().to_string()
    }

    /// The first second of its day in the person's zone, and of the day after:
    /// 23 to 25 hours where clocks are turned. UTC days where no calendar
    /// reaches.
    pub fn day_bounds(self) -> (UtcTime, UtcTime) {
        self.day_bounds_in(&TimeZone::system())
    }

    fn day_bounds_in(self, zone: &TimeZone) -> (UtcTime, UtcTime) {
        let bounds = || -> Result<(UtcTime, UtcTime), jiff::Error> {
            let time = Timestamp::from_second(self.0)?.to_zoned(zone.clone());
            let first = time.start_of_day()?;
            let next = first.tomorrow()?.start_of_day()?;
            let second = |time: jiff::Zoned| UtcTime(time.timestamp().as_second());
            Ok((second(first), second(next)))
        };
        bounds().unwrap_or_else(|_| {
            let first = self.0.div_euclid(86_400).saturating_mul(86_400);
            (UtcTime(first), UtcTime(first).plus(86_400))
        })
    }

    /// A time that comes: `10:44` where that is today in the person's zone, else
    /// as [`UtcTime::local`].
    pub fn until(self, now: UtcTime) -> String {
        let whole = self.local();
        match (whole.split_once(' '), self.day() == now.day()) {
            (Some((_, clock)), true) => clock.to_string(),
            _ => whole,
        }
    }

    /// Date and time in the person's zone, `2025-11-18 10:44`.
    pub fn local(self) -> String {
        match jiff::Timestamp::from_second(self.0) {
            Ok(timestamp) => timestamp
                .to_zoned(jiff::tz::TimeZone::system())
                .strftime("%Y-%m-%d %H:%M")
                .to_string(),
            Err(_) => self.0.to_string(),
        }
    }
}

/// What the person's zone is called, so that a change of it is noticed; where
/// it has no name, how far it is from UTC in winter and in summer.
pub fn zone_name() -> String {
    let zone = TimeZone::system();
    if let Some(name) = zone.iana_name() {
        return name.to_string();
    }
    const WINTER_AND_SUMMER: [i64; 2] = [1_767_225_600, 1_782_864_000];
    let offsets = WINTER_AND_SUMMER.map(|second| {
        let time = Timestamp::from_second(second).unwrap_or_default();
        zone.to_offset(time).to_string()
    });
    offsets.join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::UtcTime;

    #[test]
    fn a_day_is_as_long_as_the_clocks_say() {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        for (time, first, hours) in [
            // Still the 1st in UTC, the 2nd in Berlin.
            ("2026-02-01T23:30:00Z", "2026-02-01T23:00:00Z", 24),
            ("2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", 23),
            ("2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", 25),
            ("1969-12-31T23:30:00Z", "1969-12-31T23:00:00Z", 24),
        ] {
            let time = UtcTime::parse(time).unwrap();
            let (from, to) = time.day_bounds_in(&zone);
            assert_eq!(from.rfc3339(), first);
            assert_eq!(to, from.plus(hours * 3_600), "{first}");
        }
        let (from, to) = UtcTime(i64::MAX).day_bounds_in(&zone);
        assert!(from < to && from.0 % 86_400 == 0);
    }

    #[test]
    fn ages_grow_from_minutes_to_years() {
        let now = UtcTime(2_000_000_000);
        for (seconds, age) in [
            (-5, "now"),
            (59, "now"),
            (60, "1m"),
            (3_599, "59m"),
            (7_200, "2h"),
            (86_400, "1d"),
            (6 * 86_400, "6d"),
            (14 * 86_400, "2w"),
            (61 * 86_400, "2mo"),
            (729 * 86_400, "24mo"),
            (5 * 365 * 86_400, "5y"),
        ] {
            assert_eq!(now.plus(-seconds).age(now), age, "{seconds} seconds");
        }
    }

    #[test]
    fn a_time_survives_being_written_and_read() {
        let time = UtcTime(1_763_462_640);
        assert_eq!(UtcTime::parse(&time.rfc3339()), Some(time));
        assert_eq!(time.rfc3339(), "2025-11-18T10:44:00Z");
    }
}
