//! What a refresh came to, counted and in words.
//!
//! Nothing here asks or prints.

use std::collections::HashSet;

use serde_json::Value;
use serde_json::json;

use crate::domain::intake::Intake;
use crate::domain::intake::Outcome as Answer;
use crate::domain::intake::Taken;
use crate::domain::intake::Target;
use crate::domain::intake::Turn;
use crate::domain::intake::Waits;
use crate::domain::link;
use crate::domain::time::UtcTime;
use crate::runtime;

/// What a refresh came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) n_all: usize,
    pub(super) n_answered: usize,
    pub(super) n_failed: usize,
    pub(super) n_new: u32,
    pub(super) n_unchanged: usize,
    /// Who was not asked, because a server wishes to be left alone.
    pub(super) waits: Waits,
    pub(super) stopped: bool,
    pub(super) failed: Vec<String>,
    /// Who moved and who is gone, in words.
    pub(super) turns: Vec<String>,
    /// Hosts that could not be reached, and whether anybody was.
    pub(super) unreachable: HashSet<String>,
    pub(super) reached: bool,
}

impl Tally {
    pub(super) fn count(&mut self, intake: &Intake, target: Option<&Target>, taken: &Taken) {
        self.n_answered += 1;
        self.n_new += taken.n_new;
        self.turns.extend(taken.turn.as_ref().map(said_of));
        match &intake.outcome {
            Answer::Unchanged { .. } => {
                self.n_unchanged += 1;
                self.reached = true;
            }
            Answer::News { .. } => self.reached = true,
            Answer::Failed { told, .. } if told.unasked => self.waits.note(taken.waits),
            Answer::Failed {
                why, unreachable, ..
            } => {
                self.n_failed += 1;
                match (unreachable, target) {
                    (true, Some(target)) => _ = self.unreachable.insert(runtime::host(target)),
                    _ => self.reached = true,
                }
                let title = target.map_or("a source", |target| target.title.as_str());
                self.failed.push(format!("  {title}: {why}"));
            }
        }
    }

    /// Whether it looks as if there were no network, as the screen takes it.
    pub(super) fn is_offline(&self) -> bool {
        !self.reached && self.unreachable.len() >= runtime::MANY_HOSTS
    }
}

fn said_of(turn: &Turn) -> String {
    match turn {
        Turn::Moved { title, to } => format!(
            "  {title} moved to {}; rounds undo takes it back",
            link::without_secrets(to)
        ),
        Turn::Gone { title } => {
            format!("  {title} is gone; its items stay, and it is asked once a day")
        }
    }
}

pub(super) fn sentence(tally: &Tally, now: UtcTime) -> String {
    if tally.n_all == 0 {
        return "No source was to be asked. rounds sources lists what you follow".to_string();
    }
    if tally.is_offline() {
        return format!(
            "Offline: none of {} could be reached. What you have is kept",
            tally.n_all
        );
    }
    let n_waiting = tally.waits.n as usize;
    let n_good = tally.n_answered.saturating_sub(tally.n_failed + n_waiting);
    let mut parts = vec![format!(
        "{n_good} of {} fetched, {} unchanged, {} new",
        tally.n_all, tally.n_unchanged, tally.n_new
    )];
    parts.extend(tally.waits.words(now));
    if tally.n_failed > 0 {
        parts.push(format!("{} failed", tally.n_failed));
    }
    if tally.stopped {
        parts.push("stopped; what came is kept".to_string());
    }
    parts.join(". ")
}

pub(super) fn object(intake: &Intake, target: Option<&Target>, taken: &Taken) -> Value {
    let (result, why) = match &intake.outcome {
        Answer::Unchanged { .. } => ("unchanged", None),
        Answer::News { .. } => ("news", None),
        Answer::Failed { why, told, .. } if told.unasked => ("waiting", Some(why)),
        Answer::Failed { why, .. } => ("failed", Some(why)),
    };
    let moved_to = match &taken.turn {
        Some(Turn::Moved { to, .. }) => Some(to),
        _ => None,
    };
    json!({
        "id": intake.source.0,
        "title": target.map(|target| &target.title),
        "address": target.map(|target| &target.address),
        "result": result,
        "new": taken.n_new,
        "items": taken.n_items,
        "ms": intake.millis,
        "why": why,
        "moved_to": moved_to,
        "gone": matches!(taken.turn, Some(Turn::Gone { .. })),
    })
}
