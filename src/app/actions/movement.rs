//! Moving: in the focused pane, between panes and between lists.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::walking::Step;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "move.down",
        short: "down",
        help: "Down one row / scroll down",
        group: Group::Move,
        keys: &["j", "Down"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_down,
        blocked: never,
    },
    Action {
        name: "move.up",
        short: "up",
        help: "Up one row / scroll up",
        group: Group::Move,
        keys: &["k", "Up"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_up,
        blocked: never,
    },
    Action {
        name: "move.in",
        short: "open",
        help: "Open / go in (article, list, link)",
        group: Group::Move,
        keys: &["l", "Right", "Enter"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_in,
        blocked: never,
    },
    Action {
        name: "move.out",
        short: "back",
        help: "Back / go out one level",
        group: Group::Move,
        keys: &["h", "Left"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_out,
        blocked: never,
    },
    Action {
        name: "move.halfdown",
        short: "half page",
        help: "Half a page down",
        group: Group::Move,
        keys: &["C-d"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_halfdown,
        blocked: never,
    },
    Action {
        name: "move.halfup",
        short: "half page",
        help: "Half a page up",
        group: Group::Move,
        keys: &["C-u"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_halfup,
        blocked: never,
    },
    Action {
        name: "move.pagedown",
        short: "page",
        help: "Page down",
        group: Group::Move,
        keys: &["PageDown", "C-f"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_pagedown,
        blocked: never,
    },
    Action {
        name: "move.pageup",
        short: "page",
        help: "Page up",
        group: Group::Move,
        keys: &["PageUp", "C-b"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_pageup,
        blocked: never,
    },
    Action {
        name: "move.top",
        short: "top",
        help: "First row / top",
        group: Group::Move,
        keys: &["g g", "Home"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_top,
        blocked: never,
    },
    Action {
        name: "move.bottom",
        short: "bottom",
        help: "Last row / bottom",
        group: Group::Move,
        keys: &["G", "End"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_bottom,
        blocked: never,
    },
    Action {
        name: "move.other.down",
        short: "other pane down",
        help: "Other pane: scroll the article from the list; next article from the reader",
        group: Group::Move,
        keys: &["J"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_other_down,
        blocked: never,
    },
    Action {
        name: "move.other.up",
        short: "other pane up",
        help: "Other pane up / previous article",
        group: Group::Move,
        keys: &["K"],
        also: &[],
        scopes: &[Scope::Global],
        run: move_other_up,
        blocked: never,
    },
    Action {
        name: "pane.next",
        short: "pane",
        help: "Focus the next pane (lists, timeline, article)",
        group: Group::Move,
        keys: &["Tab"],
        also: &[],
        scopes: &[Scope::Global],
        run: pane_next,
        blocked: never,
    },
    Action {
        name: "pane.prev",
        short: "pane",
        help: "Focus the previous pane",
        group: Group::Move,
        keys: &["BackTab"],
        also: &[],
        scopes: &[Scope::Global],
        run: pane_prev,
        blocked: never,
    },
    Action {
        name: "list.next",
        short: "next list",
        help: "Next list",
        group: Group::Move,
        keys: &["]", "."],
        also: &[],
        scopes: &[Scope::Global],
        run: list_next,
        blocked: never,
    },
    Action {
        name: "list.prev",
        short: "prev list",
        help: "Previous list",
        group: Group::Move,
        keys: &["[", ","],
        also: &[],
        scopes: &[Scope::Global],
        run: list_prev,
        blocked: never,
    },
];

fn move_down(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Line, 1);
}

fn move_up(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Line, -1);
}

fn move_in(model: &mut Model, _: Option<u8>) {
    model.go_in();
}

fn move_out(model: &mut Model, _: Option<u8>) {
    model.go_out();
}

fn move_halfdown(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Half, 1);
}

fn move_halfup(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Half, -1);
}

fn move_pagedown(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Page, 1);
}

fn move_pageup(model: &mut Model, _: Option<u8>) {
    model.walk(Step::Page, -1);
}

fn move_top(model: &mut Model, _: Option<u8>) {
    model.walk(Step::End, -1);
}

fn move_bottom(model: &mut Model, _: Option<u8>) {
    model.walk(Step::End, 1);
}

fn move_other_down(model: &mut Model, _: Option<u8>) {
    other(model, 1);
}

fn move_other_up(model: &mut Model, _: Option<u8>) {
    other(model, -1);
}

/// From the rows the article scrolls, from the article the rows move.
fn other(model: &mut Model, down: isize) {
    match (model.view(), model.focus) {
        (View::Reader, _) => model.step_article(down),
        (View::Timeline | View::Saved | View::Search, Pane::Article) => {
            let n_rows = model.n_rows_here();
            model.listing_mut().move_by(down, n_rows);
            model.moved();
        }
        (View::Timeline | View::Saved | View::Search, _) if model.article_stands() => {
            model.walk_article(Step::Line, down);
        }
        (View::Timeline | View::Saved | View::Search, _) => {
            let key = match model.keymap.rather("move.in", "Enter") {
                "" => String::new(),
                key => format!(" {key} opens it."),
            };
            model.say(format!("No article beside the rows.{key}"));
        }
        _ => model.say("This screen has one pane."),
    }
}

fn pane_next(model: &mut Model, _: Option<u8>) {
    model.step_pane(1);
}

fn pane_prev(model: &mut Model, _: Option<u8>) {
    model.step_pane(-1);
}

fn list_next(model: &mut Model, _: Option<u8>) {
    model.step_list(1);
}

fn list_prev(model: &mut Model, _: Option<u8>) {
    model.step_list(-1);
}
