//! The links of the article under the numbers they have in the text, with
//! where they lead, so that the target is known before it is opened.

use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::paper::host;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// How wide labels are before the target.
const LABEL: u16 = 30;

pub fn draw(model: &Model, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let links = model.links();
    let label = text::count(links.len() as u64, "link", "links");
    // One line of air above the links and below, then the last word.
    let chosen = chosen::of(model, &Popup::Links { cursor }, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, "Links in this article", &label, canvas);
    let dim = canvas.theme.text(Role::Dim);
    let plain = canvas.theme.text(Role::Text);
    let room = inside.width.saturating_sub(4);
    if links.is_empty() {
        let open = model.keymap.first_key("open.browser");
        let words = format!("No links in this item. {open} opens the item itself.");
        canvas.put(inside.x + 2, inside.y + 1, room, &words, plain);
        return;
    }
    let intro = "Press its number.";
    canvas.put(inside.x + 2, inside.y, room, intro, dim);
    let narrow = inside.width < 60;
    for (at, row) in chosen.lines {
        let link = &links[at];
        if at == cursor {
            canvas.select(row, true);
        }
        let number = format!("{:>2}", at + 1);
        canvas.put(
            row.x + 1,
            row.y,
            2,
            &number,
            canvas.theme.bold(Role::Accent),
        );
        let label = if link.label.is_empty() {
            host(&link.target)
        } else {
            &link.label
        };
        let (label_room, target) = match narrow {
            true => (room.saturating_sub(22), host(&link.target)),
            false => (LABEL, without_scheme(&link.target)),
        };
        canvas.put(row.x + 5, row.y, label_room, label, plain);
        let at = row.x + 5 + label_room + 2;
        let target_room = row.right().saturating_sub(at + 1);
        let target = text::spell(target, canvas.glyphs);
        let target = text::fit_address(&target, usize::from(target_room), canvas.glyphs);
        canvas.write(at, row.y, &target, dim);
    }
    let last = last_word(model, cursor, narrow);
    let y = inside.bottom().saturating_sub(1);
    if cells_u16(&last) > room {
        let last = text::fit_address(&last, usize::from(room), canvas.glyphs);
        canvas.write(inside.x + 2, y, &last, dim);
    } else {
        canvas.put(inside.x + 2, y, room, &last, dim);
    }
}

/// What opening does; on narrow screens the whole target instead.
fn last_word(model: &Model, cursor: usize, narrow: bool) -> String {
    let links = model.links();
    match links.get(cursor) {
        Some(link) if narrow => link.target.clone(),
        Some(link) if link.stripped => {
            "It opens in your browser; tracking was taken off the address.".to_string()
        }
        _ => "These leave rounds and open in your browser.".to_string(),
    }
}

fn without_scheme(target: &str) -> &str {
    let bare = target.split_once("://").map_or(target, |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare)
}
