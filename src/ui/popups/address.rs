//! An address that could not be opened, whole: it can be copied by hand.

use crate::app::geometry::Geometry;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::text::clean;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text::to_u16;
use crate::ui::theme::Role;

pub fn draw(link: &str, why: &str, geometry: &Geometry, canvas: &mut Canvas) {
    let width = geometry.place.width.saturating_sub(4).min(76);
    let room = usize::from(width.saturating_sub(4)).max(1);
    // As it is, cell for cell: only a border of the box stands between lines.
    let address: Vec<char> = clean(link).chars().collect();
    let address: Vec<String> = address
        .chunks(room)
        .map(|part| part.iter().collect())
        .collect();
    let said = format!("{why} The address is copied:");
    let said = wrap(&[Run::plain(said)], room);
    let height = to_u16(said.len() + address.len() + 3);
    let inside = popup::centred(geometry, (width, height), ("Address", "Esc"), canvas);
    let (dim, link_style) = (
        canvas.theme.text(Role::Dim),
        canvas.theme.text(Role::Accent),
    );
    let said = said
        .into_iter()
        .map(|line| line.into_iter().map(|run| run.text).collect::<String>());
    let lines = said
        .map(|line| (line, dim))
        .chain([(String::new(), dim)])
        .chain(address.into_iter().map(|line| (line, link_style)));
    for (y, (line, style)) in (inside.y..inside.bottom()).zip(lines) {
        canvas.put(inside.x + 1, y, to_u16(room), &line, style);
    }
}
