//! `M`: all of what is shown becomes read, or all of the list under the cursor.
//!
//! What came in above and was not seen stays unread, and nothing is marked that
//! is not on screen.

use crate::app::effect::Ask;
use crate::app::lists::ListsLine;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::notices::said;
use crate::domain::id::WorkId;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;

impl Model {
    /// Whether the rows that keys act on are on screen.
    pub(super) fn shows_rows(&self) -> bool {
        matches!(self.view(), View::Timeline | View::Saved | View::Search)
    }

    pub(super) fn mark_all(&mut self) {
        if !self.shows_rows() {
            return self.say_what_would_be_marked();
        }
        if self.focus == Pane::Lists {
            return self.mark_list();
        }
        let listing = self.listing();
        let newest = match listing.query.order {
            Order::Newest => listing.newest.unwrap_or(WorkId(i64::MAX)),
            // Above is not newer there.
            _ => WorkId(i64::MAX),
        };
        let query = listing.query.clone();
        let ask = self.change(Ask::AllRead { query, newest });
        self.lay_over_all_read(newest, ask);
    }

    /// An article, the log: what would be marked is not on screen.
    fn say_what_would_be_marked(&mut self) {
        let what = match (self.listing_view(), self.place_name()) {
            (View::Saved, _) => "all that is saved".to_string(),
            (View::Search, _) => "all that was found".to_string(),
            (_, name) if name == "All lists" => "all lists".to_string(),
            (_, name) => format!("all of {}", said(&name)),
        };
        let back = self.by_key("back", "leads there");
        let text = format!("This marks {what} as read, and only where that is on screen.{back}");
        self.say(text);
    }

    /// The list under the cursor, which need not be the one that is shown.
    fn mark_list(&mut self) {
        let query = match self.lists_line() {
            Some(ListsLine::All { .. }) => Query::default(),
            Some(ListsLine::List { list, .. }) => Query {
                place: Place::List(list),
                ..Query::default()
            },
            Some(ListsLine::Timeline { query, .. }) => match Wish::strict(&query, self.now) {
                Err(trouble) => {
                    return self.say_failed(format!("This timeline is not understood. {trouble}"));
                }
                Ok(wish) => Query {
                    wish,
                    ..Query::default()
                },
            },
            Some(ListsLine::Saved { .. }) => Query {
                place: Place::Saved,
                ..Query::default()
            },
            Some(ListsLine::Failing { .. } | ListsLine::Blank) | None => {
                return self.say("Nothing here can be marked as read.");
            }
        };
        let is_shown = self.timeline.query == query;
        let newest = self.timeline.newest.filter(|_| is_shown);
        let newest = newest.unwrap_or(WorkId(i64::MAX));
        let ask = self.change(Ask::AllRead { query, newest });
        if is_shown {
            self.lay_over_all_read(newest, ask);
        }
    }

    /// ` of cardiology`, where it is a list or not what is shown.
    pub(super) fn marked_where(&self, query: &Query) -> String {
        let kept = |wish: &Wish| {
            let mut timelines = self.overview.timelines.iter();
            let kept = timelines.find(|kept| kept.query == wish.text())?;
            Some(kept.name.clone())
        };
        let name = match query.place {
            Place::List(list) => {
                let mut lists = self.overview.lists.iter();
                lists.find(|it| it.id == list).map(|it| it.name())
            }
            _ if *query == self.listing().query => None,
            Place::Saved => Some("what is saved".to_string()),
            Place::All if query.wish.is_empty() => Some("all lists".to_string()),
            Place::All => kept(&query.wish),
            _ => None,
        };
        name.map_or(String::new(), |name| format!(" of {}", said(&name)))
    }
}
