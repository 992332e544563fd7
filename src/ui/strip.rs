//! Under the rows: the selected title in full, because a title cut before
//! "not" says the opposite; then where and when, and the first lines of text.

use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::WIDEST;
use crate::app::paper::wrap::wrap;
use crate::domain::article::Fate;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::enclosure::spoken_size;
use crate::domain::query::spots;
use crate::domain::query::spots::Wanted;
use crate::domain::shelf::Stage;
use crate::domain::shelf::shown;
use crate::domain::work::Row;
use crate::domain::work::Work;
use crate::ui::canvas::Canvas;
use crate::ui::row::title_of;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Role;

/// Draws the rule and the strip for the selected row.
pub fn draw(model: &Model, row: Option<&Row>, area: Area, canvas: &mut Canvas) {
    canvas.rule(area.x, area.y.saturating_sub(1), area.width, Role::Border);
    let Some(row) = row else {
        return;
    };
    let room = area.width.saturating_sub(2);
    let bold = canvas.theme.bold(Role::Text);
    let mut y = paragraph(title_of(row), area, area.y, room, bold, canvas);
    let dim = canvas.theme.text(Role::Dim);
    let work = loaded(model, row);
    if let Some(note) = work.and_then(|work| work.note.as_deref())
        && !note.is_empty()
    {
        let note = format!("Note  {note}");
        let style = canvas.theme.text(Role::Text);
        y = paragraph(&note, area, y, room.min(WIDEST), style, canvas);
    }
    if let Some(words) = model.folded_words(row)
        && y < area.bottom()
    {
        let style = canvas.theme.text(Role::Text);
        canvas.put(area.x + 1, y, room, &words, style);
        y += 1;
    }
    if y < area.bottom() {
        let words = meta(model, row, work, canvas);
        canvas.put(area.x + 1, y, room, &words, dim);
        y += 2;
    }
    if let Some(document) = work.and_then(|work| work.document.as_ref())
        && y < area.bottom()
    {
        let style = canvas.theme.text(Role::Text);
        let words = beginning(document);
        paragraph(&words, area, y, room.min(WIDEST), style, canvas);
    }
}

/// The same for a hit of a search: the title in full, then the piece of the
/// text that shows the words, marked.
pub fn draw_hit(
    model: &Model,
    row: Option<&Row>,
    wanted: &[Wanted],
    area: Area,
    canvas: &mut Canvas,
) {
    let piece = match (&model.snippet, row) {
        (Some((work, piece)), Some(row)) if *work == row.work && !piece.is_empty() => piece,
        _ => return draw(model, row, area, canvas),
    };
    let Some(row) = row else {
        return;
    };
    canvas.rule(area.x, area.y.saturating_sub(1), area.width, Role::Border);
    let room = area.width.saturating_sub(2);
    let bold = canvas.theme.bold(Role::Text);
    let mut y = paragraph(title_of(row), area, area.y, room, bold, canvas);
    let spelled = text::spell(piece, canvas.glyphs).into_owned();
    let style = canvas.theme.text(Role::Text);
    for line in wrap(&[Run::plain(spelled)], usize::from(room.min(WIDEST))) {
        if y >= area.bottom() {
            break;
        }
        let line: String = line.into_iter().map(|run| run.text).collect();
        canvas.put(area.x + 1, y, room, &line, style);
        for spot in spots::spots(&line, wanted) {
            let before = cells_u16(&line[..spot.start]);
            let found = canvas.theme.found();
            canvas.write(area.x + 1 + before, y, &line[spot], found);
        }
        y += 1;
    }
    if y < area.bottom() {
        let words = meta(model, row, loaded(model, row), canvas);
        canvas.put(area.x + 1, y, room, &words, canvas.theme.text(Role::Dim));
    }
}

/// The first words of a text: enough for a strip, however long it is.
fn beginning(document: &Document) -> String {
    const ENOUGH: usize = 800;
    let mut words = String::new();
    for block in &document.blocks {
        let text = match block {
            Block::Paragraph(text) | Block::Quote { text, .. } => text,
            // Without its mark a point would read as the end of the one before.
            Block::Item { mark, text, .. } => {
                words.extend([mark.as_str(), " "]);
                text
            }
            _ => continue,
        };
        for span in text {
            words.extend(span.text.chars().take(ENOUGH));
        }
        words.push(' ');
        if words.len() > ENOUGH {
            break;
        }
    }
    words
}

/// What is loaded of the selected row.
fn loaded<'a>(model: &'a Model, row: &Row) -> Option<&'a Work> {
    let article = model.article.as_ref()?;
    let work = article.loaded.as_deref()?;
    (article.work == row.work).then_some(work)
}

/// Source, exact time and age, how many carry it.
fn meta(model: &Model, row: &Row, work: Option<&Work>, canvas: &Canvas) -> String {
    let journal = work.and_then(|work| work.journal.as_deref());
    let mut parts = vec![
        journal.unwrap_or(&row.source).to_string(),
        match row.undated {
            true => row.no_date(&row.published.local()),
            false => row.published.local(),
        },
        match row.undated {
            true => String::new(),
            false => text::spaced_age(row.published, model.now),
        },
    ];
    if row.n_sources > 1 {
        let key = model.keymap.first_key("discussion");
        let key = match key {
            "" => String::new(),
            key => format!(" ({key})"),
        };
        parts.push(format!("{} sources carry this{key}", row.n_sources));
    }
    if model.view() == View::Saved {
        parts.splice(0..0, library(row, work));
    }
    if model.view() == View::Saved
        && let Some(Fate::Kept { n_bytes, .. }) = work.and_then(|work| work.article.as_ref())
    {
        parts.push(format!("whole article kept, {}", spoken_size(*n_bytes)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(&format!(" {} ", canvas.glyphs.dot))
}

/// What the person made of a saved row: its tags, how far they are, and how
/// long the rest takes to read.
fn library(row: &Row, work: Option<&Work>) -> Vec<String> {
    let shelf = row.shelf.as_ref();
    let stage = shelf.map(|shelf| shelf.stage).unwrap_or_default();
    let document = work.and_then(|work| work.document.as_ref());
    let minutes = document.and_then(Document::minutes);
    let about = minutes.map_or(String::new(), |n| format!("about {n} min"));
    vec![
        shelf.map_or(String::new(), |shelf| shown(&shelf.tags)),
        match stage {
            Stage::ToRead => String::new(),
            stage => stage.name().to_string(),
        },
        about,
    ]
}

/// Wrapped words from line `y` on; gives the line after them.
fn paragraph(
    words: &str,
    area: Area,
    mut y: u16,
    width: u16,
    style: ratatui::style::Style,
    canvas: &mut Canvas,
) -> u16 {
    let spelled = text::spell(words, canvas.glyphs);
    let lines = wrap(&[Run::plain(spelled)], usize::from(width));
    let n_lines = lines.len();
    for (nth, line) in lines.into_iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        let last = y + 1 == area.bottom() && nth + 1 < n_lines;
        let mut line: String = line.into_iter().map(|run| run.text).collect();
        if last {
            // Something follows that has no line: say so, once.
            let fits = text::fit(&line, usize::from(width) - 1, canvas.glyphs);
            line = format!(
                "{}{}",
                fits.trim_end_matches(canvas.glyphs.cut),
                canvas.glyphs.cut
            );
        }
        canvas.put(area.x + 1, y, width, &line, style);
        y += 1;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Span;

    #[test]
    fn the_points_of_a_list_keep_their_marks_on_one_line() {
        let item = |mark: &str, text: &str| Block::Item {
            depth: 0,
            mark: mark.to_string(),
            text: vec![Span::plain(text)],
        };
        let blocks = vec![
            Block::Paragraph(vec![Span::plain("Stop")]),
            item("•", "metformin"),
            item("•", "nothing else"),
            item("1.", "Ask"),
        ];
        let document = Document {
            blocks,
            ..Document::default()
        };
        let words = beginning(&document);
        assert_eq!(words.trim(), "Stop • metformin • nothing else 1. Ask");
    }
}
