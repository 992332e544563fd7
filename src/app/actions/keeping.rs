//! Keeping: saving, noting, and taking changes back.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::effect::Ask;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "save",
        short: "save",
        help: "Save to study / unsave",
        group: Group::Keep,
        keys: &["s"],
        scopes: &[Scope::Global],
        run: save,
        blocked: no_item,
    },
    Action {
        name: "note",
        short: "note",
        help: "Edit the note",
        group: Group::Keep,
        keys: &["e"],
        scopes: &[Scope::Global],
        run: note,
        blocked: nothing_to_edit,
    },
    Action {
        name: "undo",
        short: "undo",
        help: "Undo the last change (kept across restarts)",
        group: Group::Keep,
        keys: &["u"],
        scopes: &[Scope::Global],
        run: undo,
        blocked: never,
    },
    Action {
        name: "redo",
        short: "redo",
        help: "Redo",
        group: Group::Keep,
        keys: &["U"],
        scopes: &[Scope::Global],
        run: redo,
        blocked: never,
    },
];

fn save(model: &mut Model, _: Option<u8>) {
    let Some(work) = model.chosen() else {
        return;
    };
    if let Some(saved) = model.row_of(work).map(|row| row.saved) {
        model.set_saved(work, !saved);
    }
}

/// In the log it is an entry that is edited: corrected by another one.
fn nothing_to_edit(model: &Model) -> Option<&'static str> {
    match model.view() {
        View::Log => model
            .log_entry()
            .is_none()
            .then_some("no entry is selected"),
        _ => no_item(model),
    }
}

/// The note can be edited once the article is here; it is asked for first.
fn note(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Log {
        return model.correct_entry();
    }
    let Some(work) = model.chosen() else {
        return;
    };
    model.peek(work);
    let loaded = model.article.as_ref().and_then(|it| it.loaded.as_ref());
    let noted = model.row_of(work).is_some_and(|row| row.noted);
    match loaded {
        Some(loaded) => {
            let note = loaded.note.clone().unwrap_or_default();
            model.ask_for(Asked::Note(work), note);
        }
        None if noted => model.desk.note_wanted = Some(work),
        None => model.ask_for(Asked::Note(work), String::new()),
    }
}

fn undo(model: &mut Model, _: Option<u8>) {
    model.change(Ask::Undo);
}

fn redo(model: &mut Model, _: Option<u8>) {
    model.change(Ask::Redo);
}
