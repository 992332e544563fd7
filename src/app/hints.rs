//! The last line: which keys help now, in order of priority.

pub mod boxes;
mod line;

use crate::app::actions;
use crate::app::health::better_address;
use crate::app::lists::ListsLine;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::welcome::Step;
use crate::domain::query::Place;
use crate::domain::source::Standing;

pub use line::Shown;
pub use line::shown;

/// How the keys of a hint are written.
#[derive(Clone, Copy, Debug)]
enum Keys {
    /// The first key of an action, as the person set it.
    Of(&'static str),
    /// The first keys of two.
    Two(&'static str, &'static str),
    /// This key of an action, where it is one of its keys; else the first.
    Rather(&'static str, &'static str),
    /// The prefix of an action: `y…`.
    Prefix(&'static str),
    /// The digits that open a link.
    Links,
    /// A key of text fields and popups; nobody changes those.
    Just(&'static str),
}

use Keys::Just;
use Keys::Links;
use Keys::Of;
use Keys::Prefix;
use Keys::Rather;
use Keys::Two;

type Hint = (Keys, &'static str);

const MOVE: Hint = (Two("move.down", "move.up"), "move");
const READ: Hint = (Rather("move.in", "Enter"), "read");
const BROWSER: Hint = (Of("open.browser"), "browser");
const NOTE: Hint = (Of("note"), "note");
const SEARCH: Hint = (Of("search"), "search");
const COMMAND: Hint = (Of("palette"), "command");
const COPY: Hint = (Prefix("copy.link"), "copy");
const BACK: Hint = (Of("back"), "back");
const WHO: Hint = (Of("who"), "who to follow");
const CLOSE: Hint = (Just("Esc"), "close");

/// Whole pairs of keys and label for what is shown, best first, without
/// `? keys`, which always comes last. Keys are as the person set them.
pub fn hints(model: &Model) -> Vec<(String, String)> {
    if let Some(first) = model.waiting.first() {
        let prefix = crate::app::keymap::spell(std::slice::from_ref(first));
        let label = match prefix.as_str() {
            "g" => "choose a place",
            "y" => "choose what to copy",
            "z" => "choose a view",
            _ => "choose a key",
        };
        return vec![(format!("{prefix}…"), label.to_string())];
    }
    wanted(model)
        .into_iter()
        .filter_map(|(keys, label)| Some((written(model, keys)?, label.to_string())))
        .collect()
}

/// The keys of a hint; `None` where there are none.
fn written(model: &Model, keys: Keys) -> Option<String> {
    let first = |name| Some(model.keymap.first_key(name)).filter(|key| !key.is_empty());
    match keys {
        Of(name) => first(name).map(str::to_string),
        Two(one, other) => Some(format!("{} {}", first(one)?, first(other)?)),
        Rather(name, key) => {
            let key = Some(model.keymap.rather(name, key));
            key.filter(|key| !key.is_empty()).map(str::to_string)
        }
        Prefix(name) => Some(format!("{}…", first(name)?.split(' ').next()?)),
        Links => match model.links().len().min(9) {
            0 => None,
            1 => Some("1".to_string()),
            n => Some(format!("1-{n}")),
        },
        Just(key) => Some(key.to_string()),
    }
}

fn wanted(model: &Model) -> Vec<Hint> {
    match &model.popup {
        Some(popup) => boxes::in_popup(popup),
        None => match model.view() {
            View::Timeline => in_timeline(model),
            View::Reader => in_reader(model),
            View::Saved => in_saved(model),
            View::Search => in_search(model),
            View::Health => in_health(model),
            View::Log => in_log(model),
            View::Review => in_review(model),
            View::Welcome => in_welcome(model),
            View::Who => in_who(model),
            View::Help if model.help_typing => {
                vec![(Just("Enter"), "go on from there"), CLOSE]
            }
            View::Help => vec![
                CLOSE,
                (Of("search"), "find a key"),
                (Two("move.down", "move.up"), "scroll"),
            ],
            View::Messages => {
                vec![CLOSE, (Two("move.down", "move.up"), "scroll")]
            }
        },
    }
}

fn in_timeline(model: &Model) -> Vec<Hint> {
    let undo = undo(model);
    let listing = &model.timeline;
    if listing.answered && model.overview.revision > 0 && model.overview.n_sources == 0 {
        return vec![WHO, (Of("follow"), "add"), COMMAND, (Of("back"), "quit")];
    }
    if model.focus == Pane::Lists {
        return in_lists(model);
    }
    let empty = listing.answered && listing.rows.is_empty();
    let query = &listing.query;
    if empty && (query.topic.is_some() || query.since.is_some() || !query.wish.is_empty()) {
        return vec![
            (Of("filter.clear"), "clear filter"),
            (Of("list.next"), "next list"),
            (Of("refresh"), "refresh"),
            COMMAND,
        ];
    }
    if empty && query.unread_only {
        return vec![
            (Of("view.unread"), "show read"),
            (Of("list.next"), "next list"),
            WHO,
            (Of("refresh.all"), "refresh all"),
            (Of("back"), "quit"),
        ];
    }
    let mut hints = match model.chosen() {
        Some(_) => vec![
            MOVE,
            READ,
            saving(model),
            BROWSER,
            (Of("unread.next"), "next unread"),
            (Of("filter"), "filter"),
            SEARCH,
            WHO,
        ],
        None => vec![(Of("list.next"), "next list"), SEARCH, WHO],
    };
    if matches!(query.place, Place::Source(_)) {
        hints.insert(hints.len().min(3), BACK);
    }
    // More than the row is meant: also where no strip says it in words.
    if model.timeline.selected().is_some_and(|it| it.n_folded > 0) {
        hints.insert(hints.len().min(2), (Of("go.source"), "all"));
    }
    hints.extend(undo);
    hints.extend([(Of("refresh"), "refresh"), COMMAND]);
    hints
}

/// The keys go into the lists pane.
fn in_lists(model: &Model) -> Vec<Hint> {
    let (show, refresh) = match model.lists_line() {
        Some(ListsLine::Saved { .. }) => ("show saved", "refresh all"),
        Some(ListsLine::Timeline { .. }) => ("show timeline", "refresh all"),
        Some(ListsLine::Failing { .. }) => ("show failing", "refresh all"),
        _ => ("show list", "refresh list"),
    };
    vec![
        (Rather("move.in", "Enter"), show),
        MOVE,
        (Of("move.out"), "back to timeline"),
        (Of("refresh"), refresh),
        COMMAND,
    ]
}

fn in_reader(model: &Model) -> Vec<Hint> {
    let article = model.article.as_ref();
    let find = article.and_then(|it| it.find.as_ref());
    if find.is_some_and(|find| find.typing) {
        return vec![(Just("Enter"), "go on from there"), CLOSE];
    }
    if article.is_some_and(|it| it.marking.is_some()) {
        return vec![
            MOVE,
            (Rather("move.in", "Enter"), "keep"),
            (Of("highlight"), "begin a piece"),
            (Of("esc"), "drop"),
        ];
    }
    vec![
        (Of("read.on"), "read on"),
        BROWSER,
        (Links, "open link"),
        saving(model),
        NOTE,
        COPY,
        (Two("move.other.down", "move.other.up"), "next/prev article"),
        BACK,
    ]
}

fn in_saved(model: &Model) -> Vec<Hint> {
    match model.chosen() {
        Some(_) => {
            let is_due = model.overview.review.n_waiting > 0;
            let review = is_due.then_some((Of("go.review"), "review"));
            let mut hints: Vec<Hint> = review.into_iter().collect();
            hints.extend([READ, saving(model), NOTE, (Of("tag"), "tag")]);
            hints.extend([(Of("filter"), "filter"), SEARCH, BACK]);
            hints
        }
        None => vec![SEARCH, BACK],
    }
}

fn in_search(model: &Model) -> Vec<Hint> {
    match model.search_typing {
        true => vec![
            (Just("Down"), "results"),
            (Just("Tab"), "scope"),
            CLOSE,
            (Just("C-u"), "clear"),
        ],
        false if model.chosen().is_none() => vec![(Of("pane.next"), "scope"), CLOSE],
        false => vec![
            (Rather("move.in", "Enter"), "open"),
            (Of("pane.next"), "scope"),
            (Of("view.sort"), "order"),
            CLOSE,
        ],
    }
}

fn in_health(model: &Model) -> Vec<Hint> {
    let failing = model.health_source().is_some_and(|source| {
        matches!(
            source.standing,
            Standing::Failing | Standing::Gone | Standing::Odd
        )
    });
    let mut hints = Vec::new();
    if model.health_source().and_then(better_address).is_some() {
        hints.push((Rather("move.in", "Enter"), "use that address"));
    }
    if failing || model.health_source().is_some() {
        hints.push((Of("refresh"), "try now"));
    }
    hints.push((Of("refresh.all"), "try all"));
    if model.health_source().is_some() {
        hints.extend([
            (Of("unfollow"), "unfollow"),
            (Of("open.browser"), "open site"),
        ]);
    }
    hints.push(BACK);
    hints
}

fn in_review(model: &Model) -> Vec<Hint> {
    match (model.card().is_some(), model.round.shown) {
        (false, _) => vec![BACK],
        (true, false) => vec![
            (Of("review.show"), "show"),
            BROWSER,
            NOTE,
            (Of("undo"), "undo grade"),
            (Of("back"), "stop, keep progress"),
        ],
        (true, true) => vec![
            (Just("1-4"), "grade"),
            (Of("review.show"), "Good"),
            BROWSER,
            NOTE,
            (Of("cme"), "CME"),
            (Of("undo"), "undo grade"),
            (Of("back"), "stop, keep progress"),
        ],
    }
}

fn in_welcome(model: &Model) -> Vec<Hint> {
    let tick = (Of("pick"), "tick");
    let quit = match model.welcome.again {
        true => (Of("back"), "close"),
        false => (Of("back"), "quit"),
    };
    // With the longer word no other key would fit.
    let start = if model.width < 60 {
        "follow"
    } else {
        "follow & start"
    };
    match model.welcome.step {
        Step::Fields if model.welcome.find.is_some() => {
            vec![(Just("Enter"), "go on from there"), CLOSE]
        }
        Step::Fields => vec![
            tick,
            (Of("welcome.on"), "continue"),
            (Of("search"), "find"),
            (Just("Esc"), "skip: show everything"),
            (Just("j k h l"), "move"),
            quit,
        ],
        Step::Lists => vec![
            tick,
            (Of("welcome.on"), start),
            (Just("l"), "look inside"),
            (Just("h"), "back"),
            quit,
        ],
        Step::Inside => vec![tick, (Just("h"), "back to the lists"), quit],
    }
}

fn in_who(model: &Model) -> Vec<Hint> {
    let mut hints = Vec::new();
    if model.who.find.is_some() {
        return vec![(Just("Enter"), "go on from there"), CLOSE];
    }
    if model.who.chosen().is_some() {
        let follow = match model.who.ticked.is_empty() {
            true => "follow this",
            false => "follow ticked",
        };
        hints.extend([
            (Of("pick"), "tick"),
            (Of("who.follow"), follow),
            (Of("unfollow"), "never"),
            BROWSER,
            SEARCH,
        ]);
    }
    hints.extend(undo(model));
    hints.push(BACK);
    hints
}

fn in_log(model: &Model) -> Vec<Hint> {
    let mut hints = vec![(Of("cme"), "add entry")];
    if model.log_entry().is_some() {
        hints.extend([(Of("note"), "correct"), (Of("export"), "export")]);
    }
    hints.extend(undo(model));
    if model.log_years().len() > 1 {
        hints.push((Just("1-9"), "year"));
    }
    hints.push(BACK);
    hints
}

/// `save` or `unsave`, as the chosen item stands.
fn saving(model: &Model) -> Hint {
    let row = model.chosen().and_then(|work| model.row_of(work));
    match row.is_some_and(|row| row.saved) {
        true => (Of("save"), "unsave"),
        false => (Of("save"), "save"),
    }
}

fn undo(model: &Model) -> Option<Hint> {
    let action = actions::named("undo")?;
    model.overview.can_undo.then_some((Of(action.name), "undo"))
}
