//! What may follow a prefix key, at the bottom right; under 80 columns a band
//! above the hints.

use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::keymap::spell;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let follow = model.continuations();
    let follow: Vec<(&str, &str)> = follow
        .iter()
        .map(|(key, action)| (key.as_str(), action.short))
        .collect();
    let cursor = canvas.cursor;
    draw_keys(&spell(&model.waiting), &follow, geometry, canvas);
    canvas.cursor = cursor;
}

fn draw_keys(prefix: &str, follow: &[(&str, &str)], geometry: &Geometry, canvas: &mut Canvas) {
    let title = match prefix {
        "g" => "g  go to".to_string(),
        "y" => "y  copy".to_string(),
        "z" => "z  view".to_string(),
        other => other.to_string(),
    };
    let area = boxes::which_key(geometry, follow.iter().copied());
    let inside = popup::framed(area, &title, "Esc", canvas);
    for (nth, (key, label)) in follow.iter().take(usize::from(inside.height)).enumerate() {
        let row = line(inside, nth);
        let bold = canvas.theme.bold(Role::Accent);
        let x = row.x + 1 + canvas.put(row.x + 1, row.y, 6, key, bold) + 2;
        let plain = canvas.theme.text(Role::Text);
        canvas.put(x, row.y, row.right().saturating_sub(x), label, plain);
    }
}
