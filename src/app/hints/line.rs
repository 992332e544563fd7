//! Which hints fit on the last line and where each stands, for drawing and for
//! clicks alike.

use crate::app::hints::hints;
use crate::app::model::Model;
use crate::domain::text;

/// A hint in its place on the last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub x: u16,
    /// Of both, and the blank between them.
    pub width: u16,
    pub keys: String,
    pub label: String,
}

/// The hints that are on screen: whole pairs as far as they fit, in order of
/// priority; the key to all keys always comes last and always fits.
pub fn shown(model: &Model) -> Vec<Shown> {
    let cells = |words: &str| {
        let width = match model.settings.ascii {
            true => text::width(&text::ascii(words)),
            false => text::width(words),
        };
        u16::try_from(width).unwrap_or(u16::MAX / 4)
    };
    let help = match model.keymap.first_key("help") {
        // There it is a letter.
        _ if model.is_typing() => "F1",
        "" => "?",
        key => key,
    };
    let mut x = 1;
    let mut placed = |(keys, label): (String, String)| {
        let width = cells(&keys) + 1 + cells(&label);
        let at = x;
        x += width + 2;
        Shown {
            x: at,
            width,
            keys,
            label,
        }
    };
    let last = (help.to_string(), "keys".to_string());
    let mut left = (model.width + 1).saturating_sub(cells(help) + 4 + 3);
    let pairs = hints(model).into_iter().take_while(|(keys, label)| {
        let width = cells(keys) + 1 + cells(label) + 2;
        let fits = width < left;
        left = left.saturating_sub(width);
        fits
    });
    let pairs: Vec<(String, String)> = pairs.chain([last]).collect();
    pairs.into_iter().map(&mut placed).collect()
}
