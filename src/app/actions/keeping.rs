//! Keeping: saving, noting, and taking changes back.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::effect::Ask;
use crate::app::model::Model;
use crate::app::model::View;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "save",
        short: "save",
        help: "Save to study / unsave",
        group: Group::Keep,
        keys: &["s"],
        also: &["bookmark", "star", "favourite", "favorite"],
        scopes: &[Scope::Global],
        run: save,
        blocked: no_item,
    },
    Action {
        name: "tag",
        short: "tag",
        help: "Tag (completes; empty removes); what has a tag is saved",
        group: Group::Keep,
        keys: &["t"],
        also: &[],
        scopes: &[Scope::Global],
        run: |model, _| model.ask_tags(),
        blocked: no_item,
    },
    Action {
        name: "stage",
        short: "to read/done",
        help: "How far you are with what is saved: to read, reading, done",
        group: Group::Keep,
        keys: &["i"],
        also: &[],
        scopes: &[Scope::Global],
        run: |model, _| model.turn_stage(),
        blocked: not_saved,
    },
    Action {
        name: "bulk.mark",
        short: "mark",
        help: "Mark rows, then save, read, tag, stage or export all",
        group: Group::Keep,
        keys: &["b"],
        also: &[],
        scopes: &[Scope::Timeline, Scope::Saved, Scope::Search],
        run: |model, _| model.turn_mark(),
        blocked: no_item,
    },
    Action {
        name: "note",
        short: "note",
        help: "Edit the note",
        group: Group::Keep,
        keys: &["e"],
        also: &["comment", "annotate"],
        scopes: &[Scope::Global],
        run: note,
        blocked: nothing_to_edit,
    },
    Action {
        name: "note.editor",
        short: "in $EDITOR",
        help: "Edit the note in $EDITOR, as Markdown",
        group: Group::Keep,
        keys: &["E"],
        also: &[],
        scopes: &[Scope::Global],
        run: |model, _| model.edit_note(),
        blocked: no_item,
    },
    Action {
        name: "highlight",
        short: "highlight",
        help: "Mark lines: choose one, begin a piece, keep it or take it off",
        group: Group::Keep,
        keys: &["H"],
        also: &[],
        scopes: &[Scope::Reader],
        run: |model, _| model.begin_marking(),
        blocked: never,
    },
    Action {
        name: "undo",
        short: "undo",
        help: "Undo the last change (kept across restarts)",
        group: Group::Keep,
        keys: &["u"],
        also: &[],
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
        also: &[],
        scopes: &[Scope::Global],
        run: redo,
        blocked: never,
    },
];

/// For what only a saved item has.
fn not_saved(model: &Model) -> Option<&'static str> {
    let saved = |work| model.row_of(work).is_some_and(|row| row.saved);
    if model.acted_on().is_empty() {
        return Some("no item is selected");
    }
    match model.acted_on().into_iter().any(saved) {
        true => None,
        false => Some("only what is saved can be to read, reading or done"),
    }
}

fn save(model: &mut Model, _: Option<u8>) {
    if !model.marked().is_empty() {
        return model.save_marked();
    }
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

fn note(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Log {
        return model.correct_entry();
    }
    let Some(work) = model.chosen() else {
        return;
    };
    model.write_note(work);
}

fn undo(model: &mut Model, _: Option<u8>) {
    model.take_back();
}

fn redo(model: &mut Model, _: Option<u8>) {
    model.change(Ask::Redo);
}
