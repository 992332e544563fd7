//! What was saved, newest first, with its notes.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::row::Columns;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::strip;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    let listing = &model.saved;
    if listing.rows.is_empty() {
        let body = Area {
            height: geometry.message.y.saturating_sub(rows.y),
            ..rows
        };
        empty::saved(model, body, canvas);
        return;
    }
    if geometry.row_height == 1 {
        let faint = canvas.theme.text(Role::Faint);
        let y = rows.y.saturating_sub(1);
        canvas.put(rows.x + 4, y, 3, "age", faint);
        if Columns::of(rows.width).source {
            canvas.put(rows.x + 8, y, rows.width.saturating_sub(9), "source", faint);
        }
    }
    screens::listing(model, listing, rows, geometry, &[], canvas);
    if let Some(area) = geometry.strip {
        strip::draw(model, listing.selected(), area, canvas);
    }
}
