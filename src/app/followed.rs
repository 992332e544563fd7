//! What is said once many sources came or went at a time. Nothing is followed
//! here.

use crate::app::effect::Done;
use crate::app::model::Model;
use crate::app::model::Tone;
use crate::app::notices::named;
use crate::app::notices::part;
use crate::app::notices::said;
use crate::domain::living::Reading;
use crate::domain::living::Shift;
use crate::domain::source::NewSource;

impl Model {
    pub(super) fn say_followed_all(&mut self, entries: &[(Vec<String>, NewSource)], done: &Done) {
        let Done::FollowedAll { n_new } = done else {
            return;
        };
        match n_new {
            0 if entries.is_empty() => {
                let welcome = self.by_key("go.welcome", "shows the lists again");
                let who = self.by_key("who", "shows whom to follow");
                self.say(format!("Nothing is followed yet.{welcome}{who}"));
            }
            0 => self.say("All of them are followed already."),
            n => {
                let mut names = entries.iter().map(|(_, source)| named(&source.title));
                // Names as long as they can all be read.
                let who = match (entries.len(), n) {
                    (1, _) => names.next().unwrap_or_default(),
                    (2, 2) => names.collect::<Vec<_>>().join(" and "),
                    (_, 1) => "1 more source".to_string(),
                    (_, n) => format!("{n} sources"),
                };
                let them = if *n == 1 { "it" } else { "them" };
                let back = self.by_key("undo", &format!("twice takes {them} back"));
                self.say_done(format!("Following {who}.{back}"));
            }
        }
    }

    /// Who came to a list that lives elsewhere and who went; and where it could
    /// not be read.
    pub(super) fn say_shift(&mut self, reading: &Reading, shift: &Shift) {
        match reading {
            Reading::Failed(_) if self.offline.is_some() => {}
            Reading::Failed(why) if !shift.list.is_empty() => {
                let list = said(&shift.list);
                self.mention(
                    Tone::Care,
                    format!("The list {list} was not read: {}.", part(why)),
                );
            }
            _ if shift.is_empty() => {}
            _ => {
                let what = said(&shift.sentence());
                let back = self.by_key("undo", "twice takes it back");
                self.mention(Tone::Done, format!("{what}.{back}"));
            }
        }
    }
}
