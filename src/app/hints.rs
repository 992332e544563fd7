//! The last line: which keys help now, in order of priority.

use crate::app::model::Model;

/// Whole pairs of keys and label for what is shown, best first, without
/// `? keys`, which always comes last. Keys are as the person set them.
pub fn hints(model: &Model) -> Vec<(String, String)> {
    let _ = model;
    Vec::new()
}
