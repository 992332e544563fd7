//! The library: its tabs, and what was saved with the day of its next review,
//! when it was saved, its tags and how far the person is.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::ago;
use crate::domain::badge::Badge;
use crate::domain::enclosure::spoken_size;
use crate::domain::review::due_until;
use crate::domain::shelf::Stage;
use crate::domain::shelf::shown;
use crate::domain::work::Row;
use crate::ui::canvas::Canvas;
use crate::ui::row;
use crate::ui::row::BADGE;
use crate::ui::row::Look;
use crate::ui::row::SOURCE;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::strip;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// Right edges of the next review and of the time of saving.
const NEXT: u16 = 9;
const SINCE: u16 = 14;
/// Where the source begins, or the title where there is none.
const FIRST: u16 = 15;
const TAGS: u16 = 20;
const STAGE: u16 = 7;

/// Which columns a row of a width has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    title: u16,
    tags: bool,
    stage: bool,
}

impl Columns {
    /// Tags leave first, then the stage; both stand under the rows as well.
    fn of(width: u16) -> Columns {
        const LEAST_TITLE: u16 = 36;
        let room = width.saturating_sub(FIRST + SOURCE + 1 + 1 + BADGE + 1);
        for (tags, stage) in [(true, true), (false, true), (false, false)] {
            let taken = u16::from(tags) * (TAGS + 1) + u16::from(stage) * (STAGE + 1);
            let title = room.saturating_sub(taken);
            if title >= LEAST_TITLE || !stage {
                return Columns { title, tags, stage };
            }
        }
        Columns {
            title: room,
            tags: false,
            stage: false,
        }
    }
}

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    if let Some(area) = geometry.tabs {
        screens::tabs(model, View::Saved, area, canvas);
    }
    let listing = &model.saved;
    if listing.rows.is_empty() {
        let body = Area {
            height: geometry.message.y.saturating_sub(rows.y),
            ..rows
        };
        empty::saved(model, body, canvas);
        return;
    }
    if geometry.row_height == 1 {
        heads(rows, canvas);
    }
    screens::listing(
        model,
        listing,
        rows,
        geometry,
        &listing.query.wish.wanted(),
        canvas,
    );
    if let Some(area) = geometry.strip {
        strip::draw(model, listing.selected(), area, canvas);
    }
}

fn heads(rows: Area, canvas: &mut Canvas) {
    let faint = canvas.theme.text(Role::Faint);
    let y = rows.y.saturating_sub(1);
    let mut put = |x: u16, words: &str| _ = canvas.put(rows.x + x, y, 12, words, faint);
    put(4, "next");
    put(10, "saved");
    put(16, "source");
    let columns = Columns::of(rows.width);
    if columns.tags {
        put(FIRST + 1 + SOURCE + 1 + columns.title + 1, "tags");
    }
}

/// Draws a row of the library into its area, one line high or two.
pub fn row(model: &Model, row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    if look.selected {
        canvas.select(area, look.focused);
    }
    row::marks(row, look, area, canvas);
    match area.height {
        0 | 1 => one_line(model, row, area, look, canvas),
        _ => two_lines(model, row, area, look, canvas),
    }
}

fn one_line(model: &Model, row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    let columns = Columns::of(area.width);
    let dim = canvas.theme.text(Role::Dim);
    let (x, y) = (area.x, area.y);
    let (next, is_due) = next_review(model, row);
    let style = match is_due {
        true => canvas.theme.bold(Role::Accent),
        false => dim,
    };
    canvas.put_right(x + NEXT, y, 5, &next, style);
    canvas.put_right(x + SINCE + 1, y, 5, &since(model, row), dim);
    let mut at = x + FIRST + 1;
    canvas.put(at, y, SOURCE, row::short_name(&row.source, SOURCE), dim);
    at += SOURCE + 1;
    row::title(row, None, (at, y, columns.title), look, canvas);
    at += columns.title + 1;
    if columns.tags {
        canvas.put(at, y, TAGS, &tags(row), dim);
        at += TAGS + 1;
    }
    if let Some(badge) = row.badge {
        canvas.put(at, y, BADGE, badge.word(), canvas.theme.badge(badge));
    }
    at += BADGE + 1;
    if columns.stage {
        canvas.put(at, y, STAGE, stage(row), dim);
    }
}

fn two_lines(model: &Model, row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    let dim = canvas.theme.text(Role::Dim);
    let room = area.width.saturating_sub(5);
    row::title(row, None, (area.x + 4, area.y, room), look, canvas);
    let (mut x, y) = (area.x + 4, area.y + 1);
    let right = x + room;
    // What must not be cut is kept free of what stands before it.
    let badge = row.badge.map_or("", Badge::word);
    let kept = match badge {
        "" => 0,
        word => cells_u16(word) + 2,
    };
    let (next, is_due) = next_review(model, row);
    if is_due {
        let style = canvas.theme.bold(Role::Accent);
        x += canvas.put(x, y, room, &next, style) + 1;
    } else if next != NOT_IN_REVIEW {
        x += canvas.put(x, y, room, &next, dim) + 1;
    }
    x += canvas.put(x, y, room, &since(model, row), dim) + 1;
    x += canvas.put(x, y, right.saturating_sub(x + kept), &row.source, dim) + 2;
    if let Some(badge) = row.badge {
        let style = canvas.theme.badge(badge);
        x += canvas.put(x, y, right.saturating_sub(x), badge.word(), style) + 2;
    }
    for words in [stage(row).to_string(), tags(row)] {
        if !words.is_empty() {
            x += canvas.put(x, y, right.saturating_sub(x), &words, dim) + 2;
        }
    }
}

const NOT_IN_REVIEW: &str = "-";

/// When it is reviewed next, and whether that is now.
fn next_review(model: &Model, row: &Row) -> (String, bool) {
    let due = row.shelf.as_ref().and_then(|shelf| shelf.due);
    // A row that was just taken out still has its day until it is read again.
    match due.filter(|_| row.in_review) {
        None => (NOT_IN_REVIEW.to_string(), false),
        Some(due) if due <= due_until(model.now) => ("due".to_string(), true),
        Some(due) => (model.now.age(due), false),
    }
}

/// How long ago it was saved; nothing until the store has said.
fn since(model: &Model, row: &Row) -> String {
    let shelf = row.shelf.as_ref();
    shelf.map_or(String::new(), |shelf| shelf.since.age(model.now))
}

fn tags(row: &Row) -> String {
    let shelf = row.shelf.as_ref();
    shelf.map_or(String::new(), |shelf| shown(&shelf.tags))
}

fn stage(row: &Row) -> &'static str {
    match row.shelf.as_ref().map(|shelf| shelf.stage) {
        Some(Stage::Reading) => Stage::Reading.name(),
        Some(Stage::Done) => Stage::Done.name(),
        _ => "",
    }
}

/// How much is saved, kept whole, due and retracted; where there is little
/// room, what matters most.
pub fn totals(model: &Model, fresh: Option<String>) -> Vec<String> {
    let overview = &model.overview;
    let some = |n: u64| Some(n).filter(|n| *n > 0);
    let saved = Some(format!("{} saved", overview.n_saved));
    let due = some(model.n_due() as u64).map(|n| format!("{n} due"));
    let retracted = some(overview.shelf.n_retracted).map(|n| format!("{n} retracted"));
    let fresh = match (model.offline, overview.fetched) {
        (None, _) => fresh,
        (Some(_), None) => Some("offline".to_string()),
        (Some(_), Some(time)) => Some(format!("offline, {}", ago(time, model.now))),
    };
    if model.width < 60 {
        let most = retracted.or(due);
        return saved.into_iter().chain(most).collect();
    }
    let size = spoken_size(overview.article_bytes);
    let whole = some(overview.n_articles).map(|n| format!("{n} whole, {size}"));
    [saved, whole, due, retracted, fresh]
        .into_iter()
        .flatten()
        .collect()
}

/// How much is due for review, and the key that begins it.
pub fn due(model: &Model, area: Area, canvas: &mut Canvas) {
    let key = model.keymap.first_key("go.review");
    if let (Some(words), false) = (model.due_words(), key.is_empty()) {
        let room = area.width.saturating_sub(2);
        let whole = format!("{words} {key} starts the review.");
        let words = match cells_u16(&whole) > room {
            true => words,
            false => whole,
        };
        canvas.put(1, area.y, room, &words, canvas.theme.text(Role::Dim));
    }
}
