//! The search: a box, and what it finds as one types.

use ratatui::style::Modifier;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::fields::FIELDS;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::strip;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    let listing = &model.search;
    let wanted = listing.query.wish.wanted();
    remark(model, geometry, rows, canvas);
    if listing.rows.is_empty() {
        let body = Area {
            height: geometry.message.y.saturating_sub(rows.y),
            ..rows
        };
        empty::search(model, body, canvas);
    } else {
        screens::listing(model, listing, rows, geometry, &wanted, canvas);
        if let Some(area) = geometry.strip {
            strip::draw_hit(model, listing.selected(), &wanted, area, canvas);
        }
    }
    if let Some(area) = geometry.tabs {
        search_box(model, area, canvas);
    }
}

/// The line under the box: what of the query is not understood, what was not
/// searched, or what can be asked.
fn remark(model: &Model, geometry: &Geometry, rows: Area, canvas: &mut Canvas) {
    let y = rows.y.saturating_sub(1);
    if geometry.tabs.is_none_or(|tabs| tabs.y >= y) {
        return;
    }
    let room = rows.width.saturating_sub(2);
    let listing = &model.search;
    let trouble = listing.query.wish.troubles().first();
    match (trouble, &listing.caveat) {
        (Some(trouble), _) => {
            let words = format!("{} {trouble}", canvas.glyphs.care);
            canvas.put(1, y, room, &words, canvas.theme.text(Role::Warn));
        }
        (None, Some(caveat)) => {
            canvas.put(1, y, room, caveat, canvas.theme.text(Role::Dim));
        }
        (None, None) if model.search_typing => {
            let mut words = "Fields:".to_string();
            for field in FIELDS {
                // A name leaves whole.
                if cells_u16(&words) + cells_u16(field.name) + 2 > room {
                    break;
                }
                words.push_str(&format!(" {}:", field.name));
            }
            canvas.put(1, y, room, &words, canvas.theme.text(Role::Faint));
        }
        (None, None) => {}
    }
}

/// Underlines what is not understood, where the whole line shows.
fn underline(model: &Model, x: u16, y: u16, room: u16, canvas: &mut Canvas) {
    let typed = &model.search_box.text;
    let wish = &model.search.query.wish;
    let respelled = canvas.glyphs.ascii && !typed.is_ascii();
    if respelled || cells_u16(typed) >= room || typed.trim() != wish.text() {
        return;
    }
    let blanks = typed.chars().take_while(|c| c.is_whitespace()).count();
    let style = canvas
        .theme
        .text(Role::Warn)
        .add_modifier(Modifier::UNDERLINED);
    for trouble in wish.troubles() {
        let at = trouble.at.max(blanks);
        let before: String = typed.chars().take(at).collect();
        let spot: String = typed.chars().skip(at).take(trouble.len).collect();
        canvas.write(x + cells_u16(&before), y, &spot, style);
    }
}

/// What a search there looks through.
const fn scope(place: Place) -> &'static str {
    match place {
        Place::All => "all kept",
        Place::Saved => "saved",
        Place::List(_) => "this list",
        Place::Source(_) => "this source",
        Place::Muted => "muted",
        Place::Round => "this round",
    }
}

fn search_box(model: &Model, area: Area, canvas: &mut Canvas) {
    let order = match model.search.query.order {
        Order::Best => format!(" {} best first", canvas.glyphs.dot),
        _ => String::new(),
    };
    let here = scope(model.search.query.place);
    let scope = match area.width {
        ..60 => format!("in {here}"),
        _ => format!("in {here}{order}  Tab: {}", scope(model.place_after())),
    };
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
    underline(model, 2, area.y, room, canvas);
}
