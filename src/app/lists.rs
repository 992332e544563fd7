//! The lists pane, line by line: what `ui` draws and the keys walk.

use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::domain::answer::Counted;
use crate::domain::id::ListId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::wish::Wish;

/// A line of the lists pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListsLine {
    All {
        n_unread: u64,
    },
    List {
        list: ListId,
        name: String,
        n_unread: u32,
    },
    Blank,
    /// A kept query, and how many unread rows it has, once that is known.
    Timeline {
        name: String,
        query: String,
        n_unread: Option<Counted>,
    },
    Saved {
        n_saved: u64,
    },
    Failing {
        n_failing: u64,
    },
}

/// Every line of the lists pane, from the top.
pub fn lists_lines(model: &Model) -> Vec<ListsLine> {
    let overview = &model.overview;
    let mut lines = vec![ListsLine::All {
        n_unread: overview.n_unread_all,
    }];
    lines.extend(overview.lists.iter().map(|list| ListsLine::List {
        list: list.id,
        name: list.name(),
        n_unread: list.n_unread,
    }));
    lines.extend(overview.timelines.iter().map(|kept| ListsLine::Timeline {
        name: kept.name.clone(),
        query: kept.query.clone(),
        n_unread: model.unread_of(kept),
    }));
    lines.push(ListsLine::Blank);
    lines.push(ListsLine::Saved {
        n_saved: overview.n_saved,
    });
    if overview.n_failing > 0 {
        lines.push(ListsLine::Blank);
        lines.push(ListsLine::Failing {
            n_failing: overview.n_failing,
        });
    }
    lines
}

/// The line of the place that is shown; a single source has none.
pub fn lists_here(model: &Model, lines: &[ListsLine]) -> Option<usize> {
    let place = model.query().place;
    let kept = model.kept_name();
    let is_here = |line: &ListsLine| match line {
        ListsLine::List { list, .. } => place == Place::List(*list),
        ListsLine::All { .. } => place == Place::All && kept.is_none(),
        ListsLine::Timeline { name, .. } => kept == Some(name.as_str()),
        _ => false,
    };
    lines.iter().position(is_here)
}

/// The first line that is on screen in a pane of so many lines, one of them
/// air: the marked line is always among them.
pub fn lists_top(model: &Model, height: u16) -> usize {
    let marked = match model.focus == Pane::Lists {
        true => Some(model.lists_cursor),
        false => lists_here(model, &lists_lines(model)),
    };
    let height = usize::from(height.saturating_sub(1));
    marked.map_or(0, |at| (at + 1).saturating_sub(height))
}

impl Model {
    /// Whether the lists stand beside the rows by themselves.
    pub fn lists_stand(&self) -> bool {
        self.width >= 100 && !self.lists_hidden
    }

    /// Whether the article stands beside the rows.
    pub fn article_stands(&self) -> bool {
        self.width >= 150 && !self.article_hidden
    }

    /// The line under the cursor of the lists pane.
    pub fn lists_line(&self) -> Option<ListsLine> {
        lists_lines(self).into_iter().nth(self.lists_cursor)
    }

    /// Moves the cursor of the lists pane, over blank lines, to the ends only.
    pub(super) fn move_in_lists(&mut self, by: isize) {
        let lines = lists_lines(self);
        let last = lines.len().saturating_sub(1);
        let mut at = self.lists_cursor.saturating_add_signed(by).min(last);
        if lines.get(at) == Some(&ListsLine::Blank) {
            at = at.saturating_add_signed(by.signum()).min(last);
        }
        self.lists_cursor = at;
    }

    /// Puts the cursor of the lists pane on the place that is shown.
    pub(super) fn find_in_lists(&mut self) {
        let place = self.timeline.query.place;
        let kept = self.kept_name();
        let here = |line: &ListsLine| match line {
            ListsLine::List { list, .. } => place == Place::List(*list),
            ListsLine::Timeline { name, .. } => kept == Some(name.as_str()),
            _ => false,
        };
        self.lists_cursor = lists_lines(self).iter().position(here).unwrap_or(0);
    }

    /// Goes where the line under the cursor leads.
    pub(super) fn choose_in_lists(&mut self) {
        match self.lists_line() {
            Some(ListsLine::All { .. }) => self.go_place(Place::All),
            Some(ListsLine::List { list, .. }) => self.go_place(Place::List(list)),
            Some(ListsLine::Timeline { query, .. }) => self.show_kept(&query),
            Some(ListsLine::Saved { .. }) => self.go(View::Saved),
            Some(ListsLine::Failing { .. }) => self.go(View::Health),
            Some(ListsLine::Blank) | None => return,
        }
        self.leave_lists();
    }

    /// Goes back to the rows; where the lists do not stand they close.
    pub(super) fn leave_lists(&mut self) {
        self.focus = Pane::Rows;
        self.lists_open = false;
    }

    /// Shows the timeline of a place.
    pub(super) fn go_place(&mut self, place: Place) {
        self.go_place_at(place, None);
    }

    /// The same, with the cursor on a work of it rather than on the newest.
    pub(super) fn go_place_at(&mut self, place: Place, work: Option<WorkId>) {
        let from = (self.view(), self.timeline.query.place);
        match place {
            place if is_aside(place) && is_aside(from.1) => {}
            place if is_aside(place) => self.desk.before_source = Some(from),
            _ => self.desk.before_source = None,
        }
        self.go(View::Timeline);
        // A kept timeline is a place of its own.
        if self.timeline.query.place == place && self.kept_name().is_none() {
            return;
        }
        let mut query = self.timeline.query.clone();
        query.place = place;
        query.topic = None;
        query.wish = Wish::default();
        self.timeline.cursor = work;
        self.timeline.home = None;
        self.requery(View::Timeline, query);
        self.ask_overview();
        self.find_in_lists();
    }

    /// From a place aside back to where it was entered from; whether one was
    /// shown.
    pub(super) fn leave_source(&mut self) -> bool {
        if self.view() != View::Timeline || !is_aside(self.timeline.query.place) {
            return false;
        }
        let (view, place) = self
            .desk
            .before_source
            .take()
            .unwrap_or((View::Timeline, Place::All));
        self.go_place(place);
        if view == View::Health {
            self.go(View::Health);
        }
        true
    }

    /// The next (1) or the previous (-1) list, All among them.
    pub(super) fn step_list(&mut self, by: isize) {
        let mut places = vec![Place::All];
        places.extend(self.overview.lists.iter().map(|list| Place::List(list.id)));
        let here = self.timeline.query.place;
        let at = places.iter().position(|place| *place == here).unwrap_or(0);
        let next = at.checked_add_signed(by).and_then(|at| places.get(at));
        match next {
            Some(place) => self.go_place(*place),
            None if by > 0 => self.say("This is the last list."),
            None => self.say("This is the first list."),
        }
    }

    /// What the shown place is called.
    pub fn place_name(&self) -> String {
        match self.timeline.query.place {
            Place::All => self.kept_name().unwrap_or("All lists").to_string(),
            Place::Saved => "Saved".to_string(),
            Place::Muted => "Muted".to_string(),
            Place::Round => "Round".to_string(),
            Place::List(id) => match self.overview.lists.iter().find(|list| list.id == id) {
                Some(list) => list.name(),
                None => "a list".to_string(),
            },
            Place::Source(id) => match self.sources.iter().find(|source| source.id == id) {
                Some(source) => source.title.clone(),
                None => "a source".to_string(),
            },
        }
    }
}

/// Whether `q` leads from there to where one came from.
pub(super) fn is_aside(place: Place) -> bool {
    matches!(place, Place::Source(_) | Place::Muted | Place::Round)
}
