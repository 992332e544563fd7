//! What is done with what was typed into a box: a command run, a place gone to,
//! an address looked at, a name, a note or a word kept. Keys that move in boxes
//! are not here.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::notices::said;
use crate::app::palette;
use crate::app::palette::Target;
use crate::app::tending;
use crate::domain::id::WorkId;
use crate::domain::list::path_of;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::secret;
use crate::domain::secret::Secret;

impl Model {
    pub(super) fn run_command(&mut self, typed: &str, cursor: usize) {
        // The palette itself is a popup; what a command needs is what stands
        // below it.
        let popup = self.popup.take();
        let chosen = palette::commands_and_actions(self, typed)
            .into_iter()
            .nth(cursor);
        match chosen {
            None => {
                self.popup = popup;
                self.say("No command like that. Esc closes.");
            }
            Some((offer, action)) => match offer.blocked {
                None => self.run(action, None),
                Some(why) => {
                    self.popup = popup;
                    self.say(format!("Not now: {why}."));
                }
            },
        }
    }

    pub(super) fn jump(&mut self, typed: &str, cursor: usize) {
        let chosen = palette::places_and_targets(self, typed)
            .into_iter()
            .nth(cursor);
        let Some((_, target)) = chosen else {
            let typed = typed.trim();
            let is_address = typed.contains('.') && !typed.contains(' ');
            return match is_address {
                true => self.look_for_feeds(typed),
                false => self.say(format!("Nothing is called {}.", said(typed))),
            };
        };
        self.popup = None;
        match target {
            Target::List(list) => self.go_place(Place::List(list)),
            Target::Source(source) => self.go_place(Place::Source(source)),
            Target::View(view) => self.go(view),
            Target::Tag(tag) => self.show_tag(&tag),
            Target::Timeline(query) => self.show_kept(&query),
            Target::Topic(topic) => {
                self.go(View::Timeline);
                self.filter(Query {
                    topic: Some(topic),
                    ..self.timeline.query.clone()
                });
            }
        }
    }

    /// Tab completes what is typed to the label of the chosen line.
    pub(super) fn complete(&mut self) {
        let label = match &self.popup {
            Some(Popup::Palette { input, cursor }) => {
                let offers = palette::commands(self, &input.text);
                offers.into_iter().nth(*cursor).map(|offer| offer.label)
            }
            Some(Popup::Jump { input, cursor }) => {
                let offers = palette::places(self, &input.text);
                offers.into_iter().nth(*cursor).map(|offer| offer.label)
            }
            _ => None,
        };
        if let Some(label) = label
            && let Some(Popup::Palette { input, cursor } | Popup::Jump { input, cursor }) =
                &mut self.popup
        {
            *input = Input::holding(label);
            *cursor = 0;
        }
    }

    pub(super) fn look_for_feeds(&mut self, address: &str) {
        // From here on the secret is on no screen and in no message.
        let (address, secret) = secret::taken(address);
        match secret {
            Some(secret) => self.pending.login = Some((address.clone(), secret)),
            // The same address once more, which was shown without its secret.
            None => {
                let same = |(of, _): &(String, Secret)| *of == address;
                self.pending.login = self.pending.login.take().filter(same);
            }
        }
        if address.is_empty() {
            return self.say("Type or paste the address of a journal, an agency or a feed.");
        }
        self.popup = Some(Popup::Follow(Follow::Looking(address.clone())));
        if self.has_ended("fetcher") {
            self.popup = Some(Popup::Follow(Follow::Typing(Input::holding(address))));
            return self.say_fetcher_ended();
        }
        let login = self.pending.login.clone();
        let secret = login.map(|(_, secret)| secret);
        self.desk.out.push(Effect::FindFeeds { address, secret });
    }

    /// The note of a work as it is known here; empty where it has none.
    pub(super) fn note_of(&self, work: WorkId) -> Option<&str> {
        let article = self.article.as_ref().filter(|article| article.work == work);
        match article.and_then(|article| article.loaded.as_deref()) {
            Some(loaded) => Some(loaded.note.as_deref().unwrap_or_default()),
            None => self.row_of(work).filter(|row| !row.noted).map(|_| ""),
        }
    }

    /// A line of text was answered.
    pub(super) fn answer(&mut self, what: Asked, input: &Input) {
        let text = input.text.trim().to_string();
        if what == Asked::Filter {
            self.filter_typed(&text);
            return;
        }
        match what {
            Asked::Mute => return self.mute_typed(&text),
            Asked::Unmute => return self.unmute_typed(&text),
            Asked::Daily(source) => return self.limit_typed(source, &text),
            _ => {}
        }
        let needs_text = !matches!(
            what,
            Asked::Note(_) | Asked::Tags { .. } | Asked::TopicWords(_) | Asked::Question(_)
        );
        if text.is_empty() && needs_text {
            return self.say("Type a name, or Esc to leave it as it is.");
        }
        if let Asked::Note(work) = &what
            && self.note_of(*work) == Some(text.as_str())
        {
            let work = *work;
            self.popup = None;
            self.drop_draft(work);
            return self.say(match text.is_empty() {
                true => "No note was written.",
                false => "The note is as it was.",
            });
        }
        self.popup = None;
        let ask = match what {
            Asked::RenameList(list) => Ask::RenameList { list, name: text },
            Asked::RenameSource(source) => Ask::RenameSource { source, name: text },
            Asked::NewList if path_of(&text).is_empty() => {
                return self.say("A list needs a name.");
            }
            Asked::NewList => Ask::NewList(text),
            Asked::NewTopic => {
                self.popup = Some(Popup::Ask {
                    what: Asked::TopicWords(text),
                    input: Input::default(),
                });
                return self.say(
                    "Now its words, with commas between them; none for one that rounds ships.",
                );
            }
            Asked::TopicWords(name) => Ask::SetTopic {
                words: tending::words_of(&text),
                name,
            },
            Asked::Note(work) => {
                self.draft_asked(work, &text);
                Ask::SetNote { work, note: text }
            }
            Asked::Tags { works, before } => return self.write_tags(works, &before, &text),
            Asked::Question(work) => Ask::SetReview {
                work,
                question: Some(text),
            },
            Asked::TimelineName(query) => Ask::SetTimeline {
                name: text,
                query: Some(query),
            },
            Asked::Filter | Asked::Mute | Asked::Unmute | Asked::Daily(_) => return,
            Asked::ExportTo { format, what } => return self.export_to(format, what, text),
        };
        self.change(ask);
    }
}
