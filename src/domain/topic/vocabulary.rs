//! What is said of a topic: by us, and by the person.

use crate::domain::id::TopicId;

/// A topic as the person has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    /// The id of the shipped topic it stands on, if any.
    pub shipped: Option<String>,
    /// The person's own words and phrases; any of them makes an item belong.
    pub words: Vec<String>,
    /// Words of the shipped topic that shall not count, as they stand there.
    pub without: Vec<String>,
    /// Phrases in which no word of the topic counts.
    pub not: Vec<String>,
    pub n_unread: u32,
}

impl Topic {
    /// Whether both match the same under the same name, whatever their ids and
    /// counts.
    pub fn says_the_same(&self, other: &Topic) -> bool {
        self.name == other.name
            && self.shipped == other.shipped
            && self.words == other.words
            && self.without == other.without
            && self.not == other.not
    }
}

/// A shipped topic. How each field matches is told in the head of
/// `assets/topics.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Lasting, lower case: `obs-gyn`.
    pub id: String,
    pub label: String,
    pub terms: Vec<String>,
    /// Count in the title, or two different ones together.
    pub weak: Vec<String>,
    /// Count in this very case.
    pub abbreviations: Vec<String>,
    pub ambiguous: Vec<Ambiguous>,
    pub not: Vec<String>,
    /// Where one of these is in an item, weak words do not count.
    pub mute: Vec<String>,
    pub hashtags: Vec<String>,
    /// What sources call the topic when they name it: sections, subjects.
    pub headings: Vec<String>,
    pub mesh: Vec<Descriptor>,
}

/// An abbreviation with several meanings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ambiguous {
    pub abbreviation: String,
    /// What it means here: `myocardial infarction`.
    pub means: String,
    /// Beginnings of words, one of which must be near.
    pub needs: Vec<String>,
}

/// A MeSH descriptor.
///
/// Source: Medical Subject Headings, U.S. National Library of Medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Descriptor {
    pub name: String,
    /// `D006333`.
    pub ui: String,
    /// Where it stands in the trees; all below belongs to it.
    pub trees: Vec<String>,
}

/// The shipped topic of an id or a label, whatever its case.
pub fn find<'a>(shipped: &'a [Vocabulary], name: &str) -> Option<&'a Vocabulary> {
    let wanted = name.trim().to_lowercase();
    let by_id = shipped.iter().find(|topic| topic.id == wanted);
    by_id.or_else(|| {
        let mut topics = shipped.iter();
        topics.find(|topic| topic.label.to_lowercase() == wanted)
    })
}
