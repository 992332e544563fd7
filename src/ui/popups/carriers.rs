//! Who carries the work: the sources behind `×4`, when each had it and in
//! which role, what joined them, and what is about it.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::hints;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::why;
use crate::domain::role::role;
use crate::domain::work::Carrier;
use crate::domain::work::Related;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::row::short_name;
use crate::ui::text;
use crate::ui::theme::Role;

/// Narrower than this the column of roles goes.
const WITH_ROLES: u16 = hints::boxes::WIDE;

/// How wide the column of sources is.
const SOURCE: u16 = 10;

/// How wide the column of roles is.
const ROLE: u16 = 10;

pub fn draw(model: &Model, cursor: usize, geometry: &Geometry, canvas: &mut Canvas) {
    let (carriers, related) = (model.carriers(), model.related());
    let title = match carriers.len() {
        0 | 1 => "Only this source so far".to_string(),
        n => format!("{n} sources carry this"),
    };
    let key = model.keymap.first_key("discussion");
    let popup = Popup::Carriers { cursor };
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, &title, key, canvas);
    let words = words_below(model, &popup, inside.width);
    for (at, row) in chosen.lines {
        if at == cursor {
            canvas.select(row, true);
        }
        match (carriers.get(at), at.checked_sub(carriers.len())) {
            (Some(carrier), _) => draw_carrier(model, carrier, row, at == cursor, canvas),
            (None, Some(at)) => {
                if let Some(related) = related.get(at) {
                    draw_related(model, related, row, canvas);
                }
            }
            (None, None) => {}
        }
    }
    let dim = canvas.theme.text(Role::Dim);
    let room = inside.width.saturating_sub(4);
    for (nth, words) in words.iter().rev().enumerate() {
        let y = inside.bottom().saturating_sub(1 + text::to_u16(nth));
        canvas.put(inside.x + 2, y, room, words, dim);
    }
}

/// How they were joined, the one sober line, and the keys that rule.
fn words_below(model: &Model, popup: &Popup, width: u16) -> Vec<String> {
    let carriers = model.carriers();
    let joined = why::joined_by(carriers);
    let mut words = Vec::new();
    if !joined.is_empty() {
        let whole = format!("Joined by: {joined}. Never by guess alone.");
        let room = usize::from(width.saturating_sub(4));
        let is_wide = width >= WITH_ROLES;
        let talk = "More talk is not better evidence.";
        words.push(
            match (is_wide, crate::domain::text::width(&whole) <= room) {
                (true, true) => whole,
                (true, false) => format!("Joined by: {joined}."),
                (false, _) => format!("Joined by: {}", joined.replace("same ", "")),
            },
        );
        match is_wide {
            true => words.push(talk.to_string()),
            false => words.push("More talk, no better evidence".to_string()),
        }
    }
    let keys = hints::boxes::in_last_line(model, popup, width);
    words.push(hints::boxes::line_of(&keys));
    words
}

fn draw_carrier(
    model: &Model,
    carrier: &Carrier,
    row: Area,
    is_selected: bool,
    canvas: &mut Canvas,
) {
    let dim = canvas.theme.text(Role::Dim);
    let style = match is_selected {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let age = carrier.published.age(model.now);
    canvas.put_right(row.x + 7, row.y, 5, &age, dim);
    let name = short_name(&carrier.source_title, SOURCE);
    canvas.put(row.x + 8, row.y, SOURCE, name, dim);
    let mut end = row.right().saturating_sub(1);
    let role = role(&carrier.source_title, carrier.link.as_deref());
    if let Some(role) = role.filter(|_| row.width >= WITH_ROLES) {
        let begins = canvas.put_right(end, row.y, ROLE, role.word(), dim);
        end = begins.saturating_sub(2);
    }
    let room = end.saturating_sub(row.x + 19);
    canvas.put(row.x + 19, row.y, room, &carrier.title, style);
}

fn draw_related(model: &Model, related: &Related, row: Area, canvas: &mut Canvas) {
    let dim = canvas.theme.text(Role::Dim);
    let role = match related.relation.is_warning() && !related.is_about_other {
        true => Role::Warn,
        false => Role::Text,
    };
    let age = related.published.age(model.now);
    canvas.put_right(row.x + 7, row.y, 5, &age, dim);
    let words = why::relation_words(related);
    let room = row.right().saturating_sub(row.x + 9);
    let style = canvas.theme.text(role);
    canvas.put(row.x + 8, row.y, room, &words, style);
}
