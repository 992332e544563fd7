//! One row grammar for every list of works: marks, age, source, title, badge,
//! number of sources. Each in its own cells, so that nothing ever shifts.

use crate::app::geometry::Area;
use crate::domain::badge::Badge;
use crate::domain::query::spots;
use crate::domain::query::spots::Wanted;
use crate::domain::text::width;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// The title keeps at least so much; other columns leave before.
const LEAST_TITLE: u16 = 30;
pub(super) const SOURCE: u16 = 9;
pub(super) const BADGE: u16 = 9;
const TIMES: u16 = 2;
/// Bar, unread, saved, noted (the air before most ages), age, air.
const MARKS: u16 = 8;

/// Which columns a row of a width has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// How wide the name of the source is; 0 where it has left.
    pub source: u16,
    pub badge: bool,
    pub times: bool,
    pub title: u16,
}

impl Columns {
    /// Columns leave whole: the number of sources first, then the source, then
    /// the badge.
    pub fn of(width: u16) -> Columns {
        // One cell of air stays at the right.
        let room = width.saturating_sub(MARKS + 1);
        for (source, badge, times) in [
            (true, true, true),
            (true, true, false),
            (false, true, false),
            (false, false, false),
        ] {
            let source = if source { source_width(width) } else { 0 };
            let taken = source
                + u16::from(source > 0)
                + u16::from(badge) * (BADGE + 1)
                + u16::from(times) * (TIMES + 1);
            let title = room.saturating_sub(taken);
            if title >= LEAST_TITLE || !badge {
                return Columns {
                    source,
                    badge,
                    times,
                    title,
                };
            }
        }
        Columns {
            source: 0,
            badge: false,
            times: false,
            title: room,
        }
    }
}

/// Half of what a row has more than on a screen of 80 columns goes to the name
/// of the source, the other half to the title.
const fn source_width(width: u16) -> u16 {
    /// Hardly a short name is longer.
    const MOST: u16 = 20;
    let more = width.saturating_sub(80) / 2;
    match SOURCE + more < MOST {
        true => SOURCE + more,
        false => MOST,
    }
}

/// How a row stands on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub selected: bool,
    /// Whether it is marked for what comes.
    pub marked: bool,
    /// Whether the rows have the focus.
    pub focused: bool,
    /// What to mark in the title.
    pub wanted: &'a [Wanted],
    pub now: UtcTime,
}

/// Draws a row into its area, one line high or two.
pub fn draw(row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    if look.selected {
        canvas.select(area, look.focused);
    }
    marks(row, look, area, canvas);
    match area.height {
        0 | 1 => one_line(row, area, look, canvas),
        _ => two_lines(row, area, look, canvas),
    }
}

/// What stands before every row: unread, saved or noted, and whether it is
/// marked for what comes.
pub(super) fn marks(row: &Row, look: Look, area: Area, canvas: &mut Canvas) {
    let glyphs = canvas.glyphs;
    if look.marked {
        let style = canvas.theme.bold(Role::Accent);
        canvas.write(area.x + 3, area.y, glyphs.marked, style);
    }
    if !row.read {
        let style = canvas.theme.text(Role::Accent);
        canvas.write(area.x + 1, area.y, glyphs.unread, style);
    }
    let style = canvas.theme.text(Role::Saved);
    if row.saved {
        canvas.write(area.x + 2, area.y, glyphs.saved, style);
    }
    // Both stand in one cell; what a key will act on is shown first.
    if row.noted && !look.marked {
        canvas.write(area.x + 3, area.y, glyphs.noted, style);
    }
}

fn one_line(row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    let columns = Columns::of(area.width);
    let dim = canvas.theme.text(Role::Dim);
    let (x, y) = (area.x, area.y);
    // A note and a mark stand in the first of an age's four cells.
    let (age, cells) = match row.noted || look.marked {
        true => (short_age(row, look.now, canvas), 3),
        false => (age(row, look.now, canvas), 4),
    };
    canvas.put_right(x + MARKS - 1, y, cells, &age, dim);
    let mut at = x + MARKS;
    if columns.source > 0 {
        let name = short_name(&row.source, columns.source);
        canvas.put(at, y, columns.source, name, dim);
        at += columns.source + 1;
    }
    let word = match columns.badge {
        true => None,
        false => row.badge.filter(|badge| never_dropped(*badge)),
    };
    title(row, word, (at, y, columns.title), look, canvas);
    at += columns.title + 1;
    if columns.badge {
        if let Some(badge) = row.badge {
            canvas.put(at, y, BADGE, badge.word(), canvas.theme.badge(badge));
        }
        at += BADGE + 1;
    }
    if columns.times && row.n_sources > 1 {
        let times = times(row.n_sources, canvas);
        // Two digits stand in the cell of air.
        canvas.put(at, y, TIMES + 1, &times, dim);
    }
}

fn two_lines(row: &Row, area: Area, look: Look, canvas: &mut Canvas) {
    let dim = canvas.theme.text(Role::Dim);
    let room = area.width.saturating_sub(5);
    title(row, None, (area.x + 4, area.y, room), look, canvas);
    let (mut x, y) = (area.x + 4, area.y + 1);
    let right = x + room;
    // What must not be cut is kept free of the source's name.
    let badge = row.badge.map_or("", Badge::word);
    let times = match row.n_sources {
        0 | 1 => String::new(),
        n => times(n, canvas),
    };
    let kept = [badge, &times];
    let kept: u16 = kept
        .iter()
        .filter(|it| !it.is_empty())
        .map(|it| cells_u16(it) + 2)
        .sum();
    x += canvas.put(x, y, room, &age(row, look.now, canvas), dim) + 1;
    x += canvas.put(x, y, right.saturating_sub(x + kept), &row.source, dim) + 2;
    if let Some(badge) = row.badge {
        let style = canvas.theme.badge(badge);
        x += canvas.put(x, y, right.saturating_sub(x), badge.word(), style) + 2;
    }
    canvas.put(x, y, right.saturating_sub(x), &times, dim);
}

/// Title at x, y in so many cells; a safety word goes before it.
pub(super) fn title(
    row: &Row,
    word: Option<Badge>,
    place: (u16, u16, u16),
    look: Look,
    canvas: &mut Canvas,
) {
    let (mut x, y, mut room) = place;
    if let Some(badge) = word {
        let style = canvas.theme.badge(badge);
        let used = canvas.put(x, y, room, badge.word(), style) + 1;
        x += used;
        room = room.saturating_sub(used);
    }
    let role = match row.read {
        true => Role::Dim,
        false => Role::Text,
    };
    let style = match look.selected {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(role),
    };
    // What is folded behind it is never cut: the title makes room.
    let folded = row.folded();
    let kept = match folded.as_str() {
        "" => 0,
        words => cells_u16(words) + 1,
    };
    let room_left = room.saturating_sub(kept);
    let spelled = text::spell(title_of(row), canvas.glyphs);
    let shown = text::fit(&spelled, usize::from(room_left), canvas.glyphs);
    canvas.write(x, y, &shown, style);
    if kept > 0 {
        // Behind a whole title it must not read as its last words.
        let is_whole = shown == spelled && cells_u16(&shown) < room_left;
        let end = cells_u16(&shown) + 1 + u16::from(is_whole);
        let dim = canvas.theme.text(Role::Accent);
        canvas.put(x + end, y, room.saturating_sub(end), &folded, dim);
    }
    for spot in spots::spots(&shown, look.wanted) {
        let before = cells_u16(&shown[..spot.start]);
        let found = canvas.theme.found();
        canvas.write(x + before, y, &shown[spot], found);
    }
}

/// How old a row is; a dot where no source says, so that what is only new to
/// us does not pose as news.
fn age(row: &Row, now: UtcTime, canvas: &Canvas) -> String {
    match row.undated {
        true => canvas.glyphs.dot.to_string(),
        false => row.published.age(now),
    }
}

/// The same in three cells: months of two digits as weeks, or as years.
fn short_age(row: &Row, now: UtcTime, canvas: &Canvas) -> String {
    let age = age(row, now, canvas);
    if age.len() <= 3 || row.undated {
        return age;
    }
    match now.0.saturating_sub(row.published.0) / 86_400 {
        days @ ..365 => format!("{}w", days / 7),
        days => format!("{}y", days / 365),
    }
}

/// A source's name for its narrow column: where the whole does not fit, without
/// what stands in brackets behind it. The strip has the whole name.
pub(super) fn short_name(name: &str, room: u16) -> &str {
    match name.split_once(" (") {
        Some((short, _)) if width(name) > usize::from(room) && !short.is_empty() => short,
        _ => name,
    }
}

/// `×4`; never cut, so `99+` where it would be longer.
fn times(n_sources: u32, canvas: &Canvas) -> String {
    match n_sources {
        ..=99 => format!("{}{n_sources}", canvas.glyphs.times),
        _ => "99+".to_string(),
    }
}

/// The title, or that there is none.
pub fn title_of(row: &Row) -> &str {
    match row.title.as_str() {
        "" => "(no title)",
        title => title,
    }
}

/// What stands before the title where there is no column for badges.
const fn never_dropped(badge: Badge) -> bool {
    badge.is_safety_word() || matches!(badge, Badge::Preprint)
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn columns_leave_whole_and_in_order() {
        let shape = |width| {
            let columns = Columns::of(width);
            (columns.source, columns.badge, columns.times, columns.title)
        };
        assert_eq!(shape(120), (20, true, true, 77));
        assert_eq!(shape(92), (15, true, true, 54));
        assert_eq!(shape(80), (9, true, true, 48));
        assert_eq!(shape(76), (9, true, true, 44));
        assert_eq!(shape(59), (9, true, false, 30));
        assert_eq!(shape(57), (0, true, false, 38));
        assert_eq!(shape(45), (0, false, false, 36));
    }
}
