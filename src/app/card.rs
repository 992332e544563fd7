//! A card of the review as lines: its title and question, behind a rule the
//! answer; and how far the answer scrolls. Nothing is drawn here.

use crate::app::geometry;
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::paper::Run;
use crate::app::paper::WIDEST;
use crate::app::paper::wrap::wrap;
use crate::app::reviewing::QUESTION;
use crate::domain::badge::Badge;
use crate::domain::review::Card;
use crate::domain::review::Grade;
use crate::domain::text::clean_block;
use crate::domain::work::Work;

/// What a line of a card is; `ui` gives it a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Title,
    /// The journal, what kind it is, how often it was seen; words of ours.
    Dim,
    Warning,
    Question,
    /// Between question and answer.
    Rule,
    /// Over a part of the answer.
    Head,
    Text,
}

pub type Line = (String, Look);

/// The room of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Cells of a line.
    pub width: u16,
    /// Lines of the card.
    pub n_body: u16,
    /// Lines of the grades below it.
    pub n_grades: u16,
}

/// How a card stands in the body of the screen.
pub fn room(body: Area) -> Room {
    let width = body.width.saturating_sub(4).min(WIDEST);
    let n_grades = if width < 60 { 2 } else { 3 };
    Room {
        width,
        n_body: body.height.saturating_sub(n_grades),
        n_grades,
    }
}

/// The column of text in the body of the screen, its grades below it.
pub fn column(body: Area) -> Area {
    let left = body.width.saturating_sub(WIDEST + 8) / 2;
    Area {
        x: body.x + left.max(2),
        width: room(body).width,
        ..body
    }
}

/// Where the grades stand, for drawing and for clicks alike: four across, or
/// two where it is narrow.
pub fn grades(body: Area) -> [(Grade, Area); 4] {
    let column = column(body);
    let n_lines = room(body).n_grades;
    let (n_across, height) = if n_lines == 2 { (2, 1) } else { (4, 2) };
    let width = column.width / n_across;
    let foot = column.bottom().saturating_sub(n_lines);
    let mut nth = 0;
    Grade::ALL.map(|grade| {
        let area = Area {
            x: column.x + nth % n_across * width,
            y: foot + nth / n_across,
            width,
            height,
        };
        nth += 1;
        (grade, area)
    })
}

impl Model {
    /// The lines of a card that are on screen. Where the answer is longer than
    /// its room the last one says how much lies below.
    pub fn card_lines(&self, card: &Card, room: Room) -> Vec<Line> {
        let mut lines = self.card_front(card, room);
        if !self.round.shown {
            return lines;
        }
        let (answer, left) = self.card_rest(card, room, lines.len());
        let most = answer.len().saturating_sub(left);
        let top = self.round.top.min(most);
        // Of a single line the text has it all.
        let n_shown = match top < most && left > 1 {
            true => left - 1,
            false => left,
        };
        let n_below = answer.len().saturating_sub(top + n_shown);
        lines.extend(answer.into_iter().skip(top).take(n_shown));
        if n_below > 0 && left > 1 {
            let key = match self.keymap.first_key("move.down") {
                "" => String::new(),
                key => format!(" ({key})"),
            };
            lines.push((format!("{n_below} lines below{key}"), Look::Dim));
        }
        lines
    }

    /// The most lines that the answer of the shown card can be scrolled.
    pub(super) fn card_most(&self) -> usize {
        let (true, Some(card)) = (self.round.shown, self.card()) else {
            return 0;
        };
        let room = room(geometry::geometry(self).rows.unwrap_or_default());
        let n_front = self.card_front(card, room).len();
        let (answer, left) = self.card_rest(card, room, n_front);
        answer.len().saturating_sub(left)
    }

    /// The answer, and how many lines are left for it below the front.
    fn card_rest(&self, card: &Card, room: Room, n_front: usize) -> (Vec<Line>, usize) {
        let answer = self.card_answer(card, usize::from(room.width));
        let left = usize::from(room.n_body).saturating_sub(n_front).max(1);
        (answer, left)
    }

    fn card_work(&self, card: &Card) -> Option<&Work> {
        let article = self.article.as_ref().filter(|it| it.work == card.work);
        article.and_then(|it| it.loaded.as_deref())
    }

    /// What stands above the answer.
    fn card_front(&self, card: &Card, room: Room) -> Vec<Line> {
        let mut lines = self.card_question(card, usize::from(room.width));
        // On a small screen the answer is worth more than the question.
        if self.round.shown && room.n_body < 10 {
            lines.truncate(1);
        }
        lines
    }

    fn card_question(&self, card: &Card, width: usize) -> Vec<Line> {
        let loaded = self.card_work(card);
        let title = loaded.map_or("…", |work| &work.row.title);
        let mut lines = wrapped(title, width, Look::Title);
        if let Some(work) = loaded {
            let mut parts = vec![work.journal.clone().unwrap_or(work.row.source.clone())];
            parts.extend(work.row.badge.map(|badge| badge.word().to_string()));
            parts.extend(match card.n_reviews {
                0 => None,
                1 => Some("seen 1 time".to_string()),
                n => Some(format!("seen {n} times")),
            });
            let dot = if self.settings.ascii { " - " } else { " · " };
            lines.push((parts.join(dot), Look::Dim));
            if matches!(work.row.badge, Some(Badge::Retracted | Badge::Concern)) {
                let stops = self.by_key("review.add", "stops studying this");
                lines.push((stops.trim_start().to_string(), Look::Warning));
            }
        }
        lines.push((String::new(), Look::Text));
        let asked = match card.question.is_empty() {
            true => QUESTION,
            false => &card.question,
        };
        lines.extend(wrapped(asked, width, Look::Question));
        lines.push((String::new(), Look::Text));
        lines
    }

    /// The person's note, what they marked, the text.
    fn card_answer(&self, card: &Card, width: usize) -> Vec<Line> {
        let mut lines = vec![(String::new(), Look::Rule)];
        let Some(work) = self.card_work(card) else {
            return lines;
        };
        if let Some(note) = &work.note {
            lines.push(("Your note".to_string(), Look::Head));
            lines.extend(wrapped(note, width, Look::Text));
            lines.push((String::new(), Look::Text));
        }
        if !work.highlights.is_empty() {
            lines.push(("You marked".to_string(), Look::Head));
            for piece in &work.highlights {
                lines.extend(wrapped(&piece.text, width, Look::Text));
            }
            lines.push((String::new(), Look::Text));
        }
        let text = work.document.as_ref().map(|document| document.plain_text());
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => {
                lines.push(("Text".to_string(), Look::Head));
                lines.extend(wrapped(&text, width, Look::Text));
            }
            None if work.note.is_none() => {
                let opens = self.by_key("open.browser", "opens it in the browser");
                let writes = self.by_key("note", "writes a note");
                let words = format!("No note and no text.{opens}{writes}");
                lines.extend(wrapped(&words, width, Look::Dim));
            }
            None => {}
        }
        lines
    }
}

fn wrapped(words: &str, width: usize, look: Look) -> Vec<Line> {
    let lines = wrap(&[Run::plain(clean_block(words))], width);
    let text = |line: &Vec<Run>| line.iter().map(|run| run.text.as_str()).collect();
    lines.iter().map(|line| (text(line), look)).collect()
}
