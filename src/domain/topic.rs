//! Topics: what the person wants to learn about, as words.

use crate::domain::id::TopicId;

/// A topic as the person wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    /// Words and phrases; any of them makes an item belong.
    pub words: Vec<String>,
    pub n_unread: u32,
}
