//! Points in time, and how ages are written. The clock itself is not here:
//! time arrives from outside.

use std::sync::Arc;

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

#[cfg(test)]
mod tests {
    use super::UtcTime;

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
