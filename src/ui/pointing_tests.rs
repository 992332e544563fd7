//! Every popup under the mouse: each line that can be chosen is chosen by a
//! click on it, each word that names a key presses it, each hint acts.

use crate::app::effect::Msg;
use crate::app::geometry::chosen;
use crate::app::geometry::geometry;
use crate::app::hints;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::pointing::Pointing;
use crate::app::pointing::Press;
use crate::domain::text;
use crate::ui::every;
use crate::ui::testing::buffer;
use crate::ui::testing::lines;

const SIZES: [(u16, u16); 4] = [(40, 12), (60, 20), (80, 24), (120, 36)];

/// Hints that do nothing on the sample's popups, and why.
const IDLE: &[(&str, &str)] = &[
    (
        "complete",
        "what stands in the field of the sample has no completion",
    ),
    ("move", "the sample's cursor stands on the last line"),
    ("next", "the sample's cursor stands on the last line"),
    ("next field", "the next field of the sample is the same"),
];

/// Every popup at every size, each on its screen.
fn popups() -> Vec<Model> {
    let sizes = SIZES.iter();
    let all = sizes.flat_map(|(width, height)| every::everything(*width, *height, false));
    all.filter(|model| model.popup.is_some()).collect()
}

/// What a click changes; `None` where it does nothing at all.
fn clicked(model: &Model, x: u16, y: u16) -> Option<Model> {
    let mut after = model.clone();
    let what = Press::Click;
    let effects = after.update(Msg::Pointing(Pointing { what, x, y }));
    let same = format!("{after:?}") == format!("{model:?}");
    (!effects.is_empty() || !same).then_some(after)
}

/// The cells of a line, with how they look.
fn row(model: &Model, y: u16) -> Vec<ratatui::buffer::Cell> {
    let buffer = buffer(model);
    (0..model.width).map(|x| buffer[(x, y)].clone()).collect()
}

fn label(model: &Model) -> String {
    format!("{}×{} {:?}", model.width, model.height, model.popup)
}

/// Which line of a popup is chosen.
fn cursor_of(popup: &Popup) -> Option<usize> {
    match popup {
        Popup::Links { cursor }
        | Popup::Palette { cursor, .. }
        | Popup::Jump { cursor, .. }
        | Popup::Tend { cursor, .. }
        | Popup::Lists { cursor, .. }
        | Popup::Carriers { cursor }
        | Popup::Export { cursor, .. }
        | Popup::Follow(crate::app::model::Follow::Picking { cursor, .. }) => Some(*cursor),
        Popup::Entry(form) => Some(form.at),
        _ => None,
    }
}

#[test]
fn each_line_that_can_be_chosen_is_chosen_by_a_click() {
    let mut n_lines = 0;
    for model in popups() {
        let popup = model.popup.as_ref().unwrap();
        let Some(chosen) = chosen::of(&model, popup, &geometry(&model)) else {
            assert_eq!(cursor_of(popup), None, "{}", label(&model));
            continue;
        };
        let before = cursor_of(popup);
        for (at, area) in &chosen.lines {
            let after = clicked(&model, area.x + area.width / 2, area.y);
            let Some(after) = after else {
                let is_field = matches!(popup, Popup::Entry(_));
                assert!(
                    is_field && before == Some(*at),
                    "line {at}: {}",
                    label(&model)
                );
                continue;
            };
            n_lines += 1;
            if before != Some(*at) {
                let now = after.popup.as_ref().and_then(cursor_of);
                assert_eq!(now, Some(*at), "{}", label(&model));
            }
        }
    }
    assert!(n_lines > 100, "{n_lines}");
}

#[test]
fn a_list_that_fits_shows_what_a_click_chose_where_the_click_was() {
    let mut n_looked = 0;
    for model in popups() {
        let popup = model.popup.as_ref().unwrap();
        let Some(chosen) = chosen::of(&model, popup, &geometry(&model)) else {
            continue;
        };
        let n = chosen.lines.len();
        for (nth, (at, area)) in chosen.lines.iter().enumerate() {
            let was_last = cursor_of(popup) == chosen.lines.last().map(|(at, _)| *at);
            if cursor_of(popup) == Some(*at) || nth + 1 < n && was_last && chosen.lines[0].0 > 0 {
                continue;
            }
            let Some(after) = clicked(&model, area.x + 3, area.y) else {
                continue;
            };
            n_looked += 1;
            let (then, now) = (row(&model, area.y), row(&after, area.y));
            assert_ne!(then, now, "line {at}: {}", label(&model));
        }
    }
    assert!(n_looked > 50, "{n_looked}");
}

#[test]
fn each_word_in_a_box_that_names_a_key_presses_it() {
    let mut seen = Vec::new();
    for model in popups() {
        let popup = model.popup.as_ref().unwrap();
        let drawn = lines(&model);
        let width = model.width.saturating_sub(6).min(74);
        let all = [
            (hints::boxes::in_border(&model, popup), " ", " ─"),
            (hints::boxes::in_last_line(&model, popup, width), "│  ", ""),
        ];
        for (keys, before, behind) in all.iter().filter(|(keys, ..)| !keys.is_empty()) {
            let words = format!("{before}{}{behind}", hints::boxes::line_of(keys));
            let found = drawn.iter().enumerate().rev().find_map(|(y, line)| {
                let at = line.rfind(&words)? + before.len();
                Some((y, text::width(&line[..at])))
            });
            // Where it is too narrow for them they are not drawn.
            let Some((y, x)) = found else {
                assert!(
                    model.width < 80,
                    "{words:?} is not there: {}",
                    label(&model)
                );
                continue;
            };
            let mut begins = x;
            for (key, words) in keys {
                let (x, y) = (u16::try_from(begins).unwrap(), u16::try_from(y).unwrap());
                begins += text::width(format!("{key} {words}").trim_end()) + 2;
                seen.push(key.clone());
                if IDLE.iter().any(|(idle, _)| idle == words) {
                    continue;
                }
                assert!(
                    clicked(&model, x, y).is_some(),
                    "{key} {words}: {}",
                    label(&model)
                );
            }
        }
    }
    for key in ["Esc", "Tab:", "Enter:", "Enter"] {
        assert!(seen.iter().any(|it| it == key), "{key}: {seen:?}");
    }
}

#[test]
fn each_hint_acts_in_every_popup() {
    for model in popups() {
        for hint in hints::shown(&model) {
            if IDLE.iter().any(|(idle, _)| *idle == hint.label) {
                continue;
            }
            let after = clicked(&model, hint.x, model.height - 1);
            assert!(
                after.is_some(),
                "{} {}: {}",
                hint.keys,
                hint.label,
                label(&model)
            );
        }
    }
}

#[test]
fn the_help_closes_and_finds_where_it_says_so() {
    use crate::app::model::View;
    for (width, height) in SIZES {
        let all = every::everything(width, height, false);
        let help = all
            .into_iter()
            .find(|model| model.view() == View::Help)
            .unwrap();
        let drawn = lines(&help);
        for (y, line) in drawn.iter().enumerate() {
            for (words, closes) in [("Esc close", true), ("/ find", false)] {
                let Some(at) = line.rfind(words) else {
                    continue;
                };
                let x = u16::try_from(text::width(&line[..at])).unwrap();
                let after = clicked(&help, x, u16::try_from(y).unwrap()).expect(words);
                let is_closed = after.view() != View::Help;
                assert_eq!(is_closed, closes, "{words} at {width}×{height}");
            }
        }
        assert!(drawn[0].contains("Esc close"), "{}", drawn[0]);
    }
}

#[test]
fn a_click_on_what_may_follow_a_key_presses_it() {
    for (width, height) in SIZES {
        let all = every::everything(width, height, false);
        let mut waiting = all.into_iter().filter(|model| model.which_key);
        let model = waiting.next().unwrap();
        let (key, action) = model.continuations()[1].clone();
        let drawn = lines(&model);
        let y = drawn
            .iter()
            .rposition(|line| line.contains(action.short))
            .unwrap();
        let line = &drawn[y];
        let x = text::width(&line[..line.rfind(action.short).unwrap()]);
        let (x, y) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
        let after = clicked(&model, x, y).unwrap();
        assert!(after.waiting.is_empty(), "{key}");
        assert!(!after.which_key);
    }
}
