//! Every screen, one file each.

pub mod empty;
pub mod health;
pub mod help;
pub mod log;
pub mod messages;
pub mod reader;
pub mod review;
pub mod saved;
pub mod search;
pub mod timeline;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::listing::Listing;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::domain::query::spots::Wanted;
use crate::ui::canvas::Canvas;
use crate::ui::row;
use crate::ui::row::Look;
use crate::ui::text;
use crate::ui::theme::Role;

/// The rows of a listing that are on screen, and no others.
fn listing(
    model: &Model,
    listing: &Listing,
    area: Area,
    geometry: &Geometry,
    wanted: &[Wanted],
    canvas: &mut Canvas,
) {
    let view = model.view();
    let shown = listing
        .rows
        .iter()
        .skip(listing.top)
        .take(geometry.n_rows());
    for (nth, row) in shown.enumerate() {
        let place = Area {
            y: area.y + text::to_u16(nth) * geometry.row_height,
            height: geometry.row_height,
            ..area
        };
        let look = Look {
            selected: listing.cursor == Some(row.work),
            marked: listing.marked.contains(&row.work),
            focused: model.focus == Pane::Rows,
            wanted,
            now: model.now,
        };
        match view {
            View::Saved => saved::row(model, row, place, look, canvas),
            _ => row::draw(row, place, look, canvas),
        }
    }
}

/// Numbered tabs with counts as far as they fit whole, the chosen one marked.
fn tabs(tabs: &[(&str, u64)], chosen: usize, area: Area, right: &str, canvas: &mut Canvas) {
    let mut room = area.right().saturating_sub(1);
    if !right.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        room = canvas
            .put_right(room, area.y, area.width / 2, right, dim)
            .saturating_sub(2);
    }
    let mut x = area.x + 1;
    for (at, (name, n)) in tabs.iter().enumerate() {
        let number = (at + 1).to_string();
        let name = text::spell(name, canvas.glyphs);
        let count = n.to_string();
        let cells = |it: &str| text::cells_u16(it);
        let width = cells(&number) + 1 + cells(&name) + 1 + cells(&count);
        if x + width > room {
            break;
        }
        let (words, digits) = match at == chosen {
            true => (Role::Accent, Role::Accent),
            false => (Role::Text, Role::Dim),
        };
        let mut style = canvas.theme.text(words);
        if at == chosen {
            style = style.add_modifier(
                ratatui::style::Modifier::BOLD | ratatui::style::Modifier::UNDERLINED,
            );
        }
        let faint = canvas.theme.text(Role::Faint);
        let dim = canvas.theme.text(digits);
        x += canvas.write(x, area.y, &number, faint) + 1;
        x += canvas.write(x, area.y, &name, style) + 1;
        x += canvas.write(x, area.y, &count, dim) + 2;
    }
}
