//! Learning: the log and, later, what is due for review.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::model::Model;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "cme",
        short: "CME entry",
        help: "Write this item into your learning log",
        group: Group::Learn,
        keys: &["c"],
        scopes: &[Scope::Global],
        run: cme,
        blocked: no_item_outside_the_log,
    },
    Action {
        name: "cme.log",
        short: "CME log",
        help: "Open your learning log and its year; e corrects an entry there",
        group: Group::Learn,
        keys: &["C"],
        scopes: &[Scope::Global],
        run: cme_log,
        blocked: never,
    },
    Action {
        name: "go.cme",
        short: "CME log",
        help: "CME log",
        group: Group::GoTo,
        keys: &["g c"],
        scopes: &[Scope::Global],
        run: cme_log,
        blocked: never,
    },
];

fn no_item_outside_the_log(model: &Model) -> Option<&'static str> {
    match model.view() {
        View::Log => None,
        _ => no_item(model),
    }
}

fn cme(model: &mut Model, _: Option<u8>) {
    model.new_entry();
}

fn cme_log(model: &mut Model, _: Option<u8>) {
    model.go(View::Log);
}
