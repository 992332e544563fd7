//! The search: a box, and what it finds as one types.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::domain::query::Place;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::strip;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    let listing = &model.search;
    let wanted = listing.query.wish.wanted();
    if let Some(caveat) = &listing.caveat {
        let dim = canvas.theme.text(Role::Dim);
        let y = rows.y.saturating_sub(1);
        if geometry.tabs.is_some_and(|tabs| tabs.y < y) {
            canvas.put(1, y, rows.width.saturating_sub(2), caveat, dim);
        }
    }
    if listing.rows.is_empty() {
        let body = Area {
            height: geometry.message.y.saturating_sub(rows.y),
            ..rows
        };
        empty::search(model, body, canvas);
    } else {
        screens::listing(model, listing, rows, geometry, &wanted, canvas);
        if let Some(area) = geometry.strip {
            strip::draw(model, listing.selected(), area, canvas);
        }
    }
    if let Some(area) = geometry.tabs {
        search_box(model, area, canvas);
    }
}

fn search_box(model: &Model, area: Area, canvas: &mut Canvas) {
    let scope = match model.search.query.place {
        Place::All => "all kept".to_string(),
        Place::Saved => "saved".to_string(),
        Place::List(_) | Place::Source(_) => "this list".to_string(),
    };
    let scope = format!("Tab: {scope}");
    let dim = canvas.theme.text(Role::Dim);
    let right = area.right().saturating_sub(1);
    let left = canvas.put_right(right, area.y, area.width / 2, &scope, dim);
    canvas.put(1, area.y, 1, "/", canvas.theme.bold(Role::Accent));
    let room = left.saturating_sub(4);
    match model.search_typing {
        true => popup::input(&model.search_box, 2, area.y, room, canvas),
        false => {
            let style = canvas.theme.text(Role::Text);
            canvas.put(2, area.y, room, &model.search_box.text, style);
        }
    }
}
