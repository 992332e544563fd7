//! Reading: going through what is unread, opening links, marking.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::effect::Effect;
use crate::app::effect::Question;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "unread.next",
        short: "next unread",
        help: "Next unread (next match while a find is showing)",
        group: Group::Read,
        keys: &["n"],
        also: &[],
        scopes: &[Scope::Global],
        run: unread_next,
        blocked: no_items,
    },
    Action {
        name: "unread.prev",
        short: "prev unread",
        help: "Previous unread",
        group: Group::Read,
        keys: &["p"],
        also: &[],
        scopes: &[Scope::Global],
        run: unread_prev,
        blocked: no_items,
    },
    Action {
        name: "find.prev",
        short: "prev match",
        help: "Previous match of the find",
        group: Group::Read,
        keys: &["N"],
        also: &[],
        scopes: &[Scope::Reader],
        run: find_prev,
        blocked: never,
    },
    Action {
        name: "read.on",
        short: "read on",
        help: "Read on: open, then page down, then the next unread",
        group: Group::Read,
        keys: &["Space"],
        also: &[],
        scopes: &[
            Scope::Timeline,
            Scope::Reader,
            Scope::Saved,
            Scope::Search,
            Scope::Links,
        ],
        run: read_on,
        blocked: never,
    },
    Action {
        name: "open.browser",
        short: "browser",
        help: "Open in the browser (marks read)",
        group: Group::Read,
        keys: &["o"],
        also: &["web", "website", "link"],
        scopes: &[Scope::Global],
        run: open_browser,
        blocked: no_link,
    },
    Action {
        name: "text.other",
        short: "feed's text",
        help: "Show the feed's own text, or the article again",
        group: Group::Read,
        keys: &["a"],
        also: &[],
        scopes: &[Scope::Reader],
        run: text_other,
        blocked: never,
    },
    Action {
        name: "links",
        short: "links",
        help: "List the links in this item",
        group: Group::Read,
        keys: &["L"],
        also: &[],
        scopes: &[Scope::Global],
        run: links,
        blocked: no_article,
    },
    Action {
        name: "open.nth",
        short: "link n",
        help: "Open link n",
        group: Group::Read,
        keys: &["1-9"],
        also: &[],
        scopes: &[Scope::Reader, Scope::Links],
        run: open_nth,
        blocked: never,
    },
    Action {
        name: "tab.nth",
        short: "tab n",
        help: "Show numbered tab n (topics in the timeline)",
        group: Group::Read,
        keys: &["1-9"],
        also: &[],
        scopes: &[
            Scope::Timeline,
            Scope::Saved,
            Scope::Health,
            Scope::Log,
            Scope::Who,
        ],
        run: tab_nth,
        blocked: never,
    },
    Action {
        name: "discussion",
        short: "discussion",
        help: "Who carries this: the n sources of this item",
        group: Group::Read,
        keys: &["d"],
        also: &[],
        scopes: &[Scope::Global],
        run: discussion,
        blocked: no_item,
    },
    Action {
        name: "why",
        short: "why here",
        help: "Why is this here: source, list, topic, phrase, what joined it",
        group: Group::Read,
        keys: &["W"],
        also: &[],
        scopes: &[Scope::Global],
        run: why,
        blocked: no_item,
    },
    Action {
        name: "mark.toggle",
        short: "read/unread",
        help: "Mark read / unread",
        group: Group::Read,
        keys: &["m"],
        also: &[],
        scopes: &[Scope::Global],
        run: mark_toggle,
        blocked: no_item,
    },
    Action {
        name: "mark.all",
        short: "all read",
        help: "Mark all shown as read (undoable)",
        group: Group::Read,
        keys: &["M"],
        also: &["catchup", "catch up", "clear all"],
        scopes: &[Scope::Global],
        run: |model, _| model.mark_all(),
        blocked: no_rows,
    },
];

fn no_rows(model: &Model) -> Option<&'static str> {
    let is_shown = model.focus != Pane::Lists && model.shows_rows();
    match is_shown && model.listing().rows.is_empty() {
        true => Some("no items are shown"),
        false => None,
    }
}

/// For what goes from item to item.
fn no_items(model: &Model) -> Option<&'static str> {
    match model.shows_rows() || model.view() == View::Reader {
        true => None,
        false => Some("this screen shows no items"),
    }
}

fn no_link(model: &Model) -> Option<&'static str> {
    match model.view() {
        View::Health | View::Who => None,
        _ => no_item(model),
    }
}

fn no_article(model: &Model) -> Option<&'static str> {
    match model.chosen() {
        Some(_) => None,
        None => Some("no article is open"),
    }
}

/// Next unread; the next match while a find shows.
fn unread_next(model: &mut Model, _: Option<u8>) {
    match is_finding(model) {
        true => model.step_match(1),
        false => model.hunt(true, model.view() == View::Reader),
    }
    model.follow_selection();
}

fn unread_prev(model: &mut Model, _: Option<u8>) {
    model.hunt(false, model.view() == View::Reader);
    model.follow_selection();
}

fn find_prev(model: &mut Model, _: Option<u8>) {
    model.step_match(-1);
}

fn is_finding(model: &Model) -> bool {
    let find = model.article.as_ref().and_then(|it| it.find.as_ref());
    model.view() == View::Reader && find.is_some()
}

fn read_on(model: &mut Model, _: Option<u8>) {
    model.read_on();
}

/// Opens the item's own link and marks it read; on the health screen the
/// source's site.
fn open_browser(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Who {
        return model.open_suggested();
    }
    if model.view() == View::Health {
        let source = model.health_source();
        match source.map(|it| it.home.clone().unwrap_or_else(|| it.address.clone())) {
            Some(link) => model.desk.out.push(Effect::Open { link }),
            None => model.say("No source is selected."),
        }
        return;
    }
    let Some(row) = model.chosen().and_then(|work| model.row_of(work)).cloned() else {
        return;
    };
    match row.link {
        Some(link) => {
            if !row.read {
                model.desk.opening.push((link.clone(), row.work));
            }
            model.desk.out.push(Effect::Open { link });
        }
        None => {
            let lists = model.by_key("links", "lists the links in its text");
            model.say(format!("This item came without a link.{lists}"));
        }
    }
}

fn text_other(model: &mut Model, _: Option<u8>) {
    model.turn_over();
}

fn links(model: &mut Model, _: Option<u8>) {
    let Some(work) = model.chosen() else {
        return;
    };
    let loaded = model.article.as_ref().filter(|it| it.work == work);
    if loaded.is_none_or(|it| it.loaded.is_none()) {
        // The rows do not carry links: the article does.
        model.open_work(work);
    } else if model.links().is_empty() {
        return model.say_no_links();
    }
    model.popup = Some(Popup::Links { cursor: 0 });
}

fn open_nth(model: &mut Model, digit: Option<u8>) {
    model.open_link(digit.unwrap_or(0));
}

/// Topics in the timeline, 1 for all; tabs on the health screen, years in the
/// log.
fn tab_nth(model: &mut Model, digit: Option<u8>) {
    let number = usize::from(digit.unwrap_or(1));
    match number.checked_sub(1) {
        Some(at) => model.show_tab(at),
        None => model.say("There is no tab 0."),
    }
}

impl Model {
    /// There is no link to list or to open.
    pub(in crate::app) fn say_no_links(&mut self) {
        let opens = self.by_key("open.browser", "opens the item itself");
        self.say(format!("No links in this item.{opens}"));
    }

    /// Shows the tab `at` (from 0) of line 2.
    pub(in crate::app) fn show_tab(&mut self, at: usize) {
        let number = u8::try_from(at + 1).unwrap_or(u8::MAX);
        match self.view() {
            View::Health => return self.show_health_tab(number),
            View::Log => return self.show_log_year(number),
            View::Saved => return self.show_saved_tab(number),
            View::Who => return self.show_who_tab(number),
            _ => {}
        }
        let mut query = self.timeline.query.clone();
        query.topic = match at.checked_sub(1) {
            None => None,
            Some(index) => match self.overview.topics.get(index) {
                Some(topic) => Some(topic.id),
                None => return self.say(format!("There is no topic {number}.")),
            },
        };
        self.filter(query);
    }
}

fn discussion(model: &mut Model, _: Option<u8>) {
    let Some(work) = model.chosen() else {
        return;
    };
    model.peek(work);
    model.popup = Some(Popup::Carriers { cursor: 0 });
}

fn why(model: &mut Model, _: Option<u8>) {
    let Some(work) = model.chosen() else {
        return;
    };
    model.peek(work);
    model.ask(Question::Why(work));
    model.popup = Some(Popup::Why { cursor: 0 });
}

fn mark_toggle(model: &mut Model, _: Option<u8>) {
    if !model.marked().is_empty() {
        return model.read_marked();
    }
    let Some(work) = model.chosen() else {
        return;
    };
    if let Some(read) = model.row_of(work).map(|row| row.read) {
        model.set_read(work, !read, false);
    }
}
