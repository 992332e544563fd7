//! Which keys help while a popup lies on top, and the keys that its own words
//! name.

use crate::app::hints::BROWSER;
use crate::app::hints::CLOSE;
use crate::app::hints::COPY;
use crate::app::hints::Hint;
use crate::app::hints::Just;
use crate::app::hints::Links;
use crate::app::hints::MOVE;
use crate::app::hints::Of;
use crate::app::model::Asked;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::why;
use crate::domain::text;

/// The keys that help in a popup, best first.
pub(super) fn in_popup(popup: &Popup) -> Vec<Hint> {
    match popup {
        Popup::Links { .. } => vec![(Just("Enter"), "open"), (Links, "open link"), COPY, CLOSE],
        Popup::Palette { .. } => vec![
            (Just("Enter"), "run"),
            (Just("Down"), "next"),
            (Just("Tab"), "complete"),
            CLOSE,
        ],
        Popup::Jump { .. } => vec![(Just("Enter"), "go"), (Just("Down"), "next"), CLOSE],
        Popup::Address { .. } => vec![COPY, CLOSE],
        Popup::Carriers { .. } => vec![
            (Just("Enter"), "open"),
            BROWSER,
            (Of("unfollow"), "not this paper"),
            (Of("follow"), "join"),
            CLOSE,
        ],
        Popup::Why { .. } => vec![MOVE, CLOSE],
        Popup::Follow(Follow::Typing(_)) => vec![(Just("Enter"), "look for feeds"), CLOSE],
        Popup::Follow(Follow::Looking(_)) => vec![CLOSE],
        Popup::Follow(Follow::Picking { .. }) => vec![(Just("Enter"), "follow"), MOVE, CLOSE],
        Popup::Export { .. } => vec![
            (Just("Enter"), "where to"),
            (Just("Tab"), "what"),
            MOVE,
            CLOSE,
        ],
        Popup::Tend { .. } => vec![(Just("Enter"), "choose"), MOVE, CLOSE],
        Popup::Filter(_) => vec![
            (Of("read.on"), "tick"),
            (Of("pane.next"), "column"),
            (Just("Enter"), "apply"),
            (Of("filter.clear"), "clear"),
            CLOSE,
        ],
        Popup::Ask {
            what: Asked::Filter,
            ..
        } => vec![(Just("Enter"), "filter"), (Just("Tab"), "complete"), CLOSE],
        Popup::Ask {
            what: Asked::Tags { .. },
            ..
        } => vec![(Just("Enter"), "keep"), (Just("Tab"), "complete"), CLOSE],
        Popup::Ask {
            what: Asked::Mute, ..
        } => vec![(Just("Enter"), "mute"), (Just("Tab"), "complete"), CLOSE],
        Popup::Ask {
            what: Asked::Unmute,
            ..
        } => vec![(Just("Enter"), "mute no more"), CLOSE],
        Popup::Ask {
            what: Asked::ExportTo { .. },
            ..
        } => vec![(Just("Enter"), "write"), CLOSE],
        Popup::Ask { .. } => vec![(Just("Enter"), "keep"), CLOSE],
        Popup::Entry(form) => {
            let mut hints = vec![
                (Just("Enter"), "write"),
                (Just("Tab"), "next field"),
                (Just("Esc"), "close"),
            ];
            if form.replaces.is_some() {
                hints.push((Just("C-x"), "withdraw"));
            }
            hints
        }
        Popup::Lists { .. } => vec![(Of("read.on"), "tick"), MOVE, CLOSE],
    }
}

/// A key and what it does, as a box says it.
pub type Named = (String, String);

/// The keys that stand in the border of a box; none where something else does.
pub fn in_border(model: &Model, popup: &Popup) -> Vec<Named> {
    let key = |key: &str| (key.to_string(), String::new());
    let named = |key: &str, words: &str| (key.to_string(), words.to_string());
    let of = |name: &str| match model.keymap.first_key(name) {
        "" => Vec::new(),
        first => vec![key(first)],
    };
    match popup {
        Popup::Export { .. } => {
            vec![
                named("Tab:", "what"),
                named("Enter:", "where to"),
                key("Esc"),
            ]
        }
        Popup::Carriers { .. } => of("discussion"),
        Popup::Why { .. } => of("why"),
        Popup::Follow(Follow::Looking(_))
        | Popup::Tend { .. }
        | Popup::Lists { .. }
        | Popup::Ask { .. }
        | Popup::Address { .. } => vec![key("Esc")],
        Popup::Links { .. }
        | Popup::Palette { .. }
        | Popup::Jump { .. }
        | Popup::Follow(_)
        | Popup::Entry(_)
        | Popup::Filter(_) => Vec::new(),
    }
}

/// The keys in the last line of a box, as the person set them; none where
/// something else stands there.
pub fn in_last_line(model: &Model, popup: &Popup, width: u16) -> Vec<Named> {
    let of = |name: &str, label: &str| {
        let key = model.keymap.first_key(name);
        (!key.is_empty()).then(|| (key.to_string(), label.to_string()))
    };
    let all = match popup {
        Popup::Filter(_) => {
            let mut keys = vec![
                of("read.on", "tick"),
                of("pane.next", "column"),
                Some(("Enter".to_string(), "apply".to_string())),
                of("filter.clear", "clear"),
                of("search", "as text"),
            ];
            // What the last line of the screen has no room for goes first.
            if width < WIDE {
                keys.rotate_left(2);
            }
            keys
        }
        Popup::Carriers { .. } => {
            let joined = !why::joined_by(model.carriers()).is_empty();
            let other = match width >= WIDE || !joined {
                true => "join another row",
                false => "join",
            };
            let split = of("unfollow", "not this paper").filter(|_| joined);
            vec![split, of("follow", other)]
        }
        _ => Vec::new(),
    };
    // Whole pairs only, as on the last line of the screen.
    let mut left = usize::from(width.saturating_sub(4)) + 2;
    let fits = |(key, label): &Named| {
        let cells = text::width(key) + 1 + text::width(label) + 2;
        let fits = cells <= left;
        left = left.saturating_sub(cells);
        fits
    };
    all.into_iter().flatten().take_while(fits).collect()
}

/// From this width of its inside on the box of carriers has room for words.
pub const WIDE: u16 = 60;

/// These keys as one line.
pub fn line_of(keys: &[Named]) -> String {
    let each = keys.iter().map(|(key, words)| format!("{key} {words}"));
    let each: Vec<String> = each.map(|it| it.trim_end().to_string()).collect();
    each.join("  ")
}

/// Which of these keys is at the cell `x` of their line.
pub fn key_at(keys: &[Named], x: u16) -> Option<&str> {
    let mut begins = 0;
    for (key, words) in keys {
        let width = text::width(format!("{key} {words}").trim_end());
        if (begins..begins + width).contains(&usize::from(x)) {
            return Some(key.trim_end_matches(':'));
        }
        begins += width + 2;
    }
    None
}
