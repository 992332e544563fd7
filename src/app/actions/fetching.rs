//! Fetching: asking the sources, and stopping that.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use crate::app::effect::Effect;
use crate::app::effect::Wanted;
use crate::app::lists::ListsLine;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::domain::query::Place;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "refresh",
        short: "refresh",
        help: "Refresh this list or source",
        group: Group::Fetch,
        keys: &["r"],
        also: &["reload", "fetch", "update"],
        scopes: &[Scope::Global],
        run: refresh,
        blocked: never,
    },
    Action {
        name: "refresh.all",
        short: "refresh all",
        help: "Refresh everything",
        group: Group::Fetch,
        keys: &["R"],
        also: &["reload", "fetch", "update", "sync"],
        scopes: &[Scope::Global],
        run: refresh_all,
        blocked: never,
    },
    Action {
        name: "cancel",
        short: "stop",
        help: "Stop the refresh / running task",
        group: Group::Fetch,
        keys: &["x"],
        also: &[],
        scopes: &[Scope::Global],
        run: cancel,
        blocked: never,
    },
];

fn refresh(model: &mut Model, _: Option<u8>) {
    let wanted = match (model.view(), model.timeline.query.place) {
        (View::Health, _) => match model.health_source() {
            Some(source) => Wanted::Source(source.id),
            None => return model.say("No source is selected."),
        },
        (View::Timeline, _) if model.focus == Pane::Lists => match model.lists_line() {
            Some(ListsLine::List { list, .. }) => Wanted::List(list),
            _ => Wanted::All,
        },
        (View::Timeline | View::Reader, Place::List(list)) => Wanted::List(list),
        (View::Timeline | View::Reader, Place::Source(source)) => Wanted::Source(source),
        _ => Wanted::All,
    };
    model.refresh(wanted);
}

fn refresh_all(model: &mut Model, _: Option<u8>) {
    model.refresh(Wanted::All);
}

fn cancel(model: &mut Model, _: Option<u8>) {
    match model.fetching {
        Some(_) => model.stop(),
        None => model.say("Nothing is running."),
    }
}

impl Model {
    fn refresh(&mut self, wanted: Wanted) {
        match self.has_ended("fetcher") {
            true => self.say_fetcher_ended(),
            false => self.desk.out.push(Effect::Refresh(wanted)),
        }
    }

    pub(in crate::app) fn stop(&mut self) {
        self.desk.stopping = true;
        self.desk.out.push(Effect::StopRefresh);
    }
}
