//! A round: a finite list of what is unread, with an end that says so.
//!
//! What it holds is picked by the store; here it is a place like another, which
//! knows how far one has come.

use crate::app::effect::Ask;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::query::Place;
use crate::domain::round;

impl Model {
    /// `g o`: on with the round there is, or a new one.
    pub(super) fn open_round(&mut self) {
        if self.overview.n_round_unread == 0 {
            self.change(Ask::BeginRound {
                minutes: round::MINUTES,
            });
            return;
        }
        let is_here = self.view() == View::Timeline && self.is_in_round();
        self.go_place(Place::Round);
        if is_here {
            let (n, n_all) = (self.overview.n_round_unread, self.overview.n_round);
            self.say(format!("This round goes on: {n} of {n_all} unread."));
        }
    }

    pub(super) fn is_in_round(&self) -> bool {
        self.timeline.query.place == Place::Round
    }

    /// The store has picked so many.
    pub(super) fn round_begun(&mut self, n: u64) {
        if n == 0 {
            let what = match self.overview.topics.is_empty() {
                true => "Nothing is unread",
                false => "Nothing is unread in your topics",
            };
            self.ask_overview();
            return self.say(format!("{what}, so there is no round."));
        }
        let is_here = self.is_in_round();
        self.go_place(Place::Round);
        if is_here {
            // Another one at the place one stands at.
            self.timeline.cursor = None;
            let query = self.timeline.query.clone();
            self.requery(View::Timeline, query);
            self.ask_overview();
        }
        let works = match n {
            1 => "1 item".to_string(),
            n => format!("{n} items"),
        };
        self.say_done(format!(
            "A round of {works}; about {} minutes, newest first.",
            round::MINUTES
        ));
    }

    /// `round 3 of 9`: which one is next; `round done, 9 read` at its end.
    pub fn round_words(&self) -> String {
        let (n_all, n_unread) = (self.overview.n_round, self.overview.n_round_unread);
        match (n_all, n_unread) {
            (0, _) => "round".to_string(),
            (n_all, 0) => format!("round done, {n_all} read"),
            (n_all, n_unread) => format!("round {} of {n_all}", n_all - n_unread.min(n_all) + 1),
        }
    }

    /// The end of a round, where it has come.
    pub(super) fn round_end(&self) -> Option<String> {
        let is_done = self.overview.n_round > 0 && self.overview.n_round_unread == 0;
        let another = self.by_key("round", "starts another");
        (self.is_in_round() && is_done)
            .then(|| format!("Round done: {} read.{another}", self.overview.n_round))
    }

    /// Says so when the last of a round has become read; before it was `n`
    /// unread. In an article the end of the reading is the time for that.
    pub(super) fn mention_round_end(&mut self, n_before: u64) {
        if n_before > 0
            && self.view() == View::Timeline
            && let Some(end) = self.round_end()
        {
            self.say_done(end);
        }
    }
}
