//! How the screen looks.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::effect::Effect;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::paints::Theme;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "view.zoom",
        short: "zoom",
        help: "Zoom the focused pane",
        group: Group::View,
        keys: &["z z"],
        also: &[],
        scopes: &[Scope::Global],
        run: view_zoom,
        blocked: one_pane,
    },
    Action {
        name: "view.theme",
        short: "theme",
        help: "Theme: dark, light, high contrast, your own, no colour",
        group: Group::View,
        keys: &["z t"],
        also: &[
            "settings",
            "config",
            "configuration",
            "preferences",
            "light",
            "dark",
            "colours",
            "colors",
        ],
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
        also: &[],
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
        also: &[],
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
        also: &["settings", "compact"],
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
        also: &[],
        scopes: &[Scope::Global],
        run: view_unread,
        blocked: never,
    },
    Action {
        name: "view.mouse",
        short: "mouse",
        help: "Mouse on / off (off lets the terminal select text)",
        group: Group::View,
        keys: &["z m"],
        also: &["settings", "select text"],
        scopes: &[Scope::Global],
        run: view_mouse,
        blocked: never,
    },
];

/// For what needs another pane beside the one in focus.
fn one_pane(model: &Model) -> Option<&'static str> {
    let lists = model.lists_stand() || model.focus == Pane::Lists;
    let beside = match model.view() {
        View::Timeline => lists || model.article_stands(),
        View::Saved | View::Search => model.article_stands(),
        _ => false,
    };
    match beside || model.zoomed {
        true => None,
        false => Some("this screen shows one pane"),
    }
}

fn view_zoom(model: &mut Model, _: Option<u8>) {
    model.zoomed = !model.zoomed;
    model.fit();
}

/// Dark, light, both in high contrast, the person's own, no colour, and round
/// again.
fn view_theme(model: &mut Model, _: Option<u8>) {
    let (colour, own) = (model.desk.colour, model.desk.own_theme);
    let settings = &mut model.settings;
    let dark = (Theme::Dark, colour, "dark");
    let next = match (settings.colour, settings.theme) {
        (Colour::None, _) if colour == Colour::None => {
            return model.say("Theme: no colour; this terminal has none, or NO_COLOR is set.");
        }
        (Colour::None, _) => dark,
        (_, Theme::Auto) if settings.light => dark,
        (_, Theme::Auto | Theme::Dark) => (Theme::Light, colour, "light"),
        (_, Theme::Light) => (Theme::ContrastDark, colour, "high contrast, dark"),
        (_, Theme::ContrastDark) => (Theme::ContrastLight, colour, "high contrast, light"),
        (_, Theme::ContrastLight) => match own {
            Some(own) => (Theme::Own(own), colour, "your own"),
            None => (Theme::Dark, Colour::None, "no colour"),
        },
        (_, Theme::Own(_)) => (Theme::Dark, Colour::None, "no colour"),
    };
    settings.theme = next.0;
    settings.colour = next.1;
    model.say(format!(
        "Theme: {}, until you leave; [screen] theme keeps it.",
        next.2
    ));
}

fn view_mouse(model: &mut Model, _: Option<u8>) {
    let mouse = !model.settings.mouse;
    model.settings.mouse = mouse;
    model.desk.out.push(Effect::Mouse(mouse));
    let on = model.by_key("view.mouse", "turns it on again");
    model.say(match mouse {
        true => "Mouse on; Shift and a drag select text in most terminals.".to_string(),
        false => format!("Mouse off; the terminal selects text.{on}"),
    });
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
        (false, false) => {
            let leads = model.by_key("go.timeline", "leads there");
            model.say(format!("The lists stand beside the timeline.{leads}"));
        }
    }
    model.fit();
}

fn view_preview(model: &mut Model, _: Option<u8>) {
    if model.width < 150 {
        return model.say("The article beside the rows needs 150 columns.");
    }
    model.article_hidden = !model.article_hidden;
    model.fit();
}

fn view_density(model: &mut Model, _: Option<u8>) {
    /// Under so many columns `geometry` gives every row two lines.
    const WIDE: u16 = 80;

    if model.width < WIDE {
        return model.say(format!("Under {WIDE} columns every row has two lines."));
    }
    model.two_lines = !model.two_lines;
    model.fit();
    model.say(match model.two_lines {
        true => "Items have two lines each.",
        false => "Items have one line each.",
    });
}

fn view_unread(model: &mut Model, _: Option<u8>) {
    if model.view() != View::Timeline {
        return model.say("Only the timeline can be narrowed to what is unread.");
    }
    let mut query = model.timeline.query.clone();
    query.unread_only = !query.unread_only;
    let again = model.by_key("view.unread", "shows all again");
    let text = match query.unread_only {
        true => format!("Showing unread only.{again}"),
        false => "Showing read and unread.".to_string(),
    };
    model.filter(query);
    model.say(text);
}
