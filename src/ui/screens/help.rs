//! Every key that works where the person was, in groups; from 100 columns on
//! in a box on top of that screen, else as a page.

use crate::app::actions;
use crate::app::actions::Group;
use crate::app::actions::Scope;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::geometry_of;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::query::help;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::screens;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// Where what a key does begins.
const KEYS: u16 = 14;

/// A line of the page.
enum Line {
    Heading(&'static str),
    /// Keys and what they do, both empty in a blank line.
    Key(String, String),
}

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(area) = geometry.rows else {
        return;
    };
    let below = model.views.iter().rev().find(|view| **view != View::Help);
    let below = below.copied().unwrap_or(View::Timeline);
    if geometry.place.width >= 100 {
        draw_below(model, below, canvas);
        let outside = Area {
            x: area.x.saturating_sub(2),
            y: area.y.saturating_sub(1),
            width: area.width + 4,
            height: area.height + 2,
        };
        let title = format!("Keys: {}", name_of(below));
        popup::framed(outside, &title, "Esc close", canvas);
    }
    let n_columns = if area.width >= 90 { 2 } else { 1 };
    let width = area.width / text::to_u16(n_columns);
    let mut columns = split(lines(model, below, width), n_columns);
    if matches!(below, View::Timeline | View::Saved | View::Search) {
        // Below the keys, from one line on in every column.
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        for (column, more) in columns.iter_mut().zip(split(query_lines(width), n_columns)) {
            while column.len() <= longest {
                column.push(Line::Key(String::new(), String::new()));
            }
            column.extend(more);
        }
    }
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let height = usize::from(area.height);
    let top = model.help_top.min(longest.saturating_sub(height));
    for (nth, column) in columns.iter().enumerate() {
        let x = area.x + width * text::to_u16(nth);
        for (at, line) in column.iter().skip(top).take(height).enumerate() {
            let y = area.y + text::to_u16(at);
            one_line(line, (x, y), width.saturating_sub(1), canvas);
        }
    }
    canvas.cursor = Some((area.x, area.y));
}

/// The screen under the box.
fn draw_below(model: &Model, view: View, canvas: &mut Canvas) {
    let geometry = geometry_of(model, view);
    match view {
        View::Timeline | View::Help => screens::timeline::draw(model, &geometry, canvas),
        View::Reader => screens::reader::draw(model, &geometry, canvas),
        View::Saved => screens::saved::draw(model, &geometry, canvas),
        View::Search => screens::search::draw(model, &geometry, canvas),
        View::Health => screens::health::draw(model, &geometry, canvas),
        View::Log => screens::log::draw(model, &geometry, canvas),
        View::Review => screens::review::draw(model, &geometry, canvas),
        View::Welcome => screens::welcome::draw(model, &geometry, canvas),
        View::Who => screens::who::draw(model, &geometry, canvas),
        View::Messages => screens::messages::draw(model, &geometry, canvas),
    }
}

const fn name_of(view: View) -> &'static str {
    match view {
        View::Timeline => "timeline",
        View::Reader => "reader",
        View::Saved => "saved",
        View::Search => "search",
        View::Health => "source health",
        View::Log => "learning log",
        View::Review => "review",
        View::Welcome => "welcome",
        View::Who => "who to follow",
        View::Help => "keys",
        View::Messages => "messages",
    }
}

const fn scope_of(view: View) -> Scope {
    match view {
        View::Timeline => Scope::Timeline,
        View::Reader => Scope::Reader,
        View::Saved => Scope::Saved,
        View::Search => Scope::Search,
        View::Health => Scope::Health,
        View::Log => Scope::Log,
        View::Review => Scope::Review,
        View::Welcome => Scope::Welcome,
        View::Who => Scope::Who,
        View::Help => Scope::Help,
        View::Messages => Scope::Messages,
    }
}

/// Groups in their order, each with its keys; keys as the person set them.
fn lines(model: &Model, view: View, width: u16) -> Vec<Line> {
    let scope = scope_of(view);
    let mut shown: Vec<(Group, String, &'static str)> = actions::all()
        .filter(|action| action.scopes.contains(&Scope::Global) || action.scopes.contains(&scope))
        .map(|action| {
            let keys = model.keymap.keys_of(action.name);
            let keys: Vec<&str> = keys.iter().take(2).map(String::as_str).collect();
            (action.group, keys.join("  "), action.help)
        })
        .filter(|(_, keys, _)| !keys.is_empty())
        .collect();
    shown.sort_by_key(|(group, _, _)| *group);
    let mut lines = Vec::new();
    let mut last = None;
    for (group, keys, help) in shown {
        if last != Some(group) {
            if last.is_some() {
                lines.push(Line::Key(String::new(), String::new()));
            }
            lines.push(Line::Heading(group.title()));
            last = Some(group);
        }
        // Help is read whole: it goes on in the next line.
        let room = usize::from(width.saturating_sub(KEYS + 1)).max(10);
        for (nth, words) in wrap(&[Run::plain(help)], room).into_iter().enumerate() {
            let words = words.into_iter().map(|run| run.text).collect();
            let keys = if nth == 0 {
                keys.clone()
            } else {
                String::new()
            };
            lines.push(Line::Key(keys, words));
        }
    }
    lines
}

/// How to write a query, behind the keys.
fn query_lines(width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in help::page() {
        if line.finds.is_empty() {
            if !lines.is_empty() {
                lines.push(Line::Key(String::new(), String::new()));
            }
            lines.push(Line::Heading(match line.write.as_str() {
                "Fields" => "Fields of a query",
                _ => "Words of a query: search, z f, command line",
            }));
            continue;
        }
        let used = KEYS.max(cells_u16(&line.write) + 1);
        let room = usize::from(width.saturating_sub(used + 1)).max(10);
        for (nth, words) in wrap(&[Run::plain(line.finds)], room)
            .into_iter()
            .enumerate()
        {
            let words = words.into_iter().map(|run| run.text).collect();
            let write = if nth == 0 {
                line.write.clone()
            } else {
                String::new()
            };
            lines.push(Line::Key(write, words));
        }
    }
    lines
}

/// Columns of about one length, divided between groups.
fn split(lines: Vec<Line>, n_columns: usize) -> Vec<Vec<Line>> {
    let wanted = lines.len().div_ceil(n_columns);
    let mut columns = vec![Vec::new()];
    for line in lines {
        let full = columns.last().is_some_and(|column| column.len() >= wanted);
        let is_blank = matches!(&line, Line::Key(_, words) if words.is_empty());
        if is_blank && full && columns.len() < n_columns {
            columns.push(Vec::new());
            continue;
        }
        if let Some(column) = columns.last_mut() {
            column.push(line);
        }
    }
    columns
}

fn one_line(line: &Line, (x, y): (u16, u16), room: u16, canvas: &mut Canvas) {
    match line {
        Line::Heading(title) => {
            canvas.put(x, y, room, title, canvas.theme.bold(Role::Accent));
        }
        Line::Key(keys, help) => {
            let bold = canvas.theme.bold(Role::Text);
            canvas.put(x, y, room, keys, bold);
            let at = KEYS.max(cells_u16(keys) + 1);
            let text = canvas.theme.text(Role::Text);
            canvas.put(x + at, y, room.saturating_sub(at), help, text);
        }
    }
}
