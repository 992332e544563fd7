//! Every message since the start, with when it was said.

use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::notices::messages_width;
use crate::ui::canvas::Canvas;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(area) = geometry.rows else {
        return;
    };
    if model.messages.is_empty() {
        empty::sentence("No messages yet.", area, canvas);
        return;
    }
    let dim = canvas.theme.text(Role::Dim);
    let plain = canvas.theme.text(Role::Text);
    let height = usize::from(area.height);
    let lines = model.message_lines(messages_width(area.width));
    let top = model.messages_top.min(lines.len().saturating_sub(height));
    for (nth, (said, words)) in lines.iter().skip(top).take(height).enumerate() {
        let y = area.y + text::to_u16(nth);
        if let Some(said) = said {
            canvas.put_right(6, y, 5, &said.age(model.now), dim);
        }
        canvas.put(8, y, area.width.saturating_sub(9), words, plain);
    }
    canvas.cursor = Some((1, area.y));
}
