//! How far a refresh is, in the message line: numbers, and a bar where there is
//! room. Nothing moves where the person wants it still.

use crate::app::geometry::Area;
use crate::app::model::Fetching;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// How far it is, how much failed and came, and the key that stops it.
pub fn draw(model: &Model, fetching: &Fetching, area: Area, canvas: &mut Canvas) {
    let Fetching {
        n_done,
        n_all,
        n_failed,
        n_new,
    } = *fetching;
    let dot = canvas.glyphs.dot;
    let text = canvas.theme.text(Role::Text);
    let stop = model.keymap.first_key("cancel");
    if model.settings.reduced_motion {
        let still = match stop.is_empty() {
            true => "Fetching".to_string(),
            false => format!("Fetching {dot} {stop} stops"),
        };
        canvas.put(1, area.y, area.width.saturating_sub(2), &still, text);
        return;
    }
    let mut head = format!("Fetching {n_done} of {n_all}");
    let mut tail = format!("{n_failed} failed {dot} {n_new} new");
    if !stop.is_empty() {
        tail.push_str(&format!(" {dot} {stop} stops"));
    }
    let room = area.width.saturating_sub(2);
    // Line 1 says that it is fetching; which key stops it stands only here.
    if cells_u16(&head) + 2 + cells_u16(&tail) > room {
        head = format!("{n_done} of {n_all}");
    }
    let taken = cells_u16(&head) + cells_u16(&tail) + 4;
    let bar = match room.checked_sub(taken) {
        Some(left @ 8..) => left.min(if area.width >= 100 { 30 } else { 20 }),
        _ => 0,
    };
    let mut x = 1 + canvas.put(1, area.y, room, &head, text) + 2;
    if bar > 0 {
        let share = u64::from(bar) * u64::from(n_done.min(n_all)) / u64::from(n_all.max(1));
        let full = text::to_u16(share as usize);
        let (done, left) = (canvas.glyphs.full, canvas.glyphs.left);
        let bright = canvas.theme.text(Role::Accent);
        let faint = canvas.theme.text(Role::Border);
        for at in 0..bar {
            match at < full {
                true => canvas.write(x + at, area.y, done, bright),
                false => canvas.write(x + at, area.y, left, faint),
            };
        }
        x += bar + 2;
    }
    canvas.put(x, area.y, area.right().saturating_sub(x + 1), &tail, text);
}
