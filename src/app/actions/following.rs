//! Following: sources, lists and topics come and go.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::effect::Ask;
use crate::app::input::Input;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tended;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "follow",
        short: "follow",
        help: "Follow a source by its address",
        group: Group::Follow,
        keys: &["+"],
        scopes: &[Scope::Global],
        run: follow,
        blocked: never,
    },
    Action {
        name: "unfollow",
        short: "unfollow",
        help: "Unfollow (undoable; saved items stay)",
        group: Group::Follow,
        keys: &["-"],
        scopes: &[Scope::Global],
        run: unfollow,
        blocked: never,
    },
    Action {
        name: "tend",
        short: "tend",
        help: "Rename, move or delete this list or source; edit a topic's words",
        group: Group::Follow,
        keys: &["T"],
        scopes: &[Scope::Timeline, Scope::Health],
        run: tend,
        blocked: never,
    },
];

fn follow(model: &mut Model, _: Option<u8>) {
    model.popup = Some(Popup::Follow(Follow::Typing(Input::default())));
}

fn unfollow(model: &mut Model, _: Option<u8>) {
    match model.tended_here() {
        Tended::Source(source) => {
            model.change(Ask::Unfollow(source));
        }
        _ => model.say("Select a source first: g h lists them, ; finds one by name."),
    }
}

fn tend(model: &mut Model, _: Option<u8>) {
    let of = model.tended_here();
    model.popup = Some(Popup::Tend { of, cursor: 0 });
}
