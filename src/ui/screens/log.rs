//! The learning log: a year in twelve bars, its entries, and what it is not.
//!
//! Every number is minutes as hours, so the months add up to the total to the
//! minute. The last line of the body always says that it is self-recorded.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::learning::Book;
use crate::domain::learning::Entry;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::hours;
use crate::ui::canvas::Canvas;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// From this width on the totals stand beside the chart.
const WITH_TOTALS: u16 = 60;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let (Some(chart), Some(rows)) = (geometry.chart, geometry.rows) else {
        return;
    };
    if let Some(area) = geometry.tabs {
        screens::tabs(model, View::Log, area, canvas);
    }
    let dim = canvas.theme.text(Role::Dim);
    let room = rows.width.saturating_sub(2);
    for (y, sentence) in (rows.bottom()..).zip(not_credit(geometry)) {
        canvas.put(1, y, room, sentence, dim);
    }
    let Some(book) = &model.log.book else {
        return;
    };
    months(&book.months(model.log_year()), chart, canvas);
    if chart.width >= WITH_TOTALS && chart.height >= MONTHS.len() as u16 {
        totals(model, book, chart, canvas);
    }
    canvas.rule(chart.x, chart.bottom(), chart.width, Role::Border);
    claims(model, chart.bottom() + 1, room, canvas);
    entries(model, rows, canvas);
}

/// What it is not, whole at any width: a sentence a line where both do not fit.
fn not_credit(geometry: &Geometry) -> Vec<&'static str> {
    match (geometry.log_foot, NOT_CREDIT.split_once(". ")) {
        (2.., Some((first, second))) => vec![first, second],
        _ => vec![NOT_CREDIT],
    }
}

/// One bar a month on one scale, each with its number; as many columns as
/// there are lines too few.
fn months(minutes: &[u32; 12], area: Area, canvas: &mut Canvas) {
    let lines = usize::from(area.height.clamp(1, 12));
    let n_columns = text::to_u16(MONTHS.len().div_ceil(lines));
    let room = match (n_columns, area.width) {
        (1, WITH_TOTALS..) => area.width / 2 - 9,
        _ => (area.width - 1) / n_columns,
    };
    // `Jan `, a blank, and `123:45`; where it is tight `23:45`.
    let around = if n_columns == 1 { 4 + 1 + 6 } else { 4 + 1 + 5 };
    let longest = room.saturating_sub(around + 1).clamp(2, 30);
    let most = minutes.iter().copied().max().unwrap_or(0).max(1);
    let bright = canvas.theme.text(Role::Accent);
    let plain = canvas.theme.text(Role::Text);
    let faint = canvas.theme.text(Role::Dim);
    for (at, (name, minutes)) in MONTHS.iter().zip(minutes).enumerate() {
        let x = area.x + 1 + text::to_u16(at / lines) * room;
        let y = area.y + text::to_u16(at % lines);
        canvas.put(x, y, 3, name, faint);
        let share = u64::from(*minutes) * u64::from(longest);
        let bar = text::to_u16(share.div_ceil(u64::from(most)) as usize);
        for cell in 0..bar.min(longest) {
            canvas.write(x + 4 + cell, y, canvas.glyphs.full, bright);
        }
        let (number, style) = match minutes {
            0 => ("-".to_string(), faint),
            minutes => (hours(*minutes), plain),
        };
        canvas.put_right(x + around + longest, y, 6, &number, style);
    }
}

/// The total, the chosen bodies' figures and the kinds, beside the chart.
fn totals(model: &Model, book: &Book, chart: Area, canvas: &mut Canvas) {
    let x = chart.width / 2 - 6;
    let room = chart.right().saturating_sub(x + 1);
    let year = model.log_year();
    let kinds = book.by_kind(year);
    let total: u32 = kinds.iter().map(|(_, minutes)| minutes).sum();
    let bold = canvas.theme.bold(Role::Text);
    let plain = canvas.theme.text(Role::Text);
    let dim = canvas.theme.text(Role::Dim);
    let mut lines = vec![(format!("Total {:>15} h", hours(total)), bold)];
    // As of the shown year, for the year that is not over as of today.
    let until = crate::domain::learning::Period::of_year(year).until;
    for body in &model.settings.bodies {
        let tally = body.tally(book, until.min(model.today()));
        let sentence = body.sentence(&tally);
        let (figure, rests_on) = sentence.split_once(" (").unwrap_or((&sentence, ""));
        let period = format!("{} to {}", tally.period.from, tally.period.until);
        lines.push((format!("{}, {period}", body.name), dim));
        lines.push((format!("  {figure}"), plain));
        lines.push((format!("  ({rests_on}"), dim));
    }
    lines.push((String::new(), dim));
    for (kind, minutes) in kinds {
        lines.push((
            format!("{:<14} {:>6} h", kind.label(), hours(minutes)),
            plain,
        ));
    }
    for (nth, (line, style)) in lines.iter().take(usize::from(chart.height)).enumerate() {
        canvas.put(x, chart.y + text::to_u16(nth), room, line, *style);
    }
}

/// What is to be claimed elsewhere stands before everything else.
fn claims(model: &Model, y: u16, room: u16, canvas: &mut Canvas) {
    let care = canvas.theme.text(Role::Warn);
    let today = model.today();
    for (nth, (entry, by)) in model.log_claims().into_iter().enumerate() {
        let left = match today.days_to(by) {
            ..0 => "the time is over".to_string(),
            0 => "today".to_string(),
            1 => "1 day left".to_string(),
            n => format!("{n} days left"),
        };
        let words = format!(
            "{} claim by {by}, {left}: {}",
            canvas.glyphs.care, entry.draft.title
        );
        canvas.put(1, y + text::to_u16(nth), room, &words, care);
    }
}

fn entries(model: &Model, rows: Area, canvas: &mut Canvas) {
    let entries = model.log_entries();
    if entries.is_empty() {
        let key = model.keymap.first_key("cme");
        let year = model.log_year();
        let words = format!("No entries in {year}. {key} on any article adds one.");
        return empty::sentence(&words, rows, canvas);
    }
    let height = usize::from(rows.height);
    let visible = entries.iter().enumerate().skip(model.log.top).take(height);
    for (nth, (at, entry)) in visible.enumerate() {
        let area = Area {
            y: rows.y + text::to_u16(nth),
            height: 1,
            ..rows
        };
        row(entry, area, at == model.log.cursor, canvas);
    }
}

fn row(entry: &Entry, area: Area, selected: bool, canvas: &mut Canvas) {
    if selected {
        canvas.select(area, true);
    }
    let draft = &entry.draft;
    let (y, right) = (area.y, area.right().saturating_sub(1));
    let dim = canvas.theme.text(Role::Dim);
    let plain = match selected {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let month = usize::try_from(draft.learned_on.month() - 1).unwrap_or(0);
    let day = format!("{:02} {}", draft.learned_on.day(), MONTHS[month.min(11)]);
    canvas.put(area.x + 1, y, 6, &day, dim);
    canvas.put_right(area.x + 14, y, 6, &hours(draft.minutes), plain);
    let mut x = area.x + 15;
    if area.width >= WITH_TOTALS {
        canvas.put(x, y, 12, draft.kind.label(), dim);
        x += 13;
    }
    let room = right.saturating_sub(x);
    let (title, rest) = match room {
        70.. => (room * 3 / 5, room - room * 3 / 5 - 2),
        _ => (room, 0),
    };
    canvas.put(x, y, title, &draft.title, plain);
    if rest > 0 {
        let said = match draft.change.is_empty() {
            true => &draft.takeaway,
            false => &draft.change,
        };
        canvas.put(x + title + 2, y, rest, said, dim);
    }
}
