//! When to look at a saved thing again.
//!
//! A card is what its events make it: they are kept, it is computed. How long
//! a memory lasts is FSRS's business, with the parameters that the card was
//! begun with; nobody's grades are sent anywhere and none are learned from.
//! There are no steps of minutes: a card that was missed comes back tomorrow,
//! since what is studied here is papers, not vocabulary.
//!
//! Source: FSRS-6, <https://github.com/open-spaced-repetition>; its intervals
//! are those of py-fsrs 6.3.2, which a test compares.

use std::collections::HashSet;

use fsrs::DEFAULT_PARAMETERS;
use fsrs::FSRS;
use fsrs::MemoryState;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;

/// A card missed so often is told: it wants a better question, or none.
pub const LEECH: u32 = 4;

/// How well it was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Again,
    Hard,
    Good,
    Easy,
}

impl Grade {
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    /// The grade of a digit from 1 to 4.
    pub fn of_digit(digit: u8) -> Option<Grade> {
        Grade::ALL.get(usize::from(digit.checked_sub(1)?)).copied()
    }

    pub const fn name(self) -> &'static str {
        match self {
            Grade::Again => "Again",
            Grade::Hard => "Hard",
            Grade::Good => "Good",
            Grade::Easy => "Easy",
        }
    }
}

/// What FSRS knows of one memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until it is remembered with nine chances in ten.
    pub stability: f32,
    /// From 1 to 10.
    pub difficulty: f32,
}

/// Which scheduler, with which numbers. Stored with each card as JSON: names
/// here never change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheduler {
    pub name: String,
    /// How likely a card should be known when it is due.
    pub retention: f32,
    pub parameters: Vec<f32>,
}

impl Default for Scheduler {
    fn default() -> Scheduler {
        Scheduler {
            name: "FSRS-6, fsrs 6.6".to_string(),
            retention: 0.9,
            parameters: DEFAULT_PARAMETERS.to_vec(),
        }
    }
}

/// What a grade leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    pub memory: Memory,
    /// At least one.
    pub days: u32,
}

impl Scheduler {
    /// What each grade leads to, so many whole days after the last review.
    ///
    /// # Errors
    ///
    /// A sentence where the stored numbers mean nothing to FSRS.
    pub fn next(&self, memory: Option<Memory>, days: u32) -> Result<[Next; 4], String> {
        let said = |error| format!("the scheduler {} cannot be used: {error}", self.name);
        let fsrs = FSRS::new(&self.parameters).map_err(said)?;
        let memory = memory.map(|memory| MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        });
        let next = fsrs
            .next_states(memory, self.retention, days)
            .map_err(said)?;
        Ok(
            [next.again, next.hard, next.good, next.easy].map(|state| Next {
                memory: Memory {
                    stability: state.memory.stability,
                    difficulty: state.memory.difficulty,
                },
                // A hundred years are as good as for ever.
                days: state.interval.round().clamp(1.0, 36_500.0) as u32,
            }),
        )
    }
}

/// What was done to a card. Stored as JSON: names here never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Put into review, with the person's own question or none.
    In {
        question: String,
    },
    /// Taken out; what was learned of it stays.
    Out,
    Grade(Grade),
    /// Another event, this id, does not count.
    Undo {
        event: i64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: i64,
    pub at: UtcTime,
    pub deed: Deed,
}

/// A card as its events make it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The work it is about; not of the events.
    pub work: WorkId,
    pub scheduler: Scheduler,
    pub active: bool,
    pub question: String,
    pub due: UtcTime,
    pub last: Option<UtcTime>,
    pub memory: Option<Memory>,
    pub n_reviews: u32,
    /// How often it was missed after it had been known.
    pub n_lapses: u32,
}

impl Card {
    /// What each grade would lead to now.
    ///
    /// # Errors
    ///
    /// As [`Scheduler::next`].
    pub fn next(&self, now: UtcTime) -> Result<[Next; 4], String> {
        let since = self.last.map_or(0, |last| now.0.saturating_sub(last.0));
        let days = u32::try_from(since / 86_400).unwrap_or(0);
        self.scheduler.next(self.memory, days)
    }

    /// Whether it is due, to the minute: the screen's clock ticks once in one,
    /// and what was put into review a moment ago is due now.
    pub fn is_due(&self, now: UtcTime) -> bool {
        self.due <= due_until(now)
    }

    pub fn is_leech(&self) -> bool {
        self.n_lapses >= LEECH
    }
}

/// Makes a card of its events, in the order in which they happened.
///
/// # Errors
///
/// As [`Scheduler::next`].
pub fn replay(events: &[Event], scheduler: &Scheduler) -> Result<Card, String> {
    let mut cancelled = HashSet::new();
    for event in events.iter().rev() {
        if let Deed::Undo { event: other } = event.deed
            && !cancelled.contains(&event.id)
        {
            cancelled.insert(other);
        }
    }
    let mut card = Card {
        scheduler: scheduler.clone(),
        ..Card::default()
    };
    let mut begun = false;
    for event in events.iter().filter(|event| !cancelled.contains(&event.id)) {
        match &event.deed {
            Deed::In { question } => {
                card.active = true;
                card.question.clone_from(question);
                if !begun {
                    card.due = event.at;
                }
                begun = true;
            }
            Deed::Out => card.active = false,
            Deed::Grade(grade) => {
                let next = card.next(event.at)?[*grade as usize];
                if *grade == Grade::Again && card.memory.is_some() {
                    card.n_lapses += 1;
                }
                card.memory = Some(next.memory);
                card.last = Some(event.at);
                card.due = event.at.plus(i64::from(next.days) * 86_400);
                card.n_reviews += 1;
            }
            Deed::Undo { .. } => {}
        }
    }
    Ok(card)
}

/// What falls due no later than this is due now.
pub fn due_until(now: UtcTime) -> UtcTime {
    now.plus(60)
}

/// How review stands at a moment: all of it as numbers, and the cards whose
/// turn it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// Of when.
    pub at: UtcTime,
    /// Under review, due or not.
    pub n_all: u64,
    /// Due.
    pub n_waiting: u64,
    /// Seen today.
    pub n_done: u64,
    /// When the first of what is not due will be.
    pub next: Option<UtcTime>,
    /// What is due, longest due first; no more than were asked for.
    pub cards: Vec<Card>,
}

impl Agenda {
    /// How many are due now, no more than are left of a day's number.
    pub fn n_today(&self, per_day: u32) -> u64 {
        self.n_waiting
            .min(u64::from(per_day).saturating_sub(self.n_done))
    }

    /// And which.
    pub fn today(&self, per_day: u32) -> &[Card] {
        let n = usize::try_from(self.n_today(per_day)).unwrap_or(usize::MAX);
        &self.cards[..n.min(self.cards.len())]
    }

    /// Whether time alone made another one of it: a card fell due, or a day
    /// began.
    pub fn is_over(&self, now: UtcTime) -> bool {
        let is_known = self.at != UtcTime::default();
        is_known
            && self.n_all > 0
            && (self.next.is_some_and(|next| next <= due_until(now)) || self.at.day() != now.day())
    }
}

/// An interval as people say it: `1 day`, `25 days`, `2 months`, `3 years`.
pub fn in_words(days: u32) -> String {
    let (n, unit) = match days {
        0..=60 => (days, "day"),
        61..=730 => ((days + 15) / 30, "month"),
        _ => ((days + 182) / 365, "year"),
    };
    match n {
        1 => format!("1 {unit}"),
        n => format!("{n} {unit}s"),
    }
}

#[cfg(test)]
mod tests;
