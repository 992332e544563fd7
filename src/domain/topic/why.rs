//! What brought an item into a topic, in words.

use std::fmt;

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Title,
    Text,
    Heading,
    Source,
}

impl Place {
    /// A lasting word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Place::Title => "title",
            Place::Text => "text",
            Place::Heading => "heading",
            Place::Source => "source",
        }
    }
}

/// One reason why an item belongs to a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub place: Place,
    /// The phrase as the topic has it (`isch?emic stroke`), or the heading as
    /// the item has it; empty where the source is the reason.
    pub said: String,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = &self.said;
        match self.place {
            Place::Title => write!(f, "the title says {said}"),
            Place::Text => write!(f, "the text says {said}"),
            Place::Heading => write!(f, "it is filed under {said}"),
            Place::Source => write!(f, "its source is about this"),
        }
    }
}
