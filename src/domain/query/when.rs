//! A point in time as people say it in a query: `7d`, `2025-11-01`, `today`.
//!
//! Days begin at 00:00 UTC, as most feeds date what they publish.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::time::UtcTime;

/// What people may write, for a message.
pub const SPELLINGS: &str = "12h, 7d, 2w, 3mo, 1y, today, yesterday, 2025, 2025-11, 2025-11-01";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// So long ago.
    Ago(u32, Unit),
    Today,
    Yesterday,
    Year(i16),
    Month(i16, i8),
    Day(i16, i8, i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    /// 30 days.
    Month,
    /// 365 days.
    Year,
}

/// As the ages in a row are written.
const UNITS: [(Unit, &str, i64); 6] = [
    (Unit::Minute, "m", 60),
    (Unit::Hour, "h", 3_600),
    (Unit::Day, "d", 86_400),
    (Unit::Week, "w", 7 * 86_400),
    (Unit::Month, "mo", 30 * 86_400),
    (Unit::Year, "y", 365 * 86_400),
];

const DAY: i64 = 86_400;

impl When {
    /// Reads one of [`SPELLINGS`]; `None` for anything else, days that are in
    /// no calendar among it.
    pub fn parse(text: &str) -> Option<When> {
        match text.to_ascii_lowercase().as_str() {
            "today" => return Some(When::Today),
            "yesterday" => return Some(When::Yesterday),
            _ => {}
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at(digits);
        let unit = rest.to_ascii_lowercase();
        if let Some((unit, _, _)) = UNITS.iter().find(|(_, name, _)| *name == unit) {
            return Some(When::Ago(number.parse().ok()?, *unit));
        }
        if !text.is_ascii() {
            return None;
        }
        let parts: Vec<&str> = text.split('-').collect();
        if !parts
            .iter()
            .all(|it| it.bytes().all(|b| b.is_ascii_digit()))
        {
            return None;
        }
        let lengths: Vec<usize> = parts.iter().map(|it| it.len()).collect();
        if lengths != [4, 2, 2][..lengths.len().min(3)] {
            return None;
        }
        let year = parts.first()?.parse().ok()?;
        let month = parts.get(1).map(|it| it.parse::<i8>()).transpose().ok()?;
        let day = parts.get(2).map(|it| it.parse::<i8>()).transpose().ok()?;
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(match (month, day) {
            (None, _) => When::Year(year),
            (Some(month), None) => When::Month(year, month),
            (Some(month), Some(day)) => When::Day(year, month, day),
        })
    }

    /// Whether it means another time tomorrow.
    pub fn is_relative(self) -> bool {
        matches!(self, When::Ago(..) | When::Today | When::Yesterday)
    }

    /// The time meant; of a day, a month or a year its first second.
    pub fn at(self, now: UtcTime) -> UtcTime {
        let midnight = now.plus(-now.0.rem_euclid(DAY));
        match self {
            When::Ago(n, unit) => {
                let found = UNITS.iter().find(|(known, _, _)| *known == unit);
                let seconds = found.map_or(0, |(_, _, seconds)| *seconds);
                now.plus(-(i64::from(n) * seconds))
            }
            When::Today => midnight,
            When::Yesterday => midnight.plus(-DAY),
            When::Year(year) => first_second(year, 1, 1),
            When::Month(year, month) => first_second(year, month, 1),
            When::Day(year, month, day) => first_second(year, month, day),
        }
    }
}

/// Dates that are none do not get here; they would mean the beginning of time.
fn first_second(year: i16, month: i8, day: i8) -> UtcTime {
    Date::new(year, month, day)
        .and_then(|date| date.to_zoned(TimeZone::UTC))
        .map_or(UtcTime(0), |zoned| UtcTime(zoned.timestamp().as_second()))
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Ago(n, unit) => {
                let found = UNITS.iter().find(|(known, _, _)| known == unit);
                write!(f, "{n}{}", found.map_or("", |(_, name, _)| name))
            }
            When::Today => f.write_str("today"),
            When::Yesterday => f.write_str("yesterday"),
            When::Year(year) => write!(f, "{year:04}"),
            When::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            When::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SPELLINGS;
    use super::When;
    use crate::domain::time::UtcTime;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let now = UtcTime::parse("2026-03-05T10:30:00Z").unwrap();
        let when = When::parse(text).unwrap();
        assert_eq!(when.at(now).rfc3339(), expected, "{text}");
        assert_eq!(When::parse(&when.to_string()), Some(when), "{text}");
    }

    #[test]
    fn spans_count_back_from_now() {
        check("30m", "2026-03-05T10:00:00Z");
        check("12h", "2026-03-04T22:30:00Z");
        check("7d", "2026-02-26T10:30:00Z");
        check("2W", "2026-02-19T10:30:00Z");
        check("3mo", "2025-12-05T10:30:00Z");
        check("1y", "2025-03-05T10:30:00Z");
    }

    #[test]
    fn days_months_and_years_begin_with_their_first_second() {
        check("2025-11-01", "2025-11-01T00:00:00Z");
        check("2025-11", "2025-11-01T00:00:00Z");
        check("2025", "2025-01-01T00:00:00Z");
        check("today", "2026-03-05T00:00:00Z");
        check("Yesterday", "2026-03-04T00:00:00Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for odd in [
            "",
            "d",
            "soon",
            "é",
            "-1d",
            "2025-13",
            "2025-02-30",
            "25",
            "2025-1-1",
            "2025-11-",
            "2025-11-01-02",
            "99999999999d",
            "7 d",
            "1é",
            "2025-11-0１",
        ] {
            assert_eq!(When::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn every_spelling_that_is_told_is_understood() {
        for spelling in SPELLINGS.split(", ") {
            assert!(When::parse(spelling).is_some(), "{spelling}");
        }
    }
}
