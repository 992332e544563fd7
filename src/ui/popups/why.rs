//! Why the work is here: its sources, lists and topics, what joined it, what
//! says its badge.

use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::why;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::text;
use crate::ui::theme::Role;

/// How wide the column of labels is.
const LABEL: u16 = 8;

pub fn draw(model: &Model, top: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let reasons = why::reasons(model);
    let height = text::to_u16(reasons.len().max(1)).saturating_add(4);
    let key = model.keymap.first_key("why");
    let inside = popup::centred(geometry, (76, height), ("Why is this here?", key), canvas);
    let dim = canvas.theme.text(Role::Dim);
    let plain = canvas.theme.text(Role::Text);
    let height = usize::from(inside.height.saturating_sub(2)).max(1);
    if reasons.is_empty() {
        canvas.put(inside.x + 2, inside.y + 1, inside.width, "…", dim);
        return;
    }
    let top = top.min(reasons.len().saturating_sub(height));
    let room = inside.width.saturating_sub(LABEL + 4);
    for (nth, reason) in reasons.iter().skip(top).take(height).enumerate() {
        let row = line(inside, 1 + nth);
        canvas.put(row.x + 2, row.y, LABEL, reason.label, dim);
        canvas.put(row.x + 2 + LABEL, row.y, room, &reason.text, plain);
    }
    let n_below = reasons.len().saturating_sub(top + height);
    if n_below > 0 {
        let words = format!("{n_below} more below");
        let y = inside.bottom().saturating_sub(1);
        canvas.put(inside.x + 2, y, inside.width.saturating_sub(4), &words, dim);
    }
}
