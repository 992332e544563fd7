//! One card: the title and a question; behind Space the person's note and the
//! text, and what each grade leads to.

use crate::app::card;
use crate::app::card::Look;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::paper::WIDEST;
use crate::domain::review::Card;
use crate::domain::review::Grade;
use crate::domain::review::in_words;
use crate::ui::canvas::Canvas;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(area) = geometry.rows else {
        return;
    };
    let Some(card) = model.card() else {
        return empty::sentence(&nothing_left(model), area, canvas);
    };
    let room = card::room(area);
    let left = area.width.saturating_sub(WIDEST + 8) / 2;
    let area = Area {
        x: area.x + left.max(2),
        width: room.width,
        ..area
    };
    let lines = model.card_lines(card, room).into_iter();
    for (nth, (line, look)) in lines.take(usize::from(room.n_body)).enumerate() {
        let y = area.y + text::to_u16(nth);
        let theme = &canvas.theme;
        let style = match look {
            Look::Title => theme.bold(Role::Text),
            Look::Dim => theme.text(Role::Dim),
            Look::Warning => theme.bold(Role::Err),
            Look::Question => theme.text(Role::Accent),
            Look::Head => theme.bold(Role::Dim),
            Look::Text => theme.text(Role::Text),
            Look::Rule => {
                canvas.rule(area.x, y, area.width, Role::Border);
                continue;
            }
        };
        canvas.put(area.x, y, area.width, &line, style);
    }
    canvas.cursor = Some((area.x, area.y));
    let foot = Area {
        y: area.bottom().saturating_sub(room.n_grades),
        height: room.n_grades,
        ..area
    };
    match model.round.shown {
        true => grades(model, card, foot, room.n_grades == 2, canvas),
        false => {
            let key = model.keymap.first_key("review.show");
            let words = format!("{key} shows your note and the text");
            let dim = canvas.theme.text(Role::Dim);
            canvas.put(foot.x, foot.y, foot.width, &words, dim);
        }
    }
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
