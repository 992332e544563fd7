//! Jumping to any list, topic, source or screen by a few letters.

use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::palette::places;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::follow::dotted;
use crate::ui::popups::palette::draw_input;
use crate::ui::popups::palette::draw_offers;
use crate::ui::text;
use crate::ui::theme::Role;

pub fn draw(model: &Model, input: &Input, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let offers = places(model, &input.text);
    let label = text::count(offers.len() as u64, "place", "places");
    let popup = Popup::Jump {
        input: input.clone(),
        cursor,
    };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, "Jump to", &label, canvas);
    // An address that is no place here is followed; it may carry a password.
    match input.text.contains("://") {
        true => draw_input(";", &dotted(input, canvas.glyphs.hidden), inside, canvas),
        false => draw_input(";", input, inside, canvas),
    }
    if offers.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        let room = inside.width.saturating_sub(4);
        let called = dotted(input, canvas.glyphs.hidden);
        let words = format!("Nothing called {}.", called.text.trim());
        canvas.put(inside.x + 2, inside.y + 2, room, &words, dim);
    }
    draw_offers(&offers, cursor, &chosen, canvas);
}
