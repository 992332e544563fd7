//! Following: an address is typed, looked at, and its feeds are offered.

use crate::app::geometry::Geometry;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::domain::answer::Found;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::text;
use crate::ui::theme::Role;

const TITLE: &str = "Follow a source";

pub fn draw(_: &Model, follow: &Follow, geometry: &Geometry, canvas: &mut Canvas) {
    match follow {
        Follow::Typing(input) => {
            let inside = popup::centred(geometry, (68, 5), (TITLE, ""), canvas);
            let dim = canvas.theme.text(Role::Dim);
            let room = inside.width.saturating_sub(4);
            let intro = "Address of a feed, a journal or an agency:";
            canvas.put(inside.x + 2, inside.y, room, intro, dim);
            popup::input(input, inside.x + 2, inside.y + 1, room, canvas);
        }
        Follow::Looking(address) => {
            let inside = popup::centred(geometry, (68, 5), (TITLE, "Esc"), canvas);
            let room = inside.width.saturating_sub(4);
            let plain = canvas.theme.text(Role::Text);
            canvas.put(inside.x + 2, inside.y, room, "Looking for feeds at", plain);
            draw_address(address, inside.x + 2, inside.y + 1, room, canvas);
        }
        Follow::Picking {
            address,
            found,
            cursor,
        } => picking(address, found, *cursor, geometry, canvas),
    }
}

fn picking(
    address: &str,
    found: &[Found],
    cursor: usize,
    geometry: &Geometry,
    canvas: &mut Canvas,
) {
    /// Title, then what it holds.
    const LINES: usize = 2;
    let height = text::to_u16(found.len() * LINES).saturating_add(4);
    let label = text::count(found.len() as u64, "feed", "feeds");
    let inside = popup::centred(geometry, (76, height), (TITLE, &label), canvas);
    let room = inside.width.saturating_sub(4);
    draw_address(address, inside.x + 2, inside.y, room, canvas);
    let dim = canvas.theme.text(Role::Dim);
    let fits = usize::from(inside.height.saturating_sub(2)) / LINES;
    let shown = popup::window(cursor, found.len(), fits.max(1));
    let top = shown.start;
    for at in shown {
        let feed = &found[at];
        let mut row = line(inside, 2 + (at - top) * LINES);
        if row.y + 1 >= inside.bottom() {
            break;
        }
        row.height = 2;
        if at == cursor {
            canvas.select(row, true);
        }
        let style = match at == cursor {
            true => canvas.theme.bold(Role::Text),
            false => canvas.theme.text(Role::Text),
        };
        let title = if feed.title.is_empty() {
            &feed.address
        } else {
            &feed.title
        };
        let items = text::count(feed.n_items.into(), "item", "items");
        let left = canvas.put_right(row.right().saturating_sub(1), row.y, 12, &items, dim);
        canvas.put(
            row.x + 2,
            row.y,
            left.saturating_sub(row.x + 3),
            title,
            style,
        );
        match &feed.newest {
            Some(newest) => {
                let words = format!("newest: {newest}");
                canvas.put(row.x + 2, row.y + 1, room, &words, dim);
            }
            None => draw_address(&feed.address, row.x + 2, row.y + 1, room, canvas),
        }
    }
}

fn draw_address(address: &str, x: u16, y: u16, room: u16, canvas: &mut Canvas) {
    let spelled = text::spell(address, canvas.glyphs).into_owned();
    let shown = text::fit_address(&spelled, usize::from(room), canvas.glyphs);
    let accent = canvas.theme.text(Role::Accent);
    canvas.write(x, y, &shown, accent);
}
