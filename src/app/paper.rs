//! An article on paper: its head and text wrapped to a width, in roles instead
//! of colours.

use crate::domain::work::Work;

/// One line of wrapped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLine {
    pub runs: Vec<Run>,
    /// The block of the document it belongs to, for keeping the place when the
    /// width changes; the head is block 0, the first block 1.
    pub block: u32,
}

/// A run of text in one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
    pub strong: bool,
    /// The number of the link it belongs to, from 1.
    pub link: Option<u32>,
}

/// What a run is; `ui` gives it a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Text,
    Dim,
    Heading,
    Title,
    Link,
    Code,
    Quote,
    Badge(crate::domain::badge::Badge),
    Saved,
}

/// The whole article, head first, no line wider than `width` cells; text never
/// wider than 76. `now` gives the age in the head.
pub fn lay_out(
    work: &Work,
    width: u16,
    now: crate::domain::time::UtcTime,
    ascii: bool,
) -> Vec<TextLine> {
    let _ = (work, width, now, ascii);
    Vec::new()
}
