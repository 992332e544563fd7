//! Rows that are marked so that one key acts on all of them.
//!
//! Marks are of one list and one query; a deed uses them up. What is done is
//! one change for the writer, so that one undo takes all of it back.

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::pending::Mark;
use crate::domain::id::WorkId;

impl Model {
    /// Marks the selected row for what comes, or takes the mark off, and goes
    /// on to the next.
    pub(super) fn turn_mark(&mut self) {
        let n_rows = self.n_rows_here();
        let listing = self.listing_mut();
        let Some(work) = listing.selected().map(|row| row.work) else {
            return;
        };
        if !listing.marked.remove(&work) {
            listing.marked.insert(work);
        }
        listing.move_by(1, n_rows);
        self.moved();
        match self.marked_words() {
            Some(words) => self.say(words),
            None => self.say("No row is marked any more."),
        }
    }

    /// How many rows are marked, and which keys act on all of them: some may be
    /// out of sight. `None` where none is.
    pub fn marked_words(&self) -> Option<String> {
        let n = self.marked().len();
        let acts = ["save", "tag", "mark.toggle", "stage", "export"];
        let keys = acts.map(|it| self.keymap.first_key(it));
        let keys: Vec<&str> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        let keys = keys.join(" ");
        let unmarks = self.by_key("esc", "unmarks");
        (n > 0).then(|| format!("{n} marked: {keys} act on all.{unmarks}"))
    }

    /// The marked rows of the shown list; empty where none is, or where one
    /// item alone is shown.
    pub fn marked(&self) -> Vec<WorkId> {
        match self.view() {
            View::Timeline | View::Saved | View::Search => {
                self.listing().marked.iter().copied().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Takes the marks off; whether there were any.
    pub(super) fn unmark(&mut self) -> bool {
        let marked = std::mem::take(&mut self.listing_mut().marked);
        !marked.is_empty()
    }

    /// What a key acts on: the marked rows, else the chosen item.
    pub(super) fn acted_on(&self) -> Vec<WorkId> {
        let marked = self.marked();
        match marked.is_empty() {
            true => self.chosen().into_iter().collect(),
            false => marked,
        }
    }

    /// Saves all marked rows, or unsaves them where all are saved.
    pub(super) fn save_marked(&mut self) {
        let works = self.marked();
        let is_saved = |work: &WorkId| self.row_of(*work).is_some_and(|row| row.saved);
        let saved = !works.iter().all(is_saved);
        let ask = self.change(Ask::SetSavedAll {
            works: works.clone(),
            saved,
        });
        self.lay_over_all(Mark::Saved, &works, saved, ask);
        self.unmark();
    }

    /// Marks all of them read, or unread where all are read.
    pub(super) fn read_marked(&mut self) {
        let works = self.marked();
        let is_read = |work: &WorkId| self.row_of(*work).is_some_and(|row| row.read);
        let read = !works.iter().all(is_read);
        let ask = self.change(Ask::SetReadAll {
            works: works.clone(),
            read,
        });
        self.lay_over_all(Mark::Read, &works, read, ask);
        self.unmark();
    }

    fn lay_over_all(&mut self, mark: Mark, works: &[WorkId], value: bool, ask: AskId) {
        for work in works {
            if self.row_of(*work).is_some() {
                self.lay_over(mark, *work, value, ask);
            }
        }
    }

    /// The store holds older marks of works that were marked again since.
    pub(super) fn confirm_marked(&mut self, ask: &Ask, id: AskId) {
        let (works, mark, value) = match ask {
            Ask::SetReadAll { works, read } => (works, Mark::Read, *read),
            Ask::SetSavedAll { works, saved } => (works, Mark::Saved, *saved),
            _ => return,
        };
        for work in works {
            self.confirm_older(mark, *work, value, id);
        }
    }
}
