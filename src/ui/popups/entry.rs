//! The form of a log entry.

use crate::app::entry::FIELDS;
use crate::app::entry::Field;
use crate::app::entry::Form;
use crate::app::geometry::Geometry;
use crate::app::geometry::chosen;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::popups::line;
use crate::ui::text;
use crate::ui::theme::Role;

/// Where what is typed begins.
const VALUE: u16 = 11;

pub fn draw(model: &Model, form: &Form, geometry: &Geometry, canvas: &mut Canvas) {
    let title = match form.replaces {
        Some(_) => "Correct this entry",
        None => "Log this",
    };
    let popup = Popup::Entry(Box::new(form.clone()));
    let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
    let inside = popup::framed(chosen.outer, title, "self-recorded", canvas);
    let foot = chosen::entry_foot(inside);
    for (at, row) in chosen.lines {
        field(form, at, row, canvas);
    }
    let below = usize::from(inside.height.saturating_sub(foot));
    let room = inside.width.saturating_sub(3);
    let x = inside.x + 1;
    if foot > 2 {
        let dim = canvas.theme.text(Role::Dim);
        let keys = form
            .draft
            .keys
            .iter()
            .filter(|key| !key.starts_with("url:"));
        let named: Vec<&str> = keys.map(String::as_str).collect();
        let evidence = match named.is_empty() {
            true => form.draft.source.clone(),
            false => named.join("  "),
        };
        canvas.put(x, line(inside, below).y, VALUE, "Evidence", dim);
        let room = room.saturating_sub(VALUE);
        canvas.put(x + VALUE, line(inside, below).y, room, &evidence, dim);
    }
    let Some(trouble) = &form.trouble else {
        let dim = canvas.theme.text(Role::Dim);
        let words = match inside.width < 42 {
            true => "Nothing that identifies a patient.",
            false => "Never write what identifies a patient.",
        };
        canvas.put(
            x,
            line(inside, below + usize::from(foot) - 1).y,
            room,
            words,
            dim,
        );
        return;
    };
    let (glyph, role, next) = match trouble.may_pass {
        true => (
            canvas.glyphs.care,
            Role::Warn,
            "Enter again keeps it as it is",
        ),
        false => (canvas.glyphs.problem, Role::Err, "Enter tries again"),
    };
    let style = canvas.theme.text(role);
    let words = format!("{glyph} {}", trouble.words);
    let y = line(inside, below + usize::from(foot) - 2).y;
    canvas.put(x, y, room, &words, style);
    let dim = canvas.theme.text(Role::Dim);
    canvas.put(x + 2, y + 1, room.saturating_sub(2), next, dim);
}

/// What belongs into a field, where there is no room for all of the hint.
const fn short(field: Field) -> &'static str {
    match field {
        Field::Minutes => "0: only noted",
        Field::Scope => "with commas",
        Field::Question => "if you like",
        Field::Learned => "what you take home",
        Field::Change => "what will differ",
        Field::LookBack => "the day to look",
        Field::ClaimBy => "last day to claim",
        Field::What | Field::Date | Field::Kind => "",
    }
}

fn field(form: &Form, at: usize, row: crate::app::geometry::Area, canvas: &mut Canvas) {
    let (field, label, hint) = FIELDS[at];
    let here = at == form.at;
    let x = row.x + 1;
    let style = match here {
        true => canvas.theme.bold(Role::Accent),
        false => canvas.theme.text(Role::Dim),
    };
    canvas.put(x, row.y, VALUE - 1, label, style);
    let x = x + VALUE;
    let room = row.right().saturating_sub(x + 1);
    let plain = canvas.theme.text(Role::Text);
    let faint = canvas.theme.text(Role::Dim);
    if field == Field::Kind {
        let kind = match here {
            true => format!("< {} >", form.draft.kind.label()),
            false => form.draft.kind.label().to_string(),
        };
        let taken = canvas.put(x, row.y, room, &kind, plain);
        if here {
            let left = room.saturating_sub(taken + 2);
            let words = text::longest(&["Left Right change it", "Left Right"], left);
            canvas.put(x + taken + 2, row.y, left, words, faint);
            canvas.cursor = Some((x, row.y));
        }
        return;
    }
    let input = &form.inputs[at];
    if input.text.is_empty() {
        let offer = match (field, form.offer()) {
            (Field::Minutes, Some(minutes)) => {
                let whole = format!("  you had this open {minutes} min: {minutes}? + takes it");
                let short = format!("  open {minutes} min: + takes it");
                text::longest(&[&whole, &short], room).to_string()
            }
            _ => format!(
                "  {}",
                text::longest(&[hint, short(field)], room.saturating_sub(2))
            ),
        };
        canvas.put(x, row.y, room, &offer, faint);
    }
    match here {
        true => popup::input(input, x, row.y, room, canvas),
        false => {
            canvas.put(x, row.y, room, &input.text, plain);
        }
    }
}
