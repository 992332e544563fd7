//! A long list of works, of which only the rows near the screen are here.
//!
//! The cursor is a work, not a row number, so new rows above never move it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;

use crate::domain::answer::PageOfRows;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Order;
use crate::domain::query::Query;
use crate::domain::work::Row;

/// How many rows are asked for at a time.
pub const PAGE: u32 = 200;
/// More are asked for when the cursor is this near to an end.
const NEAR: usize = 64;
/// No more rows than this are held.
const MOST: usize = 600;

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
    /// Whether what was empty is being filled, and no key was pressed since the
    /// first row came: the first row is shown, whichever that is.
    pub filling: bool,
    /// The revision of the person's last change that moves rows about: what it
    /// brings has not come in.
    pub own: u64,
    /// Works that came in above the first row on screen since it was looked at.
    pub n_fresh: u32,
    /// Whether more came in than `n_fresh` could count.
    pub more_fresh: bool,
    /// The page that was asked for and has not come; at most one.
    pub asked: Option<Anchor>,
    /// The page to ask for after it; the newest wish replaces an older one.
    pub wanted: Option<Anchor>,
    /// The screen line the cursor belongs on where no row tells it yet.
    pub line: usize,
    /// The row that was selected before a filter came and its screen line,
    /// until one moves.
    pub home: Option<(WorkId, usize)>,
    /// Rows that became read in an unread-only view: they stay till it changes.
    pub held: BTreeMap<WorkId, Row>,
    /// Rows marked for one action on all of them.
    pub marked: BTreeSet<WorkId>,
    /// The newest work when the first row was last on screen, or was first
    /// known: what stands above it came in since and was not seen.
    pub newest: Option<WorkId>,
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

    /// Whether a key jumped to an end whose page is still to be asked for, behind
    /// another that is on its way.
    pub fn jumps(&self) -> bool {
        self.cursor.is_none() && matches!(self.wanted, Some(Anchor::Top | Anchor::Bottom))
    }

    /// Begins another query; nothing of the old one stays but the cursor,
    /// which the first answer finds again or replaces by the next older row.
    pub fn begin(&mut self, query: Query, generation: u64) {
        let line = match self.cursor_index() {
            Some(index) => index.saturating_sub(self.top),
            None => self.line,
        };
        let same = self.n_fresh > 0 && self.query.place == query.place;
        *self = Listing {
            newest: self.newest.filter(|_| same),
            query,
            generation,
            cursor: self.cursor,
            home: self.home,
            line,
            ..Listing::default()
        };
    }

    /// Takes an answer in. The selected row stays on its screen line.
    pub fn take_in(&mut self, page: PageOfRows, n_rows: usize) {
        let is_newer = page.revision > self.revision;
        let is_own = self.revision < self.own && page.revision >= self.own;
        if !self.answered {
            self.newest = self.newest.or(page.newest);
        }
        self.answered = true;
        self.revision = self.revision.max(page.revision);
        self.caveat = page.caveat.clone();
        if page.n_all.is_some() {
            self.n_all = page.n_all;
        }
        match page.anchor {
            // A jump to an end that a key has left since.
            Anchor::Top | Anchor::Bottom if self.cursor_index().is_some() && !self.filling => {
                // It may have been asked for as the newest state of things.
                let cursor = self.cursor.filter(|_| is_newer);
                self.wanted = self.wanted.or(cursor.map(Anchor::Around));
            }
            Anchor::Below(work) => self.append(work, page),
            Anchor::Above(work) => self.prepend(work, page),
            Anchor::Top | Anchor::Bottom | Anchor::Around(_) => self.replace(page, n_rows, is_own),
        }
        self.filling |= self.rows.is_empty() && self.query.wish.is_empty();
        self.keep_visible(n_rows);
    }

    fn append(&mut self, work: WorkId, page: PageOfRows) {
        if self.rows.last().map(|row| row.work) != Some(work) {
            return;
        }
        self.rows.extend(page.rows);
        self.at_bottom = page.at_bottom;
        let spare = self.rows.len().saturating_sub(MOST).min(self.top);
        if spare > 0 {
            self.rows.drain(..spare);
            self.top -= spare;
            self.at_top = false;
            self.n_above = self.n_above.map(|n| n + spare as u64);
        }
    }

    fn prepend(&mut self, work: WorkId, page: PageOfRows) {
        if self.rows.first().map(|row| row.work) != Some(work) {
            return;
        }
        let n = page.rows.len();
        self.rows.splice(..0, page.rows);
        self.top += n;
        self.at_top = page.at_top;
        self.n_above = page.n_above;
        if self.rows.len() > MOST {
            let least = self.cursor_index().unwrap_or(self.top) + NEAR;
            let length = MOST.max(least).min(self.rows.len());
            self.at_bottom &= length == self.rows.len();
            self.rows.truncate(length);
        }
    }

    fn replace(&mut self, page: PageOfRows, n_rows: usize, is_own: bool) {
        let line = match self.cursor_index() {
            Some(index) => index.saturating_sub(self.top),
            None => self.line,
        };
        let old = std::mem::take(&mut self.rows);
        let (was_at_top, old_top) = (self.at_top, self.top);
        let n_before = match was_at_top {
            true => Some(0),
            false => self.n_above,
        };
        let n_before = n_before.map(|n| n + self.top.min(old.len()) as u64);
        self.rows = page.rows;
        self.at_top = page.at_top;
        self.at_bottom = page.at_bottom;
        self.n_above = page.n_above;
        self.put_held();
        // An end that was jumped to is another place, and no measure.
        if matches!(page.anchor, Anchor::Around(_)) && !is_own && !self.filling {
            self.count_fresh(&old, was_at_top, n_before);
        }

        let last = self.rows.len().saturating_sub(1);
        let cursor = self.cursor.filter(|_| !(self.filling && self.at_top));
        let index = match (cursor, page.anchor) {
            (None, Anchor::Bottom) => last,
            (None, _) => 0,
            (Some(cursor), _) => self
                .rows
                .iter()
                .position(|row| row.work == cursor)
                .or_else(|| match self.query.order {
                    Order::Newest => self.rows.iter().position(|row| row.work <= cursor),
                    _ => self.after_gone(&old, cursor),
                })
                .unwrap_or(last),
        };
        let line = match (cursor, page.anchor) {
            (None, Anchor::Bottom) => n_rows.saturating_sub(1),
            (None, _) => 0,
            (Some(_), _) => line,
        };
        // An empty answer is no reason to forget the place: a filter without
        // a hit is cleared again.
        if let Some(row) = self.rows.get(index) {
            self.cursor = Some(row.work);
        }
        self.line = line;
        // What the person brought back at the top, and what leaves half a
        // screen empty, is shown.
        let shows_top = (is_own && was_at_top && old_top == 0) || self.rows.len() <= n_rows;
        self.top = match self.at_top && shows_top {
            true => 0,
            false => index.saturating_sub(line),
        };
    }

    /// Where time does not order the rows, what stands now where the next row
    /// stood that is still there.
    fn after_gone(&self, old: &[Row], cursor: WorkId) -> Option<usize> {
        let at = old.iter().position(|row| row.work == cursor)?;
        let mut rest = old[at..].iter();
        rest.find_map(|row| self.rows.iter().position(|it| it.work == row.work))
    }

    /// Counts what came in above what was on screen; `n_before` rows stood
    /// above it before, where that is known. A page that does not show all of
    /// it is no measure: then the totals are, where both are known.
    fn count_fresh(&mut self, old: &[Row], was_at_top: bool, n_before: Option<u64>) {
        // Where another order rules, above is not newer.
        if self.query.order != Order::Newest {
            return;
        }
        let (Some(first), Some(shown)) = (old.first(), old.get(self.top).or(old.last())) else {
            return;
        };
        let known: HashSet<WorkId> = old.iter().map(|row| row.work).collect();
        let above = self.rows.iter().take_while(|row| row.work > shown.work);
        let (mut n_page, mut n_seen) = (0, 0);
        for row in above {
            n_page += 1;
            let fresh = was_at_top || row.work < first.work;
            n_seen += u64::from(fresh && !known.contains(&row.work));
        }
        let reaches = self.rows.first().is_some_and(|row| row.work >= first.work);
        let shows_all = self.at_top || (reaches && !was_at_top);
        let n_fresh = match (shows_all, n_before, self.n_above) {
            (true, _, _) => n_seen,
            (false, Some(before), Some(above)) => (above + n_page).saturating_sub(before),
            (false, _, _) => {
                self.more_fresh |= n_seen > 0;
                n_seen
            }
        };
        let n_fresh = u32::try_from(n_fresh).unwrap_or(u32::MAX);
        self.n_fresh = self.n_fresh.saturating_add(n_fresh);
    }

    /// Whether something unread may stand above the screen; `elsewhere` where
    /// not all of that is here.
    pub fn is_unread_above(&self, elsewhere: bool) -> bool {
        let above = self.rows.get(..self.top).unwrap_or_default();
        above.iter().any(|row| !row.read) || (!self.at_top && elsewhere)
    }

    /// `5 new above`; `None` where nothing is.
    pub fn fresh_words(&self) -> Option<String> {
        match (self.n_fresh, self.more_fresh) {
            (0, _) => None,
            (n, false) => Some(format!("{n} new above")),
            (n, true) => Some(format!("more than {n} new above")),
        }
    }

    /// Puts the rows that were read in this view back among the others.
    fn put_held(&mut self) {
        if !self.query.unread_only {
            return;
        }
        let range = match (self.rows.first(), self.rows.last()) {
            (Some(first), Some(last)) => (last.work, first.work),
            _ => (WorkId(i64::MAX), WorkId(i64::MIN)),
        };
        for (work, row) in &self.held {
            let within = (self.at_bottom || *work >= range.0) && (self.at_top || *work <= range.1);
            let place = self.rows.partition_point(|other| other.work > *work);
            let there = self
                .rows
                .get(place)
                .is_some_and(|other| other.work == *work);
            if within && !there {
                self.rows.insert(place, row.clone());
            }
        }
    }

    /// Moves the cursor by so many rows, stopping at the ends. More than one
    /// row takes the screen along.
    pub fn move_by(&mut self, by: isize, n_rows: usize) {
        let Some(index) = self.cursor_index() else {
            if let (Some(row), None) = (self.rows.first(), self.asked) {
                self.cursor = Some(row.work);
            }
            return;
        };
        if by.unsigned_abs() > 1 {
            let most = self.rows.len().saturating_sub(n_rows);
            self.top = self.top.saturating_add_signed(by).min(most);
        }
        self.select(index.saturating_add_signed(by), n_rows);
    }

    /// Selects the row at this index, or the last one.
    pub fn select(&mut self, index: usize, n_rows: usize) {
        let index = index.min(self.rows.len().saturating_sub(1));
        if let Some(row) = self.rows.get(index) {
            self.cursor = Some(row.work);
            self.home = None;
        }
        self.keep_visible(n_rows);
    }

    /// Moves the screen so far that the cursor is on it.
    pub fn keep_visible(&mut self, n_rows: usize) {
        self.top = self.top.min(self.rows.len().saturating_sub(1));
        if let Some(index) = self.cursor_index() {
            let lowest = (index + 1).saturating_sub(n_rows.max(1));
            self.top = self.top.clamp(lowest, index);
            self.line = index - self.top;
        }
        if self.top == 0 && self.at_top {
            self.n_fresh = 0;
            self.more_fresh = false;
            self.newest = self.newest.max(self.rows.iter().map(|row| row.work).max());
        }
    }

    /// The page that is missing near the cursor, if one is.
    pub fn missing(&self) -> Option<Anchor> {
        let index = self.cursor_index()?;
        let last = self.rows.last()?;
        if !self.at_bottom && self.rows.len() - index <= NEAR {
            return Some(Anchor::Below(last.work));
        }
        let first = self.rows.first()?;
        (!self.at_top && index < NEAR).then_some(Anchor::Above(first.work))
    }

    /// The nearest unread row of the window below (older) or above the cursor.
    pub fn unread_near(&self, older: bool) -> Option<usize> {
        let from = self.cursor_index()?;
        match older {
            true => (from + 1..self.rows.len()).find(|index| !self.rows[*index].read),
            false => (0..from).rev().find(|index| !self.rows[*index].read),
        }
    }
}
