//! Every key that works where the person was, in groups; from 100 columns on
//! in a box on top of that screen, else as a page.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::geometry_of;
use crate::app::help;
use crate::app::help::KEYS;
use crate::app::help::Line;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::pointing::BOXED_HELP;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::screens;
use crate::ui::text;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(area) = geometry.rows else {
        return;
    };
    let below = help::below(model);
    if geometry.place.width >= BOXED_HELP {
        draw_below(model, below, canvas);
        let outside = Area {
            x: area.x.saturating_sub(2),
            y: area.y.saturating_sub(1),
            width: area.width + 4,
            height: area.height + 2,
        };
        let title = format!("Keys: {}", help::name_of(below));
        popup::framed(outside, &title, "Esc close", canvas);
    }
    let columns = help::columns(model, area.width);
    let width = area.width / text::to_u16(columns.len().max(1));
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let height = usize::from(area.height);
    let top = model.help_top.min(longest.saturating_sub(height));
    for (nth, column) in columns.iter().enumerate() {
        let x = area.x + width * text::to_u16(nth);
        for (at, line) in column.iter().skip(top).take(height).enumerate() {
            let y = area.y + text::to_u16(at);
            one_line(line, (x, y), width.saturating_sub(1), canvas);
        }
    }
    canvas.cursor = Some((area.x, area.y));
}

/// The screen under the box.
fn draw_below(model: &Model, view: View, canvas: &mut Canvas) {
    let geometry = geometry_of(model, view);
    match view {
        View::Timeline | View::Help => screens::timeline::draw(model, &geometry, canvas),
        View::Reader => screens::reader::draw(model, &geometry, canvas),
        View::Saved => screens::saved::draw(model, &geometry, canvas),
        View::Search => screens::search::draw(model, &geometry, canvas),
        View::Health => screens::health::draw(model, &geometry, canvas),
        View::Log => screens::log::draw(model, &geometry, canvas),
        View::Review => screens::review::draw(model, &geometry, canvas),
        View::Welcome => screens::welcome::draw(model, &geometry, canvas),
        View::Who => screens::who::draw(model, &geometry, canvas),
        View::Messages => screens::messages::draw(model, &geometry, canvas),
    }
}

fn one_line(line: &Line, (x, y): (u16, u16), room: u16, canvas: &mut Canvas) {
    match line {
        Line::Heading(title) => {
            canvas.put(x, y, room, title, canvas.theme.bold(Role::Accent));
        }
        Line::Key(keys, help) => {
            let bold = canvas.theme.bold(Role::Text);
            canvas.put(x, y, room, keys, bold);
            let text = canvas.theme.text(Role::Text);
            canvas.put(x + KEYS, y, room.saturating_sub(KEYS), help, text);
        }
    }
}
