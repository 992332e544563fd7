//! Every view and popup at the sizes people have, in both sets of glyphs: the
//! three fixed lines stand, and nothing leaves the screen.

use crate::app::geometry::geometry;
use crate::app::model::Model;
use crate::app::model::Notice;
use crate::app::model::Tone;
use crate::domain::text::width;
use crate::ui::every::everything;
use crate::ui::testing::lines;

const SIZES: [(u16, u16); 7] = [
    (40, 12),
    (46, 18),
    (60, 20),
    (80, 24),
    (120, 36),
    (160, 50),
    (200, 60),
];

const SAID: &str = "What the message line says";

/// What is wrong with a frame, if anything is.
pub fn wrong_with(model: &Model) -> Option<String> {
    let lines = lines(model);
    if lines.len() != usize::from(model.height) {
        return Some(format!("{} lines", lines.len()));
    }
    if let Some(wide) = lines
        .iter()
        .find(|line| width(line) > usize::from(model.width))
    {
        return Some(format!("{wide:?} is too wide"));
    }
    if geometry(model).too_small {
        return None;
    }
    let place = &lines[0];
    // Where there is no room for more, the place alone stands there.
    let is_narrow = model.width < 80 && place.starts_with(' ') && place.trim().len() > 5;
    if !place.starts_with(" rounds") && !is_narrow {
        return Some(format!("the place line is {place:?}"));
    }
    let hints = &lines[lines.len() - 1];
    if !hints.ends_with(" keys") {
        return Some(format!("the hint line is {hints:?}"));
    }
    let message = &lines[lines.len() - 2];
    if model.notice.as_ref().is_some_and(|it| it.text == SAID) && message.trim() != SAID {
        return Some(format!("the message line is {message:?}"));
    }
    None
}

#[test]
fn every_view_and_popup_keeps_the_three_lines_at_every_size() {
    let mut n_frames = 0;
    for (width, height) in SIZES {
        for ascii in [false, true] {
            for (nth, mut model) in everything(width, height, ascii).into_iter().enumerate() {
                model.notice = Some(Notice {
                    text: SAID.to_string(),
                    tone: Tone::Plain,
                    id: 1,
                });
                let wrong = wrong_with(&model);
                assert_eq!(
                    wrong,
                    None,
                    "{width}x{height}, ascii {ascii}, number {nth}: {:?} {:?}",
                    model.view(),
                    model.popup
                );
                n_frames += 1;
            }
        }
    }
    assert!(n_frames >= 7 * 2 * (11 + 13), "{n_frames}");
}
