//! Keys and pastes where a text field is open: everything printable types.

use crate::app::actions;
use crate::app::effect::Effect;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::input::Input;
use crate::app::keymap;
use crate::app::model::Asked;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::notices::said;
use crate::domain::text;

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Changed,
    Moved,
    /// The key edits nothing.
    None,
}

impl Model {
    /// The text field that keys go into, if one is open.
    pub fn field(&self) -> Option<&Input> {
        match &self.popup {
            Some(
                Popup::Palette { input, .. }
                | Popup::Jump { input, .. }
                | Popup::Follow(Follow::Typing(input))
                | Popup::Ask { input, .. },
            ) => return Some(input),
            Some(Popup::Entry(form)) => return form.input(),
            Some(_) => return None,
            None => {}
        }
        match self.view() {
            View::Search if self.search_typing => Some(&self.search_box),
            View::Welcome => self.welcome.find.as_ref(),
            View::Who => self.who.find.as_ref(),
            View::Help if self.help_typing => Some(&self.help_find),
            View::Reader => {
                let find = self.article.as_ref().and_then(|it| it.find.as_ref());
                find.filter(|find| find.typing).map(|find| &find.input)
            }
            _ => None,
        }
    }

    pub(super) fn field_mut(&mut self) -> Option<&mut Input> {
        let view = self.view();
        match &mut self.popup {
            Some(
                Popup::Palette { input, .. }
                | Popup::Jump { input, .. }
                | Popup::Follow(Follow::Typing(input))
                | Popup::Ask { input, .. },
            ) => return Some(input),
            Some(Popup::Entry(form)) => return form.input_mut(),
            Some(_) => return None,
            None => {}
        }
        match view {
            View::Search if self.search_typing => Some(&mut self.search_box),
            View::Welcome => self.welcome.find.as_mut(),
            View::Who => self.who.find.as_mut(),
            View::Help if self.help_typing => Some(&mut self.help_find),
            View::Reader => {
                let find = self.article.as_mut().and_then(|it| it.find.as_mut());
                find.filter(|find| find.typing).map(|find| &mut find.input)
            }
            _ => None,
        }
    }

    pub fn is_typing(&self) -> bool {
        self.field().is_some() || matches!(self.popup, Some(Popup::Entry(_)))
    }

    /// A key while a text field is open.
    pub(super) fn typed(&mut self, key: Key) {
        let ctrl = |c: char| key.ctrl && key.code == KeyCode::Char(c);
        for (c, name) in [('z', "suspend"), ('l', "redraw")] {
            if ctrl(c) {
                if let Some(action) = actions::named(name) {
                    self.run(action, None);
                }
                return;
            }
        }
        if key.code == KeyCode::F(1) {
            return self.help_on_top();
        }
        // Twice would leave, and with it what is typed.
        let key = match ctrl('c') {
            true => keymap::plain(KeyCode::Esc),
            false => key,
        };
        if matches!(self.popup, Some(Popup::Entry(_))) {
            return self.typed_in_form(key);
        }
        match key.code {
            KeyCode::Esc => self.leave_field(),
            KeyCode::Enter => self.accept_field(),
            KeyCode::Tab | KeyCode::BackTab => self.tab_in_field(),
            KeyCode::Down => self.move_below_field(1),
            KeyCode::Up => self.move_below_field(-1),
            _ if ctrl('n') => self.move_below_field(1),
            _ if ctrl('p') => self.move_below_field(-1),
            _ => {
                let edit = self
                    .field_mut()
                    .map_or(Edit::None, |input| edit(input, key));
                if edit == Edit::Changed {
                    self.field_changed();
                }
            }
        }
    }

    /// `?` over a box, and F1 where that is a letter: the help, and back to the
    /// box and to what was being typed.
    pub(super) fn help_on_top(&mut self) {
        // What comes would find its box gone.
        if let Some(Popup::Follow(Follow::Looking(_))) = self.popup {
            return self.say("Still looking for feeds. Esc stops that.");
        }
        let under = (self.popup.take(), self.search_typing);
        self.run_named("help");
        self.desk.under_help = under;
    }

    /// A paste: into the field that is open; else a single address is offered
    /// for following and anything else is left alone.
    pub(super) fn pasted(&mut self, text: &str) {
        self.desk.opens = None;
        if let Some(input) = self.field_mut() {
            input.insert(text.trim_end_matches(['\r', '\n']));
            return self.field_changed();
        }
        let text = text.trim();
        let is_address = (text.starts_with("http://") || text.starts_with("https://"))
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if is_address && self.popup.is_none() && !self.is_too_small() {
            self.waiting.clear();
            self.which_key = false;
            self.popup = Some(Popup::Follow(Follow::Typing(Input::holding(text))));
            return self.say("Enter looks for feeds there, Esc drops it.");
        }
        self.say("Pasted text was ignored: no text field is open");
    }

    fn field_changed(&mut self) {
        let view = self.view();
        match &mut self.popup {
            Some(Popup::Palette { cursor, .. } | Popup::Jump { cursor, .. }) => *cursor = 0,
            Some(_) => {}
            None if view == View::Search => self.search_typed(),
            None if view == View::Welcome => self.find_field(),
            None if view == View::Who => self.find_in_who(),
            None if view == View::Help => self.help_top = 0,
            None => {
                self.search_article();
                self.scroll_to_match();
            }
        }
    }

    fn scroll_to_match(&mut self) {
        let (_, height) = self.article_size();
        if let Some(article) = &mut self.article
            && let Some(find) = &article.find
            && let Some(line) = find.lines.get(find.current).copied()
            && (line < article.top || line >= article.top + height)
        {
            article.top = line.saturating_sub(height / 3);
        }
    }

    fn leave_field(&mut self) {
        if self.popup.is_some() {
            return self.leave_box();
        }
        match self.view() {
            View::Search => self.back(),
            View::Welcome => self.welcome.find = None,
            View::Who => self.who.find = None,
            View::Help => _ = self.leave_help_find(),
            _ => {
                if let Some(article) = &mut self.article {
                    article.find = None;
                }
            }
        }
    }

    fn accept_field(&mut self) {
        if self.popup.is_some() {
            return self.accept_popup();
        }
        if self.view() == View::Search {
            return self.enter_results();
        }
        match self.view() {
            View::Welcome => return self.welcome.find = None,
            View::Who => return self.who.find = None,
            View::Help => return self.help_typing = false,
            _ => {}
        }
        if let Some(find) = self
            .article
            .as_mut()
            .and_then(|article| article.find.as_mut())
        {
            find.typing = false;
        }
        self.show_match();
    }

    fn tab_in_field(&mut self) {
        match &self.popup {
            Some(Popup::Palette { .. } | Popup::Jump { .. }) => self.complete(),
            Some(Popup::Ask {
                what: Asked::Filter | Asked::Mute,
                ..
            }) => self.complete_or_say(),
            Some(Popup::Ask {
                what: Asked::Tags { .. },
                ..
            }) => self.complete_tag(),
            Some(_) => {}
            None if self.view() == View::Search => self.tab_in_search(),
            None => {}
        }
    }

    fn move_below_field(&mut self, by: isize) {
        match &self.popup {
            Some(_) => self.move_in_popup(by),
            None if self.view() == View::Search && by > 0 => self.enter_results(),
            None => {}
        }
    }

    /// Offers the desktop or the terminal a text, and says what it was.
    pub(super) fn copy(&mut self, text: &str, what: &str) {
        /// Cells of what is copied that are said; it may have pages.
        const SAID: usize = 200;

        let shown = said(text);
        let shown = text::shorten(&shown, SAID);
        self.desk.out.push(Effect::Copy(text.to_string()));
        // In quotes it is cut at its end where it is too long for the line.
        self.say_done(match shown.contains(' ') {
            true => format!("Copied {what}: «{shown}»"),
            false => format!("Copied {what}: {shown}"),
        });
    }
}

/// Edits the line as a shell would.
pub(super) fn edit(input: &mut Input, key: Key) -> Edit {
    let changed = |before: usize, input: &Input| match input.text.len() == before {
        true => Edit::None,
        false => Edit::Changed,
    };
    if input.selected {
        let types = matches!(
            (key.code, key.ctrl, key.alt),
            (KeyCode::Char(_), false, false)
        );
        let deletes = matches!(key.code, KeyCode::Backspace | KeyCode::Delete)
            || (key.ctrl && matches!(key.code, KeyCode::Char('w' | 'u' | 'k' | 'h' | 'd')));
        input.unselect(types || deletes);
        if let (true, KeyCode::Char(c)) = (types, key.code) {
            input.insert(c.encode_utf8(&mut [0; 4]));
        }
        if types || deletes {
            return Edit::Changed;
        }
    }
    let before = input.text.len();
    match (key.code, key.ctrl, key.alt) {
        (KeyCode::Char('w'), true, _) => input.delete_word(),
        (KeyCode::Char('u'), true, _) => input.delete_to_start(),
        (KeyCode::Char('k'), true, _) => input.delete_to_end(),
        (KeyCode::Char('h'), true, _) | (KeyCode::Backspace, ..) => input.backspace(),
        (KeyCode::Char('d'), true, _) | (KeyCode::Delete, ..) => input.delete(),
        (KeyCode::Char('a'), true, _) | (KeyCode::Home, ..) => input.home(),
        (KeyCode::Char('e'), true, _) | (KeyCode::End, ..) => input.end(),
        (KeyCode::Char('b'), _, true) | (KeyCode::Left, true, _) => input.word_left(),
        (KeyCode::Char('f'), _, true) | (KeyCode::Right, true, _) => input.word_right(),
        (KeyCode::Char('b'), true, _) | (KeyCode::Left, ..) => input.left(),
        (KeyCode::Char('f'), true, _) | (KeyCode::Right, ..) => input.right(),
        (KeyCode::Char(c), false, false) => input.insert(c.encode_utf8(&mut [0; 4])),
        _ => return Edit::None,
    }
    match changed(before, input) {
        Edit::None => Edit::Moved,
        edit => edit,
    }
}
