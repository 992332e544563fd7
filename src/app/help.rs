//! The help page as lines: the keys of the screen it was called from, then every
//! key that works there, then how to write a query. Laid out here, so that keys
//! know how far one can scroll; drawn elsewhere.

use crate::app::actions;
use crate::app::actions::Group;
use crate::app::actions::Scope;
use crate::app::geometry::geometry;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::query::help;
use crate::domain::text;

/// Where what a key does begins.
pub const KEYS: u16 = 14;

/// A line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Heading(&'static str),
    /// Keys and what they do, both empty in a blank line.
    Key(String, String),
}

/// The screen that the help was called from.
pub fn below(model: &Model) -> View {
    let below = model.views.iter().rev().find(|view| **view != View::Help);
    below.copied().unwrap_or(View::Timeline)
}

/// The page in one column or two, in a width; only what has the words that are
/// looked for.
pub fn columns(model: &Model, width: u16) -> Vec<Vec<Line>> {
    let n_columns = if width >= 90 { 2 } else { 1 };
    let width = width / n_columns;
    let n_columns = usize::from(n_columns);
    let below = below(model);
    let mut columns = split(lines(model, below, width), n_columns);
    if matches!(below, View::Timeline | View::Saved | View::Search) {
        // Below the keys, from one line on in every column.
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        let queries = split(query_lines(model, width), n_columns);
        for (column, more) in columns.iter_mut().zip(queries) {
            while column.len() <= longest && longest > 0 {
                column.push(blank());
            }
            column.extend(more);
        }
    }
    columns
}

/// How many lines the page has as it is shown.
pub fn n_lines(model: &Model) -> usize {
    let width = geometry(model).rows.map_or(0, |rows| rows.width);
    let columns = columns(model, width);
    columns.iter().map(Vec::len).max().unwrap_or(0)
}

impl Model {
    /// What line 1 of the page says of finding words in it; `None` where no key
    /// does that.
    pub fn finds_in_help(&self) -> Option<String> {
        match self.keymap.first_key("search") {
            "" => None,
            key => Some(format!("{key} find")),
        }
    }

    /// `/`: types what a line must have.
    pub(super) fn find_key(&mut self) {
        self.help_find.select();
        self.help_typing = true;
        self.help_top = 0;
    }

    /// Shows every line again; whether some were left out.
    pub(super) fn leave_help_find(&mut self) -> bool {
        self.help_typing = false;
        !std::mem::take(&mut self.help_find).text.is_empty()
    }
}

fn blank() -> Line {
    Line::Key(String::new(), String::new())
}

/// What a screen is called in a sentence.
pub const fn name_of(view: View) -> &'static str {
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

/// The screen's own keys first, then the groups in their order; keys as the
/// person set them.
fn lines(model: &Model, view: View, width: u16) -> Vec<Line> {
    let scope = Scope::of(view);
    let is_own = |action: &actions::Action| {
        action.scopes.contains(&scope) && !action.scopes.contains(&Scope::Global)
    };
    let mut shown: Vec<(Option<Group>, String, &'static str)> = actions::all()
        .filter(|action| action.scopes.contains(&Scope::Global) || is_own(action))
        .map(|action| {
            let keys = model.keymap.keys_of(action.name);
            let keys: Vec<&str> = keys.iter().take(2).map(String::as_str).collect();
            let group = (!is_own(action)).then_some(action.group);
            (group, keys.join("  "), action.help)
        })
        .filter(|(_, keys, help)| !keys.is_empty() && is_wanted(model, keys, help))
        .collect();
    shown.sort_by_key(|(group, _, _)| *group);
    let mut lines = Vec::new();
    let mut last = None;
    for (group, keys, help) in shown {
        if last != Some(group) {
            if last.is_some() {
                lines.push(blank());
            }
            lines.push(Line::Heading(group.map_or("On this screen", Group::title)));
            last = Some(group);
        }
        push(&mut lines, &keys, help, width);
    }
    lines
}

/// Whether a line has what is looked for.
fn is_wanted(model: &Model, keys: &str, help: &str) -> bool {
    let wanted = model.help_find.text.trim();
    let words = wanted.to_lowercase();
    keys.split("  ").any(|key| key == wanted) || help.to_lowercase().contains(&words)
}

/// Adds keys and what they do. Help is read whole: it goes on in the next line,
/// and begins there where the keys leave it no room in its column.
fn push(lines: &mut Vec<Line>, keys: &str, help: &str, width: u16) {
    let mut keys = keys.to_string();
    if text::width(&keys) >= usize::from(KEYS) {
        lines.push(Line::Key(std::mem::take(&mut keys), String::new()));
    }
    let room = usize::from(width.saturating_sub(KEYS + 1)).max(10);
    for words in wrap(&[Run::plain(help)], room) {
        let words = words.into_iter().map(|run| run.text).collect();
        lines.push(Line::Key(std::mem::take(&mut keys), words));
    }
}

/// How to write a query, behind the keys.
fn query_lines(model: &Model, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heading = None;
    for line in help::page() {
        if line.finds.is_empty() {
            heading = Some(match line.write.as_str() {
                "Fields" => "Fields of a query",
                _ => "Words of a query, wherever one is typed",
            });
            continue;
        }
        if !is_wanted(model, &line.write, &line.finds) {
            continue;
        }
        if let Some(heading) = heading.take() {
            if !lines.is_empty() {
                lines.push(blank());
            }
            lines.push(Line::Heading(heading));
        }
        push(&mut lines, &line.write, &line.finds, width);
    }
    lines
}

/// Columns of about one length, divided between groups.
fn split(lines: Vec<Line>, n_columns: usize) -> Vec<Vec<Line>> {
    let wanted = lines.len().div_ceil(n_columns);
    let mut columns = vec![Vec::new()];
    for line in lines {
        let full = columns.last().is_some_and(|column| column.len() >= wanted);
        let is_blank = line == blank();
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
