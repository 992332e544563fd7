//! A box on top of a screen. A box always means: on top, Esc closes. It never
//! covers the place line nor the message line.

use ratatui::style::Modifier;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
pub use crate::app::geometry::boxes::window;
use crate::app::input::Input;
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Ground;
use crate::ui::theme::Role;

/// Draws a box of at most so many cells in the middle of the body; gives its
/// inside, one cell of air at each side left to the writer.
pub fn centred(
    geometry: &Geometry,
    (width, height): (u16, u16),
    (title, label): (&str, &str),
    canvas: &mut Canvas,
) -> Area {
    let area = boxes::centred(geometry, (width, height));
    framed(area, title, label, canvas)
}

/// Draws a box; gives its inside.
pub fn framed(area: Area, title: &str, label: &str, canvas: &mut Canvas) -> Area {
    canvas.fill(area, Ground::Overlay);
    let [top_left, top_right, bottom_left, bottom_right] = canvas.glyphs.corners;
    let style = canvas.theme.text(Role::Border);
    let (right, bottom) = (
        area.right().saturating_sub(1),
        area.bottom().saturating_sub(1),
    );
    canvas.rule(area.x, area.y, area.width, Role::Border);
    canvas.rule(area.x, bottom, area.width, Role::Border);
    canvas.upright(area.x, area.y, area.height, Role::Border);
    canvas.upright(right, area.y, area.height, Role::Border);
    canvas.write(area.x, area.y, top_left, style);
    canvas.write(right, area.y, top_right, style);
    canvas.write(area.x, bottom, bottom_left, style);
    canvas.write(right, bottom, bottom_right, style);
    let room = area.width.saturating_sub(6);
    if !title.is_empty() {
        let title = format!(" {} ", text::fit(title, usize::from(room), canvas.glyphs));
        let bold = canvas.theme.bold(Role::Text);
        canvas.put(area.x + 2, area.y, room + 2, &title, bold);
    }
    if !label.is_empty() && cells_u16(label) <= room {
        let dim = canvas.theme.text(Role::Dim);
        canvas.put_right(
            right.saturating_sub(1),
            bottom,
            room + 2,
            &format!(" {label} "),
            dim,
        );
    }
    boxes::inside(area)
}

/// What is looked for by name, in the message line.
pub fn find(find: &Input, area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    let style = canvas.theme.text(Role::Text);
    let x = 1 + canvas.put(1, area.y, room, "Find: ", style);
    input(find, x, area.y, area.width.saturating_sub(x + 1), canvas);
}

/// A line being typed, the terminal's cursor in it. A line longer than its
/// room is shown from its end.
pub fn input(input: &Input, x: u16, y: u16, room: u16, canvas: &mut Canvas) {
    let room = room.max(2);
    let before = input.text.get(..input.cursor).unwrap_or(&input.text);
    let spelled = text::spell(&input.text, canvas.glyphs).into_owned();
    let before = cells_u16(&text::spell(before, canvas.glyphs));
    let style = canvas.theme.text(Role::Text);
    let hidden = (before + 1).saturating_sub(room);
    let mut shown = spelled.as_str();
    let mut skipped = 0;
    while skipped < hidden {
        let Some(first) = shown.chars().next() else {
            break;
        };
        skipped += cells_u16(first.encode_utf8(&mut [0; 4]));
        shown = &shown[first.len_utf8()..];
    }
    let shown = text::fit(shown, usize::from(room), canvas.glyphs);
    let style = match input.selected {
        true => style.add_modifier(Modifier::REVERSED),
        false => style,
    };
    canvas.write(x, y, &shown, style);
    canvas.cursor = Some((x + before.saturating_sub(skipped).min(room - 1), y));
}
