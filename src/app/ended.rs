//! When a thread of ours has ended by a bug: what cannot be any more is refused
//! at once and said, and everything else goes on.

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tone;

const WRITER: &str =
    "The writer stopped by a bug of ours. What was confirmed is kept; start rounds again.";
const READER: &str =
    "The reader stopped by a bug of ours. What was confirmed is kept; start rounds again.";
const FETCHER: &str =
    "The fetcher stopped by a bug of ours. What came is kept; start rounds again to fetch.";
const INDEX: &str =
    "The search index stopped by a bug of ours. Searches may miss what is new; start rounds again.";

impl Model {
    pub(super) fn has_ended(&self, name: &str) -> bool {
        self.desk.ended.contains(&name)
    }

    pub(super) fn thread_ended(&mut self, name: &'static str) {
        if self.has_ended(name) {
            return;
        }
        self.desk.ended.push(name);
        match name {
            "writer" => {
                let mut asks: Vec<AskId> = self.pending.asks.keys().copied().collect();
                asks.sort();
                self.desk.refused.asks = asks;
                self.say_failed(WRITER);
            }
            "reader" => {
                (self.desk.hunt, self.desk.opens) = (None, None);
                self.say_failed(READER);
            }
            "fetcher" => {
                self.fetching = None;
                self.desk.stopping = false;
                if let Some(Popup::Follow(Follow::Looking(address))) = &self.popup {
                    let typed = Input::holding(address);
                    self.popup = Some(Popup::Follow(Follow::Typing(typed)));
                }
                self.mention(Tone::Care, FETCHER);
            }
            "index" => self.mention(Tone::Care, INDEX),
            name => {
                let text = format!("The {name} stopped by a bug of ours. Start rounds again.");
                self.mention(Tone::Care, text);
            }
        }
    }

    pub(super) fn say_fetcher_ended(&mut self) {
        self.say_care(FETCHER);
    }

    /// Takes back what was asked of a thread that is no more, and says so.
    pub(super) fn refuse_what_cannot_be(&mut self) {
        let refused = std::mem::take(&mut self.desk.refused);
        for id in refused.asks {
            self.refuse(id);
            match self.pending.asks.remove(&id).map(|waiting| waiting.ask) {
                None | Some(Ask::SetPosition { .. } | Ask::SetSession(_)) => continue,
                // What was typed is worth more than a line of text.
                Some(Ask::SetNote { work, note }) if self.popup.is_none() => {
                    self.ask_for(Asked::Note(work), note);
                }
                Some(_) => {}
            }
            self.say_once(WRITER);
        }
        if refused.question {
            self.say_once(READER);
        }
    }

    /// A failure, where it does not stand in the message line already.
    fn say_once(&mut self, text: &str) {
        if self.notice.as_ref().is_none_or(|it| it.text != text) {
            self.say_failed(text);
        }
    }
}
