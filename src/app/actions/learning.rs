//! Learning: the log, and what is due for review.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::review::Grade;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "cme",
        short: "CME entry",
        help: "Write this item into your learning log",
        group: Group::Learn,
        keys: &["c"],
        also: &["cpd", "points", "credits"],
        scopes: &[Scope::Global],
        run: cme,
        blocked: no_item_outside_the_log,
    },
    Action {
        name: "cme.log",
        short: "CME log",
        help: "Open your learning log and its year, where entries are corrected",
        group: Group::Learn,
        keys: &["C"],
        also: &["cpd", "points", "credits"],
        scopes: &[Scope::Global],
        run: cme_log,
        blocked: never,
    },
    Action {
        name: "review.show",
        short: "show",
        help: "Show the answer; then Good",
        group: Group::Learn,
        keys: &["Space", "Enter"],
        also: &[],
        scopes: &[Scope::Review],
        run: review_show,
        blocked: never,
    },
    Action {
        name: "review.grade",
        short: "grade",
        help: "1 Again  2 Hard  3 Good  4 Easy",
        group: Group::Learn,
        keys: &["1-4"],
        also: &[],
        scopes: &[Scope::Review],
        run: review_grade,
        blocked: never,
    },
    Action {
        name: "review.add",
        short: "review this",
        help: "Put this saved item into review, or take it out",
        group: Group::Learn,
        keys: &["z r"],
        also: &[],
        scopes: &[Scope::Global],
        run: review_add,
        blocked: not_saved,
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

fn not_saved(model: &Model) -> Option<&'static str> {
    let Some(work) = model.chosen() else {
        return Some("no item is selected");
    };
    match model.row_of(work) {
        Some(row) if !row.saved && !model.is_in_review(work) => {
            Some("only what is saved can be reviewed")
        }
        _ => None,
    }
}

fn review_show(model: &mut Model, _: Option<u8>) {
    model.show_or_good();
}

fn review_grade(model: &mut Model, digit: Option<u8>) {
    if let Some(grade) = digit.and_then(Grade::of_digit) {
        model.grade_card(grade);
    }
}

fn review_add(model: &mut Model, _: Option<u8>) {
    model.turn_review();
}
