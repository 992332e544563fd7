//! What lies on top of a screen: walking it, choosing in it, closing it.

use crate::app::actions::Action;
use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::palette;
use crate::app::tending;
use crate::app::why;
use crate::domain::document::Link;
use crate::domain::query::Place;

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
}
