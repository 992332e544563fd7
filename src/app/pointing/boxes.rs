//! Clicks in boxes, on the lines of the welcome, on a card of the review and on
//! what may follow a key: a line is chosen or ticked, a grade given, a word that
//! names a key presses it. A click anywhere else in a box does nothing.

use crate::app::card;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::geometry::chosen;
use crate::app::hints;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::welcome::FIELD;
use crate::app::welcome::Step;
use crate::app::welcome::columns;
use crate::app::welcome::field_lines;
use crate::app::why;
use crate::domain::catalogue::FIELDS;
use crate::domain::text;

impl Model {
    pub(super) fn click_box(&mut self, x: u16, y: u16, geometry: &Geometry) {
        let Some(popup) = self.popup.clone() else {
            return;
        };
        if let Some(keys) = self.key_in_box(&popup, x, y, geometry) {
            return self.press_written(&keys);
        }
        let chosen = chosen::of(self, &popup, geometry);
        if let Some(at) = chosen.and_then(|chosen| chosen.at(x, y)) {
            return self.click_line(at);
        }
        let Some(Popup::Filter(filter)) = &self.popup else {
            return;
        };
        let (_, columns) = boxes::filter(geometry, filter.column);
        let mut columns = columns.into_iter();
        let Some((column, area)) = columns.find(|(_, area)| super::holds(*area, x, y)) else {
            return;
        };
        let here = column == filter.column;
        let cursor = if here { filter.cursor() } else { 0 };
        let height = usize::from(area.height.saturating_sub(1));
        if let Some(at) = line(area, y, cursor, height) {
            self.tick_filter_at(column, at);
        }
    }

    /// The key that a word of a box names: in its border, or in its last line.
    fn key_in_box(&self, popup: &Popup, x: u16, y: u16, geometry: &Geometry) -> Option<String> {
        let outer = outer(self, popup, geometry);
        let inside = boxes::inside(outer);
        let last = inside.bottom().saturating_sub(1);
        let (keys, begins) = if y == outer.bottom().saturating_sub(1) {
            let keys = hints::boxes::in_border(self, popup);
            let width = text::width(&hints::boxes::line_of(&keys));
            let width = u16::try_from(width).unwrap_or(u16::MAX / 4);
            (keys, outer.right().saturating_sub(3 + width))
        } else if y == last {
            (
                hints::boxes::in_last_line(self, popup, inside.width),
                inside.x + 2,
            )
        } else {
            return None;
        };
        let x = x.checked_sub(begins)?;
        hints::boxes::key_at(&keys, x).map(str::to_string)
    }

    /// A line of a box: chosen, and taken where it was. Ticks are ticked at once.
    fn click_line(&mut self, at: usize) {
        let was = match &mut self.popup {
            Some(Popup::Entry(form)) => return form.at = at,
            Some(Popup::Lists { source, cursor }) => {
                *cursor = at;
                let source = *source;
                return self.tick_list(source, at);
            }
            Some(
                Popup::Links { cursor }
                | Popup::Palette { cursor, .. }
                | Popup::Jump { cursor, .. }
                | Popup::Follow(Follow::Picking { cursor, .. })
                | Popup::Tend { cursor, .. }
                | Popup::Carriers { cursor }
                | Popup::Export { cursor, .. },
            ) => std::mem::replace(cursor, at),
            _ => return,
        };
        if was == at {
            self.accept_popup();
        }
    }

    /// What may follow a key that waits: pressed where it is clicked.
    pub(super) fn click_waiting(&mut self, x: u16, y: u16, geometry: &Geometry) -> bool {
        let follow = self.continuations();
        let words = follow
            .iter()
            .map(|(key, action)| (key.as_str(), action.short));
        let inside = boxes::inside(boxes::which_key(geometry, words));
        if !super::holds(inside, x, y) {
            return false;
        }
        let nth = usize::from(y - inside.y);
        if let Some(key) = follow.get(nth).map(|(key, _)| key.clone()) {
            self.press_written(&key);
        }
        true
    }

    /// A field or a list of the welcome, by its line and by the cells it is from
    /// the left: ticked, or the tick taken off.
    pub(super) fn click_welcome(&mut self, x: u16, line: usize) {
        match self.welcome.step {
            Step::Fields => {
                let lines = field_lines(self.width);
                let column = usize::from(x.saturating_sub(1) / FIELD);
                let in_column = self.welcome.top + line;
                let at = column * lines + in_column;
                if column < columns(self.width) && in_column < lines && at < FIELDS.len() {
                    self.welcome.cursor = at;
                    self.tick_in_welcome();
                }
            }
            Step::Lists => {
                let at = self.welcome.offer_top + line;
                if at < self.welcome.offers.len() {
                    self.welcome.offer_cursor = at;
                    self.tick_in_welcome();
                }
            }
            Step::Inside => {}
        }
    }
}

impl Model {
    /// The foot of a card: the words that show its answer, then its grades.
    pub(super) fn click_card(&mut self, x: u16, y: u16, body: Area) {
        let Some(card) = self.card() else {
            return;
        };
        let mut places = card::grades(body).into_iter();
        if !self.round.shown {
            let foot = places.next().map(|(_, area)| area.y);
            if foot == Some(y) && super::holds(card::column(body), x, y) {
                self.run_named("review.show");
            }
            return;
        }
        // Where a card has no grades its place says why.
        if card.next(self.now).is_ok()
            && let Some((grade, _)) = places.find(|(_, area)| super::holds(*area, x, y))
        {
            self.grade_card(grade);
        }
    }
}

/// The whole box of a popup, where there is anything in it to click.
fn outer(model: &Model, popup: &Popup, geometry: &Geometry) -> Area {
    match (chosen::of(model, popup, geometry), popup) {
        (Some(chosen), _) => chosen.outer,
        (None, Popup::Filter(filter)) => boxes::filter(geometry, filter.column).0,
        (None, Popup::Ask { .. }) => boxes::ask(geometry),
        (None, Popup::Follow(_)) => boxes::follow(geometry),
        (None, Popup::Why { .. }) => {
            let spell = |words: &str| match model.settings.ascii {
                true => text::ascii(words),
                false => words.to_string(),
            };
            let n_lines = why::lines(model, geometry, spell).len();
            boxes::centred(geometry, (why::WIDTH, why::height(n_lines)))
        }
        (None, Popup::Address { link, why }) => boxes::address(geometry, link, why).0,
        (None, _) => Area::default(),
    }
}

/// Which line of a list whose head is the first line of an area is at `y`.
fn line(area: Area, y: u16, cursor: usize, height: usize) -> Option<usize> {
    let nth = usize::from(y.checked_sub(area.y + 1)?);
    let top = boxes::window(cursor, usize::MAX, height).start;
    (nth < height).then_some(top + nth)
}
