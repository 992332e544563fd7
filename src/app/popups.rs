//! What lies on top of a screen: walking it, choosing in it, closing it.

use crate::app::actions::Action;
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
use crate::app::why;
use crate::domain::document::Link;
use crate::domain::id::WorkId;
use crate::domain::list::path_of;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::secret;
use crate::domain::secret::Secret;

impl Model {
    /// A key in a popup without a text field: the usual keys walk and choose.
    pub(super) fn key_in_popup(&mut self, action: &'static Action, digit: Option<u8>, keys: &str) {
        const FAR: isize = isize::MAX / 2;
        if let Some(Popup::Filter(_)) = &self.popup {
            match action.name {
                "read.on" => return self.tick_filter(),
                "pane.next" | "view.next" => return self.turn_column(1),
                "pane.prev" => return self.turn_column(-1),
                "filter.clear" => return self.untick_filter(),
                "search" | "filter.query" => return self.type_filter(),
                "filter" => {
                    self.popup = None;
                    return;
                }
                _ => {}
            }
        }
        match action.name {
            "pane.next" if self.is_exporting() => self.next_offer(1),
            "pane.prev" if self.is_exporting() => self.next_offer(2),
            "export" if self.is_exporting() => self.popup = None,
            "move.down" | "pane.next" => self.move_in_popup(1),
            "move.up" | "pane.prev" => self.move_in_popup(-1),
            "move.halfdown" | "move.pagedown" => self.move_in_popup(8),
            "move.halfup" | "move.pageup" => self.move_in_popup(-8),
            "move.bottom" => self.move_in_popup(FAR),
            "move.top" => self.move_in_popup(-FAR),
            "move.in" | "read.on" => self.accept_popup(),
            "move.out" | "back" | "esc" => self.popup = None,
            "open.nth" => self.digit_in_popup(digit.unwrap_or(0)),
            "open.browser" => self.open_from_popup(),
            "copy.link" => match self.link_in_popup() {
                Some(link) => self.copy(&link, "the link"),
                None => self.say("There is no link to copy."),
            },
            "why" if matches!(self.popup, Some(Popup::Why { .. })) => self.popup = None,
            "unfollow" if matches!(self.popup, Some(Popup::Carriers { .. })) => {
                self.split_carrier();
            }
            "follow" if matches!(self.popup, Some(Popup::Carriers { .. })) => {
                self.join_carrier();
            }
            "links" if matches!(self.popup, Some(Popup::Links { .. })) => self.popup = None,
            "discussion" if matches!(self.popup, Some(Popup::Carriers { .. })) => {
                self.popup = None;
            }
            "interrupt" | "quit" | "suspend" | "redraw" => self.run(action, None),
            "help" => self.help_on_top(),
            _ => self.say_unbound(keys),
        }
    }

    fn is_exporting(&self) -> bool {
        matches!(self.popup, Some(Popup::Export { .. }))
    }

    /// How many lines can be chosen in the popup.
    fn n_in_popup(&self) -> usize {
        match &self.popup {
            Some(Popup::Links { .. }) => self.links().len(),
            Some(Popup::Palette { input, .. }) => palette::commands(self, &input.text).len(),
            Some(Popup::Jump { input, .. }) => palette::places(self, &input.text).len(),
            Some(Popup::Follow(Follow::Picking { found, .. })) => found.len(),
            Some(Popup::Tend { of, .. }) => tending::choices(of).len(),
            Some(Popup::Lists { .. }) => self.overview.lists.len(),
            Some(Popup::Carriers { .. }) => self.carriers().len() + self.related().len(),
            Some(Popup::Why { .. }) => why::reasons(self).len(),
            Some(
                Popup::Follow(_)
                | Popup::Ask { .. }
                | Popup::Address { .. }
                | Popup::Entry(_)
                | Popup::Filter(_),
            )
            | None => 0,
            Some(Popup::Export { of, .. }) => self.forms_of(*of).len(),
        }
    }

    pub(super) fn move_in_popup(&mut self, by: isize) {
        if let Some(Popup::Filter(_)) = &self.popup {
            return self.move_in_filter(by);
        }
        let last = self.n_in_popup().saturating_sub(1);
        if let Some(
            Popup::Links { cursor }
            | Popup::Palette { cursor, .. }
            | Popup::Jump { cursor, .. }
            | Popup::Follow(Follow::Picking { cursor, .. })
            | Popup::Tend { cursor, .. }
            | Popup::Lists { cursor, .. }
            | Popup::Carriers { cursor }
            | Popup::Why { cursor }
            | Popup::Export { cursor, .. },
        ) = &mut self.popup
        {
            *cursor = cursor.saturating_add_signed(by).min(last);
        }
    }

    /// Enter in a popup, with or without a text field.
    pub(super) fn accept_popup(&mut self) {
        match self.popup.clone() {
            // Its keys go another way: `typed_in_form`.
            None | Some(Popup::Follow(Follow::Looking(_)) | Popup::Entry(_)) => {}
            Some(Popup::Links { cursor }) => {
                let number = u8::try_from(cursor + 1).unwrap_or(u8::MAX);
                self.digit_in_popup(number);
            }
            Some(Popup::Palette { input, cursor }) => self.run_command(&input.text, cursor),
            Some(Popup::Jump { input, cursor }) => self.jump(&input.text, cursor),
            Some(Popup::Follow(Follow::Typing(input))) => self.look_for_feeds(&input.text),
            Some(Popup::Follow(Follow::Picking { found, cursor, .. })) => {
                let Some(found) = found.into_iter().nth(cursor) else {
                    return;
                };
                self.popup = None;
                let list = match self.timeline.query.place {
                    Place::List(list) => Some(list),
                    _ => None,
                };
                let login = self.pending.login.take().filter(|_| found.with_secret);
                self.change(Ask::Follow {
                    address: found.address,
                    title: found.title,
                    home: found.home,
                    list,
                    secret: login.map(|(_, secret)| secret),
                });
            }
            Some(Popup::Filter(_)) => self.apply_filter(),
            Some(Popup::Tend { of, cursor }) => self.tend(of, cursor),
            Some(Popup::Ask { what, input }) => self.answer(what, &input),
            Some(Popup::Lists { source, cursor }) => self.tick_list(source, cursor),
            Some(Popup::Carriers { cursor }) => self.open_carrier(cursor),
            Some(Popup::Address { .. } | Popup::Why { .. }) => self.popup = None,
            Some(Popup::Export { of, cursor }) => self.ask_where_to(of, cursor),
        }
    }

    fn digit_in_popup(&mut self, number: u8) {
        match self.popup {
            Some(Popup::Links { .. }) => self.open_link(number),
            _ => self.say_unbound(&number.to_string()),
        }
    }

    /// Opens the numbered link of the article.
    pub(super) fn open_link(&mut self, number: u8) {
        let index = usize::from(number).checked_sub(1);
        match index.and_then(|index| self.links().get(index)) {
            Some(link) => {
                let link = link.target.clone();
                self.desk.out.push(Effect::Open { link });
            }
            None => match self.links().len() {
                0 => self.say_no_links(),
                1 => self.say(format!(
                    "There is no link {number}: this item has one link."
                )),
                n => self.say(format!(
                    "There is no link {number}: this item has {n} links."
                )),
            },
        }
    }

    /// The links of the article, in reading order.
    pub fn links(&self) -> &[Link] {
        let loaded = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        match loaded.and_then(|work| work.document.as_ref()) {
            Some(document) => &document.links,
            None => &[],
        }
    }

    fn link_in_popup(&self) -> Option<String> {
        match &self.popup {
            Some(Popup::Links { cursor }) => {
                self.links().get(*cursor).map(|link| link.target.clone())
            }
            Some(Popup::Carriers { cursor }) => {
                self.carriers().get(*cursor).and_then(|it| it.link.clone())
            }
            Some(Popup::Address { link, .. }) => Some(link.clone()),
            _ => None,
        }
    }

    fn open_from_popup(&mut self) {
        match self.link_in_popup() {
            Some(link) => self.desk.out.push(Effect::Open { link }),
            None => self.say("There is no link to open."),
        }
    }

    fn run_command(&mut self, typed: &str, cursor: usize) {
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

    fn jump(&mut self, typed: &str, cursor: usize) {
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
    fn answer(&mut self, what: Asked, input: &Input) {
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
