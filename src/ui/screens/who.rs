//! Who to follow: whom, what they are, and why they are suggested.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::catalogue::Suggestion;
use crate::domain::link;
use crate::ui::canvas::Canvas;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

/// What stands at the right of line 1.
pub fn totals(model: &Model) -> Vec<String> {
    vec![
        format!("{} suggested", model.who.all.len()),
        format!("{} followed", model.overview.n_sources),
    ]
}

/// How many are ticked, and which key follows them.
pub fn message(model: &Model, area: Area, canvas: &mut Canvas) {
    let follow = model.keymap.first_key("who.follow");
    let words = match model.who.ticked.len() {
        0 => return,
        1 => format!("1 ticked. {follow} follows it now."),
        n => format!("{n} ticked. {follow} follows them now."),
    };
    let style = canvas.theme.text(Role::Text);
    canvas.put(1, area.y, area.width.saturating_sub(2), &words, style);
}

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    if let Some(area) = geometry.tabs {
        screens::tabs(model, View::Who, area, canvas);
    }
    let shown = model.who.shown();
    if shown.is_empty() {
        let words = match model.who.clues.is_some() {
            false => "Looking through the catalogue and what is kept here.".to_string(),
            true => {
                let finds = model.by_key("jump", "finds any source by name");
                let adds = model.by_key("follow", "in the timeline adds one by address");
                format!("You follow everything we would suggest here.{finds}{adds}")
            }
        };
        return empty::sentence(&words, rows, canvas);
    }
    let visible = shown.iter().enumerate().skip(model.who.top);
    for (nth, (at, suggestion)) in visible.take(geometry.n_rows()).enumerate() {
        let area = Area {
            y: rows.y + text::to_u16(nth) * geometry.row_height,
            height: geometry.row_height,
            ..rows
        };
        row(model, suggestion, area, at == model.who.cursor, canvas);
    }
    if let Some(area) = geometry.strip {
        canvas.rule(area.x, area.y.saturating_sub(1), area.width, Role::Border);
        if let Some(suggestion) = model.who.chosen() {
            strip(model, suggestion, area, canvas);
        }
    }
}

fn row(model: &Model, suggestion: &Suggestion, area: Area, here: bool, canvas: &mut Canvas) {
    if here {
        canvas.select(area, true);
    }
    let style = match here {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let dim = canvas.theme.text(Role::Dim);
    let (y, right) = (area.y, area.right().saturating_sub(1));
    let entry = &suggestion.entry;
    let ticked = model.who.ticked.iter().any(|key| key == suggestion.key());
    let followed = model.who.followed.iter().any(|it| it == suggestion.key());
    let tick = match (entry.address.is_empty(), ticked) {
        _ if followed => canvas.glyphs.done,
        (true, _) => "   ",
        (false, true) => "[x]",
        (false, false) => "[ ]",
    };
    canvas.put(2, y, 3, tick, style);
    // When it answered has room in the strip.
    let gist = |reason: &String| reason.split(", answered ").next().map(str::to_string);
    let why: Vec<String> = suggestion.reasons.iter().filter_map(gist).collect();
    let why = why.join("; ");
    if area.height > 1 {
        canvas.put(6, y, right.saturating_sub(6), &entry.name, style);
        let about = format!("{}: {why}", entry.kind.word());
        canvas.put(6, y + 1, right.saturating_sub(6), &about, dim);
        return;
    }
    let name = if area.width >= 110 { 40 } else { 28 };
    canvas.put(6, y, name, &entry.name, style);
    canvas.put(7 + name, y, 10, entry.kind.word(), dim);
    let x = 18 + name;
    canvas.put(x, y, right.saturating_sub(x), &why, dim);
}

/// Who it is, every reason, and what one should know before following.
fn strip(model: &Model, suggestion: &Suggestion, area: Area, canvas: &mut Canvas) {
    let entry = &suggestion.entry;
    let dot = format!(" {} ", canvas.glyphs.dot);
    let home = link::host(&entry.home).unwrap_or_default();
    let mut lines = vec![
        [&entry.name, entry.kind.word(), home].join(&dot),
        format!("Why: {}", suggestion.reasons.join(&dot)),
        match entry.address.is_empty() {
            true => {
                let opens = model.by_key("open.browser", "opens the papers at PubMed");
                format!("No feed is known.{opens}")
            }
            false => link::without_secrets(&entry.address),
        },
    ];
    if !entry.note.is_empty() {
        lines.push(format!("Note: {}", entry.note));
    }
    let room = area.width.saturating_sub(2);
    for (nth, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        let style = match nth {
            0 => canvas.theme.bold(Role::Text),
            1 => canvas.theme.text(Role::Text),
            _ => canvas.theme.text(Role::Dim),
        };
        canvas.put(area.x + 1, area.y + text::to_u16(nth), room, line, style);
    }
}
