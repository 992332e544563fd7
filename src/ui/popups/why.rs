//! Why the work is here: its sources, lists and topics, what joined it, what
//! says its badge.

use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::app::why;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::text;
use crate::ui::theme::Role;

/// How wide the box is where the window lets it.
const WIDTH: u16 = 76;

/// How wide the column of labels is.
const LABEL: u16 = 8;

/// Shows the reasons from one on, each wrapped behind its label.
pub fn draw(model: &Model, first: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let reasons = why::reasons(model);
    let width = WIDTH.min(geometry.place.width.saturating_sub(4));
    let room = usize::from(width.saturating_sub(LABEL + 6)).max(1);
    let mut lines: Vec<(&str, String)> = Vec::new();
    let mut top = 0;
    for (nth, reason) in reasons.iter().enumerate() {
        if nth == first {
            top = lines.len();
        }
        let text = text::spell(&reason.text, canvas.glyphs);
        let wrapped = wrap(&[Run::plain(text)], room);
        for (nth, runs) in wrapped.into_iter().enumerate() {
            let words = runs.iter().map(|run| run.text.as_str()).collect();
            lines.push((if nth == 0 { reason.label } else { "" }, words));
        }
    }
    let height = text::to_u16(lines.len().max(1)).saturating_add(4);
    let key = model.keymap.first_key("why");
    let inside = popup::centred(
        geometry,
        (WIDTH, height),
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
    for (nth, (label, words)) in lines.iter().skip(top).take(height).enumerate() {
        let row = line(inside, 1 + nth);
        canvas.put(row.x + 2, row.y, LABEL, label, dim);
        canvas.put(row.x + 2 + LABEL, row.y, text::to_u16(room), words, plain);
    }
    let n_below = lines.len().saturating_sub(top + height);
    if n_below > 0 {
        let words = text::count(n_below as u64, "line below", "lines below");
        let y = inside.bottom().saturating_sub(1);
        canvas.put(inside.x + 2, y, inside.width.saturating_sub(4), &words, dim);
    }
}
