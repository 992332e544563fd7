//! Going from screen to screen and from row to row.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Question;
use crate::app::geometry;
use crate::app::health::better_address;
use crate::app::health::health_rows_of;
use crate::app::help;
use crate::app::model::HealthTab;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::session;
use crate::domain::query::Anchor;
use crate::domain::query::Place;

/// What a move of the cursor or of the text is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Line,
    Half,
    Page,
    End,
}

impl Model {
    /// Shows a screen. One that is among the open ones is gone back to.
    pub(super) fn go(&mut self, view: View) {
        if self.view() == view {
            return;
        }
        self.leave_article();
        self.popup = None;
        self.zoomed = false;
        self.search_typing = false;
        if let Some(at) = self.views.iter().position(|open| *open == view) {
            self.views.truncate(at + 1);
        } else {
            // There is one article: a list of works over a reader would open
            // another in its place.
            if matches!(view, View::Saved | View::Search) {
                self.views.retain(|open| *open != View::Reader);
            }
            self.views.push(view);
        }
        self.entered();
    }

    /// What a screen needs to be shown.
    fn entered(&mut self) {
        self.focus = match self.view() {
            View::Reader => Pane::Article,
            _ => Pane::Rows,
        };
        match self.view() {
            View::Saved if self.saved.generation == 0 => {
                self.requery(View::Saved, self.saved.query.clone());
            }
            View::Saved => self.ask_again(View::Saved),
            View::Health => {
                self.want_catalogue();
                self.ask(Question::Sources);
                // Nothing is more useless than an empty tab.
                let problems = health_rows_of(self, HealthTab::Problems);
                if self.health.tab == HealthTab::Problems && problems.is_empty() {
                    self.health.tab = HealthTab::All;
                }
            }
            View::Log => self.ask_book(),
            View::Review => self.begin_round(),
            View::Help => {
                self.help_top = 0;
                self.leave_help_find();
            }
            View::Messages => {
                self.messages_top = self.messages_most();
            }
            View::Who => self.want_clues(),
            View::Timeline | View::Reader | View::Search | View::Welcome => {}
        }
        self.fit();
    }

    /// One screen back; the timeline is the last and is left by quitting.
    pub(super) fn back(&mut self) {
        if self.focus == Pane::Lists && !self.lists_stand() {
            return self.leave_lists();
        }
        if self.leave_source() {
            return;
        }
        if self.views.len() <= 1 || (self.view() == View::Welcome && !self.welcome.again) {
            return self.quit();
        }
        self.leave_article();
        let left = self.views.pop();
        self.zoomed = false;
        self.search_typing = false;
        let (popup, typing) = std::mem::take(&mut self.desk.under_help);
        match left {
            // The screen below stands as it was left.
            Some(View::Help) => {
                self.focus = match self.view() {
                    View::Reader => Pane::Article,
                    _ => Pane::Rows,
                };
                self.popup = popup;
                self.search_typing = typing && self.view() == View::Search;
                self.fit();
            }
            _ => self.entered(),
        }
    }

    /// Leaves; where one stands is written first.
    pub(super) fn quit(&mut self) {
        self.write_session();
        self.desk.out.push(Effect::Quit);
    }

    pub(super) fn write_session(&mut self) {
        self.leave_article();
        self.hold_draft();
        let session = session::write(self);
        self.change_quietly(Ask::SetSession(session));
    }

    /// Everything fits the screen again: after a resize or another screen.
    pub(super) fn fit(&mut self) {
        let n_rows = self.n_rows_here();
        self.listing_mut().keep_visible(n_rows);
        self.ask_missing();
        self.follow_selection();
        if self.view() == View::Reader || self.article_stands() {
            self.lay_out();
        }
        if self.focus == Pane::Article && self.view() != View::Reader && !self.article_stands() {
            self.focus = Pane::Rows;
        }
        if self.focus == Pane::Lists && !self.lists_stand() && !self.lists_open {
            self.focus = Pane::Rows;
        }
        self.keep_health();
        self.keep_log();
        self.keep_welcome();
        self.keep_who();
    }

    /// Moves in the focused pane; `down` is 1 or -1.
    pub(super) fn walk(&mut self, step: Step, down: isize) {
        if self.focus == Pane::Lists {
            let by = match step {
                Step::Line => 1,
                Step::Half => 5,
                Step::Page => 10,
                Step::End => isize::MAX,
            };
            return self.move_in_lists(by.saturating_mul(down));
        }
        match self.view() {
            View::Reader => self.walk_article(step, down),
            View::Timeline | View::Saved | View::Search if self.focus == Pane::Article => {
                self.walk_article(step, down);
            }
            View::Timeline | View::Saved | View::Search => self.walk_rows(step, down),
            View::Health => {
                let by = self.cells(step, self.n_rows()).saturating_mul(down);
                self.health.cursor = self.health.cursor.saturating_add_signed(by);
                self.keep_health();
            }
            View::Log => {
                let by = self.cells(step, self.n_rows()).saturating_mul(down);
                self.log.cursor = self.log.cursor.saturating_add_signed(by);
                self.keep_log();
            }
            View::Welcome => {
                let by = self.cells(step, self.n_rows()).saturating_mul(down);
                self.walk_welcome(by);
            }
            View::Who => {
                let by = self.cells(step, self.n_rows()).saturating_mul(down);
                self.who.cursor = self.who.cursor.saturating_add_signed(by);
                self.keep_who();
            }
            View::Review => {
                let by = self
                    .cells(step, self.body_height() / 2)
                    .saturating_mul(down);
                let most = self.card_most();
                let top = self.round.top.min(most);
                self.round.top = top.saturating_add_signed(by).min(most);
            }
            View::Help => {
                let by = self.cells(step, self.body_height()).saturating_mul(down);
                let most = help::n_lines(self).saturating_sub(self.body_height());
                let top = self.help_top.min(most);
                self.help_top = top.saturating_add_signed(by).min(most);
            }
            View::Messages => {
                let by = self.cells(step, self.body_height()).saturating_mul(down);
                let most = self.messages_most();
                let top = self.messages_top.min(most);
                self.messages_top = top.saturating_add_signed(by).min(most);
            }
        }
    }

    fn cells(&self, step: Step, height: usize) -> isize {
        let cells = match step {
            Step::Line => 1,
            Step::Half => (height / 2).max(1),
            Step::Page => height.saturating_sub(1).max(1),
            Step::End => return isize::MAX / 2,
        };
        isize::try_from(cells).unwrap_or(isize::MAX)
    }

    /// Lines of a screen that is only text.
    fn body_height(&self) -> usize {
        let rows = geometry::geometry(self).rows.unwrap_or_default();
        usize::from(rows.height.max(1))
    }

    pub(super) fn walk_article(&mut self, step: Step, down: isize) {
        let (_, height) = self.article_size();
        let by = self.cells(step, height).saturating_mul(down);
        if self.view() != View::Reader || !self.move_marking(by) {
            self.scroll(by);
        }
    }

    fn walk_rows(&mut self, step: Step, down: isize) {
        let n_rows = self.n_rows_here();
        let view = self.listing_view();
        if step == Step::End {
            let listing = self.listing_of(view);
            let (here, anchor) = match down > 0 {
                true => (listing.at_bottom, Anchor::Bottom),
                false => (listing.at_top, Anchor::Top),
            };
            if !here && !listing.rows.is_empty() {
                listing.cursor = None;
                listing.home = None;
                return self.ask_page(view, anchor);
            }
            // The other end was jumped to and has not come.
            if listing.cursor.is_none() {
                listing.select(if down > 0 { usize::MAX } else { 0 }, n_rows);
            }
        }
        let by = self.cells(step, n_rows).saturating_mul(down);
        self.listing_of(view).move_by(by, n_rows);
        self.moved();
    }

    /// The selection has moved.
    pub(super) fn moved(&mut self) {
        self.ask_missing();
        self.follow_selection();
    }

    /// Opens the selected row. Where a key jumped to a row that is not here yet,
    /// as two keys in one packet do, it opens as soon as it is.
    pub(super) fn open_selected(&mut self, nothing: &str) {
        let listing = self.listing();
        let is_asked = listing.asked.is_some() || listing.wanted.is_some();
        let generation = listing.generation;
        match listing.selected().map(|row| row.work) {
            Some(work) => self.open_work(work),
            None if is_asked && !self.has_ended("reader") => self.desk.opens = Some(generation),
            None => self.say(nothing),
        }
    }

    /// Goes in: opens the row, the list, the source's rows.
    pub(super) fn go_in(&mut self) {
        match (self.focus, self.view()) {
            (Pane::Lists, _) => self.choose_in_lists(),
            (_, View::Timeline | View::Saved | View::Search) => {
                self.open_selected("Nothing is selected to open.");
            }
            (_, View::Health) => match self.health_source() {
                Some(source) => match better_address(source).map(str::to_string) {
                    Some(address) => {
                        let source = source.id;
                        self.change(Ask::Readdress { source, address });
                    }
                    None => self.go_place(Place::Source(source.id)),
                },
                None => self.say("No source is selected."),
            },
            (_, View::Reader) if self.keep_marking() => {}
            (_, View::Reader) => {
                let lists = self.by_key("links", "lists its links");
                self.say(format!("The article is open.{lists}"));
            }
            (_, View::Log) => self.correct_entry(),
            (_, View::Review) => self.show_or_good(),
            (_, View::Welcome) => self.in_welcome(),
            (_, View::Who) => {
                let follow = self.keymap.first_key("who.follow").to_string();
                let open = self.keymap.first_key("open.browser").to_string();
                self.say(format!("{follow} follows, {open} opens the page."));
            }
            (_, View::Help | View::Messages) => {}
        }
    }

    /// Goes out one level: never out of rounds.
    pub(super) fn go_out(&mut self) {
        match (self.focus, self.view()) {
            (Pane::Lists, _) => self.leave_lists(),
            (Pane::Article, View::Timeline | View::Saved | View::Search) => {
                self.focus = Pane::Rows;
            }
            (_, View::Timeline) => self.enter_lists(),
            (_, View::Welcome) => self.out_of_welcome(),
            _ => self.back(),
        }
    }

    /// Puts the keys into the lists pane, opening it where it does not stand.
    pub(super) fn enter_lists(&mut self) {
        self.lists_open = !self.lists_stand();
        self.focus = Pane::Lists;
        self.find_in_lists();
    }

    /// The panes of this screen, in the order Tab visits them.
    pub(super) fn step_pane(&mut self, by: isize) {
        match self.view() {
            View::Timeline => {}
            View::Search => return self.next_scope(),
            View::Saved if self.article_stands() => {}
            _ => return self.say("This screen has one pane."),
        }
        let mut panes = Vec::new();
        if self.view() == View::Timeline {
            panes.push(Pane::Lists);
        }
        panes.push(Pane::Rows);
        if self.article_stands() {
            panes.push(Pane::Article);
        }
        let at = panes
            .iter()
            .position(|pane| *pane == self.focus)
            .unwrap_or(0);
        let n = panes.len();
        let next = match by > 0 {
            true => (at + 1) % n,
            false => (at + n - 1) % n,
        };
        match panes[next] {
            Pane::Lists => self.enter_lists(),
            pane => {
                self.leave_lists();
                self.focus = pane;
            }
        }
    }
}
