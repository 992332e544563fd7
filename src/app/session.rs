//! Where one stands, as one short line that the next start reads.
//!
//! `views=TR;place=list:3;topic=2;unread=1;filter=type:rct;cursor=77;line=5;work=77`;
//! of the library `order=title;shelf=is:noted;tab=1`.
//! What cannot be read is left out: a session is a convenience.

use std::collections::HashMap;

use crate::app::drafts::Drafts;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::shelf::ORDERS;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::text::clean;

/// What a session says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Session {
    pub views: Vec<View>,
    pub place: Place,
    pub topic: Option<TopicId>,
    pub unread_only: bool,
    /// The filter that was on, as a query.
    pub filter: String,
    pub cursor: Option<WorkId>,
    pub line: usize,
    pub saved_cursor: Option<WorkId>,
    /// What of the library was shown and in which order.
    pub library: Library,
    /// The open article, the block at its top and the lines above it.
    pub article: Option<(WorkId, u32, usize)>,
    pub drafts: Drafts,
}

/// How the library was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Library {
    pub order: Option<Order>,
    /// The query that was on; a tab's too.
    pub filter: String,
    /// Whether that was a tab's, which shows nothing beside it.
    pub is_tab: bool,
}

/// Before the number of the work that a note was typed about.
const NOTE: &str = "note";

/// The screens that are worth coming back to.
const VIEWS: [(View, char); 5] = [
    (View::Timeline, 'T'),
    (View::Reader, 'R'),
    (View::Saved, 'S'),
    (View::Health, 'H'),
    (View::Log, 'L'),
];

/// Writes where the model stands.
pub(super) fn write(model: &Model) -> String {
    let mut parts = Vec::new();
    let mut put = |name: &str, value: String| parts.push(format!("{name}={value}"));
    let query = &model.timeline.query;
    put("views", letters(&model.views));
    put(
        "place",
        match query.place {
            Place::All | Place::Saved | Place::Muted => "all".to_string(),
            Place::Round => "round".to_string(),
            Place::List(ListId(id)) => format!("list:{id}"),
            Place::Source(SourceId(id)) => format!("source:{id}"),
        },
    );
    if let Some(TopicId(id)) = query.topic {
        put("topic", id.to_string());
    }
    if query.unread_only {
        put("unread", "1".to_string());
    }
    if !query.wish.is_empty() {
        put("filter", escaped(query.wish.text()));
    }
    if let Some(WorkId(id)) = model.timeline.cursor {
        put("cursor", id.to_string());
        put("line", model.timeline.line.to_string());
    }
    if let Some(WorkId(id)) = model.saved.cursor {
        put("saved", id.to_string());
    }
    let library = &model.saved.query;
    if let Some((_, name, _)) = ORDERS.iter().find(|(order, ..)| *order == library.order) {
        put("order", (*name).to_string());
    }
    if !library.wish.is_empty() {
        put("shelf", escaped(library.wish.text()));
        put("tab", u8::from(library.hits_only).to_string());
    }
    if model.views.contains(&View::Reader)
        && let Some(article) = &model.article
    {
        let (_, block, below) = model.reading_place().unwrap_or((article.work, 0, 0));
        put("work", article.work.0.to_string());
        put("block", block.to_string());
        put("below", below.to_string());
    }
    for (WorkId(id), text) in &model.desk.drafts {
        put(&format!("{NOTE}{id}"), escaped(text));
    }
    parts.join(";")
}

/// A text within a part: no sign in it parts.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace(';', "%3B")
}

fn unescaped(text: &str) -> String {
    text.replace("%3B", ";").replace("%25", "%")
}

/// The letters of the screens; a search is not come back to, nor what was
/// opened from it.
fn letters(views: &[View]) -> String {
    views
        .iter()
        .take_while(|view| **view != View::Search)
        .filter_map(|view| VIEWS.iter().find(|(known, _)| known == view))
        .map(|(_, letter)| *letter)
        .collect()
}

/// Reads what [`write()`] wrote.
pub(super) fn read(text: &str) -> Session {
    let parts: HashMap<&str, &str> = text
        .split(';')
        .filter_map(|it| it.split_once('='))
        .collect();
    let number = |name: &str| parts.get(name).and_then(|it| it.parse::<i64>().ok());
    let work = |name: &str| number(name).map(WorkId);
    let place = match parts.get("place").and_then(|it| it.split_once(':')) {
        Some(("list", id)) => id.parse().map_or(Place::All, |id| Place::List(ListId(id))),
        Some(("source", id)) => id
            .parse()
            .map_or(Place::All, |id| Place::Source(SourceId(id))),
        None if parts.get("place") == Some(&"round") => Place::Round,
        _ => Place::All,
    };
    let article = work("work").map(|work| {
        let block = number("block").and_then(|it| u32::try_from(it).ok());
        let below = number("below").and_then(|it| usize::try_from(it).ok());
        (work, block.unwrap_or(0), below.unwrap_or(0))
    });
    let mut views = vec![View::Timeline];
    for letter in parts.get("views").unwrap_or(&"").chars() {
        if let Some((view, _)) = VIEWS.iter().find(|(_, known)| *known == letter)
            && !views.contains(view)
            && (*view != View::Reader || article.is_some())
        {
            views.push(*view);
        }
    }
    let line = number("line").and_then(|it| usize::try_from(it).ok());
    Session {
        views,
        place,
        topic: number("topic").map(TopicId),
        unread_only: parts.get("unread") == Some(&"1"),
        filter: parts
            .get("filter")
            .map_or(String::new(), |it| unescaped(it)),
        cursor: work("cursor"),
        line: line.unwrap_or(0).min(500),
        saved_cursor: work("saved"),
        library: Library {
            order: parts.get("order").and_then(|name| {
                let known = ORDERS.iter().find(|(_, known, _)| known == name);
                known.map(|(order, ..)| *order)
            }),
            filter: parts.get("shelf").map_or(String::new(), |it| unescaped(it)),
            is_tab: parts.get("tab") == Some(&"1"),
        },
        article,
        drafts: parts.iter().filter_map(draft).collect(),
    }
}

/// What was typed as a note of a work and not kept.
fn draft((name, text): (&&str, &&str)) -> Option<(WorkId, String)> {
    let id = name.strip_prefix(NOTE)?.parse().ok()?;
    let text = clean(&unescaped(text)).into_owned();
    (!text.is_empty()).then_some((WorkId(id), text))
}

#[cfg(test)]
mod tests {
    use super::Session;
    use super::escaped;
    use super::read;
    use crate::app::model::View;

    #[test]
    fn a_session_that_nobody_wrote_begins_at_the_timeline() {
        for odd in [
            "",
            "x",
            "views=RRZ;place=list:x;cursor=",
            ";;=;==",
            "line=-1;views=R",
        ] {
            let expected = Session {
                views: vec![View::Timeline],
                ..Session::default()
            };
            assert_eq!(read(odd), expected, "{odd}");
        }
    }

    #[test]
    fn a_filter_comes_back_as_it_was_typed() {
        for text in ["type:rct", "a;b=c", "100%3B", "%25;%", "\"x;place=all\""] {
            let line = format!("views=T;filter={};cursor=7", escaped(text));
            assert_eq!(read(&line).filter, text);
            assert_eq!(read(&line).cursor.map(|it| it.0), Some(7));
        }
    }
}
