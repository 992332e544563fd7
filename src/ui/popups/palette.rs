//! The palette: every action by name, with its key, so that using it teaches
//! the key; what cannot run here says why.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::geometry::chosen::Chosen;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::palette::NOT_HERE;
use crate::app::palette::Offer;
use crate::app::palette::commands;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

pub fn draw(model: &Model, input: &Input, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let offers = commands(model, &input.text);
    let label = text::count(offers.len() as u64, "command", "commands");
    let popup = Popup::Palette {
        input: input.clone(),
        cursor,
    };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, "Command", &label, canvas);
    draw_input(":", input, inside, canvas);
    if offers.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        let room = inside.width.saturating_sub(4);
        canvas.put(
            inside.x + 2,
            inside.y + 2,
            room,
            "No command like that.",
            dim,
        );
    }
    draw_offers(&offers, cursor, &chosen, canvas);
}

/// What is typed, behind the key that opened the box.
pub fn draw_input(key: &str, input: &Input, inside: Area, canvas: &mut Canvas) {
    canvas.put(
        inside.x + 1,
        inside.y,
        1,
        key,
        canvas.theme.bold(Role::Accent),
    );
    let room = inside.width.saturating_sub(5);
    popup::input(input, inside.x + 3, inside.y, room, canvas);
}

/// The offers that fit, the chosen one among them.
pub fn draw_offers(offers: &[Offer], cursor: usize, chosen: &Chosen, canvas: &mut Canvas) {
    let typing = canvas.cursor;
    for (at, row) in chosen.lines.iter().copied() {
        if at == cursor {
            canvas.select(row, true);
        }
        offer(&offers[at], row, at == cursor, canvas);
    }
    // The terminal's cursor stays where the letters go.
    canvas.cursor = typing;
}

/// Under so many cells of a line reasons are short.
const NARROW: u16 = 56;

fn offer(offer: &Offer, row: Area, chosen: bool, canvas: &mut Canvas) {
    let dim = canvas.theme.text(Role::Dim);
    let (words, right) = match &offer.blocked {
        Some(_) => (dim, ""),
        None if chosen => (canvas.theme.bold(Role::Text), offer.right.as_str()),
        None => (canvas.theme.text(Role::Text), offer.right.as_str()),
    };
    let end = row.right().saturating_sub(1);
    let keys = match offer.sort.is_empty() {
        true => canvas.theme.bold(Role::Accent),
        false => dim,
    };
    let left = match right.is_empty() {
        true => end,
        false => canvas.put_right(end, row.y, row.width / 3, right, keys),
    };
    let mut x = row.x + 2;
    if !offer.sort.is_empty() {
        canvas.put(x, row.y, 8, &offer.sort, dim);
        x += 9;
    }
    let room = left.saturating_sub(x + 1);
    let Some(why) = &offer.blocked else {
        canvas.put(x, row.y, room, &offer.label, words);
        return;
    };
    // Why it cannot be done is read whole; what it is may be cut before it.
    // With the longer words nothing would be left of what it is.
    let why = match why == NOT_HERE && room < NARROW {
        true => "not here",
        false => why,
    };
    let why = format!(" ({why})");
    let kept = room.saturating_sub(cells_u16(&why));
    let label = text::fit(&offer.label, usize::from(kept), canvas.glyphs).into_owned();
    let at = x + canvas.put(x, row.y, kept, &label, words);
    canvas.put(at, row.y, left.saturating_sub(at + 1), &why, words);
}
