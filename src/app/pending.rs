//! Marks that are on screen before the writer has confirmed them.
//!
//! A mark is lifted when the writer has replied and a page at or past its
//! revision was taken in. A failure lifts only its own.

use std::collections::HashMap;

use crate::app::asking::LISTINGS;
use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::model::Model;
use crate::app::model::Overlay;
use crate::app::model::Waiting;
use crate::domain::answer::PageOfRows;
use crate::domain::id::WorkId;
use crate::domain::secret::Secret;
use crate::domain::work::Row;

/// Changes laid over every row that comes from the reader.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    pub read: HashMap<WorkId, Overlay>,
    pub saved: HashMap<WorkId, Overlay>,
    /// Every ask that has no reply yet, with what to say about it.
    pub asks: HashMap<AskId, Waiting>,
    /// The address that is looked at for feeds, and the secret that was typed
    /// with it; shown nowhere.
    pub login: Option<(String, Secret)>,
}

/// Which of a work's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Read,
    Saved,
}

impl Mark {
    fn of(self, row: &Row) -> bool {
        match self {
            Mark::Read => row.read,
            Mark::Saved => row.saved,
        }
    }

    fn set(self, row: &mut Row, value: bool) {
        match self {
            Mark::Read => row.read = value,
            Mark::Saved => row.saved = value,
        }
    }
}

const MARKS: [Mark; 2] = [Mark::Read, Mark::Saved];

impl Model {
    fn overlays(&mut self, mark: Mark) -> &mut HashMap<WorkId, Overlay> {
        match mark {
            Mark::Read => &mut self.pending.read,
            Mark::Saved => &mut self.pending.saved,
        }
    }

    /// The row of a work, wherever it is on screen.
    pub(super) fn row_of(&self, work: WorkId) -> Option<&Row> {
        let article = self.article.iter().filter_map(|it| it.loaded.as_deref());
        [self.listing(), &self.timeline, &self.saved, &self.search]
            .into_iter()
            .flat_map(|listing| listing.rows.iter())
            .chain(article.map(|work| &work.row))
            .find(|row| row.work == work)
    }

    /// The writer has the note: it is in every row at once.
    pub(super) fn note_kept(&mut self, work: WorkId, note: &str) {
        if self.desk.drafts.get(&work).is_some_and(|it| it == note) {
            self.drop_draft(work);
        }
        let noted = !note.is_empty();
        self.in_each_row(work, |row| row.noted = noted);
        if let Some(article) = &mut self.article
            && article.work == work
            && let Some(loaded) = &mut article.loaded
        {
            loaded.note = noted.then(|| note.to_string());
            self.lay_out_again();
        }
    }

    pub(super) fn review_set(&mut self, work: WorkId, in_review: bool) {
        self.in_each_row(work, |row| row.in_review = in_review);
    }

    /// Changes the rows of a work that are here; the next answer has it too.
    fn in_each_row(&mut self, work: WorkId, change: impl Fn(&mut Row)) {
        for view in LISTINGS {
            let rows = self.listing_of(view).rows.iter_mut();
            rows.filter(|row| row.work == work).for_each(&change);
        }
        let article = self.article.iter_mut();
        let loaded = article.filter_map(|article| article.loaded.as_mut());
        for loaded in loaded.filter(|loaded| loaded.row.work == work) {
            change(&mut loaded.row);
        }
    }

    /// Marks a work read or unread at once and asks the writer for it.
    pub(super) fn set_read(&mut self, work: WorkId, read: bool, quiet: bool) {
        let ask = Ask::SetRead { work, read };
        let ask = match quiet {
            true => self.change_quietly(ask),
            false => self.change(ask),
        };
        self.lay_over(Mark::Read, work, read, ask);
    }

    pub(super) fn set_saved(&mut self, work: WorkId, saved: bool) {
        let ask = self.change(Ask::SetSaved { work, saved });
        self.lay_over(Mark::Saved, work, saved, ask);
    }

    /// Marks every unread row of the shown list that lies at or below `newest`.
    pub(super) fn lay_over_all_read(&mut self, newest: WorkId, ask: AskId) {
        let unread: Vec<WorkId> = self
            .listing()
            .rows
            .iter()
            .filter(|row| !row.read && row.work <= newest)
            .map(|row| row.work)
            .collect();
        for work in unread {
            self.lay_over(Mark::Read, work, true, ask);
        }
    }

    pub(super) fn lay_over(&mut self, mark: Mark, work: WorkId, value: bool, ask: AskId) {
        let shown = self.row_of(work).map(|row| mark.of(row));
        let base = match self.overlays(mark).get(&work) {
            Some(older) if older.revision.is_some() => older.value,
            Some(older) => older.base,
            None => shown.unwrap_or(!value),
        };
        let overlay = Overlay {
            value,
            base,
            ask,
            revision: None,
        };
        self.overlays(mark).insert(work, overlay);
        self.paint(mark, work, value);
    }

    /// Changes the mark on every row of the work that is here.
    fn paint(&mut self, mark: Mark, work: WorkId, value: bool) {
        for view in LISTINGS {
            let listing = self.listing_of(view);
            for row in listing.rows.iter_mut().filter(|row| row.work == work) {
                mark.set(row, value);
                if mark == Mark::Read && value && listing.query.unread_only {
                    listing.held.insert(work, row.clone());
                }
            }
            if let Some(row) = listing.held.get_mut(&work) {
                mark.set(row, value);
            }
        }
        if let Some(article) = &self.article
            && let Some(loaded) = &article.loaded
            && loaded.row.work == work
        {
            let mut row = loaded.row.clone();
            mark.set(&mut row, value);
            self.take_article_row(row);
        }
    }

    /// Makes every other copy of these rows say what a snapshot says of their
    /// marks, so that a key toggles the same truth wherever it is pressed.
    pub(super) fn agree(&mut self, rows: &[Row]) {
        let newest: HashMap<WorkId, &Row> = rows.iter().map(|row| (row.work, row)).collect();
        let copy = |row: &mut Row| {
            if let Some(other) = newest.get(&row.work) {
                (row.read, row.saved, row.noted) = (other.read, other.saved, other.noted);
                row.shelf.clone_from(&other.shelf);
            }
        };
        for view in LISTINGS {
            let listing = self.listing_of(view);
            listing.rows.iter_mut().for_each(copy);
            listing.held.values_mut().for_each(copy);
        }
        let article = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        if let Some(row) = article.and_then(|work| newest.get(&work.row.work)) {
            self.take_article_row((*row).clone());
        }
    }

    /// Lifts what a snapshot of this revision already holds.
    pub(super) fn lift(&mut self, revision: u64) {
        for mark in MARKS {
            self.overlays(mark)
                .retain(|_, overlay| overlay.revision.is_none_or(|done| done > revision));
        }
    }

    /// Lays what is left over the rows of a page.
    pub(super) fn lay_over_page(&mut self, page: &mut PageOfRows) {
        for row in &mut page.rows {
            self.lay_over_row(row);
        }
    }

    pub(super) fn lay_over_row(&mut self, row: &mut Row) {
        for mark in MARKS {
            if let Some(overlay) = self.overlays(mark).get_mut(&row.work) {
                overlay.base = mark.of(row);
                mark.set(row, overlay.value);
            }
        }
    }

    /// The writer has it: the marks of this ask wait for a page of their
    /// revision.
    pub(super) fn confirm(&mut self, ask: AskId, revision: u64) {
        for mark in MARKS {
            for overlay in self.overlays(mark).values_mut() {
                if overlay.ask == ask {
                    overlay.revision = Some(revision);
                }
            }
        }
    }

    /// The store holds an older mark of a work that was marked again since.
    pub(super) fn confirm_older(&mut self, mark: Mark, work: WorkId, value: bool, ask: AskId) {
        if let Some(overlay) = self.overlays(mark).get_mut(&work)
            && overlay.ask != ask
        {
            overlay.base = value;
        }
    }

    /// The writer could not: the marks of this ask, and no others, go back.
    pub(super) fn refuse(&mut self, ask: AskId) {
        for mark in MARKS {
            let refused: Vec<(WorkId, bool)> = self
                .overlays(mark)
                .iter()
                .filter(|(_, overlay)| overlay.ask == ask)
                .map(|(work, overlay)| (*work, overlay.base))
                .collect();
            for (work, base) in refused {
                self.overlays(mark).remove(&work);
                self.paint(mark, work, base);
            }
        }
    }
}
