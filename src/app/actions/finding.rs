//! Finding: filters, the search, the jump box.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::domain::query::Query;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "filter",
        short: "filter",
        help: "Filter: topics, kinds, unread or saved; in Saved a query",
        group: Group::Find,
        keys: &["f"],
        also: &["safety", "retracted", "retractions", "warnings", "concern"],
        scopes: &[Scope::Timeline, Scope::Saved, Scope::Links],
        run: filter,
        blocked: never,
    },
    Action {
        name: "filter.query",
        short: "filter by query",
        help: "Filter by a query, as typed in the search",
        group: Group::Find,
        keys: &["z f"],
        also: &["safety", "retracted"],
        scopes: &[Scope::Timeline, Scope::Saved],
        run: filter_query,
        blocked: never,
    },
    Action {
        name: "filter.keep",
        short: "keep filter",
        help: "Keep this filter or search as a timeline",
        group: Group::Find,
        keys: &["z k"],
        also: &[],
        scopes: &[Scope::Timeline, Scope::Search],
        run: filter_keep,
        blocked: never,
    },
    Action {
        name: "mute",
        short: "mute",
        help: "Mute what a query finds; among the muted, no more",
        group: Group::Find,
        keys: &["z x"],
        also: &["hide", "block", "ignore"],
        scopes: &[Scope::Timeline, Scope::Search],
        run: mute,
        blocked: never,
    },
    Action {
        name: "mute.show",
        short: "muted",
        help: "Show what is muted",
        group: Group::Find,
        keys: &["z X"],
        also: &[],
        scopes: &[Scope::Timeline],
        run: mute_show,
        blocked: never,
    },
    Action {
        name: "view.sort",
        short: "order",
        help: "Order: results newest or best; saved newest, oldest, title, due",
        group: Group::Find,
        keys: &["z o"],
        also: &[],
        scopes: &[Scope::Search, Scope::Saved],
        run: search_order,
        blocked: never,
    },
    Action {
        name: "filter.clear",
        short: "clear filter",
        help: "Clear the filter",
        group: Group::Find,
        keys: &["F"],
        also: &[],
        scopes: &[Scope::Timeline, Scope::Saved, Scope::Search, Scope::Links],
        run: filter_clear,
        blocked: never,
    },
    Action {
        name: "search",
        short: "search",
        help: "Search (in an article: find)",
        group: Group::Find,
        keys: &["/"],
        also: &["find", "look for"],
        scopes: &[Scope::Global],
        run: search,
        blocked: never,
    },
    Action {
        name: "jump",
        short: "jump",
        help: "Jump to any list, source, topic, tag or screen (fuzzy)",
        group: Group::Find,
        keys: &[";", "C-p"],
        also: &["goto", "open list"],
        scopes: &[Scope::Global],
        run: jump,
        blocked: never,
    },
];

fn filter(model: &mut Model, _: Option<u8>) {
    match model.view() {
        View::Saved => model.type_filter(),
        _ => model.open_filter(),
    }
}

fn filter_query(model: &mut Model, _: Option<u8>) {
    model.type_filter();
}

fn filter_keep(model: &mut Model, _: Option<u8>) {
    model.keep_filter();
}

fn mute(model: &mut Model, _: Option<u8>) {
    model.ask_for_a_mute();
}

fn mute_show(model: &mut Model, _: Option<u8>) {
    model.show_muted();
}

fn search_order(model: &mut Model, _: Option<u8>) {
    match model.view() {
        View::Saved => model.turn_saved_order(),
        _ => model.turn_order(),
    }
}

fn filter_clear(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Saved && model.widen_saved() {
        return;
    }
    if model.view() != View::Timeline {
        return model.say("No filter is on.");
    }
    let query = Query {
        place: model.timeline.query.place,
        ..Query::default()
    };
    match query == model.timeline.query {
        true => model.say("No filter is on."),
        false => model.filter(query),
    }
}

/// Over items the search, in an article the find.
fn search(model: &mut Model, _: Option<u8>) {
    match model.view() {
        View::Reader => {
            if let Some(article) = &mut model.article {
                let mut find = article.find.take().unwrap_or_default();
                find.typing = true;
                article.find = Some(find);
            }
        }
        View::Timeline | View::Saved | View::Search => model.open_search(),
        View::Welcome => model.welcome.find = Some(Input::default()),
        View::Who => model.who.find = Some(Input::default()),
        View::Help => model.find_key(),
        View::Health | View::Log | View::Review | View::Messages => {
            let leads = model.by_key("go.timeline", "leads there");
            model.say(format!("Search starts from the timeline.{leads}"));
        }
    }
}

fn jump(model: &mut Model, _: Option<u8>) {
    model.ask(Question::Sources);
    model.popup = Some(Popup::Jump {
        input: Input::default(),
        cursor: 0,
    });
}

impl Model {
    /// Shows the timeline through another filter. Without one it stands on the
    /// row it stood on before, unless one has moved since.
    pub(in crate::app) fn filter(&mut self, query: Query) {
        let narrowed = |query: &Query| {
            query.topic.is_some()
                || query.unread_only
                || query.since.is_some()
                || !query.wish.is_empty()
        };
        if query == self.timeline.query {
            return;
        }
        match (narrowed(&self.timeline.query), narrowed(&query)) {
            (false, true) => {
                let line = self.timeline.line;
                self.timeline.home = self.timeline.cursor.map(|cursor| (cursor, line));
            }
            (true, false) => {
                if let Some((home, line)) = self.timeline.home.take() {
                    self.timeline.cursor = Some(home);
                    self.timeline.rows.clear();
                    self.timeline.line = line;
                }
            }
            _ => {}
        }
        self.requery(View::Timeline, query);
        self.ask_overview();
    }
}
