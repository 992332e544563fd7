//! What stands at the right of line 1: how much there is, how far a refresh is,
//! how old what one sees is. Each screen counts its own. Nothing is drawn here.

use crate::app::geometry::nothing_followed;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::ago;
use crate::domain::learning::hours;
use crate::domain::query::Place;
use crate::domain::source::Standing;
use crate::ui::screens::saved;
use crate::ui::screens::welcome;
use crate::ui::screens::who;
use crate::ui::text;

/// What stands at the right of line 1, part by part.
pub(super) fn totals(model: &Model) -> Vec<String> {
    let overview = &model.overview;
    if let Some(fetching) = &model.fetching
        && model.view() != View::Welcome
    {
        return vec![match model.settings.reduced_motion {
            true => "fetching".to_string(),
            false => format!("fetching {}/{}", fetching.n_done, fetching.n_all),
        }];
    }
    let fresh = overview.fetched.map(|time| ago(time, model.now));
    let mut totals: Vec<String> = match model.view() {
        View::Timeline | View::Reader if nothing_followed(model) => {
            return vec!["nothing followed".to_string()];
        }
        View::Help => {
            let close = Some("Esc close".to_string());
            return model.finds_in_help().into_iter().chain(close).collect();
        }
        View::Messages => {
            let n = model.messages.len() as u64;
            return vec![text::count(n, "message", "messages")];
        }
        View::Saved => return saved::totals(model, fresh),
        View::Search => match (model.search.answered, model.search.n_all) {
            (true, Some(n_all)) => return vec![format!("{n_all} found")],
            _ => return Vec::new(),
        },
        View::Health => return health_totals(model),
        View::Log => return log_totals(model),
        View::Review => return review_totals(model),
        View::Welcome => return vec![welcome::step(model)],
        View::Who => return who::totals(model),
        View::Timeline | View::Reader if overview.revision == 0 => return Vec::new(),
        View::Timeline | View::Reader => match model.kept() {
            Some(kept) => {
                let n_unread = model.unread_of(kept);
                n_unread
                    .map(|n| format!("{n} unread"))
                    .into_iter()
                    .collect()
            }
            None => {
                let n_muted = Some(overview.n_muted).filter(|n| *n > 0);
                let is_there = model.query().place == Place::Muted;
                [format!("{} unread", overview.n_unread_here)]
                    .into_iter()
                    .chain(n_muted.filter(|_| !is_there).map(|n| format!("{n} muted")))
                    .collect()
            }
        },
    };
    if model.offline.is_some() {
        let kept = overview
            .fetched
            .map(|time| format!("kept {}", ago(time, model.now)));
        return ["offline".to_string()].into_iter().chain(kept).collect();
    }
    if model.view() == View::Timeline {
        totals.extend(model.fresh_words());
    }
    totals.extend(fresh);
    totals
}

fn health_totals(model: &Model) -> Vec<String> {
    let n = |wanted: fn(Standing) -> bool| {
        let sources = model.sources.iter();
        sources.filter(|source| wanted(source.standing)).count()
    };
    let n_failing = n(|it| matches!(it, Standing::Failing | Standing::Gone));
    let n_odd = n(|it| it == Standing::Odd);
    let mut totals = vec![text::count(model.sources.len() as u64, "source", "sources")];
    if n_failing > 0 {
        totals.push(format!("{n_failing} failing"));
    }
    if n_odd > 0 {
        totals.push(format!("{n_odd} slow or odd"));
    }
    totals
}

/// Which card of how many, and how long the rest takes.
fn review_totals(model: &Model) -> Vec<String> {
    let (n_all, at) = (model.round.cards.len(), model.round.at);
    match at < n_all {
        true => vec![
            format!("{} of {n_all}", at + 1),
            format!("about {} min", model.round_minutes()),
        ],
        false if n_all > 0 => vec![format!("{n_all} done")],
        false => Vec::new(),
    }
}

/// What the person recorded this year, and the first body's figure.
fn log_totals(model: &Model) -> Vec<String> {
    let Some(book) = &model.log.book else {
        return Vec::new();
    };
    let minutes: u32 = book.months(model.log_year()).iter().sum();
    vec![format!("{} h recorded", hours(minutes))]
}
