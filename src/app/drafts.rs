//! Notes that were typed and not kept: closing the box keeps the text, `e` on
//! the same item brings it back, also after a restart and after a crash.
//!
//! Nothing here is a note yet: only Enter asks the writer for one.

use std::collections::BTreeMap;

use crate::app::effect::Ask;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::session;
use crate::domain::id::WorkId;

/// What was typed about each work; never empty, never what its note says.
pub type Drafts = BTreeMap<WorkId, String>;

impl Model {
    /// `e`: the box on a note, with what was typed before. A note of several
    /// lines goes into the editor: one line cannot hold its breaks.
    pub(super) fn write_note(&mut self, work: WorkId) {
        self.peek(work);
        let article = self.article.as_ref().filter(|it| it.work == work);
        let note = match article.and_then(|it| it.loaded.as_ref()) {
            Some(loaded) => loaded.note.clone().unwrap_or_default(),
            None if self.row_of(work).is_some_and(|row| row.noted) => {
                self.desk.note_wanted = Some(work);
                return;
            }
            None => String::new(),
        };
        if note.contains('\n') {
            return self.edit_note();
        }
        let text = self.desk.drafts.get(&work).cloned().unwrap_or(note);
        self.ask_for(Asked::Note(work), text);
    }

    /// Holds what stands in an open note box; whether that is something to
    /// bring back.
    pub(super) fn hold_draft(&mut self) -> bool {
        let Some(Popup::Ask {
            what: Asked::Note(work),
            input,
        }) = &self.popup
        else {
            return false;
        };
        let (work, text) = (*work, input.text.trim().to_string());
        if text.is_empty() || self.note_of(work) == Some(text.as_str()) {
            self.drop_draft(work);
            return false;
        }
        if self.desk.drafts.get(&work) != Some(&text) {
            self.desk.drafts.insert(work, text);
            self.write_drafts();
        }
        true
    }

    /// The box is closed without Enter.
    pub(super) fn leave_box(&mut self) {
        if self.hold_draft() {
            let back = self.by_key("note", "brings back what you typed");
            self.say(format!("Not kept.{back}"));
        }
        self.popup = None;
    }

    /// Enter: a draft still, until the writer has it.
    pub(super) fn draft_asked(&mut self, work: WorkId, text: &str) {
        match text {
            "" => self.drop_draft(work),
            text => drop(self.desk.drafts.insert(work, text.to_string())),
        }
    }

    /// What was typed is kept as a note, or is not wanted.
    pub(super) fn drop_draft(&mut self, work: WorkId) {
        if self.desk.drafts.remove(&work).is_some() {
            self.write_drafts();
        }
    }

    /// Now, and not when rounds is left: a crash leaves nothing.
    fn write_drafts(&mut self) {
        let session = session::write(self);
        self.change_quietly(Ask::SetSession(session));
    }
}
