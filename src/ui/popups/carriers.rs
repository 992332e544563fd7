//! Who carries the work: the sources behind `×4`, and when each had it.

use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::text;
use crate::ui::theme::Role;

pub fn draw(model: &Model, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let carriers = model.carriers();
    let title = match carriers.len() {
        0 | 1 => "Only this source so far".to_string(),
        n => format!("{n} sources carry this"),
    };
    let height = text::to_u16(carriers.len().max(1)).saturating_add(6);
    let key = model.keymap.first_key("discussion");
    let inside = popup::centred(geometry, (76, height), (&title, key), canvas);
    let dim = canvas.theme.text(Role::Dim);
    let height = usize::from(inside.height.saturating_sub(4));
    let shown = popup::window(cursor, carriers.len(), height);
    let top = shown.start;
    for at in shown {
        let carrier = &carriers[at];
        let row = line(inside, 1 + at - top);
        let style = match at == cursor {
            true => {
                canvas.select(row, true);
                canvas.theme.bold(Role::Text)
            }
            false => canvas.theme.text(Role::Text),
        };
        canvas.put_right(row.x + 7, row.y, 5, &carrier.published.age(model.now), dim);
        canvas.put(row.x + 8, row.y, 12, &carrier.source_title, dim);
        let room = row.right().saturating_sub(row.x + 22);
        canvas.put(row.x + 21, row.y, room, &carrier.title, style);
    }
    let y = inside.bottom().saturating_sub(2);
    let room = inside.width.saturating_sub(4);
    let words = "More talk is not better evidence.";
    canvas.put(inside.x + 2, y, room, words, dim);
}
