//! One line of text for something: a name, a topic's words, a note.

use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::theme::Role;

pub fn draw(_: &Model, what: &Asked, input: &Input, geometry: &Geometry, canvas: &mut Canvas) {
    let (title, hint) = match what {
        Asked::RenameList(_) => ("Rename the list", "Its name; A / B puts B into folder A."),
        Asked::RenameSource(_) => ("Rename the source", "Your own name for it."),
        Asked::Daily(_) => (
            "At most so many a day in timelines",
            "A number; empty for all. The rest of a day is told: and 12 more.",
        ),
        Asked::NewList => ("New list", "Its name; A / B puts B into folder A."),
        Asked::NewTopic => ("New topic", "Its name."),
        Asked::TopicWords(_) => (
            "Words of the topic",
            "Words and phrases, commas between them.",
        ),
        Asked::Question(_) => (
            "Into review",
            "Your question, if you like. Never write patient details.",
        ),
        Asked::Filter => (
            "Filter by a query",
            "Words, type:rct, source:…, since:7d; Tab completes; empty shows all.",
        ),
        Asked::TimelineName(_) => (
            "Keep this query as a timeline",
            "Its name; the one of that name is replaced.",
        ),
        Asked::Mute => (
            "Mute what a query finds",
            "In no timeline and no count; Saved, searches and warnings show it.",
        ),
        Asked::Unmute => ("Take a mute away", "The mute, as it was written."),
        Asked::ExportTo { .. } => ("Export to", "A new file; one that is there is left alone."),
        Asked::Tags { works, .. } if works.len() > 1 => (
            "Tags of all marked",
            "Commas between them; Tab completes; what you take out is taken off.",
        ),
        Asked::Tags { .. } => (
            "Tags",
            "Commas between them; Tab completes; empty takes all off.",
        ),
        Asked::Note(_) => ("Note", "Never write patient details."),
    };
    let inside = popup::framed(boxes::ask(geometry), title, "Esc", canvas);
    let room = inside.width.saturating_sub(4);
    let dim = canvas.theme.text(Role::Dim);
    canvas.put(inside.x + 2, inside.y, room, hint, dim);
    popup::input(input, inside.x + 2, inside.y + 1, room, canvas);
}
