//! Whether two actions take the same keys in one place.
//!
//! The usual keys are held apart by the table's own tests, so only a person's
//! keys are looked at.

use crate::app::actions;
use crate::app::actions::Action;
use crate::app::actions::Scope;
use crate::app::effect::Key;
use crate::app::keymap::parse;
use crate::app::keymap::spell;

/// A person's key that something else needs.
#[derive(Clone, Debug)]
pub struct Clash {
    /// Whose own keys are not taken.
    pub refused: &'static Action,
    pub other: &'static Action,
    /// As they are written.
    pub keys: String,
}

/// The first clash that the person's keys by action name make.
pub fn clash(own: &[(String, Vec<String>)]) -> Option<Clash> {
    let of = |action: &Action| own.iter().find(|(name, _)| name == action.name);
    let bound: Vec<(&'static Action, bool, Vec<Key>)> = actions::all()
        .flat_map(|action| {
            let keys: Vec<String> = match of(action) {
                Some((_, keys)) => keys.clone(),
                None => action.keys.iter().map(|key| key.to_string()).collect(),
            };
            keys.into_iter()
                .flat_map(|written| {
                    // Usual keys stay out of each other's way, written or not.
                    let is_usual = action.keys.contains(&written.as_str());
                    let read = parse(&written).unwrap_or_default().into_iter();
                    read.map(move |(keys, _)| (action, !is_usual, keys))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    for (refused, _, keys) in bound.iter().filter(|(_, is_new, _)| *is_new) {
        let other = bound.iter().find(|(other, _, theirs)| {
            other.name != refused.name
                && meet(refused, other)
                && (theirs.starts_with(keys) || keys.starts_with(theirs))
        });
        if let Some((other, _, theirs)) = other {
            let shorter = match keys.len() <= theirs.len() {
                true => keys,
                false => theirs,
            };
            return Some(Clash {
                refused,
                other,
                keys: spell(shorter),
            });
        }
    }
    None
}

/// Whether there is a place where the keys of both hold.
fn meet(one: &Action, other: &Action) -> bool {
    let everywhere = |action: &Action| action.scopes.contains(&Scope::Global);
    everywhere(one)
        || everywhere(other)
        || one.scopes.iter().any(|scope| other.scopes.contains(scope))
}
