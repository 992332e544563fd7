//! A date, as far as it is known: many papers have a year and a month only.

use serde::Deserialize;
use serde::Serialize;

use crate::domain::time::UtcTime;

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// 1 to 31; `None` where there is no month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
}

impl Day {
    /// Checks the parts; what is out of range is left out from there on.
    pub fn of(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Day> {
        if !(1..=9_999).contains(&year) {
            return None;
        }
        let month = month.filter(|month| (1..=12).contains(month));
        let day = day.filter(|day| month.is_some() && (1..=31).contains(day));
        Some(Day { year, month, day })
    }

    /// The day of a point in time, in UTC.
    pub fn at(time: UtcTime) -> Option<Day> {
        Day::read(&time.rfc3339())
    }

    /// Reads `2025-11-18`, `2025/11/18`, `2025-11`, `2025`, also with a time
    /// behind it.
    pub fn read(text: &str) -> Option<Day> {
        let text = text.trim();
        let date = text.split(['T', ' ']).next().unwrap_or(text);
        let mut parts = date.split(['-', '/', '.']);
        let year = parts.next()?;
        if year.len() != 4 {
            return None;
        }
        let mut next = || parts.next().and_then(|part| part.parse().ok());
        Day::of(year.parse().ok()?, next(), next())
    }

    /// `2025-11-18`, as far as it is known.
    pub fn iso(self) -> String {
        self.joined("-")
    }

    /// Its parts with something between them.
    pub fn joined(self, between: &str) -> String {
        let mut out = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            out.push_str(&format!("{between}{part:02}"));
        }
        out
    }

    /// Its first second, in UTC.
    pub fn begins(self) -> Option<UtcTime> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        UtcTime::parse(&format!("{:04}-{month:02}-{day:02}T00:00:00Z", self.year))
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_date_is_read_as_far_as_it_goes() {
        for (written, iso) in [
            ("2025-11-18", Some("2025-11-18")),
            ("2025/11/18/", Some("2025-11-18")),
            ("2025-11", Some("2025-11")),
            ("2025", Some("2025")),
            ("2025-11-18T10:44:00Z", Some("2025-11-18")),
            ("2025-13-01", Some("2025")),
            ("25-11-18", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(
                Day::read(written).map(Day::iso).as_deref(),
                iso,
                "{written}"
            );
        }
    }
}
