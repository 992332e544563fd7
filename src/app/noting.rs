//! Notes that are written in the person's editor.
//!
//! What comes back is asked of the writer like any note. What the writer
//! refuses stands in the editor again when it is opened next.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::notices::part;
use crate::domain::id::WorkId;
use crate::domain::text;

impl Model {
    /// `E`: gives the note to the editor, once it is here.
    pub(super) fn edit_note(&mut self) {
        let Some(work) = self.chosen() else {
            return;
        };
        if let Some((_, note)) = self.desk.note_left.take_if(|(left, _)| *left == work) {
            return self.desk.out.push(Effect::Edit { work, note });
        }
        self.peek(work);
        let article = self.article.as_ref().filter(|it| it.work == work);
        match article.and_then(|it| it.loaded.as_deref()) {
            Some(loaded) => {
                let note = loaded.note.clone().unwrap_or_default();
                self.desk.out.push(Effect::Edit { work, note });
            }
            None => self.desk.editor_wanted = Some(work),
        }
    }

    /// The editor ended.
    pub(super) fn note_edited(&mut self, work: WorkId, note: Result<String, String>) {
        let note = match note {
            Ok(note) => text::clean_block(&note).trim().to_string(),
            Err(why) => {
                return self.say_failed(format!("The note is as it was: {}", part(&why)));
            }
        };
        if self.note_of(work) == Some(note.as_str()) {
            return self.say("The note is as it was.");
        }
        self.change(Ask::SetNote { work, note });
    }
}
