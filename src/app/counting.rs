//! How many unread rows each kept timeline shows.
//!
//! A query is counted by looking, not by a number that is kept, so it is done
//! one timeline at a time and behind everything a key waits for. Until a new
//! count has come the last one stands.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use crate::app::effect::Question;
use crate::app::model::Model;
use crate::domain::answer::Counted;
use crate::domain::query::Kept;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;

/// What is known of the kept timelines, and what is still to be counted.
#[derive(Clone, Debug, Default)]
pub struct Counting {
    known: BTreeMap<String, (Kept, Counted)>,
    waiting: VecDeque<Kept>,
    /// The one that is being counted, and the generation of its question.
    asked: Option<(u64, Kept)>,
    /// The revision of the data that was counted last.
    revision: u64,
}

impl Model {
    /// How many unread rows a kept timeline shows; `None` where that is not
    /// known yet.
    pub fn unread_of(&self, kept: &Kept) -> Option<Counted> {
        let (of, counted) = self.counting.known.get(&kept.name)?;
        (of == kept).then_some(*counted)
    }

    /// Counts anew what the data's change may have changed.
    pub(super) fn count_timelines(&mut self) {
        let changed = self.counting.revision != self.overview.revision;
        self.counting.revision = self.overview.revision;
        let timelines = &self.overview.timelines;
        self.counting.waiting.retain(|it| timelines.contains(it));
        for kept in timelines {
            let known = self.counting.known.get(&kept.name);
            let is_known = known.is_some_and(|(of, _)| of == kept);
            let is_asked = matches!(&self.counting.asked, Some((_, of)) if of == kept);
            // What waits is not put at the end again, so that all have a turn.
            if (changed || !(is_known || is_asked)) && !self.counting.waiting.contains(kept) {
                self.counting.waiting.push_back(kept.clone());
            }
        }
        self.count_next();
    }

    fn count_next(&mut self) {
        while self.counting.asked.is_none()
            && let Some(kept) = self.counting.waiting.pop_front()
        {
            let Ok(wish) = Wish::strict(&kept.query, self.now) else {
                continue;
            };
            let generation = self.next_generation();
            self.counting.asked = Some((generation, kept));
            let query = Query {
                wish,
                unread_only: true,
                ..Query::default()
            };
            self.ask(Question::Count { generation, query });
        }
    }

    /// An answer; `None` where there is none.
    pub(super) fn count_came(&mut self, generation: u64, counted: Option<Counted>) {
        let asked = self.counting.asked.take();
        match asked {
            Some((of, kept)) if of == generation => {
                if let Some(counted) = counted {
                    let name = kept.name.clone();
                    self.counting.known.insert(name, (kept, counted));
                }
            }
            other => self.counting.asked = other,
        }
        self.count_next();
    }
}
