//! How long an article has been on screen, so that minutes can be offered.
//!
//! Counted only while the reader is shown and the terminal has the focus, by
//! the ticks of the one clock; kept nowhere, and never written by itself.

use std::collections::HashMap;

use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;

/// A longer gap between two ticks is sleep, not reading.
const LONGEST_TICK: i64 = 60;

/// Seconds by work, since the start.
#[derive(Clone, Debug, Default)]
pub struct Clocking {
    seconds: HashMap<WorkId, i64>,
    /// What was on screen at the last tick.
    since: Option<WorkId>,
    /// Whether the terminal lost the focus.
    pub away: bool,
}

impl Clocking {
    /// Whole minutes a work was on screen; `None` under one.
    pub fn minutes_of(&self, work: WorkId) -> Option<u32> {
        let minutes = self.seconds.get(&work)? / 60;
        u32::try_from(minutes).ok().filter(|minutes| *minutes > 0)
    }
}

impl Model {
    /// A tick: what was on screen at both its ends was on screen.
    pub(super) fn clock(&mut self, now: UtcTime) {
        self.time_passed(now);
        self.hold_draft();
        if self.overview.review.is_over(now) {
            self.ask_overview();
        }
    }

    fn time_passed(&mut self, now: UtcTime) {
        let reading = self.view() == View::Reader && !self.desk.read.away;
        let shown = self.article.as_ref().map(|it| it.work).filter(|_| reading);
        if let Some(work) = shown
            && self.desk.read.since == shown
        {
            let passed = now.0.saturating_sub(self.now.0).clamp(0, LONGEST_TICK);
            *self.desk.read.seconds.entry(work).or_default() += passed;
        }
        self.desk.read.since = shown;
        self.now = now;
    }
}
