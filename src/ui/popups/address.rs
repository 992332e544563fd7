//! An address that could not be opened, whole: it can be copied by hand.

use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::theme::Role;

pub fn draw(link: &str, why: &str, geometry: &Geometry, canvas: &mut Canvas) {
    let (outer, said, address) = boxes::address(geometry, link, why);
    let inside = popup::framed(outer, "Address", "Esc", canvas);
    let room = inside.width.saturating_sub(2);
    let (dim, link_style) = (
        canvas.theme.text(Role::Dim),
        canvas.theme.text(Role::Accent),
    );
    let lines = said
        .into_iter()
        .map(|line| (line, dim))
        .chain([(String::new(), dim)])
        .chain(address.into_iter().map(|line| (line, link_style)));
    for (y, (line, style)) in (inside.y..inside.bottom()).zip(lines) {
        canvas.put(inside.x + 1, y, room, &line, style);
    }
}
