//! Going through what is due: one card at a time, the question first.
//!
//! A round is taken when the screen is entered and does not change under the
//! person's hands; each grade is written at once, so leaving loses nothing.

use crate::app::effect::Ask;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::WorkId;
use crate::domain::review;
use crate::domain::review::Card;
use crate::domain::review::Grade;

/// A round through what is due.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// As they were when the round began.
    pub cards: Vec<Card>,
    /// The card that is shown; past the last when all are done.
    pub at: usize,
    /// Whether the answer is.
    pub shown: bool,
    /// Lines of the answer above the screen.
    pub top: usize,
    /// Whether it is known what is due.
    pub begun: bool,
    /// The overview to take the cards from: an older one may hold a card that
    /// was graded a moment ago.
    pub asked: u64,
}

/// What a card asks where the person wrote no question.
pub const QUESTION: &str = "Say it first: what was found, and what would you do differently?";

/// Seconds a card takes, for the estimate.
const SECONDS: usize = 80;

impl Model {
    /// How many are due now, of a day's number.
    pub fn n_due(&self) -> usize {
        let n_today = self.overview.review.n_today(self.settings.cards_per_day);
        usize::try_from(n_today).unwrap_or(usize::MAX)
    }

    /// How many are due and how long they take; `None` where none is.
    pub fn due_words(&self) -> Option<String> {
        let n = self.n_due();
        let minutes = (n * SECONDS).div_ceil(60);
        let how_long = match minutes {
            1 => "a minute".to_string(),
            n => format!("{n} minutes"),
        };
        match n {
            0 => None,
            1 => Some(format!("1 is due: about {how_long}.")),
            n => Some(format!("{n} are due: about {how_long}.")),
        }
    }

    /// The card that is shown.
    pub fn card(&self) -> Option<&Card> {
        self.round.cards.get(self.round.at)
    }

    /// Minutes that what is left will take, about.
    pub fn round_minutes(&self) -> usize {
        let left = self.round.cards.len().saturating_sub(self.round.at);
        (left * SECONDS).div_ceil(60)
    }

    pub fn is_in_review(&self, work: WorkId) -> bool {
        match self.view() {
            // What is gone through is, and may be in no listing.
            View::Review => self.round.cards.iter().any(|card| card.work == work),
            _ => self.row_of(work).is_some_and(|row| row.in_review),
        }
    }

    /// Asks what is due.
    pub(super) fn begin_round(&mut self) {
        self.ask_overview();
        self.round = Round {
            asked: self.desk.overview_asked,
            ..Round::default()
        };
    }

    /// Takes the round once it is known what is due.
    pub(super) fn take_round(&mut self, generation: u64) {
        let is_due = self.view() == View::Review && generation >= self.round.asked;
        if !is_due || self.round.begun {
            return;
        }
        let due = self.overview.review.today(self.settings.cards_per_day);
        self.round.cards = due.to_vec();
        self.round.begun = true;
        self.show_card(0);
    }

    fn show_card(&mut self, at: usize) {
        self.round.at = at;
        self.round.shown = false;
        self.round.top = 0;
        if let Some(work) = self.card().map(|card| card.work) {
            self.peek(work);
        }
    }

    /// Space: the answer, and behind it Good.
    pub(super) fn show_or_good(&mut self) {
        match (self.card().is_some(), self.round.shown) {
            (false, _) => self.back(),
            (true, false) => self.round.shown = true,
            (true, true) => self.grade_card(Grade::Good),
        }
    }

    pub(super) fn grade_card(&mut self, grade: Grade) {
        let Some(card) = self.card() else {
            return self.say("Nothing is left to grade.");
        };
        let work = card.work;
        if !self.round.shown {
            let text = match self.by_key("review.show", "shows the answer first") {
                words if words.is_empty() => "The answer comes first.".to_string(),
                words => words.trim_start().to_string(),
            };
            return self.say(text);
        }
        let missed = card.clone();
        self.change_quietly(Ask::Grade { work, grade });
        self.show_card(self.round.at + 1);
        let n_lapses =
            missed.n_lapses + u32::from(grade == Grade::Again && missed.memory.is_some());
        if grade == Grade::Again && n_lapses >= review::LEECH {
            let out = self.by_key("review.add", "takes it out");
            let text = format!("Missed {n_lapses} times: does it want another question?{out}");
            self.say_care(text);
        }
    }

    /// A step was taken back: where it was a grade of this round, its card is
    /// shown again.
    pub(super) fn grade_taken_back(&mut self, what: &str) {
        if self.view() == View::Review && what.starts_with("graded ") && self.round.at > 0 {
            self.show_card(self.round.at - 1);
        }
    }

    /// The writer would not have a grade: its card is shown again.
    pub(super) fn grade_refused(&mut self, work: WorkId) {
        let at = self.round.cards.iter().position(|card| card.work == work);
        if self.view() == View::Review
            && let Some(at) = at
        {
            self.show_card(at);
        }
    }

    /// Puts the chosen item into review, asking for a question, or takes it
    /// out.
    pub(super) fn turn_review(&mut self) {
        let Some(work) = self.chosen() else {
            return;
        };
        match self.is_in_review(work) {
            false => self.ask_for(Asked::Question(work), String::new()),
            true => {
                self.change(Ask::SetReview {
                    work,
                    question: None,
                });
                if self.view() == View::Review {
                    self.show_card(self.round.at + 1);
                }
            }
        }
    }
}
