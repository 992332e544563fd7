//! Ticks before topics and kinds, and which rows show: three columns, or one
//! under the other where it is narrow.

use crate::app::filter::Column;
use crate::app::filter::Filter;
use crate::app::filter::KINDS;
use crate::app::filter::SHOWS;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::hints;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::domain::badge::Badge;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::theme::Role;

const PROMISE: &str = "Always shown: retractions and safety notices";

const PROMISE_NARROW: &str = "Always: retractions, safety";

/// One line that can be ticked.
struct Line {
    tick: &'static str,
    label: String,
}

pub fn draw(model: &Model, filter: &Filter, geometry: &Geometry, canvas: &mut Canvas) {
    let label = match filter.facets.as_ref() {
        None => "counting".to_string(),
        Some(facets) => match (facets.n_match, facets.n_all) {
            (Some(n), Some(all)) => format!("{n} of {all} match"),
            (Some(n), None) => format!("{n} match"),
            (None, _) => "very many match".to_string(),
        },
    };
    let (outer, columns) = boxes::filter(geometry, filter.column);
    let inside = popup::framed(outer, "Filter", &label, canvas);
    let narrow = columns.len() == 1;
    let below = inside.bottom().saturating_sub(2);
    let dim = canvas.theme.text(Role::Dim);
    for (which, area) in columns {
        let (title, lines) = match which {
            Column::Topic => ("Topic", topics(model, filter)),
            Column::Kind => ("Kind", kinds(filter)),
            Column::Show => ("Show", shows(filter)),
        };
        let cursor = (which == filter.column).then_some(filter.cursor());
        column(title, &lines, cursor, area, canvas);
        if narrow {
            let nth = which as usize + 1;
            let key = model.keymap.first_key("pane.next");
            let more = format!("{nth} of 3, {key} shows more");
            let room = area.width.saturating_sub(8);
            canvas.put_right(area.right().saturating_sub(1), area.y, room, &more, dim);
        }
    }
    let room = inside.width.saturating_sub(4);
    let promise = match narrow {
        true => PROMISE_NARROW,
        false => PROMISE,
    };
    canvas.put(inside.x + 2, below, room, promise, dim);
    let popup = Popup::Filter(filter.clone());
    let keys = hints::boxes::in_last_line(model, &popup, inside.width);
    let keys = hints::boxes::line_of(&keys);
    canvas.put(inside.x + 2, below + 1, room, &keys, dim);
}

fn boxed(is_ticked: bool) -> &'static str {
    match is_ticked {
        true => "[x]",
        false => "[ ]",
    }
}

fn topics(model: &Model, filter: &Filter) -> Vec<Line> {
    let topics = model.overview.topics.iter();
    topics
        .map(|topic| Line {
            tick: boxed(filter.topics.contains(&topic.id)),
            label: format!("{} {}", topic.name, topic.n_unread),
        })
        .collect()
}

fn kinds(filter: &Filter) -> Vec<Line> {
    let n_of = |badge: Badge| {
        let facets = filter.facets.as_ref()?;
        let found = facets.kinds.iter().find(|(kind, _)| *kind == badge);
        Some(found.map_or(0, |(_, n)| *n))
    };
    KINDS
        .iter()
        .map(|badge| Line {
            tick: boxed(filter.kinds.contains(badge)),
            label: match n_of(*badge) {
                Some(n) => format!("{} {n}", name_of(*badge)),
                None => name_of(*badge),
            },
        })
        .collect()
}

/// A badge as a word in a sentence; what is short for something stays as it is.
fn name_of(badge: Badge) -> String {
    let word = badge.word();
    match badge {
        Badge::Rct => word.to_string(),
        _ => format!("{}{}", &word[..1], word[1..].to_lowercase()),
    }
}

fn shows(filter: &Filter) -> Vec<Line> {
    SHOWS
        .iter()
        .map(|(show, label)| Line {
            tick: match *show == filter.show {
                true => "(x)",
                false => "( )",
            },
            label: (*label).to_string(),
        })
        .collect()
}

fn column(title: &str, lines: &[Line], cursor: Option<usize>, area: Area, canvas: &mut Canvas) {
    let bold = canvas.theme.bold(Role::Text);
    canvas.put(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        title,
        bold,
    );
    if lines.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        let room = area.width.saturating_sub(2);
        canvas.put(area.x + 1, area.y + 1, room, "none yet", dim);
    }
    let fits = usize::from(area.height.saturating_sub(1));
    let shown = popup::window(cursor.unwrap_or(0), lines.len(), fits);
    for (nth, at) in shown.enumerate() {
        let y = area.y + 1 + text::to_u16(nth);
        let line = &lines[at];
        let style = match cursor == Some(at) {
            true => {
                let accent = canvas.theme.text(Role::Accent);
                canvas.put(area.x, y, 1, canvas.glyphs.bar, accent);
                canvas.theme.bold(Role::Text)
            }
            false => canvas.theme.text(Role::Text),
        };
        let accent = canvas.theme.text(Role::Accent);
        canvas.put(area.x + 1, y, 3, line.tick, accent);
        let room = area.width.saturating_sub(6);
        let label = text::fit(&line.label, usize::from(room), canvas.glyphs);
        canvas.put(area.x + 5, y, room, &label, style);
    }
}
