//! A long list of works, of which only the rows near the screen are here.
//!
//! The cursor is a work, not a row number, so new rows above never move it.

use crate::domain::id::WorkId;
use crate::domain::query::Query;
use crate::domain::work::Row;

/// A window of rows, newest first, around what is shown.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub query: Query,
    /// The generation of the query; answers to another are thrown away.
    pub generation: u64,
    /// A contiguous run of the query's rows.
    pub rows: Vec<Row>,
    pub at_top: bool,
    pub at_bottom: bool,
    /// The selected work.
    pub cursor: Option<WorkId>,
    /// The index into `rows` of the first row on screen.
    pub top: usize,
    /// How many rows of the query lie above `rows[0]`, where known.
    pub n_above: Option<u64>,
    /// How many rows the query has, where known.
    pub n_all: Option<u64>,
    /// The revision of the newest snapshot taken in.
    pub revision: u64,
    /// Whether a first answer has come: until then an empty list says nothing.
    pub answered: bool,
    /// A sentence that stands with results, such as a search that is not
    /// complete.
    pub caveat: Option<String>,
    /// Works that came in above the first row on screen since it was looked at.
    pub n_fresh: u32,
}

impl Listing {
    /// The index of the selected row.
    pub fn cursor_index(&self) -> Option<usize> {
        let cursor = self.cursor?;
        self.rows.iter().position(|row| row.work == cursor)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&Row> {
        self.cursor_index().and_then(|index| self.rows.get(index))
    }
}
