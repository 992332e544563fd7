//! How opening a link went, as the model is told.

/// How opening a link went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenResult {
    Opened(String),
    /// There is no browser to open it in here; it was copied instead.
    NoBrowser {
        link: String,
    },
    /// The browser could not be started; `why` is a sentence part.
    Failed {
        link: String,
        why: String,
    },
}
