//! Searching as one types.

use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;

impl Model {
    /// Opens the search over what is shown.
    pub(super) fn open_search(&mut self) {
        if self.view() != View::Search {
            let place = self.listing().query.place;
            self.search_box = Default::default();
            self.search.cursor = None;
            let generation = self.next_generation();
            let query = Query {
                place,
                ..Query::default()
            };
            self.search.begin(query, generation);
            self.go(View::Search);
        }
        self.search_typing = true;
        self.focus = Pane::Rows;
    }

    /// Asks for what is in the box now.
    pub(super) fn search_typed(&mut self) {
        let mut query = self.search.query.clone();
        query.wish = Wish::typing(&self.search_box.text, self.now);
        if query.wish == self.search.query.wish {
            return;
        }
        self.search_for(query);
    }

    fn search_for(&mut self, query: Query) {
        self.search.cursor = None;
        self.search.home = None;
        match query.wish.is_empty() {
            true => {
                let generation = self.next_generation();
                self.search.begin(query, generation);
            }
            false => self.requery(View::Search, query),
        }
    }

    /// Tab: where the search looks: here, in everything kept, in what is saved.
    pub(super) fn next_scope(&mut self) {
        let here = match self.views.iter().rev().nth(1) {
            Some(View::Saved) => Place::Saved,
            _ => self.timeline.query.place,
        };
        let mut places = vec![here];
        for place in [Place::All, Place::Saved] {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let now = self.search.query.place;
        let at = places.iter().position(|place| *place == now).unwrap_or(0);
        let mut query = self.search.query.clone();
        query.place = places[(at + 1) % places.len()];
        self.search_for(query);
    }

    /// Goes from the box down to the results.
    pub(super) fn enter_results(&mut self) {
        match self.search.rows.is_empty() && self.search.answered {
            true => self.say(format!(
                "No hit for {}.",
                super::notices::said(self.search.query.wish.text())
            )),
            false => self.search_typing = false,
        }
        self.moved();
    }
}
