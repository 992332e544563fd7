//! The lists pane: every list with its unread count, what is saved, and
//! whether sources fail.

use crate::app::geometry::Area;
use crate::app::lists::ListsLine;
use crate::app::lists::lists_here;
use crate::app::lists::lists_lines;
use crate::app::lists::lists_top;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::theme::Role;

/// Draws the pane, and the rule at its right where rows stand beside it.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) {
    let beside = area.width < model.width;
    let focused = model.focus == Pane::Lists || !beside;
    if beside {
        let role = match focused {
            true => Role::Accent,
            false => Role::Border,
        };
        canvas.upright(area.right(), area.y, area.height, role);
    }
    let lines = lists_lines(model);
    let digits = lines.iter().map(digits_of).max().unwrap_or(1);
    let marked = match focused {
        true => Some(model.lists_cursor),
        false => lists_here(model, &lines),
    };
    // One line of air above, as in the frames.
    let height = usize::from(area.height.saturating_sub(1));
    let top = lists_top(model, area.height);
    for (at, line) in lines.iter().enumerate().skip(top).take(height) {
        let row = Area {
            y: area.y + 1 + text::to_u16(at - top),
            height: 1,
            ..area
        };
        if marked == Some(at) && (focused || model.view() == View::Timeline) {
            canvas.select(row, focused);
        }
        let line_look = Look {
            marked: marked == Some(at),
            digits,
        };
        one_line(model, line, row, line_look, canvas);
    }
}

/// How a line stands in the pane.
#[derive(Clone, Copy)]
struct Look {
    marked: bool,
    /// Digits of the largest count: no name reaches into their column.
    digits: u16,
}

fn digits_of(line: &ListsLine) -> u16 {
    let n = match line {
        ListsLine::All { n_unread } => *n_unread,
        ListsLine::List { n_unread, .. } => u64::from(*n_unread),
        ListsLine::Saved { n_saved } => *n_saved,
        ListsLine::Timeline {
            n_unread: Some(n), ..
        } => return text::to_u16(n.to_string().len()),
        ListsLine::Blank | ListsLine::Failing { .. } | ListsLine::Timeline { .. } => 0,
    };
    text::to_u16(n.to_string().len())
}

fn one_line(model: &Model, line: &ListsLine, row: Area, look: Look, canvas: &mut Canvas) {
    let text = canvas.theme.text(Role::Text);
    match line {
        ListsLine::All { n_unread } => counted("All", &n_unread.to_string(), row, look, canvas),
        ListsLine::List { name, n_unread, .. } => {
            counted(name, &n_unread.to_string(), row, look, canvas);
        }
        ListsLine::Blank => {}
        ListsLine::Timeline { name, n_unread, .. } => {
            let n = n_unread.map_or(String::new(), |n| n.to_string());
            counted(name, &n, row, look, canvas);
        }
        ListsLine::Saved { n_saved } => {
            canvas.put(
                row.x + 1,
                row.y,
                1,
                canvas.glyphs.saved,
                canvas.theme.text(Role::Saved),
            );
            let inner = Area {
                x: row.x + 2,
                width: row.width.saturating_sub(2),
                ..row
            };
            counted("Saved", &n_saved.to_string(), inner, look, canvas);
        }
        ListsLine::Failing { n_failing } => {
            canvas.put(
                row.x + 1,
                row.y,
                1,
                canvas.glyphs.care,
                canvas.theme.text(Role::Warn),
            );
            let words = text::count(*n_failing, "source failing", "sources failing");
            let room = row.width.saturating_sub(4);
            canvas.put(row.x + 3, row.y, room, &words, text);
            // It is the last line, so the one under it is free.
            let key = model.keymap.first_key("go.health");
            if !key.is_empty() && row.bottom() < model.height.saturating_sub(2) {
                let dim = canvas.theme.text(Role::Dim);
                canvas.put(row.x + 3, row.y + 1, room, &format!("{key} to see"), dim);
            }
        }
    }
}

fn counted(name: &str, n: &str, row: Area, look: Look, canvas: &mut Canvas) {
    let style = match look.marked {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let dim = canvas.theme.text(Role::Dim);
    let right = row.right().saturating_sub(1);
    canvas.put_right(right, row.y, look.digits, n, dim);
    let room = right.saturating_sub(look.digits + row.x + 2);
    canvas.put(row.x + 1, row.y, room, name, style);
}
