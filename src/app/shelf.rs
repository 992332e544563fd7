//! The library on the screen: its tabs and orders, tags, how far one is with
//! each item, and marked rows that one key acts on together.
//!
//! A tab is a query with a number: choosing one asks for it, typing another
//! query leaves it. Nothing here decides what is kept; the writer does.

use crate::app::effect::Ask;
use crate::app::effect::Done;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::notices::said;
use crate::app::session;
use crate::domain::id::WorkId;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::complete::as_value;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::query::wish::Wish;
use crate::domain::shelf::shown;
use crate::domain::shelf::tags_of;
use crate::domain::text::fold;
use crate::domain::time::UtcTime;

/// A numbered tab of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub name: String,
    pub n: u64,
    /// What stands in it; `None` for everything.
    pub clause: Option<Clause>,
}

/// The library as it is entered.
pub(super) fn library() -> Query {
    Query {
        place: Place::Saved,
        order: Order::SavedNewest,
        ..Query::default()
    }
}

/// The library as it was left.
pub(super) fn as_left(left: &session::Library, now: UtcTime) -> Query {
    let wish = Wish::strict(&left.filter, now).unwrap_or_default();
    Query {
        hits_only: left.is_tab && !wish.is_empty(),
        order: left.order.unwrap_or(Order::SavedNewest),
        // What is no longer understood is a filter no more.
        wish,
        ..library()
    }
}

/// The orders `z o` goes through: how a session writes each, and what is said
/// of it.
pub(super) const ORDERS: [(Order, &str, &str); 4] = [
    (Order::SavedNewest, "newest", "newest saved first"),
    (Order::SavedOldest, "oldest", "oldest saved first"),
    (Order::Title, "title", "by title"),
    (Order::Due, "due", "due for review first"),
];

impl Model {
    /// The tabs of the library, as many as digits reach.
    pub fn saved_tabs(&self) -> Vec<Tab> {
        let shelf = &self.overview.shelf;
        let n_due = self.overview.review.n_waiting;
        let fixed = |name: &str, n, fixed| Tab {
            name: name.to_string(),
            n,
            clause: Some(Clause::fixed(fixed)),
        };
        let mut tabs = vec![
            Tab {
                name: "All".to_string(),
                n: self.overview.n_saved,
                clause: None,
            },
            fixed("Due", n_due, Fixed::IsDue),
            fixed("Unread", shelf.n_unread, Fixed::IsUnread),
            fixed("Noted", shelf.n_noted, Fixed::HasNote),
            fixed("Reading", shelf.n_reading, Fixed::IsReading),
            fixed("Done", shelf.n_done, Fixed::IsDone),
        ];
        tabs.extend(shelf.tags.iter().take(3).map(|(tag, n)| Tab {
            name: format!("#{tag}"),
            n: *n,
            clause: Some(tagged(tag)),
        }));
        tabs
    }

    /// Which tab is shown; `None` where another query is.
    pub fn saved_tab(&self) -> Option<usize> {
        let query = &self.saved.query;
        // The same words typed also leave the warnings standing.
        if !query.hits_only && !query.wish.is_empty() {
            return None;
        }
        let shown = query.wish.clause();
        let tabs = self.saved_tabs();
        tabs.iter().position(|tab| tab.clause.as_ref() == shown)
    }

    /// What the order of the library is called, where it is not the usual one.
    pub fn saved_order(&self) -> Option<&'static str> {
        let order = self.saved.query.order;
        let named = ORDERS.iter().skip(1).find(|(known, ..)| *known == order);
        named.map(|(.., name)| *name)
    }

    pub(super) fn show_saved_tab(&mut self, number: u8) {
        let tabs = self.saved_tabs();
        let at = usize::from(number).checked_sub(1);
        match at.and_then(|at| tabs.into_iter().nth(at)) {
            None => self.say(format!("There is no tab {number}.")),
            Some(tab) => self.narrow_saved(Wish::of(tab.clause, self.now), true),
        }
    }

    /// What is saved under a tag.
    pub(super) fn show_tag(&mut self, tag: &str) {
        self.go(View::Saved);
        self.narrow_saved(Wish::of(Some(tagged(tag)), self.now), true);
    }

    /// Shows of the library what a query finds. Warnings stand in it whatever
    /// is typed; a tab is a place and holds what it says.
    pub(super) fn narrow_saved(&mut self, wish: Wish, hits_only: bool) {
        let query = Query {
            hits_only,
            wish,
            ..self.saved.query.clone()
        };
        if query != self.saved.query {
            self.requery(View::Saved, query);
            self.ask_overview();
        }
    }

    /// `F`, Esc: all of it again; whether anything was on.
    pub(super) fn widen_saved(&mut self) -> bool {
        let is_on = !self.saved.query.wish.is_empty();
        if is_on {
            self.narrow_saved(Wish::default(), false);
        }
        is_on
    }

    /// `z o`: the next order.
    pub(super) fn turn_saved_order(&mut self) {
        let order = self.saved.query.order;
        let at = ORDERS.iter().position(|(known, ..)| *known == order);
        let (order, _, name) = ORDERS[at.map_or(0, |at| at + 1) % ORDERS.len()];
        let query = Query {
            order,
            ..self.saved.query.clone()
        };
        self.requery(View::Saved, query);
        self.say(format!("Order: {name}."));
    }

    /// The next stage of what is saved: to read, reading, done.
    pub(super) fn turn_stage(&mut self) {
        let works = self.acted_on();
        let first = works.first().and_then(|work| self.row_of(*work));
        let shelf = first.and_then(|row| row.shelf.as_ref());
        let stage = shelf.map(|shelf| shelf.stage).unwrap_or_default().next();
        self.change(Ask::SetStage { works, stage });
        self.unmark();
    }

    /// `t`: asks for tags, with those that all of them have.
    pub(super) fn ask_tags(&mut self) {
        let works = self.acted_on();
        let before = self.tags_of_all(&works);
        let text = match before.is_empty() {
            true => String::new(),
            false => format!("{}, ", before.join(", ")),
        };
        self.ask_for(Asked::Tags { works, before }, text);
    }

    /// The tags that every one of some works has.
    fn tags_of_all(&self, works: &[WorkId]) -> Vec<String> {
        let mut all = works.iter().map(|work| self.tags_of(*work));
        let mut common = all.next().unwrap_or_default();
        for tags in all {
            common.retain(|tag| tags.contains(tag));
        }
        common
    }

    /// The tags of a work, as far as they are here.
    pub fn tags_of(&self, work: WorkId) -> Vec<String> {
        let row = self.row_of(work);
        let shelf = row.and_then(|row| row.shelf.as_ref());
        let article = self.article.as_ref().filter(|it| it.work == work);
        let loaded = article.and_then(|it| it.loaded.as_deref());
        match (shelf, loaded) {
            (Some(shelf), _) => shelf.tags.clone(),
            (None, Some(loaded)) => loaded.tags.clone(),
            (None, None) => Vec::new(),
        }
    }

    /// Tags were typed: those that were not there are given, those that are no
    /// longer there are taken off.
    pub(super) fn write_tags(&mut self, works: Vec<WorkId>, before: &[String], text: &str) {
        let typed = tags_of(text);
        let has = |tags: &[String], tag: &String| tags.iter().any(|it| fold(it) == fold(tag));
        let add: Vec<String> = typed
            .iter()
            .filter(|it| !has(before, it))
            .cloned()
            .collect();
        let remove: Vec<String> = before
            .iter()
            .filter(|it| !has(&typed, it))
            .cloned()
            .collect();
        if add.is_empty() && remove.is_empty() {
            return self.say("The tags are as they were.");
        }
        self.change(Ask::SetTags { works, add, remove });
        self.unmark();
    }

    /// Tab in the box: the tag that is being typed, as far as all that fit
    /// agree; those that fit are told.
    pub(super) fn complete_tag(&mut self) {
        let known = self.overview.shelf.tags.clone();
        let Some(input) = self.field_mut() else {
            return;
        };
        let (before, typed) = match input.text.rfind(',') {
            Some(at) => input.text.split_at(at + 1),
            None => ("", input.text.as_str()),
        };
        let bare = typed.trim_start().trim_start_matches('#').to_string();
        let wanted = fold(&bare);
        let fitting: Vec<&String> = known
            .iter()
            .map(|(tag, _)| tag)
            .filter(|tag| fold(tag).starts_with(&wanted))
            .collect();
        let blank = if before.is_empty() { "" } else { " " };
        let words = match fitting.as_slice() {
            [] => "No tag begins so; Enter makes a new one.".to_string(),
            [one] => {
                *input = Input::holding(format!("{before}{blank}{one}, "));
                return;
            }
            many => {
                let common = beginning(many);
                if common.chars().count() > bare.chars().count() {
                    *input = Input::holding(format!("{before}{blank}{common}"));
                }
                let some: Vec<&str> = many.iter().take(12).map(|it| it.as_str()).collect();
                some.join(", ")
            }
        };
        self.say(words);
    }

    /// What is said of a change to the library; `None` for any other.
    pub(super) fn shelf_words(&self, ask: &Ask, done: &Done) -> Option<String> {
        let back = self.by_key("undo", "takes it back");
        let again = self.by_key("undo", "brings it back");
        let n = match done {
            Done::Changed(n) => *n,
            _ => return None,
        };
        let items = match n {
            1 => "1 item".to_string(),
            n => format!("{n} items"),
        };
        Some(match ask {
            _ if n == 0 => "Nothing to change: it was so already.".to_string(),
            Ask::SetSavedAll { saved: true, .. } => format!("{items} saved.{back}"),
            Ask::SetSavedAll { .. } => format!("{items} no longer saved.{again}"),
            Ask::SetReadAll { read: true, .. } => {
                format!("{items} marked as read.{back}")
            }
            Ask::SetReadAll { .. } => format!("{items} marked as unread.{back}"),
            Ask::SetStage { stage, .. } => match n {
                1 => format!("Now: {}.{back}", stage.name()),
                _ => format!("{items}: {}.{back}", stage.name()),
            },
            Ask::SetTags { works, add, remove } => {
                let what = match (add.is_empty(), remove.is_empty()) {
                    (false, true) => format!("Tagged {}", said(&shown(add))),
                    (true, _) => format!("{} taken off", said(&shown(remove))),
                    (false, false) => "Tags changed".to_string(),
                };
                match works.len() {
                    1 => format!("{what}.{back}"),
                    _ => format!("{what}: {items}.{back}"),
                }
            }
            _ => return None,
        })
    }
}

/// What stands under a tag.
fn tagged(tag: &str) -> Clause {
    let name = as_value(tag).trim_matches('"').to_string();
    Clause::Is(Term::Named(Named::Tag, name))
}

/// The letters that all of these begin with, as the first one writes them.
fn beginning(tags: &[&String]) -> String {
    let Some((first, rest)) = tags.split_first() else {
        return String::new();
    };
    let mut common = first.chars().count();
    for tag in rest {
        let same = first
            .chars()
            .zip(tag.chars())
            .take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase()))
            .count();
        common = common.min(same);
    }
    first.chars().take(common).collect()
}
