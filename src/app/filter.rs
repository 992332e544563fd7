//! The filter of the timeline: ticks before topics and kinds, and which rows
//! show; or a query typed as text.
//!
//! Ticks become a query in the language of the search, so that what is on can
//! be read, edited and kept. Retractions, concerns and safety notices are
//! never filtered away, unless nothing but some of them is asked for; the store
//! sees to that ([`Query::hits_only`]).

mod typed;

use std::slice;

use crate::app::effect::Question;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::domain::answer::Facets;
use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::query::Query;
use crate::domain::query::complete::as_value;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::query::wish::Wish;

/// The kinds that can be ticked. The safety words are always shown; ticked alone
/// they show nothing else.
pub const KINDS: [Badge; 10] = [
    Badge::Rct,
    Badge::Review,
    Badge::Guideline,
    Badge::Preprint,
    Badge::Case,
    Badge::News,
    Badge::Corrected,
    Badge::Retracted,
    Badge::Concern,
    Badge::Safety,
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
    /// Whether the ticks are chosen: Enter then takes the line under the cursor
    /// only where it is ticked. Walking to another line unsettles them.
    settled: bool,
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
        filter.settled = self.timeline.query != self.filtered(&Filter::default());
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
            hits_only: false,
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
        let wish = Wish::of(Clause::every(ticked), self.now);
        Query {
            place: self.timeline.query.place,
            unread_only: filter.show == Show::Unread,
            hits_only: only_warnings(&wish),
            wish,
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
            filter.settled = false;
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

    /// A click on a line of a column: ticks it, or takes the tick away.
    pub(super) fn tick_filter_at(&mut self, column: Column, at: usize) {
        if at >= self.n_in_column(column) {
            return;
        }
        if let Some(Popup::Filter(filter)) = &mut self.popup {
            filter.column = column;
            *filter.cursor_mut() = at;
        }
        self.tick_filter();
    }

    /// Whether the line under the cursor is ticked; true where there is none.
    fn is_ticked_here(&self, filter: &Filter) -> bool {
        let at = filter.cursor();
        match filter.column {
            Column::Topic => {
                let topic = self.overview.topics.get(at);
                topic.is_none_or(|it| filter.topics.contains(&it.id))
            }
            Column::Kind => KINDS.get(at).is_none_or(|it| filter.kinds.contains(it)),
            Column::Show => SHOWS.get(at).is_none_or(|(show, _)| filter.show == *show),
        }
    }

    /// Space: ticks the line under the cursor, or takes the tick away.
    pub(super) fn tick_filter(&mut self) {
        let Some(Popup::Filter(mut filter)) = self.popup.take() else {
            return;
        };
        filter.settled = true;
        // What was said of the ticks before is true no longer.
        self.notice.take_if(|it| it.tone == Tone::Plain);
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
        if let Some(Popup::Filter(filter)) = &self.popup
            && filter.topics.is_empty()
            && filter.kinds.is_empty()
            && filter.show == Show::default()
        {
            // A query may be on that ticks cannot say.
            match self.timeline.query == self.filtered(filter) {
                true => return self.say("Nothing is ticked, so nothing to clear."),
                false => self.say("Nothing is ticked. Enter clears the filter."),
            }
        }
        if let Some(Popup::Filter(filter)) = self.popup.take() {
            let mut bare = Filter {
                column: filter.column,
                cursors: filter.cursors,
                settled: true,
                ..Filter::default()
            };
            self.ask_facets(&mut bare);
            self.popup = Some(Popup::Filter(bare));
        }
    }

    /// Enter: shows the timeline so, the line that was walked to ticked.
    pub(super) fn apply_filter(&mut self) {
        if let Some(Popup::Filter(filter)) = &self.popup
            && !filter.settled
            && !self.is_ticked_here(filter)
        {
            self.tick_filter();
        }
        let Some(Popup::Filter(filter)) = self.popup.take() else {
            return;
        };
        let query = self.filtered(&filter);
        self.show_filtered(query);
    }

    pub(super) fn show_filtered(&mut self, query: Query) {
        if self.view() != View::Timeline {
            self.go(View::Timeline);
        }
        let key = self.keymap.first_key("filter.clear").to_string();
        let (is_on, only) = (!query.wish.is_empty(), query.hits_only);
        self.filter(query);
        if is_on && !key.is_empty() {
            self.say(match only {
                true => format!("The filter is on; {key} clears it. Only these warnings show."),
                false => format!(
                    "The filter is on; {key} clears it. Retractions and safety notices always show."
                ),
            });
        }
    }
}

/// Whether a wish asks for retractions, concerns or safety notices and for
/// nothing else: then those that it does not name are not added.
pub(super) fn only_warnings(wish: &Wish) -> bool {
    let warns = |clause: &Clause| match clause {
        Clause::Is(Term::Fixed(Fixed::Warning)) => true,
        Clause::Is(Term::Fixed(Fixed::Badge(badge))) => badge.is_safety_word(),
        _ => false,
    };
    let Some(clause) = wish.clause() else {
        return false;
    };
    clause.parts().iter().any(|part| match part {
        Clause::Either(choices) => choices.iter().all(warns),
        one => warns(one),
    })
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
