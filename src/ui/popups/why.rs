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

/// Shows the reasons from one on, each wrapped behind its label.
pub fn draw(model: &Model, first: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let spell = |words: &str| text::spell(words, canvas.glyphs).into_owned();
    let lines = why::lines(model, geometry, spell);
    let top = lines.iter().position(|(nth, ..)| *nth == first);
    let top = top.unwrap_or_default();
    let height = why::height(lines.len());
    let key = model.keymap.first_key("why");
    let inside = popup::centred(
        geometry,
        (why::WIDTH, height),
        ("Why is this here?", key),
        canvas,
    );
    let dim = canvas.theme.text(Role::Dim);
    let plain = canvas.theme.text(Role::Text);
    let height = usize::from(inside.height.saturating_sub(2)).max(1);
    if lines.is_empty() {
        canvas.put(inside.x + 2, inside.y + 1, inside.width, "…", dim);
        return;
    }
    let top = top.min(lines.len().saturating_sub(height));
    for (nth, (_, label, words)) in lines.iter().skip(top).take(height).enumerate() {
        let row = line(inside, 1 + nth);
        canvas.put(row.x + 2, row.y, why::LABEL, label, dim);
        let room = row.right().saturating_sub(row.x + 2 + why::LABEL);
        canvas.put(row.x + 2 + why::LABEL, row.y, room, words, plain);
    }
    let n_below = lines.len().saturating_sub(top + height);
    if n_below > 0 {
        let words = text::count(n_below as u64, "line below", "lines below");
        let y = inside.bottom().saturating_sub(1);
        canvas.put(inside.x + 2, y, inside.width.saturating_sub(4), &words, dim);
    }
}
