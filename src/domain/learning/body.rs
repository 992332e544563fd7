//! What a body that counts learning asks for, and what the person's own
//! entries come to by its measure.
//!
//! Bodies are data with a date (`bodies.toml`), because their rules change
//! every year. What comes out is a figure and a target side by side, never a
//! verdict; credits of two bodies are never added.

use super::Book;
use super::Day;
use super::Kind;
use super::Period;

/// What a body counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Hours,
    Credits,
}

/// What entries are worth by a body's measure; amounts are hundredths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Worth {
    /// So much an hour, counted in whole steps of minutes of each entry.
    Time { per_hour: u32, step: u32 },
    /// So much a work of a kind, each work once.
    Items(Vec<(Kind, u32)>),
    /// What is recorded here is worth nothing there: only its own certificates
    /// are.
    #[default]
    Nothing,
}

/// A body, as its page said at a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// How settings name it.
    pub id: String,
    pub name: String,
    pub unit: Unit,
    /// Hundredths of the unit in a cycle; `None` where it sets none.
    pub target: Option<u32>,
    /// Years in a cycle.
    pub years: i16,
    /// The first day of any cycle.
    pub begins: Day,
    /// Where the figures stood, and of which date that was; `None`: the page
    /// named none.
    pub page: String,
    pub page_of: Option<String>,
    /// What the body says of reading on one's own.
    pub note: String,
    pub worth: Worth,
    /// At most so many hundredths of it count in a cycle.
    pub most: Option<u32>,
}

/// A figure and a target, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub period: Period,
    /// Hundredths of the unit.
    pub recorded: u32,
}

impl Body {
    /// The cycle that a day lies in.
    pub fn cycle(&self, day: Day) -> Period {
        let years = self.years.max(1);
        let apart = day.year() - self.begins.year();
        let mut from = self.begins.plus_years(apart.div_euclid(years) * years);
        if from > day {
            from = from.plus_years(-years);
        }
        Period {
            from,
            until: from.plus_years(years).before(),
        }
    }

    /// What stands in the cycle of a day, by this body's measure.
    pub fn tally(&self, book: &Book, day: Day) -> Tally {
        let period = self.cycle(day);
        let recorded: u32 = match &self.worth {
            Worth::Nothing => 0,
            Worth::Time { per_hour, step } => {
                let step = (*step).max(1);
                let within = book.within(period);
                let minutes = within.iter().map(|it| it.draft.minutes / step * step);
                minutes.sum::<u32>() * per_hour / 60
            }
            Worth::Items(items) => {
                let worth = |kind: Kind| items.iter().find(|(known, _)| *known == kind);
                let distinct = book.distinct(period).into_iter();
                let each = distinct.filter_map(|it| worth(it.draft.kind));
                each.map(|(_, amount)| amount).sum()
            }
        };
        let recorded = self.most.map_or(recorded, |most| recorded.min(most));
        Tally { period, recorded }
    }

    /// `31.5 of 50 h`, `31.5 h` where there is no target.
    pub fn figure(&self, tally: &Tally) -> String {
        let unit = match self.unit {
            Unit::Hours => "h",
            Unit::Credits => "credits",
        };
        match self.target {
            Some(target) => format!("{} of {} {unit}", amount(tally.recorded), amount(target)),
            None => format!("{} {unit}", amount(tally.recorded)),
        }
    }

    /// What the person recorded by this body's measure, with whose entries it
    /// rests on and how old the rule is. Never a verdict.
    pub fn sentence(&self, tally: &Tally) -> String {
        let page = match (&self.page_of, self.page.is_empty()) {
            (_, true) if self.target.is_none() => "no target is set".to_string(),
            (_, true) => "your own target".to_string(),
            (Some(date), false) => format!("body's page of {date}"),
            (None, false) => "body's page, undated".to_string(),
        };
        format!("you recorded {} (your entries; {page})", self.figure(tally))
    }
}

/// The longest cycle of some bodies that a day lies in; the calendar year
/// where there is none.
pub fn longest_cycle(bodies: &[Body], day: Day) -> Period {
    match bodies.iter().max_by_key(|body| body.years) {
        Some(body) => body.cycle(day),
        None => Period::of_year(day.year()),
    }
}

/// Hundredths as people write them: `31.5`, `50`.
fn amount(hundredths: u32) -> String {
    let whole = hundredths / 100;
    match (hundredths % 100, hundredths % 10) {
        (0, _) => whole.to_string(),
        (part, 0) => format!("{whole}.{}", part / 10),
        (part, _) => format!("{whole}.{part:02}"),
    }
}
