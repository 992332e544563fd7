//! One line of text being typed: a string and a cursor, edited by grapheme.

/// What is typed and where the cursor stands (a byte index at a border of
/// graphemes).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    pub text: String,
    pub cursor: usize,
}

impl Input {
    /// A line that already holds text, the cursor behind it.
    pub fn holding(text: impl Into<String>) -> Input {
        let text = text.into();
        let cursor = text.len();
        Input { text, cursor }
    }
}
