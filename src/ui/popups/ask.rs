//! One line of text for something: a name, a topic's words, a note.

use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::theme::Role;

/// How a name puts a list into a folder; longest first, as all hints here.
const FOLDER: [&str; 3] = [
    "Its name; A / B puts B into folder A.",
    "Its name; A / B: B in folder A.",
    "Its name; A / B: B in A.",
];

pub fn draw(_: &Model, what: &Asked, input: &Input, geometry: &Geometry, canvas: &mut Canvas) {
    let (title, hint): (&str, &[&str]) = match what {
        Asked::RenameList(_) => ("Rename the list", &FOLDER),
        Asked::RenameSource(_) => ("Rename the source", &["Your own name for it."]),
        Asked::Daily(_) => (
            "At most so many a day in timelines",
            &[
                "A number; empty for all. The rest of a day is told: and 12 more.",
                "A number; empty for all.",
            ],
        ),
        Asked::NewList => ("New list", &FOLDER),
        Asked::NewTopic => ("New topic", &["Its name."]),
        Asked::TopicWords(_) => (
            "Words of the topic",
            &[
                "Words and phrases, commas between them.",
                "Words, commas between them.",
            ],
        ),
        Asked::Question(_) => (
            "Into review",
            &[
                "Your question, if you like. Never write patient details.",
                "A question? No patient details.",
                "No patient details.",
            ],
        ),
        Asked::Filter => (
            "Filter by a query",
            &[
                "Words, type:rct, source:…, since:7d; Tab completes; empty shows all.",
                "Words, type:rct; Tab completes.",
                "Words; Tab completes.",
            ],
        ),
        Asked::TimelineName(_) => (
            "Keep this query as a timeline",
            &[
                "Its name; the one of that name is replaced.",
                "Its name; the same is replaced.",
                "Its name.",
            ],
        ),
        Asked::Mute => (
            "Mute what a query finds",
            &[
                "In no timeline and no count; Saved, searches and warnings show it.",
                "Out of timelines and counts.",
            ],
        ),
        Asked::Unmute => ("Take a mute away", &["The mute, as it was written."]),
        Asked::ExportTo { .. } => (
            "Export to",
            &[
                "A new file; one that is there is left alone.",
                "A new file; none is overwritten.",
                "A new file.",
            ],
        ),
        Asked::Tags { works, .. } if works.len() > 1 => (
            "Tags of all marked",
            &[
                "Commas between them; Tab completes; what you take out is taken off.",
                "Commas between; Tab completes.",
            ],
        ),
        Asked::Tags { .. } => (
            "Tags",
            &[
                "Commas between them; Tab completes; empty takes all off.",
                "Commas between; Tab completes.",
            ],
        ),
        Asked::Note(_) => ("Note", &["Never write patient details."]),
    };
    let inside = popup::framed(boxes::ask(geometry), title, "Esc", canvas);
    let room = inside.width.saturating_sub(4);
    let dim = canvas.theme.text(Role::Dim);
    canvas.put(inside.x + 2, inside.y, room, text::longest(hint, room), dim);
    popup::input(input, inside.x + 2, inside.y + 1, room, canvas);
}
