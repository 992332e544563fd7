//! The program itself: help, the palette, going back, leaving.

use std::time::Duration;

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::effect::Effect;
use crate::app::effect::Timer;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::domain::query::Query;

/// A second Ctrl-C within this time leaves.
const TWICE: Duration = Duration::from_secs(2);

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "help",
        short: "help",
        help: "Keys for this screen",
        group: Group::App,
        keys: &["?", "F1"],
        also: &["shortcuts", "keyboard", "manual"],
        scopes: &[Scope::Global],
        run: help,
        blocked: never,
    },
    Action {
        name: "palette",
        short: "command",
        help: "Command palette: every action by name",
        group: Group::App,
        keys: &[":"],
        also: &[],
        scopes: &[Scope::Global],
        run: palette,
        blocked: never,
    },
    Action {
        name: "back",
        short: "back",
        help: "Back; quits from the timeline",
        group: Group::App,
        keys: &["q"],
        also: &[],
        scopes: &[Scope::Global],
        run: back,
        blocked: never,
    },
    Action {
        name: "quit",
        short: "quit",
        help: "Quit from anywhere",
        group: Group::App,
        keys: &["Q"],
        also: &["exit", "leave", "close"],
        scopes: &[Scope::Global],
        run: quit,
        blocked: never,
    },
    Action {
        name: "esc",
        short: "close",
        help: "Close the top popup, then find, then filter, then go back; never quits",
        group: Group::App,
        keys: &["Esc"],
        also: &[],
        scopes: &[Scope::Global],
        run: esc,
        blocked: never,
    },
    Action {
        name: "interrupt",
        short: "stop / quit",
        help: "Stop what runs; twice within 2 s quits",
        group: Group::App,
        keys: &["C-c"],
        also: &[],
        scopes: &[Scope::Global],
        run: interrupt,
        blocked: never,
    },
    Action {
        name: "suspend",
        short: "suspend",
        help: "Suspend to the shell (fg returns)",
        group: Group::App,
        keys: &["C-z"],
        also: &[],
        scopes: &[Scope::Global],
        run: suspend,
        blocked: never,
    },
    Action {
        name: "redraw",
        short: "redraw",
        help: "Redraw",
        group: Group::App,
        keys: &["C-l"],
        also: &[],
        scopes: &[Scope::Global],
        run: redraw,
        blocked: never,
    },
];

fn help(model: &mut Model, _: Option<u8>) {
    model.desk.under_help = Default::default();
    model.go(View::Help);
}

fn palette(model: &mut Model, _: Option<u8>) {
    model.popup = Some(Popup::Palette {
        input: Input::default(),
        cursor: 0,
    });
}

fn back(model: &mut Model, _: Option<u8>) {
    model.back();
}

fn quit(model: &mut Model, _: Option<u8>) {
    model.quit();
}

/// Closes what lies on top: a failure's message, the find, the lists, the
/// filter, the screen. Never quits.
fn esc(model: &mut Model, _: Option<u8>) {
    let failed = model
        .notice
        .as_ref()
        .is_some_and(|it| it.tone == Tone::Failed);
    if failed {
        model.notice = None;
        return;
    }
    if model.view() == View::Reader
        && let Some(article) = &mut model.article
        && article.find.is_some()
    {
        article.find = None;
        return;
    }
    if model.view() == View::Reader && model.drop_marking() {
        return model.say("Nothing was marked.");
    }
    if model.zoomed {
        model.zoomed = false;
        return model.fit();
    }
    if model.focus == Pane::Lists {
        return model.leave_lists();
    }
    if !model.marked().is_empty() {
        model.unmark();
        return model.say("No row is marked any more.");
    }
    let query = Query {
        place: model.timeline.query.place,
        ..Query::default()
    };
    match model.view() {
        View::Timeline if model.timeline.query != query => model.filter(query),
        View::Timeline if model.leave_source() => {}
        View::Timeline => model.notice = None,
        View::Welcome => model.skip_welcome(),
        View::Help if model.leave_help_find() => {}
        View::Saved if model.widen_saved() => {}
        _ => model.back(),
    }
}

/// Stops what runs; a second one within two seconds leaves.
fn interrupt(model: &mut Model, _: Option<u8>) {
    if model.desk.interrupt.take().is_some() {
        return model.quit();
    }
    let id = model.next_timer();
    model.desk.interrupt = Some(id);
    let timer = Timer::Interrupt(id);
    model.desk.out.push(Effect::After(TWICE, timer));
    match model.fetching {
        Some(_) => {
            model.stop();
            model.say("Stopping. Ctrl-C again quits.");
        }
        None => model.say("Nothing is running. Ctrl-C again quits."),
    }
}

fn suspend(model: &mut Model, _: Option<u8>) {
    model.write_session();
    model.desk.out.push(Effect::Suspend);
}

fn redraw(model: &mut Model, _: Option<u8>) {
    model.desk.out.push(Effect::Redraw);
}
