//! The filter of the timeline: ticks before topics and kinds, and which rows
//! show; or a query typed as text.
//!
//! Ticks become a query in the language of the search, so that what is on can
//! be read, edited and kept. Retractions, concerns and safety notices are
//! never filtered away; the store sees to that ([`Query::hits_only`]).

use std::slice;

use crate::app::effect::Question;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::domain::answer::Facets;
use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::query::Kept;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::complete::as_value;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::query::wish::Wish;

/// The kinds that can be ticked; the safety words are always shown.
pub const KINDS: [Badge; 7] = [
    Badge::Rct,
    Badge::Review,
    Badge::Guideline,
    Badge::Preprint,
    Badge::Case,
    Badge::News,
    Badge::Corrected,
];

/// Which rows show, in the order of the third column.
pub const SHOWS: [(Show, &str); 3] = [
    (Show::Unread, "unread"),
    (Show::All, "all"),
    (Show::Saved, "saved"),
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    Unread,
    #[default]
    All,
    Saved,
}

/// The columns of the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    #[default]
    Topic,
    Kind,
    Show,
}

/// The box as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub column: Column,
    /// Which line of each column has the cursor.
    pub cursors: [usize; 3],
    pub topics: Vec<TopicId>,
    pub kinds: Vec<Badge>,
    pub show: Show,
    /// What would match; `None` until the store has answered.
    pub facets: Option<Facets>,
    /// The answer that is waited for.
    generation: u64,
}

impl Filter {
    /// The line of the shown column that has the cursor.
    pub fn cursor(&self) -> usize {
        self.cursors[self.column as usize]
    }

    fn cursor_mut(&mut self) -> &mut usize {
        &mut self.cursors[self.column as usize]
    }
}

impl Model {
    /// Opens the box, with what is on now ticked.
    pub(super) fn open_filter(&mut self) {
        let query = &self.timeline.query;
        let mut filter = self.ticked().unwrap_or_default();
        filter.topics.extend(query.topic);
        if filter.show != Show::Saved {
            filter.show = match query.unread_only {
                true => Show::Unread,
                false => Show::All,
            };
        }
        self.ask_facets(&mut filter);
        self.popup = Some(Popup::Filter(filter));
    }

    /// What is on as ticks; `None` where a query says more than ticks can.
    fn ticked(&self) -> Option<Filter> {
        let mut filter = Filter::default();
        let clause = self.timeline.query.wish.clause()?;
        for part in clause.parts() {
            if *part == Clause::fixed(Fixed::IsSaved) {
                filter.show = Show::Saved;
                continue;
            }
            let choices = match part {
                Clause::Either(choices) => choices.as_slice(),
                one => slice::from_ref(one),
            };
            for choice in choices {
                match choice {
                    Clause::Is(Term::Fixed(Fixed::Badge(kind))) if KINDS.contains(kind) => {
                        filter.kinds.push(*kind);
                    }
                    Clause::Is(Term::Named(Named::Topic, name)) => {
                        let mut topics = self.overview.topics.iter();
                        let meant = topics.find(|topic| in_a_query(&topic.name) == *name)?;
                        filter.topics.push(meant.id);
                    }
                    _ => return None,
                }
            }
        }
        // Ticks of one column are one of them, those of two columns both.
        let same = self.filtered(&filter).wish.clause() == Some(clause);
        same.then_some(filter)
    }

    /// Asks how many rows the ticks would leave.
    fn ask_facets(&mut self, filter: &mut Filter) {
        let wanted = self.filtered(filter);
        let base = Query {
            wish: Wish::default(),
            ..wanted.clone()
        };
        filter.generation = self.next_generation();
        self.ask(Question::Facets {
            generation: filter.generation,
            base,
            wanted,
        });
    }

    pub(super) fn facets_came(&mut self, generation: u64, facets: Facets) {
        if let Some(Popup::Filter(filter)) = &mut self.popup
            && filter.generation == generation
        {
            filter.facets = Some(facets);
        }
    }

    /// The timeline through these ticks.
    fn filtered(&self, filter: &Filter) -> Query {
        let topics = filter.topics.iter().filter_map(|id| {
            let topic = self.overview.topics.iter().find(|topic| topic.id == *id)?;
            Some(Clause::Is(Term::Named(
                Named::Topic,
                in_a_query(&topic.name),
            )))
        });
        let topics = Clause::either(topics.collect());
        let kinds = filter.kinds.iter();
        let kinds = Clause::either(kinds.map(|it| Clause::fixed(Fixed::Badge(*it))).collect());
        let saved = (filter.show == Show::Saved).then(|| Clause::fixed(Fixed::IsSaved));
        let ticked = saved.into_iter().chain(topics).chain(kinds).collect();
        Query {
            place: self.timeline.query.place,
            unread_only: filter.show == Show::Unread,
            wish: Wish::of(Clause::every(ticked), self.now),
            ..Query::default()
        }
    }

    /// How many lines a column has.
    fn n_in_column(&self, column: Column) -> usize {
        match column {
            Column::Topic => self.overview.topics.len(),
            Column::Kind => KINDS.len(),
            Column::Show => SHOWS.len(),
        }
    }

    pub(super) fn move_in_filter(&mut self, by: isize) {
        let Some(Popup::Filter(filter)) = &self.popup else {
            return;
        };
        let last = self.n_in_column(filter.column).saturating_sub(1);
        if let Some(Popup::Filter(filter)) = &mut self.popup {
            let cursor = filter.cursor_mut();
            *cursor = cursor.saturating_add_signed(by).min(last);
        }
    }

    /// Tab: the next column (1) or the one before (-1), round and round.
    pub(super) fn turn_column(&mut self, by: isize) {
        const COLUMNS: [Column; 3] = [Column::Topic, Column::Kind, Column::Show];
        if let Some(Popup::Filter(filter)) = &mut self.popup {
            let at = (filter.column as usize).wrapping_add_signed(by + 3) % 3;
            filter.column = COLUMNS[at];
        }
    }

    /// Space: ticks the line under the cursor, or takes the tick away.
    pub(super) fn tick_filter(&mut self) {
        let Some(Popup::Filter(mut filter)) = self.popup.take() else {
            return;
        };
        let at = filter.cursor();
        match filter.column {
            Column::Topic => {
                if let Some(topic) = self.overview.topics.get(at) {
                    turn(&mut filter.topics, topic.id);
                }
            }
            Column::Kind => {
                if let Some(kind) = KINDS.get(at) {
                    turn(&mut filter.kinds, *kind);
                }
            }
            Column::Show => {
                if let Some((show, _)) = SHOWS.get(at) {
                    filter.show = *show;
                }
            }
        }
        self.ask_facets(&mut filter);
        self.popup = Some(Popup::Filter(filter));
    }

    /// `F` in the box: every tick away.
    pub(super) fn untick_filter(&mut self) {
        if let Some(Popup::Filter(filter)) = self.popup.take() {
            let mut bare = Filter {
                column: filter.column,
                cursors: filter.cursors,
                ..Filter::default()
            };
            self.ask_facets(&mut bare);
            self.popup = Some(Popup::Filter(bare));
        }
    }

    /// Enter: shows the timeline so.
    pub(super) fn apply_filter(&mut self, filter: &Filter) {
        self.popup = None;
        let query = self.filtered(filter);
        self.show_filtered(query);
    }

    fn show_filtered(&mut self, query: Query) {
        if self.view() != View::Timeline {
            self.go(View::Timeline);
        }
        let key = self.keymap.first_key("filter.clear").to_string();
        let is_on = !query.wish.is_empty();
        self.filter(query);
        if is_on && !key.is_empty() {
            self.say(format!(
                "The filter is on; {key} clears it. Retractions and safety notices always show."
            ));
        }
    }

    /// `/` in the box, `z f`: the filter as text.
    pub(super) fn type_filter(&mut self) {
        let query = match self.view() {
            View::Saved => &self.saved.query,
            _ => &self.timeline.query,
        };
        let text = query.wish.text().to_string();
        self.ask_for(Asked::Filter, text);
    }

    /// `z k`: asks for a name to keep what is on under.
    pub(super) fn keep_filter(&mut self) {
        let wish = &self.listing().query.wish;
        if wish.is_empty() {
            return self.say("There is no filter to keep. f makes one, z f takes a query.");
        }
        match Wish::strict(wish.text(), self.now) {
            Err(trouble) => self.say(trouble.to_string()),
            Ok(wish) => {
                let query = wish.text().to_string();
                self.ask_for(Asked::TimelineName(query), String::new());
            }
        }
    }

    /// Shows a kept timeline over everything followed.
    pub(super) fn show_kept(&mut self, query: &str) {
        match Wish::strict(query, self.now) {
            Err(trouble) => self.say_failed(format!("This timeline is not understood. {trouble}")),
            Ok(wish) => {
                self.go(View::Timeline);
                self.timeline.cursor = None;
                self.filter(Query {
                    wish,
                    ..Query::default()
                });
            }
        }
    }

    /// The name that what is shown is kept under.
    pub fn kept_name(&self) -> Option<&str> {
        self.kept().map(|kept| kept.name.as_str())
    }

    /// The kept timeline that is shown.
    pub fn kept(&self) -> Option<&Kept> {
        let query = &self.timeline.query;
        let text = query.wish.text();
        let shows_kept = !text.is_empty() && query.place == Place::All;
        let mut kept = self.overview.timelines.iter();
        kept.find(|kept| shows_kept && kept.query == text)
    }

    /// A filter that was typed; whether it was understood.
    pub(super) fn filter_typed(&mut self, text: &str) -> bool {
        match Wish::strict(text, self.now) {
            Err(trouble) => {
                self.say(trouble.to_string());
                false
            }
            Ok(wish) => {
                self.popup = None;
                if self.view() == View::Saved {
                    self.narrow_saved(wish, false);
                    return true;
                }
                self.show_filtered(Query {
                    wish,
                    ..self.timeline.query.clone()
                });
                true
            }
        }
    }
}

/// A topic's name as a query can write it: quotes cannot be.
fn in_a_query(name: &str) -> String {
    as_value(name).trim_matches('"').to_string()
}

fn turn<T: PartialEq>(ticked: &mut Vec<T>, one: T) {
    match ticked.iter().position(|it| *it == one) {
        Some(at) => {
            ticked.remove(at);
        }
        None => ticked.push(one),
    }
}
