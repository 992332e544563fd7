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
pub mod welcome;
pub mod who;

use ratatui::style::Modifier;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::listing::Listing;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::tabs;
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

/// Numbered tabs with counts as far as they fit whole, the chosen one marked; a
/// sign where there are more.
fn tabs(model: &Model, view: View, area: Area, canvas: &mut Canvas) {
    let Some(tabs) = tabs::tabs(model, view) else {
        return;
    };
    let faint = canvas.theme.text(Role::Faint);
    if !tabs.right.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        let end = area.right().saturating_sub(1);
        canvas.put_right(end, area.y, area.width / 2, &tabs.right, dim);
    }
    let places = tabs::places(&tabs, area, canvas.glyphs.ascii);
    for sign in tabs::hidden(&tabs, &places, area) {
        let dim = canvas.theme.text(Role::Dim);
        canvas.write(sign.x, area.y, canvas.glyphs.cut, dim);
    }
    for place in &places {
        let at = place.at;
        let Some((name, n)) = tabs.all.get(at) else {
            continue;
        };
        let (words, digits) = match at == tabs.chosen {
            true => (Role::Accent, Role::Accent),
            false => (Role::Text, Role::Dim),
        };
        let mut style = canvas.theme.text(words);
        if at == tabs.chosen {
            style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        }
        let dim = canvas.theme.text(digits);
        let mut x = place.x;
        x += canvas.write(x, area.y, &(at + 1).to_string(), faint) + 1;
        x += canvas.put(x, area.y, area.width, name, style) + 1;
        canvas.write(x, area.y, &n.to_string(), dim);
    }
}
