//! How the sources are doing: problems first, the cause in plain words, and
//! what rounds will do next.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::health::health_rows;
use crate::app::health::mistaken;
use crate::app::model::HealthTab;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::ago;
use crate::app::paper::wrap::wrap;
use crate::domain::link;
use crate::domain::source::Moving;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::source::Stays;
use crate::ui::canvas::Canvas;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::text::spaced_age;
use crate::ui::theme::Role;

/// Where names begin, and how wide their column is at least.
const NAME: (u16, u16) = (4, 20);
const LAST_GOOD: u16 = 9;
/// What happened keeps so much of a row, as far as it needs it.
const WHAT: usize = 36;

/// Where the columns of a row stand: the width of names, where what was last
/// good begins, where tries end, where what happened begins.
#[derive(Clone, Copy)]
struct Columns {
    name: u16,
    last_good: u16,
    tries_end: u16,
    what: u16,
}

impl Columns {
    /// Names have the room that what happened leaves them.
    fn of(model: &Model, shown: &[&Source], width: u16) -> Columns {
        let cells = |text: &str| usize::from(text::cells_u16(text));
        let longest = |of: &dyn Fn(&Source) -> usize| shown.iter().map(|it| of(it)).max();
        let what = longest(&|it| cells(&what_happened(model, it))).unwrap_or(0);
        let names = longest(&|it| cells(&it.title)).unwrap_or(0);
        // Its neighbours take 24 cells, air included.
        let room = usize::from(width).saturating_sub(24 + what.clamp(14, WHAT));
        let name = text::to_u16(names.min(room)).max(NAME.1);
        Columns {
            name,
            last_good: NAME.0 + name + 1,
            tries_end: NAME.0 + name + 17,
            what: NAME.0 + name + 19,
        }
    }
}

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    if let Some(area) = geometry.tabs {
        screens::tabs(model, View::Health, area, canvas);
    }
    let shown = health_rows(model);
    if shown.is_empty() {
        let body = Area {
            height: geometry.message.y.saturating_sub(rows.y),
            ..rows
        };
        empty::sentence(&nothing_here(model), body, canvas);
        return;
    }
    let columns = Columns::of(model, &shown, rows.width);
    if geometry.row_height == 1 {
        heads(columns, rows, canvas);
    }
    let visible = shown.iter().enumerate().skip(model.health.top);
    for (nth, (at, source)) in visible.take(geometry.n_rows()).enumerate() {
        let area = Area {
            y: rows.y + text::to_u16(nth) * geometry.row_height,
            height: geometry.row_height,
            ..rows
        };
        let here = at == model.health.cursor;
        one_row(model, source, (area, columns), here, canvas);
    }
    if let Some(area) = geometry.strip {
        canvas.rule(area.x, area.y.saturating_sub(1), area.width, Role::Border);
        if let Some(source) = shown.get(model.health.cursor) {
            strip(model, source, area, canvas);
        }
    }
}

fn heads(columns: Columns, rows: Area, canvas: &mut Canvas) {
    let faint = canvas.theme.text(Role::Faint);
    let y = rows.y.saturating_sub(1);
    canvas.put(NAME.0, y, NAME.1, "source", faint);
    canvas.put(columns.last_good, y, LAST_GOOD, "last good", faint);
    canvas.put_right(columns.tries_end, y, 5, "tries", faint);
    let room = rows.right().saturating_sub(columns.what + 1);
    canvas.put(columns.what, y, room, "what happened", faint);
}

fn one_row(
    model: &Model,
    source: &Source,
    (area, columns): (Area, Columns),
    selected: bool,
    canvas: &mut Canvas,
) {
    if selected {
        canvas.select(area, true);
    }
    let (glyph, role) = match source.standing {
        Standing::Failing | Standing::Gone => (canvas.glyphs.problem, Role::Err),
        Standing::Odd => (canvas.glyphs.care, Role::Warn),
        Standing::Good if mistaken(model, source).is_some() => (canvas.glyphs.care, Role::Warn),
        Standing::Good => (canvas.glyphs.done, Role::Ok),
        Standing::New => (canvas.glyphs.dot, Role::Dim),
    };
    let name = match selected {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let dim = canvas.theme.text(Role::Dim);
    let (y, right) = (area.y, area.right().saturating_sub(1));
    canvas.put(2, y, 1, glyph, canvas.theme.text(role));
    let last_good = source
        .last_good
        .map_or("never".to_string(), |time| ago(time, model.now));
    let what = what_happened(model, source);
    if area.height > 1 {
        let left = canvas.put_right(right, y, LAST_GOOD, &last_good, dim);
        canvas.put(
            NAME.0,
            y,
            left.saturating_sub(NAME.0 + 2),
            &source.title,
            name,
        );
        canvas.put(NAME.0, y + 1, right.saturating_sub(NAME.0), &what, dim);
        return;
    }
    canvas.put(NAME.0, y, columns.name, &source.title, name);
    canvas.put(columns.last_good, y, LAST_GOOD, &last_good, dim);
    let tries = source.n_tries.to_string();
    canvas.put_right(columns.tries_end, y, 5, &tries, dim);
    let text = canvas.theme.text(Role::Text);
    let x = columns.what;
    canvas.put(x, y, right.saturating_sub(x), &what, text);
}

fn what_happened(model: &Model, source: &Source) -> String {
    match (model.health.tab, source.newest) {
        (HealthTab::Quiet, Some(newest)) => {
            format!("nothing new for {} days", (model.now.0 - newest.0) / 86_400)
        }
        _ if mistaken(model, source).is_some() => format!("calls itself {}", source.own),
        _ if source.what.is_empty() => "not asked yet".to_string(),
        _ => source.what.clone(),
    }
}

/// The chosen source: where it is, what it said, what comes next, and how
/// asking it went so far. In little room what it said comes first, whole.
fn strip(model: &Model, source: &Source, area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    if area.height < 7 {
        return small_strip(model, source, area, canvas);
    }
    let fit = |before: &str, address: &str, canvas: &Canvas| {
        let address = text::spell(&link::without_secrets(address), canvas.glyphs).into_owned();
        let left = usize::from(room).saturating_sub(before.len());
        format!(
            "{before}{}",
            text::fit_address(&address, left, canvas.glyphs)
        )
    };
    let mut lines = vec![
        (source.title.clone(), canvas.theme.bold(Role::Text)),
        (
            fit("", &source.address, canvas),
            canvas.theme.text(Role::Accent),
        ),
        (what_next(model, source), canvas.theme.text(Role::Text)),
    ];
    if let Some(said) = mistaken(model, source) {
        lines.push((said, canvas.theme.text(Role::Warn)));
    }
    let dim = canvas.theme.text(Role::Dim);
    for (before, address) in elsewhere(source) {
        let line = match address {
            Some(address) => fit(&before, address, canvas),
            None => before,
        };
        lines.push((line, dim));
    }
    let dot = format!(" {} ", canvas.glyphs.dot);
    lines.push((kept(model, source).join(&dot), dim));
    if source.n_answers > 0 {
        lines.push((answers(source).join(&dot), dim));
    }
    for (nth, (line, style)) in lines.iter().take(usize::from(area.height)).enumerate() {
        canvas.put(area.x + 1, area.y + text::to_u16(nth), room, line, *style);
    }
}

/// What happened and what comes next over as many lines as it takes, the
/// address on the last.
fn small_strip(model: &Model, source: &Source, area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    // That older items are kept has no room here.
    let words = format!("{}. {}", sentence_of(source), next_try(model, source));
    let words = text::spell(&words, canvas.glyphs).into_owned();
    let plain = canvas.theme.text(Role::Text);
    let above = usize::from(area.height.saturating_sub(1));
    let lines = wrap(&[Run::plain(words)], usize::from(room));
    let n_lines = lines.len();
    for (nth, line) in lines.into_iter().take(above).enumerate() {
        let mut line: String = line.into_iter().map(|run| run.text).collect();
        if nth + 1 == above && n_lines > above {
            line = format!("{line}{}", canvas.glyphs.cut);
        }
        canvas.put(area.x + 1, area.y + text::to_u16(nth), room, &line, plain);
    }
    let address = link::without_secrets(&source.address);
    let address = text::spell(&address, canvas.glyphs).into_owned();
    let address = text::fit_address(&address, usize::from(room), canvas.glyphs);
    let accent = canvas.theme.text(Role::Accent);
    let y = area.bottom().saturating_sub(1);
    canvas.put(area.x + 1, y, room, &address, accent);
}

fn what_next(model: &Model, source: &Source) -> String {
    let mut now = vec![format!("{}.", sentence_of(source))];
    if matches!(source.standing, Standing::Failing | Standing::Gone) {
        now.push("Older items are kept.".to_string());
    }
    now.push(next_try(model, source));
    now.retain(|part| !part.is_empty());
    now.join(" ")
}

fn next_try(model: &Model, source: &Source) -> String {
    match (source.waits_until(model.now), source.next_try) {
        (Some(next), _) if source.standing == Standing::Gone => {
            format!("Gone: asked once a day, next in {}.", model.now.age(next))
        }
        (Some(next), _) => format!("Next try in {}.", model.now.age(next)),
        (None, Some(_)) => "Next try soon.".to_string(),
        (None, None) => String::new(),
    }
}

/// Other addresses that concern it: words, and an address after them.
fn elsewhere(source: &Source) -> Vec<(String, Option<&str>)> {
    let mut lines = Vec::new();
    match source.offers.as_slice() {
        [] => {}
        [(address, _)] => lines.push(("Found on its page: ".to_string(), Some(&**address))),
        [(address, _), more @ ..] => lines.push((
            format!("Found on its page, with {} more: ", more.len()),
            Some(&**address),
        )),
    }
    if let Some(Moving { to, why }) = &source.moving_to {
        match why {
            Stays::SaidOnce => lines.push((
                "It says it moved; if it says so again it will. To ".to_string(),
                Some(&**to),
            )),
            Stays::TakenBack => lines.push((
                "It says it moved; you took that back. To ".to_string(),
                Some(&**to),
            )),
            Stays::Taken(title) => lines.push((
                format!("It says it moved to where {title} is followed already: unfollow one"),
                None,
            )),
        }
    }
    if let Some(before) = &source.moved_from {
        lines.push(("Moved from ".to_string(), Some(&**before)));
    }
    lines
}

fn kept(model: &Model, source: &Source) -> Vec<String> {
    let mut kept = vec![
        text::count(source.n_items.into(), "item", "items"),
        format!("{} unread", source.n_unread),
    ];
    if let Some(daily) = source.daily {
        kept.push(format!("at most {daily} a day in timelines"));
    }
    if let Some(newest) = source.newest {
        kept.push(format!("newest {}", spaced_age(newest, model.now)));
    }
    kept
}

fn answers(source: &Source) -> Vec<String> {
    let mut said = vec![
        text::count(source.n_answers.into(), "answer", "answers"),
        format!("{} % not changed", source.unchanged_percent()),
        format!("{} ms on average", source.mean_ms),
    ];
    if source.n_bytes > 0 {
        said.push(format!("{} kB", source.n_bytes.div_ceil(1_000)));
    }
    if source.n_skipped > 0 {
        said.push(format!("{} unusable", source.n_skipped));
    }
    said
}

fn sentence_of(source: &Source) -> &str {
    match source.what.as_str() {
        "" => "Not asked yet",
        // What it links stands in a line of its own.
        what if !source.offers.is_empty() => what.split(';').next().unwrap_or(what),
        what => what.trim_end_matches('.'),
    }
}

fn nothing_here(model: &Model) -> String {
    let sources = text::count(model.sources.len() as u64, "source", "sources");
    match model.health.tab {
        _ if model.sources.is_empty() => "You follow nothing yet.".to_string(),
        HealthTab::Problems => format!("No problems: all {sources} answer."),
        HealthTab::All => "You follow nothing yet.".to_string(),
        HealthTab::Quiet => "No source has been quiet for 60 days.".to_string(),
    }
}
