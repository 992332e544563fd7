//! The screen of the learning log: which year and which entry it stands on.

use crate::app::effect::Question;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Entry;
use crate::domain::learning::Period;

/// The learning log as it is here.
#[derive(Clone, Debug, Default)]
pub struct Logbook {
    /// The whole log; `None` until the store has answered.
    pub book: Option<Book>,
    /// The calendar year that is shown; this one where none was chosen.
    pub year: Option<i16>,
    pub cursor: usize,
    pub top: usize,
    /// A form that was left or refused, so that nothing typed is lost.
    pub left: Option<Box<crate::app::entry::Form>>,
}

impl Model {
    pub fn today(&self) -> Day {
        Day::at(self.now)
    }

    /// The calendar year that the log shows.
    pub fn log_year(&self) -> i16 {
        self.log.year.unwrap_or(self.today().year())
    }

    /// Calendar years with entries, newest first; nine at most have a number.
    pub fn log_years(&self) -> Vec<i16> {
        let today = self.today();
        match &self.log.book {
            Some(book) => book.years(today),
            None => vec![today.year()],
        }
    }

    /// The entries of the shown year, newest first.
    pub fn log_entries(&self) -> Vec<&Entry> {
        let period = Period::of_year(self.log_year());
        match &self.log.book {
            Some(book) => book.within(period),
            None => Vec::new(),
        }
    }

    /// What is to be claimed elsewhere, what is due first; two at most are
    /// shown above the entries.
    pub fn log_claims(&self) -> Vec<(&Entry, Day)> {
        let book = self.log.book.as_ref();
        let mut claims = book.map(|it| it.claims(self.today())).unwrap_or_default();
        claims.truncate(2);
        claims
    }

    /// The entry under the cursor.
    pub fn log_entry(&self) -> Option<&Entry> {
        self.log_entries().get(self.log.cursor).copied()
    }

    pub(super) fn ask_book(&mut self) {
        self.ask(Question::Book);
    }

    pub(super) fn book_came(&mut self, book: Book) {
        let chosen = self.log_entry().map(|entry| entry.id);
        self.log.book = Some(book);
        let entries = self.log_entries();
        let at = entries.iter().position(|entry| Some(entry.id) == chosen);
        self.log.cursor = at.unwrap_or(0);
        self.keep_log();
    }

    /// Keeps the cursor on an entry and on the screen.
    pub(super) fn keep_log(&mut self) {
        let n_rows = self.n_rows_of(View::Log);
        let n = self.log_entries().len();
        let log = &mut self.log;
        log.cursor = log.cursor.min(n.saturating_sub(1));
        let lowest = (log.cursor + 1).saturating_sub(n_rows);
        log.top = log.top.clamp(lowest, log.cursor.max(lowest));
    }

    pub(super) fn show_log_year(&mut self, number: u8) {
        let years = self.log_years();
        match usize::from(number)
            .checked_sub(1)
            .and_then(|at| years.get(at))
        {
            Some(year) => {
                self.log.year = Some(*year);
                (self.log.cursor, self.log.top) = (0, 0);
                self.keep_log();
            }
            None => self.say(format!("There is no year {number} here.")),
        }
    }
}
