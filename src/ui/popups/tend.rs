//! The small menu on a list, a source or a topic, and the ticks that say which
//! lists a source stands in.

use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tended;
use crate::app::tending::choices;
use crate::domain::id::SourceId;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::theme::Role;

pub fn draw(model: &Model, of: &Tended, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let choices = choices(of);
    let popup = Popup::Tend {
        of: of.clone(),
        cursor,
    };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, &name_of(model, of), "Esc", canvas);
    let room = inside.width.saturating_sub(3);
    for (at, row) in chosen.lines {
        let style = match at == cursor {
            true => {
                canvas.select(row, true);
                canvas.theme.bold(Role::Text)
            }
            false => canvas.theme.text(Role::Text),
        };
        canvas.put(row.x + 2, row.y, room, choices[at].label(), style);
    }
}

fn name_of(model: &Model, of: &Tended) -> String {
    match of {
        Tended::List(id) => {
            let list = model.overview.lists.iter().find(|list| list.id == *id);
            list.map_or("List".to_string(), |list| list.name())
        }
        Tended::Source(id) => source_name(model, *id),
        Tended::Topic(name) | Tended::Timeline(name) => name.clone(),
        Tended::Nothing => "Lists and topics".to_string(),
    }
}

fn source_name(model: &Model, id: SourceId) -> String {
    let source = model.sources.iter().find(|source| source.id == id);
    source.map_or("Source".to_string(), |source| source.title.clone())
}

/// Which lists a source stands in.
pub fn draw_lists(
    model: &Model,
    source: SourceId,
    cursor: usize,
    geometry: &Geometry,
    canvas: &mut Canvas,
) {
    let lists = &model.overview.lists;
    let popup = Popup::Lists { source, cursor };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let title = format!("Lists of {}", source_name(model, source));
    let inside = popup::framed(chosen.outer, &title, "Esc", canvas);
    let room = inside.width.saturating_sub(7);
    if lists.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        canvas.put(
            inside.x + 2,
            inside.y + 1,
            room,
            "There is no list yet.",
            dim,
        );
    }
    for (at, row) in chosen.lines {
        let list = &lists[at];
        let style = match at == cursor {
            true => {
                canvas.select(row, true);
                canvas.theme.bold(Role::Text)
            }
            false => canvas.theme.text(Role::Text),
        };
        let tick = match list.sources.contains(&source) {
            true => "[x]",
            false => "[ ]",
        };
        canvas.put(row.x + 2, row.y, 3, tick, canvas.theme.text(Role::Accent));
        canvas.put(row.x + 6, row.y, room, &list.name(), style);
    }
}
