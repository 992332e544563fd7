//! What is said of a change once the writer has it, and the key that takes it
//! back. Nothing is claimed here before that.

use crate::app::effect::Ask;
use crate::app::effect::Done;
use crate::app::model::Model;
use crate::app::notices::named;
use crate::app::notices::said;
use crate::domain::learning::hours;
use crate::domain::link;

impl Model {
    pub(super) fn say_what_was_done(&mut self, ask: &Ask, done: &Done) {
        let back = self.by_key("undo", "takes it back");
        let again = self.by_key("undo", "brings it back");
        let twice = self.by_key("undo", "twice takes it back");
        let text = match (ask, done) {
            (_, Done::Changed(_)) => self.shelf_words(ask, done).unwrap_or_default(),
            (Ask::SetSaved { saved: true, .. }, _) => format!("Saved.{back}"),
            (Ask::SetSaved { .. }, _) => format!("No longer saved.{again}"),
            (Ask::SetRead { read: true, .. }, _) => {
                format!("Marked as read.{back}")
            }
            (Ask::SetRead { .. }, _) => format!("Marked as unread.{back}"),
            (Ask::AllRead { query, .. }, Done::Read(n)) => {
                let place = self.marked_where(query);
                let them = self.by_key("undo", "brings them back");
                match n {
                    0 if place.is_empty() => return self.say("Nothing was unread here."),
                    0 => return self.say(format!("None{place} was unread.")),
                    1 => format!("1{place} marked as read.{again}"),
                    n => format!("{n}{place} marked as read.{them}"),
                }
            }
            (Ask::Split { .. } | Ask::Join { .. }, _) => self.ruling_words(ask).unwrap_or_default(),
            (_, Done::Undone(None)) => return self.say("There is nothing to take back."),
            (_, Done::Asks(step)) => return self.name_step(step),
            (_, Done::Redone(None)) => return self.say("There is nothing to do again."),
            (_, Done::Undone(Some(what))) => {
                let redo = self.by_key("redo", "does it again");
                format!("Taken back: {}.{redo}", said(what))
            }
            (_, Done::Redone(Some(what))) => {
                format!("Done again: {}.{back}", said(what))
            }
            (Ask::Follow { title, address, .. }, Done::Followed { before, .. }) => {
                let name = match title.trim().is_empty() {
                    true => said(address),
                    false => said(title),
                };
                match before {
                    true => format!("{name} is followed already."),
                    false => format!("Following {name}.{twice}"),
                }
            }
            (Ask::FollowAll { entries, .. }, done) => return self.say_followed_all(entries, done),
            (Ask::TakeLiving(_, reading) | Ask::FollowLiving(_, reading), Done::Shifted(shift)) => {
                return self.say_shift(reading, shift);
            }
            (Ask::HideSuggestion { name, .. }, _) => {
                format!("{} is never suggested again.{back}", said(name))
            }
            (Ask::SetNote { note, .. }, _) if note.is_empty() => {
                format!("Note taken away.{again}")
            }
            (Ask::SetNote { .. }, _) => format!("Note kept.{back}"),
            (Ask::Log { draft, replaces }, _) => {
                let how_long = hours(draft.minutes);
                match replaces {
                    None => format!("Logged {how_long}.{back}"),
                    Some(_) => format!("Corrected; the log keeps both.{back}"),
                }
            }
            (Ask::SetHighlight { keep: true, .. }, _) => format!("Marked.{back}"),
            (Ask::SetHighlight { .. }, _) => format!("Mark taken off.{again}"),
            (Ask::SetReview { question, .. }, _) => match question {
                Some(_) => {
                    let out = self.by_key("undo", "takes it out again");
                    format!("In review; due now.{out}")
                }
                None => {
                    let puts = self.by_key("undo", "puts it back");
                    format!("Out of review; its history is kept.{puts}")
                }
            },
            (Ask::WithdrawLog(_), _) => format!("Withdrawn.{again}"),
            (Ask::Unfollow(source), _) => {
                let name = named(&self.source_title(*source));
                let brings = self.by_key("undo", "twice brings it back");
                format!("Unfollowed {name}; saved items stay.{brings}")
            }
            (Ask::RenameSource { name, .. }, _) => format!("Now called {}.{back}", said(name)),
            (Ask::RenameList { name, .. }, _) => format!("Now called {}.{twice}", said(name)),
            (Ask::Readdress { source, address }, _) => {
                let address = said(&link::without_secrets(address));
                let name = said(&self.source_title(*source));
                format!("{name} is asked at {address} now.{back}")
            }
            (Ask::NewList(name), _) => format!("List {} is made.", said(name)),
            (Ask::DeleteList(_), _) => {
                let brings = self.by_key("undo", "twice brings it back");
                format!("List deleted; its sources stay followed.{brings}")
            }
            (Ask::SetTimeline { name, query: None }, _) => {
                format!("Timeline {} is taken away.{again}", said(name))
            }
            (Ask::SetTimeline { name, .. }, _) => {
                format!("Timeline {} is kept.{back}", said(name))
            }
            (Ask::SetMute { query, on }, _) => self.mute_words(query, *on),
            (Ask::SetDaily { source, daily }, _) => self.limit_words(*source, *daily),
            (Ask::BeginRound { .. }, _) => return,
            (Ask::DropTopic { name }, _) => {
                format!("Topic {} is taken away.", said(name))
            }
            (Ask::SetTopic { name, words }, _) if words.is_empty() && self.is_own_topic(name) => {
                format!("Topic {} had no other words and is taken away.", said(name))
            }
            (Ask::SetTopic { name, .. }, _) => format!("Topic {} is kept.", said(name)),
            (_, _) => "Done.".to_string(),
        };
        self.say_done(text);
    }
}
