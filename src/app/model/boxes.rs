//! What can lie on top of a screen, and what a line of text is asked for.

use crate::app::entry::Form;
use crate::app::filter::Filter;
use crate::app::giving::Wanted;
use crate::app::input::Input;
use crate::domain::answer::Found;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;

/// What lies on top of a screen; at most one at a time.
#[derive(Clone, Debug)]
pub enum Popup {
    /// The links of the article.
    Links { cursor: usize },
    /// The palette: every action by name.
    Palette { input: Input, cursor: usize },
    /// Jump to a list, source, topic or screen.
    Jump { input: Input, cursor: usize },
    /// An address to follow, asked for, looked at, or offered.
    Follow(Follow),
    /// A small menu on a list, a source or a topic.
    Tend { of: Tended, cursor: usize },
    /// One line of text for something.
    Ask { what: Asked, input: Input },
    /// Ticks before a list: which lists a source stands in.
    Lists { source: SourceId, cursor: usize },
    /// Who carries the selected work.
    Carriers { cursor: usize },
    /// Why the selected work is here, from this line on.
    Why { cursor: usize },
    /// An entry of the learning log.
    Entry(Box<Form>),
    /// What to give out (of the offers) and in which form.
    Export { of: usize, cursor: usize },
    /// Ticks before topics and kinds.
    Filter(Filter),
    /// An address that could not be opened, whole, and why.
    Address { link: String, why: String },
}

#[derive(Clone, Debug)]
pub enum Follow {
    Typing(Input),
    Looking(String),
    Picking {
        address: String,
        found: Vec<Found>,
        cursor: usize,
    },
}

/// What a tend menu is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tended {
    List(ListId),
    Source(SourceId),
    Topic(String),
    /// A kept query, by its name.
    Timeline(String),
    /// Nothing stands under the cursor: making a list or a topic is offered.
    Nothing,
}

/// What a line of text is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    RenameList(ListId),
    RenameSource(SourceId),
    /// How many a day of a source.
    Daily(SourceId),
    NewList,
    NewTopic,
    TopicWords(String),
    Note(WorkId),
    /// Tags, with commas; these are the ones that all of the works have.
    Tags {
        works: Vec<WorkId>,
        before: Vec<String>,
    },
    /// What a card asks.
    Question(WorkId),
    /// The file that something is written to.
    ExportTo {
        format: &'static str,
        what: Wanted,
    },
    /// The timeline's filter as a query.
    Filter,
    /// A name to keep this query under.
    TimelineName(String),
    /// A query to mute.
    Mute,
    /// A mute to take away.
    Unmute,
}
