//! One card: the title and a question; behind Space the person's note and the
//! text, and what each grade leads to.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::paper::Run;
use crate::app::paper::WIDEST;
use crate::app::paper::wrap::wrap;
use crate::app::reviewing::QUESTION;
use crate::domain::badge::Badge;
use crate::domain::review::Card;
use crate::domain::review::Grade;
use crate::domain::review::in_words;
use crate::domain::text::clean_block;
use crate::domain::work::Work;
use crate::ui::canvas::Canvas;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

/// A line and how it looks.
type Line = (String, Role, bool);

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(area) = geometry.rows else {
        return;
    };
    let Some(card) = model.card() else {
        return empty::sentence(&nothing_left(model), area, canvas);
    };
    let width = area.width.saturating_sub(4).min(WIDEST);
    let left = area.width.saturating_sub(WIDEST + 8) / 2;
    let area = Area {
        x: area.x + left.max(2),
        width,
        ..area
    };
    let loaded = model.article.as_ref().filter(|it| it.work == card.work);
    let loaded = loaded.and_then(|it| it.loaded.as_deref());
    let two_rows = width < 60;
    let n_grades = if two_rows { 2 } else { 3 };
    let n_body = usize::from(area.height.saturating_sub(n_grades));
    let mut lines = question(model, card, loaded, usize::from(width));
    if model.round.shown {
        // On a small screen the answer is worth more than the question.
        if n_body < 10 {
            lines.truncate(1);
        }
        let n_front = lines.len();
        let answer = answer(loaded, usize::from(width), canvas);
        // The question stays where it is as long as some of the answer fits.
        let room = n_body.saturating_sub(n_front);
        let most = answer.len().saturating_sub(room.max(1));
        lines.extend(answer.into_iter().skip(model.round.top.min(most)));
    }
    for (nth, (line, role, bold)) in lines.iter().take(n_body).enumerate() {
        let style = match bold {
            true => canvas.theme.bold(*role),
            false => canvas.theme.text(*role),
        };
        canvas.put(area.x, area.y + text::to_u16(nth), area.width, line, style);
    }
    canvas.cursor = Some((area.x, area.y));
    let foot = Area {
        y: area.bottom().saturating_sub(n_grades),
        height: n_grades,
        ..area
    };
    match model.round.shown {
        true => grades(model, card, foot, two_rows, canvas),
        false => {
            let key = model.keymap.first_key("review.show");
            let words = format!("{key} shows your note and the text");
            let dim = canvas.theme.text(Role::Dim);
            canvas.put(foot.x, foot.y, foot.width, &words, dim);
        }
    }
}

fn wrapped(words: &str, width: usize) -> Vec<String> {
    let lines = wrap(&[Run::plain(clean_block(words))], width);
    let text = |line: &Vec<Run>| line.iter().map(|run| run.text.as_str()).collect();
    lines.iter().map(text).collect()
}

fn question(model: &Model, card: &Card, loaded: Option<&Work>, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let title = loaded.map_or("…", |work| &work.row.title);
    for line in wrapped(title, width) {
        lines.push((line, Role::Text, true));
    }
    if let Some(work) = loaded {
        let mut parts = vec![work.journal.clone().unwrap_or(work.row.source.clone())];
        parts.extend(work.row.badge.map(|badge| badge.word().to_string()));
        if card.n_reviews > 0 {
            parts.push(format!(
                "seen {}",
                text::count(card.n_reviews.into(), "time", "times")
            ));
        }
        let dot = if model.settings.ascii { " - " } else { " · " };
        lines.push((parts.join(dot), Role::Dim, false));
        if matches!(work.row.badge, Some(Badge::Retracted | Badge::Concern)) {
            let key = model.keymap.first_key("review.add");
            let words = format!("{key} stops studying this.");
            lines.push((words, Role::Err, true));
        }
    }
    lines.push((String::new(), Role::Text, false));
    let asked = match card.question.is_empty() {
        true => QUESTION,
        false => &card.question,
    };
    for line in wrapped(asked, width) {
        lines.push((line, Role::Accent, false));
    }
    lines.push((String::new(), Role::Text, false));
    lines
}

fn answer(loaded: Option<&Work>, width: usize, canvas: &Canvas) -> Vec<Line> {
    let rule = canvas.glyphs.horizontal.repeat(width);
    let mut lines = vec![(rule, Role::Border, false)];
    let Some(work) = loaded else {
        return lines;
    };
    if let Some(note) = &work.note {
        lines.push(("Your note".to_string(), Role::Dim, true));
        let note = wrapped(note, width).into_iter();
        lines.extend(note.map(|line| (line, Role::Text, false)));
        lines.push((String::new(), Role::Text, false));
    }
    if !work.highlights.is_empty() {
        lines.push(("You marked".to_string(), Role::Dim, true));
        for piece in &work.highlights {
            let text = wrapped(&piece.text, width).into_iter();
            lines.extend(text.map(|line| (line, Role::Text, false)));
        }
        lines.push((String::new(), Role::Text, false));
    }
    let text = work.document.as_ref().map(|document| document.plain_text());
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => {
            lines.push(("Text".to_string(), Role::Dim, true));
            let text = wrapped(&text, width).into_iter();
            lines.extend(text.map(|line| (line, Role::Text, false)));
        }
        None if work.note.is_none() => {
            let words = "No note and no text: o opens it in the browser, e writes a note.";
            let words = wrapped(words, width).into_iter();
            lines.extend(words.map(|line| (line, Role::Dim, false)));
        }
        None => {}
    }
    lines
}

/// The four grades, each with the interval it leads to.
fn grades(model: &Model, card: &Card, foot: Area, two_rows: bool, canvas: &mut Canvas) {
    let accent = canvas.theme.bold(Role::Accent);
    let plain = canvas.theme.text(Role::Text);
    let dim = canvas.theme.text(Role::Dim);
    let next = match card.next(model.now) {
        Ok(next) => next,
        Err(why) => {
            canvas.put(
                foot.x,
                foot.y,
                foot.width,
                &why,
                canvas.theme.text(Role::Err),
            );
            return;
        }
    };
    let n_across = if two_rows { 2 } else { 4 };
    let column = foot.width / n_across;
    for (at, (grade, next)) in Grade::ALL.into_iter().zip(next).enumerate() {
        let at = text::to_u16(at);
        let x = foot.x + at % n_across * column;
        let interval = in_words(next.days);
        canvas.put(x, foot.y + at / n_across, 1, &(at + 1).to_string(), accent);
        let (y, room) = (foot.y + at / n_across, column.saturating_sub(3));
        match two_rows {
            true => {
                let words = format!("{:<5} {interval}", grade.name());
                canvas.put(x + 2, y, room, &words, plain);
            }
            false => {
                canvas.put(x + 2, y, room, grade.name(), plain);
                canvas.put(x + 2, y + 1, room, &interval, dim);
            }
        }
    }
}

fn nothing_left(model: &Model) -> String {
    let review = &model.overview.review;
    let done = match model.round.cards.len() {
        0 => "Nothing is due.".to_string(),
        n => format!("{} reviewed.", text::count(n as u64, "card", "cards")),
    };
    let n_more = review.n_waiting.saturating_sub(model.n_due() as u64);
    match (model.round.begun, review.next) {
        (false, _) => String::new(),
        _ if review.n_all == 0 => {
            let key = model.keymap.first_key("review.add");
            format!("Nothing is in review. {key} on a saved item puts it here.")
        }
        _ if n_more > 0 => format!("{done} {n_more} more wait for tomorrow."),
        (true, Some(next)) => format!("{done} The next is due on {}.", next.day()),
        (true, None) => done,
    }
}
