//! A filter as text: typed, and kept under a name as a timeline. What ticks
//! make is in the module above.

use super::only_warnings;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::query::Kept;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;

impl Model {
    /// `/` in the box, `z f`: the filter as text.
    pub(in crate::app) fn type_filter(&mut self) {
        let query = match self.view() {
            View::Saved => &self.saved.query,
            _ => &self.timeline.query,
        };
        let text = query.wish.text().to_string();
        self.ask_for(Asked::Filter, text);
    }

    /// `z k`: asks for a name to keep what is on under.
    pub(in crate::app) fn keep_filter(&mut self) {
        let wish = &self.listing().query.wish;
        if wish.is_empty() {
            let makes = self.by_key("filter", "makes one");
            let takes = self.by_key("filter.query", "takes a query");
            return self.say(format!("No filter to keep.{makes}{takes}"));
        }
        match Wish::strict(wish.text(), self.now) {
            Err(trouble) => self.say(trouble.to_string()),
            Ok(wish) => {
                let query = wish.text().to_string();
                self.ask_for(Asked::TimelineName(query), String::new());
            }
        }
    }

    /// Shows a kept timeline over everything followed.
    pub(in crate::app) fn show_kept(&mut self, query: &str) {
        match Wish::strict(query, self.now) {
            Err(trouble) => self.say_failed(format!("This timeline is not understood. {trouble}")),
            Ok(wish) => {
                self.go(View::Timeline);
                self.timeline.cursor = None;
                self.filter(Query {
                    hits_only: only_warnings(&wish),
                    wish,
                    ..Query::default()
                });
            }
        }
    }

    /// The name that what is shown is kept under.
    pub fn kept_name(&self) -> Option<&str> {
        self.kept().map(|kept| kept.name.as_str())
    }

    /// The kept timeline that is shown.
    pub fn kept(&self) -> Option<&Kept> {
        let query = &self.timeline.query;
        let text = query.wish.text();
        let shows_kept = !text.is_empty() && query.place == Place::All;
        let mut kept = self.overview.timelines.iter();
        kept.find(|kept| shows_kept && kept.query == text)
    }

    /// A filter that was typed; whether it was understood.
    pub(in crate::app) fn filter_typed(&mut self, text: &str) -> bool {
        match Wish::strict(text, self.now) {
            Err(trouble) => {
                self.say(trouble.to_string());
                false
            }
            Ok(wish) => {
                self.popup = None;
                if self.view() == View::Saved {
                    self.narrow_saved(wish, false);
                    return true;
                }
                self.show_filtered(Query {
                    hits_only: only_warnings(&wish),
                    wish,
                    ..self.timeline.query.clone()
                });
                true
            }
        }
    }
}
