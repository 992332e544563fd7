//! What to give out and in which form.

use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::hints;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::theme::Role;

/// Cells of the column of names.
const NAMES: u16 = 15;

pub fn draw(model: &Model, of: usize, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let forms = model.forms_of(of);
    let popup = Popup::Export { of, cursor };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let keys = hints::boxes::line_of(&hints::boxes::in_border(model, &popup));
    let inside = popup::framed(chosen.outer, "Export", &keys, canvas);
    let room = inside.width.saturating_sub(3);
    let offers = model.export_offers();
    let label = offers.get(of).map_or("", |offer| &offer.label);
    let head = format!("Give out {label} as");
    let dim = canvas.theme.text(Role::Dim);
    canvas.put(inside.x + 2, inside.y, room, &head, dim);
    for (at, row) in chosen.lines {
        let Some(form) = forms.get(at) else {
            continue;
        };
        let style = match at == cursor {
            true => {
                canvas.select(row, true);
                canvas.theme.bold(Role::Text)
            }
            false => canvas.theme.text(Role::Text),
        };
        canvas.put(row.x + 2, row.y, NAMES, form.name, style);
        let dim = canvas.theme.text(Role::Dim);
        let rest = room.saturating_sub(NAMES);
        let help = text::fit(form.help, usize::from(rest), canvas.glyphs).into_owned();
        canvas.put(row.x + 2 + NAMES, row.y, rest, &help, dim);
    }
}
