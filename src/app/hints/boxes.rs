//! Which keys help while a popup lies on top.

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
use crate::app::model::Popup;

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
