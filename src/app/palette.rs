//! What the palette and the jump box offer for what is typed.

use crate::app::model::Model;

/// One line of the palette or of the jump box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// `list`, `topic`, `source`, `place`; empty in the palette.
    pub sort: String,
    pub label: String,
    /// The key or the count at the right.
    pub right: String,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

/// The palette's offers for its input, best first.
pub fn commands(model: &Model, typed: &str) -> Vec<Offer> {
    let _ = (model, typed);
    Vec::new()
}

/// The jump box's offers for its input, best first.
pub fn places(model: &Model, typed: &str) -> Vec<Offer> {
    let _ = (model, typed);
    Vec::new()
}
