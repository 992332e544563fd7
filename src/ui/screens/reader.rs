//! The reader: an article on paper, and how far one is in it.

use ratatui::style::Modifier;
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Article;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::paper;
use crate::app::paper::Run;
use crate::app::paper::TextLine;
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::text::to_u16;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let (Some(article), Some(area)) = (&model.article, geometry.article) else {
        return;
    };
    text(model, article, area, canvas);
    let rule = area.bottom();
    let width = geometry.place.width;
    canvas.rule(0, rule, width, Role::Border);
    let label = how_far(article, usize::from(area.height));
    if !label.is_empty() {
        let dim = canvas.theme.text(Role::Dim);
        canvas.put_right(
            width.saturating_sub(1),
            rule,
            width,
            &format!(" {label} "),
            dim,
        );
    }
}

/// `82%`, or `end` where the last line is on screen.
fn how_far(article: &Article, height: usize) -> String {
    let n_lines = article.lines.len();
    let seen = article.top + height;
    match n_lines {
        0 => String::new(),
        _ if seen >= n_lines => "end".to_string(),
        _ => format!("{}%", seen * 100 / n_lines),
    }
}

/// The lines of an article that are on screen.
pub fn text(model: &Model, article: &Article, area: Area, canvas: &mut Canvas) {
    let find = article.find.as_ref();
    let words = find.map_or(String::new(), |find| find.input.text.trim().to_lowercase());
    let shown = article.lines.iter().skip(article.top);
    for (nth, on_paper) in shown.take(usize::from(area.height)).enumerate() {
        let matches = find.is_some_and(|find| find.lines.contains(&(article.top + nth)));
        let words = if matches { words.as_str() } else { "" };
        line(on_paper, area, to_u16(nth), words, canvas);
        link(model, on_paper, area, to_u16(nth), canvas);
        let at = article.top + nth;
        if article.marking.is_some_and(|marking| marking.holds(at)) && area.x > 0 {
            let (bar, style) = (canvas.glyphs.bar, canvas.theme.bold(Role::Accent));
            canvas.write(area.x - 1, area.y + to_u16(nth), bar, style);
        }
    }
    if model.view() == View::Reader || model.focus == Pane::Article {
        canvas.cursor = Some((area.x, area.y));
    }
}

/// Makes the links of a line lead where their numbers do.
fn link(model: &Model, line: &TextLine, area: Area, nth: u16, canvas: &mut Canvas) {
    let mut x = area.x;
    for run in &line.runs {
        let width = cells_u16(&text::spell(&run.text, canvas.glyphs));
        let width = width.min(area.right().saturating_sub(x));
        let target = run.link.and_then(|number| {
            let idx = usize::try_from(number).ok()?.checked_sub(1)?;
            Some((number, &model.links().get(idx)?.target))
        });
        if let Some((number, target)) = target {
            canvas.link((x, area.y.saturating_add(nth)), width, number, target);
        }
        x += width;
    }
}

/// One line of paper, `nth` lines down; the words looked for are marked.
pub fn line(line: &TextLine, area: Area, nth: u16, words: &str, canvas: &mut Canvas) {
    let y = area.y.saturating_add(nth);
    if y >= area.bottom() {
        return;
    }
    let mut x = area.x;
    for run in &line.runs {
        let room = area.right().saturating_sub(x);
        let style = style(run, canvas);
        x += canvas.put(x, y, room, &run.text, style);
    }
    if !words.is_empty() {
        mark(&line.text(), words, (area.x, y), area.right(), canvas);
    }
}

/// Marks each place of the words in a line that is drawn.
fn mark(text: &str, words: &str, (x, y): (u16, u16), right: u16, canvas: &mut Canvas) {
    let found = canvas.theme.found();
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        // Lower case is of another length here; the line alone is found.
        return;
    }
    for (at, hit) in lower.match_indices(words) {
        let (Some(before), Some(shown)) = (text.get(..at), text.get(at..at + hit.len())) else {
            continue;
        };
        let at = x + cells_u16(before);
        canvas.put(at, y, right.saturating_sub(at), shown, found);
    }
}

fn style(run: &Run, canvas: &Canvas) -> Style {
    let theme = &canvas.theme;
    let style = match run.role {
        paper::Role::Text => theme.text(Role::Text),
        paper::Role::Dim if run.link.is_some() => theme.text(Role::Accent),
        paper::Role::Dim => theme.text(Role::Dim),
        paper::Role::Heading => theme.bold(Role::Accent),
        paper::Role::Title => theme.bold(Role::Text),
        paper::Role::Link => theme.link(),
        paper::Role::Code => theme.text(Role::Ok),
        paper::Role::Quote => theme.text(Role::Dim),
        paper::Role::Badge(badge) => theme.badge(badge),
        paper::Role::Saved => theme.text(Role::Saved),
    };
    let style = match run.marked {
        Some(_) => canvas.theme.found(),
        None => style,
    };
    match run.strong {
        true => style.add_modifier(Modifier::BOLD),
        false => style,
    }
}
