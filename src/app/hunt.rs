//! Going to the next unread row, near or far.

use crate::app::effect::Question;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::work::Row;

/// A search for the next unread row that the store does for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunt {
    pub generation: u64,
    pub view: View,
    pub older: bool,
    /// Whether the row is opened, not only selected.
    pub open: bool,
}

impl Model {
    /// Goes to the next unread row (older) or the one before, in the rows that
    /// are here or by asking the store.
    pub(super) fn hunt(&mut self, older: bool, open: bool) {
        if let Some(index) = self.listing().unread_near(older) {
            let n_rows = self.n_rows_here();
            self.listing_mut().select(index, n_rows);
            self.ask_missing();
            if let (true, Some(work)) = (open, self.listing().cursor) {
                self.open_work(work);
            }
            return;
        }
        let listing = self.listing();
        let ended = match older {
            true => listing.at_bottom,
            false => listing.at_top,
        };
        match ended || listing.rows.is_empty() {
            true => self.say_no_unread(older),
            false => self.hunt_from(self.listing().cursor, older, open),
        }
    }

    fn hunt_from(&mut self, from: Option<WorkId>, older: bool, open: bool) {
        let generation = self.next_generation();
        let view = self.listing_view();
        self.desk.hunt = Some(Hunt {
            generation,
            view,
            older,
            open,
        });
        let query = self.listing().query.clone();
        self.ask(Question::NextUnread {
            generation,
            query,
            from,
            older,
        });
    }

    fn say_no_unread(&mut self, older: bool) {
        if let Some(end) = self.round_end() {
            return self.say_done(end);
        }
        let next = self.by_key("list.next", "shows the next list");
        match older {
            true => self.say(format!("Nothing unread below.{next}")),
            false => self.say("Nothing unread above."),
        }
    }

    /// The store has found the next unread row, or none.
    pub(super) fn unread_found(&mut self, generation: u64, row: Option<Row>) {
        let Some(hunt) = self.desk.hunt.filter(|hunt| hunt.generation == generation) else {
            return;
        };
        self.desk.hunt = None;
        if hunt.view != self.listing_view() {
            return;
        }
        let Some(row) = row else {
            return self.say_no_unread(hunt.older);
        };
        if self
            .pending
            .read
            .get(&row.work)
            .is_some_and(|mark| mark.value)
        {
            return self.hunt_from(Some(row.work), hunt.older, hunt.open);
        }
        let n_rows = self.n_rows_here();
        let listing = self.listing_mut();
        listing.home = None;
        listing.cursor = Some(row.work);
        match listing.cursor_index() {
            Some(_) => listing.keep_visible(n_rows),
            None => {
                listing.line = n_rows / 2;
                self.ask_page(hunt.view, Anchor::Around(row.work));
            }
        }
        if hunt.open {
            self.open_work(row.work);
        }
    }
}
