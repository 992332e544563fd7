//! How the screen looks.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "view.zoom",
        short: "zoom",
        help: "Zoom the focused pane",
        group: Group::View,
        keys: &["z z"],
        scopes: &[Scope::Global],
        run: view_zoom,
        blocked: never,
    },
    Action {
        name: "view.theme",
        short: "theme",
        help: "Theme: dark, light, no colour",
        group: Group::View,
        keys: &["z t"],
        scopes: &[Scope::Global],
        run: view_theme,
        blocked: never,
    },
    Action {
        name: "view.sidebar",
        short: "sidebar",
        help: "Show / hide the lists",
        group: Group::View,
        keys: &["z s"],
        scopes: &[Scope::Global],
        run: view_sidebar,
        blocked: never,
    },
    Action {
        name: "view.preview",
        short: "preview",
        help: "Show / hide the article pane",
        group: Group::View,
        keys: &["z p"],
        scopes: &[Scope::Global],
        run: view_preview,
        blocked: never,
    },
    Action {
        name: "view.density",
        short: "density",
        help: "One or two lines a row",
        group: Group::View,
        keys: &["z d"],
        scopes: &[Scope::Global],
        run: view_density,
        blocked: never,
    },
    Action {
        name: "view.unread",
        short: "unread only",
        help: "Unread only / all",
        group: Group::View,
        keys: &["z u"],
        scopes: &[Scope::Global],
        run: view_unread,
        blocked: never,
    },
];

fn view_zoom(model: &mut Model, _: Option<u8>) {
    model.zoomed = !model.zoomed;
    model.fit();
}

/// Dark, light, no colour, and round again.
fn view_theme(model: &mut Model, _: Option<u8>) {
    let settings = &mut model.settings;
    let name = match (settings.colour, settings.light) {
        (Colour::None, _) => {
            settings.colour = model.desk.colour;
            settings.light = false;
            match settings.colour {
                Colour::None => "no colour: this terminal has none, or NO_COLOR is set",
                _ => "dark",
            }
        }
        (_, false) => {
            settings.light = true;
            "light"
        }
        (_, true) => {
            settings.colour = Colour::None;
            "no colour"
        }
    };
    model.say(format!("Theme: {name}"));
}

fn view_sidebar(model: &mut Model, _: Option<u8>) {
    match (model.width >= 100, model.focus == Pane::Lists) {
        (true, _) => {
            model.lists_hidden = !model.lists_hidden;
            if model.focus == Pane::Lists {
                model.leave_lists();
            }
        }
        (false, true) => model.leave_lists(),
        (false, false) if model.view() == View::Timeline => model.enter_lists(),
        (false, false) => model.say("The lists stand beside the timeline: g t leads there."),
    }
    model.fit();
}

fn view_preview(model: &mut Model, _: Option<u8>) {
    if model.width < 150 {
        return model.say("The article stands beside the rows from 150 columns on.");
    }
    model.article_hidden = !model.article_hidden;
    model.fit();
}

fn view_density(model: &mut Model, _: Option<u8>) {
    model.two_lines = !model.two_lines;
    model.fit();
}

fn view_unread(model: &mut Model, _: Option<u8>) {
    if model.listing_view() != View::Timeline {
        return model.say("Only the timeline can be narrowed to what is unread.");
    }
    let mut query = model.timeline.query.clone();
    query.unread_only = !query.unread_only;
    let text = match query.unread_only {
        true => "Showing unread only. The same keys show all again.",
        false => "Showing read and unread.",
    };
    model.filter(query);
    model.say(text);
}
