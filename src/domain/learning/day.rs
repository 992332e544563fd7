//! A day of the person's own calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::time::UtcTime;

/// A calendar day, written `2026-03-14`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day of a year, a month from 1 and a day from 1, where there is one.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// The day it is for the person at a time.
    pub fn at(time: UtcTime) -> Day {
        time.day().parse().unwrap_or_default()
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// From 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The same day so many years on; 29 February becomes the 28th.
    pub fn plus_years(self, years: i16) -> Day {
        let year = self.0.year().saturating_add(years);
        let day = Date::new(year, self.0.month(), self.0.day());
        let day = day.or_else(|_| Date::new(year, self.0.month(), 28));
        day.map_or(self, Day)
    }

    pub fn before(self) -> Day {
        self.0.yesterday().map_or(self, Day)
    }

    /// Days from this one to another; negative where that is earlier.
    pub fn days_to(self, other: Day) -> i64 {
        let hours = self.0.duration_until(other.0).as_hours();
        hours / 24
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        let text = text.trim();
        let shaped = text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2;
        match text.parse() {
            Ok(date) if shaped => Ok(Day(date)),
            _ => Err(format!("{text:?} is no day; write it as 2026-03-14")),
        }
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.0)
    }
}
