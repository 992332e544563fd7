//! Everything a key can do, as one table of self-describing entries.
//!
//! The hint bar, the help page, the continuations after `g` `z` `y`, the
//! palette, `rounds keys`, the man page and README's table are made from it.

use crate::app::model::Model;
use crate::app::model::View;

mod fetching;
mod finding;
mod following;
mod going;
mod keeping;
mod learning;
mod movement;
mod reading;
mod session;
mod sharing;
mod viewing;

#[cfg(test)]
mod tests;

/// One thing a key can do.
#[derive(Debug)]
pub struct Action {
    /// A promise: configuration names it. `move.down`.
    pub name: &'static str,
    /// One or two words for the hint bar and for continuations.
    pub short: &'static str,
    /// What the person gets.
    pub help: &'static str,
    pub group: Group,
    /// As written in `keys.toml`: `j`, `Down`, `C-d`, `g g`, `1-9`.
    pub keys: &'static [&'static str],
    /// Other words that people look for it by in the palette.
    pub also: &'static [&'static str],
    pub scopes: &'static [Scope],
    /// Does it; the key's digit is given where the keys are a range. What it
    /// asks of the world it lays on the model's desk.
    pub run: fn(&mut Model, Option<u8>),
    /// Why it cannot be done now, if it cannot: a sentence part.
    pub blocked: fn(&Model) -> Option<&'static str>,
}

/// Where an action's keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every screen without a text field.
    Global,
    Timeline,
    Reader,
    Saved,
    Search,
    Health,
    Log,
    Review,
    Welcome,
    Who,
    Help,
    Messages,
    Links,
}

impl Scope {
    /// Where keys are looked up on a screen without a popup.
    pub const fn of(view: View) -> Scope {
        match view {
            View::Timeline => Scope::Timeline,
            View::Reader => Scope::Reader,
            View::Saved => Scope::Saved,
            View::Search => Scope::Search,
            View::Health => Scope::Health,
            View::Log => Scope::Log,
            View::Review => Scope::Review,
            View::Welcome => Scope::Welcome,
            View::Who => Scope::Who,
            View::Help => Scope::Help,
            View::Messages => Scope::Messages,
        }
    }
}

/// The headings of the help page, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Read,
    Keep,
    Find,
    Fetch,
    Follow,
    Share,
    Learn,
    GoTo,
    View,
    Move,
    App,
}

impl Group {
    /// The heading itself.
    pub const fn title(self) -> &'static str {
        match self {
            Group::Read => "Read",
            Group::Keep => "Keep",
            Group::Find => "Find",
            Group::Fetch => "Fetch",
            Group::Follow => "Follow",
            Group::Share => "Check & share",
            Group::Learn => "Learn",
            Group::GoTo => "Go to",
            Group::View => "View",
            Group::Move => "Move",
            Group::App => "App",
        }
    }
}

/// Every action, in the order of the help page.
pub fn all() -> impl Iterator<Item = &'static Action> {
    [
        reading::ACTIONS,
        keeping::ACTIONS,
        finding::ACTIONS,
        fetching::ACTIONS,
        following::ACTIONS,
        sharing::ACTIONS,
        learning::ACTIONS,
        going::ACTIONS,
        viewing::ACTIONS,
        movement::ACTIONS,
        session::ACTIONS,
    ]
    .into_iter()
    .flatten()
}

/// The action of this name.
pub fn named(name: &str) -> Option<&'static Action> {
    all().find(|action| action.name == name)
}

/// For what can always be done.
fn never(_: &Model) -> Option<&'static str> {
    None
}

/// For what is done to an item.
fn no_item(model: &Model) -> Option<&'static str> {
    match model.chosen() {
        Some(_) => None,
        None => Some("no item is selected"),
    }
}
