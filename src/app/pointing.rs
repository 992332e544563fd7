//! The mouse: a click selects, a second one opens, a click on a tab, a list, a
//! hint or a link goes there, the wheel scrolls. Nothing needs it.

mod boxes;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::geometry;
use crate::app::hints;
use crate::app::keymap;
use crate::app::keymap::Meaning;
use crate::app::lists::lists_lines;
use crate::app::lists::lists_top;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::tabs;
use crate::app::walking::Step;
use crate::domain::review::Grade;
use crate::domain::text;

/// Lines of text that one notch of the wheel goes.
const NOTCH: isize = 3;

/// From this width on the help is a box over its screen.
pub const BOXED_HELP: u16 = 100;

/// What the mouse did, and in which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointing {
    pub what: Press,
    pub x: u16,
    pub y: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The left button went down.
    Click,
    WheelUp,
    WheelDown,
}

const fn holds(area: Area, x: u16, y: u16) -> bool {
    x >= area.x && x < area.right() && y >= area.y && y < area.bottom()
}

impl Model {
    pub(super) fn pointed(&mut self, it: Pointing) {
        if self.is_too_small() || !self.settings.mouse {
            return;
        }
        self.desk.unfollowing = None;
        self.desk.opens = None;
        let geometry = geometry(self);
        match it.what {
            Press::Click if it.y == geometry.hints.y => self.click_hint(it.x),
            Press::WheelUp if self.popup.is_some() => self.move_in_popup(-1),
            Press::WheelDown if self.popup.is_some() => self.move_in_popup(1),
            // What lies below a box is not meant.
            Press::Click if self.popup.is_some() => self.click_box(it.x, it.y, &geometry),
            Press::Click => self.click(it.x, it.y, &geometry),
            Press::WheelUp => self.wheel(it.x, it.y, -1, &geometry),
            Press::WheelDown => self.wheel(it.x, it.y, 1, &geometry),
        }
    }

    fn click(&mut self, x: u16, y: u16, geometry: &Geometry) {
        if self.which_key && self.click_waiting(x, y, geometry) {
            return;
        }
        self.end_prefix();
        if self.view() == View::Help && self.click_words_of_help(x, y, geometry) {
            return;
        }
        if geometry.tabs.is_some_and(|area| holds(area, x, y)) {
            return self.click_tab(x, geometry);
        }
        if let Some(area) = geometry.lists
            && holds(area, x, y)
        {
            let top = lists_top(self, area.height);
            // One line of air stands above them.
            let Some(nth) = y.checked_sub(area.y + 1) else {
                return;
            };
            let at = top + usize::from(nth);
            if at < lists_lines(self).len() {
                self.lists_cursor = at;
                self.choose_in_lists();
            }
            return;
        }
        if let Some(area) = geometry.article
            && holds(area, x, y)
        {
            return self.click_article(x - area.x, y - area.y);
        }
        if let Some(area) = geometry.rows
            && holds(area, x, y)
        {
            let nth = usize::from((y - area.y) / geometry.row_height.max(1));
            match self.view() {
                View::Welcome => self.click_welcome(x.saturating_sub(area.x), nth),
                View::Review => self.click_card(x, y, area),
                _ => self.click_row(nth),
            }
        }
    }

    fn click_tab(&mut self, x: u16, geometry: &Geometry) {
        if self.view() == View::Search {
            self.search_typing = true;
            return;
        }
        let (Some(area), Some(tabs)) = (geometry.tabs, tabs::tabs(self, self.view())) else {
            return;
        };
        let places = tabs::places(&tabs, area, self.settings.ascii);
        let hidden = tabs::hidden(&tabs, &places, area);
        let hit = |place: &&tabs::Place| x >= place.x && x < place.x + place.width;
        match places.iter().chain(&hidden).find(hit) {
            Some(place) => self.show_tab(place.at),
            None if !tabs.right.is_empty() && x + area.width / 2 > area.right() => {
                self.run_named("filter.clear");
            }
            None => {}
        }
    }

    /// A row by its place on the screen: chosen, and opened where it was.
    fn click_row(&mut self, nth: usize) {
        match self.view() {
            View::Timeline | View::Saved | View::Search => {
                let listing = self.listing();
                let at = listing.top + nth;
                let Some(row) = listing.rows.get(at) else {
                    return;
                };
                let is_chosen = listing.cursor == Some(row.work);
                let is_here = self.focus == Pane::Rows && !self.search_typing;
                if self.search_typing {
                    self.enter_results();
                }
                if self.focus == Pane::Lists {
                    self.leave_lists();
                }
                self.focus = Pane::Rows;
                if is_chosen && is_here {
                    return self.go_in();
                }
                // The rows stay where they are: a second click is for this one.
                let n_rows = self.n_rows_here();
                self.listing_mut().select(at, n_rows);
                self.moved();
            }
            View::Health => {
                let at = self.health.top + nth;
                match self.health.cursor == at {
                    true => self.go_in(),
                    false => {
                        self.health.cursor = at;
                        self.keep_health();
                    }
                }
            }
            View::Log => {
                let at = self.log.top + nth;
                if at >= self.log_entries().len() {
                    return;
                }
                match self.log.cursor == at {
                    true => self.go_in(),
                    false => {
                        self.log.cursor = at;
                        self.keep_log();
                    }
                }
            }
            View::Who => {
                let at = self.who.top + nth;
                match self.who.cursor == at {
                    true => self.tick_in_who(),
                    false => {
                        self.who.cursor = at;
                        self.keep_who();
                    }
                }
            }
            View::Welcome | View::Reader | View::Review | View::Help | View::Messages => {}
        }
    }

    /// A link under the click is opened; else the article gets the keys.
    fn click_article(&mut self, x: u16, y: u16) {
        if let Some(number) = self.link_at(x, y) {
            return self.open_link(number);
        }
        if self.article.is_some() {
            self.focus = Pane::Article;
        }
    }

    /// The number of the link in a cell of the article.
    pub fn link_at(&self, x: u16, y: u16) -> Option<u8> {
        let article = self.article.as_ref()?;
        let line = article.lines.get(article.top + usize::from(y))?;
        let mut end = 0;
        for run in &line.runs {
            end += match self.settings.ascii {
                true => text::width(&text::ascii(&run.text)),
                false => text::width(&run.text),
            };
            if usize::from(x) < end {
                return run.link.and_then(|number| u8::try_from(number).ok());
            }
        }
        None
    }

    /// The keys that the help names at the right of its first line, and in the
    /// border of its box where it has one; whether they were meant.
    fn click_words_of_help(&mut self, x: u16, y: u16, geometry: &Geometry) -> bool {
        let begins = |right: u16, words: &str| right.saturating_sub(1 + text::width(words) as u16);
        let close = begins(geometry.place.right(), "Esc close");
        if y == geometry.place.y && x >= close {
            self.press_written("Esc");
            return true;
        }
        if let Some(find) = self.finds_in_help()
            && y == geometry.place.y
            && x >= begins(close, &format!("{find} · "))
        {
            self.run_named("search");
            return true;
        }
        let is_boxed = geometry.place.width >= BOXED_HELP;
        if let Some(area) = geometry.rows.filter(|_| is_boxed)
            && y == area.bottom()
            && x >= begins(area.right(), "Esc close")
        {
            self.press_written("Esc");
            return true;
        }
        false
    }

    fn click_hint(&mut self, x: u16) {
        let shown = hints::shown(self);
        let hit = |hint: &&hints::Shown| x >= hint.x && x < hint.x + hint.width;
        let Some(keys) = shown.iter().find(hit).map(|hint| hint.keys.clone()) else {
            return;
        };
        match keymap::is_range(&keys) {
            true => self.click_range(),
            false => self.press_written(&keys),
        }
    }

    /// A hint that names several digits: a click cannot say which is meant, so
    /// what they choose from is shown, or said.
    fn click_range(&mut self) {
        match (&self.popup, self.view()) {
            (Some(_), _) => self.say("Press the number of a link, or click its line."),
            (None, View::Reader) => self.run_named("links"),
            (None, View::Review) => {
                let grades = Grade::ALL.iter().enumerate();
                let grades = grades.map(|(at, grade)| format!("{} {}", at + 1, grade.name()));
                let grades: Vec<String> = grades.collect();
                self.say(format!("Press a number: {}.", grades.join(", ")));
            }
            (None, _) => self.say("Press the number of a tab, or click the tab."),
        }
    }

    /// Presses the keys that stand somewhere as words.
    fn press_written(&mut self, keys: &str) {
        let sequence = keymap::parse(keys.trim_end_matches('…'));
        let Some((keys, None)) = sequence.and_then(|all| all.into_iter().next()) else {
            return;
        };
        // `j k` is two hints in one; the first is meant. `g t` is one.
        let is_one = matches!(self.keymap.meaning(&keys, self.scope()), Meaning::Act(..));
        let n_keys = if is_one { keys.len() } else { 1 };
        for key in keys.into_iter().take(n_keys) {
            self.key(key);
        }
    }

    fn wheel(&mut self, x: u16, y: u16, down: isize, geometry: &Geometry) {
        let over = |area: Option<Area>| area.is_some_and(|area| holds(area, x, y));
        if over(geometry.lists) {
            let focus = std::mem::replace(&mut self.focus, Pane::Lists);
            self.move_in_lists(down);
            if focus != Pane::Lists && !self.lists_stand() {
                self.focus = focus;
            }
            return;
        }
        if over(geometry.article) {
            self.scroll(down * NOTCH);
            return;
        }
        match self.view() {
            View::Reader => {
                self.scroll(down * NOTCH);
            }
            View::Timeline | View::Saved | View::Search => {
                let n_rows = self.n_rows_here();
                self.listing_mut().move_by(down, n_rows);
                self.moved();
            }
            View::Help | View::Messages | View::Review => {
                for _ in 0..NOTCH {
                    self.walk(Step::Line, down);
                }
            }
            View::Health | View::Log | View::Welcome | View::Who => self.walk(Step::Line, down),
        }
    }
}
