//! `u` on the screen: what was done here goes back at once; what was done
//! before this session, or changes who is followed, is named first.
//!
//! Nothing is taken back that the person did not see or was not told.

use crate::app::effect::Ask;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::notices::said;
use crate::domain::answer::Step;
use crate::domain::text::width;

impl Model {
    /// Takes the last step back, or has it named.
    pub(super) fn take_back(&mut self) {
        let named = self.desk.named.take();
        let began = self.desk.began;
        self.change(Ask::Undo { began, named });
    }

    /// The writer left a step alone that is to be named first.
    pub(super) fn name_step(&mut self, step: &Step) {
        self.desk.named = Some(step.id);
        let at = step.at.local();
        let when = match at.strip_prefix(&self.now.day()) {
            Some(time) => format!("today,{time}"),
            None => at,
        };
        let key = match self.keymap.first_key("undo") {
            "" => "Undo",
            key => key,
        };
        let what = said(&step.what);
        let back = format!("{key} once more takes it back.");
        let forms = [
            format!("The step before is from {when}: {what}. {back}"),
            format!("From {when}: {what}. {back}"),
            format!("{key} undoes: {what}"),
        ];
        // What it was must not be cut: that is what is asked about.
        let room = usize::from(self.width.saturating_sub(2));
        let fits = forms.iter().find(|it| width(it) <= room);
        let text = fits.unwrap_or(&forms[2]).clone();
        self.say(text);
    }

    /// A key was pressed: only the very next one takes a named step back. One
    /// of several, and the palette, are on their way to it.
    pub(super) fn forget_named(&mut self) {
        let on_its_way =
            !self.waiting.is_empty() || matches!(self.popup, Some(Popup::Palette { .. }));
        if !on_its_way {
            self.desk.named = None;
        }
    }
}
