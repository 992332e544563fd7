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
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "follow",
        short: "follow",
        help: "Follow a source by its address",
        group: Group::Follow,
        keys: &["+"],
        also: &["subscribe", "add", "feed", "rss"],
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
        also: &["unsubscribe", "remove", "delete", "stop following"],
        scopes: &[Scope::Global],
        run: unfollow,
        blocked: never,
    },
    Action {
        name: "who",
        short: "who to follow",
        help: "Who to follow",
        group: Group::Follow,
        keys: &["w"],
        also: &["suggestions", "recommend", "discover"],
        scopes: &[Scope::Global],
        run: who,
        blocked: never,
    },
    Action {
        name: "pick",
        short: "tick",
        help: "Tick, or take the tick off",
        group: Group::Follow,
        keys: &["Space"],
        also: &[],
        scopes: &[Scope::Welcome, Scope::Who],
        run: pick,
        blocked: never,
    },
    Action {
        name: "welcome.on",
        short: "continue",
        help: "Go on from the ticks of the welcome",
        group: Group::Follow,
        keys: &["Enter"],
        also: &[],
        scopes: &[Scope::Welcome],
        run: welcome_on,
        blocked: never,
    },
    Action {
        name: "who.follow",
        short: "follow",
        help: "Follow those that are ticked, else the one that is selected",
        group: Group::Follow,
        keys: &["Enter"],
        also: &[],
        scopes: &[Scope::Who],
        run: who_follow,
        blocked: never,
    },
    Action {
        name: "go.welcome",
        short: "welcome",
        help: "Welcome: pick fields and ready-made lists again",
        group: Group::Follow,
        keys: &["g l"],
        also: &["lists", "fields", "specialty", "specialties", "setup"],
        scopes: &[Scope::Global],
        run: go_welcome,
        blocked: never,
    },
    Action {
        name: "tend",
        short: "tend",
        help: "Rename, move or delete this list or source; edit a topic's words",
        group: Group::Follow,
        keys: &["T"],
        also: &["remove", "topics", "edit"],
        scopes: &[Scope::Timeline, Scope::Health],
        run: tend,
        blocked: never,
    },
];

fn follow(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Who {
        return model.follow_suggested();
    }
    model.popup = Some(Popup::Follow(Follow::Typing(Input::default())));
}

fn unfollow(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Who {
        return model.hide_suggested();
    }
    match model.tended_here() {
        Tended::Source(source) => {
            model.change(Ask::Unfollow(source));
        }
        _ => model.unfollow_of_row(),
    }
}

fn who(model: &mut Model, _: Option<u8>) {
    model.show_who();
}

fn pick(model: &mut Model, _: Option<u8>) {
    match model.view() {
        View::Welcome => model.tick_in_welcome(),
        _ => model.tick_in_who(),
    }
}

fn welcome_on(model: &mut Model, _: Option<u8>) {
    model.welcome_on();
}

fn who_follow(model: &mut Model, _: Option<u8>) {
    model.follow_suggested();
}

fn go_welcome(model: &mut Model, _: Option<u8>) {
    model.welcome_again();
}

fn tend(model: &mut Model, _: Option<u8>) {
    let of = model.tended_here();
    model.popup = Some(Popup::Tend { of, cursor: 0 });
}
