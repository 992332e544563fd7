//! Daily limits on the screen: setting one on a source, what is said of it, and
//! the way to all of a source.
//!
//! What a limit does to a timeline is decided in the store.

use crate::app::effect::Ask;
use crate::app::effect::Question;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::notices::said;
use crate::domain::id::SourceId;
use crate::domain::query::Place;
use crate::domain::source;
use crate::domain::work::Row;

impl Model {
    /// Asks how many a day of a source, beginning with what holds.
    pub(super) fn ask_for_a_limit(&mut self, source: SourceId) {
        let daily = self.sources.iter().find(|it| it.id == source);
        let daily = daily.and_then(|it| it.daily);
        let text = daily.map(|n| n.to_string()).unwrap_or_default();
        self.ask_for(Asked::Daily(source), text);
    }

    /// A limit was typed; it stays open where it is none.
    pub(super) fn limit_typed(&mut self, source: SourceId, text: &str) {
        match source::read_daily(text) {
            Err(why) => self.say(format!("No limit was set: {why}.")),
            Ok(daily) => {
                self.popup = None;
                self.change(Ask::SetDaily { source, daily });
            }
        }
    }

    /// What a limit did, as a sentence.
    pub(super) fn limit_words(&self, source: SourceId, daily: Option<u32>) -> String {
        let back = self.by_key("undo", "takes it back");
        let name = said(&self.source_title(source));
        match daily {
            Some(n) => format!("{name}: {n} a day in timelines, the rest of a day folded.{back}"),
            None => format!("{name}: no daily limit.{back}"),
        }
    }

    /// The writer has a limit.
    pub(super) fn limit_set(&mut self) {
        self.ask(Question::Sources);
        self.ask_everything_again();
    }

    /// `g f`: all of the source that the chosen item is from, at that item.
    pub(super) fn go_to_its_source(&mut self) {
        let Some(work) = self.chosen() else {
            return;
        };
        let from = self.row_of(work).and_then(|row| row.from);
        match from.filter(|from| self.sources.iter().any(|it| it.id == *from)) {
            Some(source) => self.go_place_at(Place::Source(source), Some(work)),
            None => self.say("You do not follow its source."),
        }
    }

    /// What is folded behind a row, in a sentence part that says where all of
    /// it is; `None` where nothing is.
    pub fn folded_words(&self, row: &Row) -> Option<String> {
        let folded = row.folded();
        if folded.is_empty() {
            return None;
        }
        let key = match self.keymap.first_key("go.source") {
            "" => String::new(),
            key => format!(": {key} shows all"),
        };
        Some(format!("{folded} from {} on that day{key}", row.source))
    }
}
