//! Mutes on the screen: what a query finds stands in no timeline and no count
//! any more, and how to look at it all the same.

use crate::app::effect::Ask;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::notices::said;
use crate::domain::query::Place;
use crate::domain::query::mute;

impl Model {
    /// `z x`: asks what is to be muted, beginning with the filter or search
    /// that is on; among the muted, which mute is to go.
    pub(super) fn ask_for_a_mute(&mut self) {
        if self.is_among_the_muted() {
            return match self.overview.mutes.last().cloned() {
                Some(last) => self.ask_for(Asked::Unmute, last),
                None => self.say("Nothing is muted."),
            };
        }
        let text = self.listing().query.wish.text().to_string();
        self.ask_for(Asked::Mute, text);
    }

    fn is_among_the_muted(&self) -> bool {
        self.view() == View::Timeline && self.timeline.query.place == Place::Muted
    }

    /// `z X`: shows what is muted, and which mutes there are.
    pub(super) fn show_muted(&mut self) {
        if self.overview.mutes.is_empty() {
            let mutes = self.by_key("mute", "mutes what a query finds");
            return self.say(format!("Nothing is muted.{mutes}"));
        }
        self.go_place(Place::Muted);
        let mutes = said(&self.overview.mutes.join(", "));
        let takes = self.by_key("mute", "takes one away");
        self.say(format!("Muted: {mutes}.{takes}"));
    }

    /// A mute was typed; whether it is one.
    pub(super) fn mute_typed(&mut self, text: &str) {
        match mute::read(text) {
            Err(trouble) => self.say(trouble.to_string()),
            Ok(clause) => {
                self.popup = None;
                self.change(Ask::SetMute {
                    query: clause.to_string(),
                    on: true,
                });
            }
        }
    }

    /// A mute that is to go was typed.
    pub(super) fn unmute_typed(&mut self, text: &str) {
        let mutes = &self.overview.mutes;
        match mutes.iter().find(|it| it.as_str() == text).cloned() {
            Some(query) => {
                self.popup = None;
                self.change(Ask::SetMute { query, on: false });
            }
            None => {
                let mutes = said(&mutes.join(", "));
                self.say(format!("That is no mute. Muted: {mutes}."));
            }
        }
    }

    /// What a mute did, as a sentence.
    pub(super) fn mute_words(&self, query: &str, on: bool) -> String {
        let back = self.by_key("undo", "takes it back");
        let again = self.by_key("undo", "mutes it again");
        let show = self.by_key("mute.show", "shows what is muted");
        let query = said(query);
        match on {
            true => format!("Muted: {query}.{show}{back}"),
            false => format!("No longer muted: {query}.{again}"),
        }
    }
}
