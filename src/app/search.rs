//! Searching as one types.

use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::complete::Known;
use crate::domain::query::complete::complete;
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
                order: self.search.query.order,
                hits_only: true,
                ..Query::default()
            };
            self.snippet = None;
            self.ask(Question::Sources);
            self.search.begin(query, generation);
            self.go(View::Search);
        }
        // Other words are meant more often than more of them.
        if !self.search_typing {
            self.search_box.select();
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
        self.snippet = None;
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
        let mut query = self.search.query.clone();
        query.place = self.place_after();
        self.search_for(query);
    }

    /// Where Tab makes the search look.
    pub fn place_after(&self) -> Place {
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
        places[(at + 1) % places.len()]
    }

    /// Best first or newest first.
    pub(super) fn turn_order(&mut self) {
        let mut query = self.search.query.clone();
        query.order = match query.order {
            Order::Best => Order::Newest,
            _ => Order::Best,
        };
        let words = match query.order {
            Order::Best => "Best first: words in the title count most.",
            _ => "Newest first.",
        };
        self.search_for(query);
        self.say(words);
    }

    /// Tab completes a field's value that is being typed; whether one is.
    fn complete_search(&mut self) -> bool {
        let before = self.search_box.text.get(..self.search_box.cursor);
        let word = before.and_then(|it| it.rsplit(char::is_whitespace).next());
        let in_value = word.is_some_and(|word| word.contains(':'));
        in_value && self.complete_in_box()
    }

    /// Tab in the search box: completes a value, or turns the scope.
    pub(super) fn tab_in_search(&mut self) {
        match self.complete_search() {
            true => self.search_typed(),
            false => self.next_scope(),
        }
    }

    /// Tab in a box for a query.
    pub(super) fn complete_or_say(&mut self) {
        if !self.complete_in_box() {
            self.say("Nothing to complete here: fields can be, and what stands in them.");
        }
    }

    /// Completes the query at the cursor of the open field, as far as all
    /// offers agree, and tells them; whether there were any.
    pub(super) fn complete_in_box(&mut self) -> bool {
        let known = Known {
            sources: self.sources.iter().map(|it| it.title.clone()).collect(),
            lists: self.overview.lists.iter().map(|it| it.name()).collect(),
            topics: self
                .overview
                .topics
                .iter()
                .map(|it| it.name.clone())
                .collect(),
            tags: self
                .overview
                .shelf
                .tags
                .iter()
                .map(|(tag, _)| tag.clone())
                .collect(),
        };
        let Some(input) = self.field_mut() else {
            return false;
        };
        let before = input.text.get(..input.cursor).unwrap_or(&input.text);
        let found = complete(&input.text, before.chars().count(), &known);
        let Some(first) = found.offers.first() else {
            return false;
        };
        let texts: Vec<&str> = found.offers.iter().map(|it| it.text.as_str()).collect();
        let mut common = first.text.as_str();
        for text in &texts {
            let same = common.chars().zip(text.chars()).take_while(|(a, b)| a == b);
            let length = same.map(|(a, _)| a.len_utf8()).sum();
            common = &common[..length];
        }
        let from = before
            .char_indices()
            .nth(found.from)
            .map_or(before.len(), |(at, _)| at);
        let typed = &before[from..];
        if common.len() >= typed.len() {
            let cursor = from + common.len();
            let text = format!(
                "{}{common}{}",
                &input.text[..from],
                &input.text[input.cursor..]
            );
            *input = Input {
                cursor,
                ..Input::holding(text)
            };
        }
        if texts.len() > 1 {
            let some = texts
                .iter()
                .take(12)
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            let more = if texts.len() > 12 { " …" } else { "" };
            self.say(format!("{some}{more}"));
        }
        true
    }

    /// Asks for the piece of text of the selected hit, once.
    pub(super) fn ask_snippet(&mut self) {
        if self.view() != View::Search || !self.has_strip() {
            return;
        }
        let wish = self.search.query.wish.clone();
        let selected = self.search.selected().map(|row| row.work);
        let wanted = selected.filter(|_| !wish.wanted().is_empty());
        let Some(work) = wanted else {
            return;
        };
        let key = Some((work, wish.clone()));
        if self.desk.snippet_asked == key && self.snippet.is_some() {
            return;
        }
        self.desk.snippet_asked = key;
        self.ask(Question::Snippet { work, wish });
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
