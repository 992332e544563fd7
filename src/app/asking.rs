//! Asking the store: changes for the writer, questions for the reader.
//!
//! At most one page question is outstanding. The runtime lets a newer question
//! replace a waiting one, so a page that was replaced is asked for again.

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Effect;
use crate::app::effect::Question;
use crate::app::geometry::geometry_of;
use crate::app::listing::Listing;
use crate::app::listing::PAGE;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::model::Waiting;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Query;

/// The screens that are lists of works.
pub(super) const LISTINGS: [View; 3] = [View::Timeline, View::Saved, View::Search];

impl Model {
    /// Asks the writer for a change whose success is worth a sentence.
    pub(super) fn change(&mut self, ask: Ask) -> AskId {
        self.send_ask(ask, false)
    }

    /// Asks the writer for a change that only speaks up when it fails.
    pub(super) fn change_quietly(&mut self, ask: Ask) -> AskId {
        self.send_ask(ask, true)
    }

    fn send_ask(&mut self, ask: Ask, quiet: bool) -> AskId {
        self.next_ask += 1;
        let id = AskId(self.next_ask);
        let waiting = Waiting {
            ask: ask.clone(),
            quiet,
        };
        self.pending.asks.insert(id, waiting);
        match self.has_ended("writer") {
            true => self.desk.refused.asks.push(id),
            false => self.desk.out.push(Effect::Store(id, ask)),
        }
        id
    }

    pub(super) fn ask(&mut self, question: Question) {
        match self.has_ended("reader") {
            true => self.desk.refused.question = true,
            false => self.desk.out.push(Effect::Read(question)),
        }
    }

    pub(super) fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    pub(super) fn listing_of(&mut self, view: View) -> &mut Listing {
        match view {
            View::Saved => &mut self.saved,
            View::Search => &mut self.search,
            _ => &mut self.timeline,
        }
    }

    /// How many rows fit on the screen that is shown; at least one.
    pub(super) fn n_rows(&self) -> usize {
        self.n_rows_of(self.view())
    }

    /// How many rows fit on a screen, also while another one lies over it, which
    /// must not move what cannot be seen. Where an article, the lists or nothing
    /// stand in the place of its rows, as many as could be there.
    pub(super) fn n_rows_of(&self, view: View) -> usize {
        let geometry = geometry_of(self, view);
        match geometry.rows {
            Some(_) => geometry.n_rows().max(1),
            None => usize::from(self.height.max(1)),
        }
    }

    /// The same for the listing that is shown, or lies next below.
    pub(super) fn n_rows_here(&self) -> usize {
        self.n_rows_of(self.listing_view())
    }

    /// Shows another query on a screen, from the row that is selected there.
    pub(super) fn requery(&mut self, view: View, query: Query) {
        let generation = self.next_generation();
        let listing = self.listing_of(view);
        listing.begin(query, generation);
        let anchor = listing.cursor.map_or(Anchor::Top, Anchor::Around);
        self.send_page(view, anchor);
    }

    /// Asks for a page; behind one that is on its way, the newest wish waits.
    pub(super) fn ask_page(&mut self, view: View, anchor: Anchor) {
        let listing = self.listing_of(view);
        match listing.asked {
            Some(_) => listing.wanted = Some(anchor),
            None => self.send_page(view, anchor),
        }
    }

    /// Asks for the rows around the cursor anew.
    pub(super) fn ask_again(&mut self, view: View) {
        let listing = self.listing_of(view);
        // A jump that is still to be asked for brings the newest anyway.
        if listing.generation == 0 || listing.jumps() {
            return;
        }
        let cursor = listing.cursor.filter(|_| !listing.filling);
        let anchor = match (cursor, listing.asked) {
            (Some(cursor), _) => Anchor::Around(cursor),
            // The end that a key jumped to is where one will be.
            (None, Some(Anchor::Bottom)) => Anchor::Bottom,
            (None, _) => Anchor::Top,
        };
        self.ask_page(view, anchor);
    }

    fn send_page(&mut self, view: View, anchor: Anchor) {
        for other in LISTINGS {
            if other != view {
                let other = self.listing_of(other);
                other.wanted = other.wanted.or(other.asked);
                other.asked = None;
            }
        }
        let listing = self.listing_of(view);
        listing.asked = Some(anchor);
        listing.wanted = None;
        let question = Question::Page {
            generation: listing.generation,
            query: listing.query.clone(),
            anchor,
            limit: PAGE,
        };
        self.ask(question);
    }

    /// Sends the page that waits, the shown screen's first.
    pub(super) fn send_waiting_page(&mut self) {
        let shown = self.listing_view();
        let rest = LISTINGS.into_iter().filter(|view| *view != shown);
        for view in std::iter::once(shown).chain(rest) {
            let listing = self.listing_of(view);
            if listing.asked.is_some() {
                return;
            }
            if let Some(anchor) = listing.wanted.take() {
                return self.send_page(view, anchor);
            }
        }
    }

    /// Asks for the rows that are missing near the cursor.
    pub(super) fn ask_missing(&mut self) {
        let view = self.listing_view();
        let listing = self.listing_of(view);
        if listing.asked.is_some() || listing.wanted.is_some() {
            return;
        }
        if let Some(anchor) = listing.missing() {
            self.send_page(view, anchor);
        }
    }

    pub(super) fn ask_overview(&mut self) {
        let generation = self.next_generation();
        self.desk.overview_asked = generation;
        let query = self.timeline.query.clone();
        if self.desk.overview_since == 0 || self.desk.overview_query != query {
            self.desk.overview_since = generation;
            self.desk.overview_query = query.clone();
        }
        self.ask(Question::Overview {
            generation,
            query,
            now: self.now,
            n_cards: self.settings.cards_per_day,
        });
    }

    /// Everything on screen may have changed: asks for it anew.
    pub(super) fn ask_everything_again(&mut self) {
        for view in LISTINGS {
            if self.views.contains(&view) {
                self.ask_again(view);
            }
        }
        self.ask_overview();
        if let Some(article) = &self.article
            && article.loaded.is_some()
        {
            self.ask(Question::Work(article.work));
        }
        if self.views.contains(&View::Log) {
            self.ask_book();
        }
        if self.views.contains(&View::Health) {
            self.ask(Question::Sources);
        }
        // Counting links takes a moment: not at every answer of a refresh.
        if self.fetching.is_none() {
            self.want_clues();
        }
    }

    /// The work that keys act on: the article's in the reader, else the
    /// selected row's.
    pub fn chosen(&self) -> Option<WorkId> {
        match (self.view(), &self.article) {
            (View::Reader, Some(article)) => Some(article.work),
            (View::Review, _) => self.card().map(|card| card.work),
            (View::Timeline | View::Saved | View::Search, _) => {
                self.listing().selected().map(|row| row.work)
            }
            _ => None,
        }
    }
}
