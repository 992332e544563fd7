//! Going to a screen.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::model::Model;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "go.timeline",
        short: "timeline",
        help: "Timeline",
        group: Group::GoTo,
        keys: &["g t"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_timeline,
        blocked: never,
    },
    Action {
        name: "go.saved",
        short: "saved",
        help: "Saved",
        group: Group::GoTo,
        keys: &["g s"],
        also: &["bookmarks", "library", "favourites", "favorites"],
        scopes: &[Scope::Global],
        run: go_saved,
        blocked: never,
    },
    Action {
        name: "go.review",
        short: "review",
        help: "Review what is due",
        group: Group::Learn,
        keys: &["g r"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_review,
        blocked: never,
    },
    Action {
        name: "go.cme",
        short: "CME log",
        help: "CME log",
        group: Group::GoTo,
        keys: &["g c"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_cme,
        blocked: never,
    },
    Action {
        name: "go.health",
        short: "source health",
        help: "Source health: errors, last fetched",
        group: Group::GoTo,
        keys: &["g h"],
        also: &["sources", "feeds", "subscriptions", "problems", "broken"],
        scopes: &[Scope::Global],
        run: go_health,
        blocked: never,
    },
    Action {
        name: "go.source",
        short: "its source",
        help: "All of the selected item's source, at that item",
        group: Group::GoTo,
        keys: &["g f"],
        also: &["source"],
        scopes: &[Scope::Timeline, Scope::Saved, Scope::Search, Scope::Reader],
        run: go_source,
        blocked: no_item,
    },
    Action {
        name: "go.who",
        short: "who to follow",
        help: "Who to follow",
        group: Group::GoTo,
        keys: &["g w"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_who,
        blocked: never,
    },
    Action {
        name: "round",
        short: "a round",
        help: "A finite round of unread items, with an end",
        group: Group::GoTo,
        keys: &["g o"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_round,
        blocked: never,
    },
    Action {
        name: "go.messages",
        short: "messages",
        help: "Messages: every toast since start",
        group: Group::GoTo,
        keys: &["g m"],
        also: &[],
        scopes: &[Scope::Global],
        run: go_messages,
        blocked: never,
    },
];

fn go_timeline(model: &mut Model, _: Option<u8>) {
    model.go(View::Timeline);
}

fn go_saved(model: &mut Model, _: Option<u8>) {
    model.go(View::Saved);
}

fn go_review(model: &mut Model, _: Option<u8>) {
    model.go(View::Review);
}

fn go_cme(model: &mut Model, _: Option<u8>) {
    model.go(View::Log);
}

fn go_health(model: &mut Model, _: Option<u8>) {
    model.go(View::Health);
}

fn go_source(model: &mut Model, _: Option<u8>) {
    model.go_to_its_source();
}

fn go_who(model: &mut Model, _: Option<u8>) {
    model.show_who();
}

fn go_round(model: &mut Model, _: Option<u8>) {
    model.open_round();
}

fn go_messages(model: &mut Model, _: Option<u8>) {
    model.go(View::Messages);
}
