//! What a timeline shows: where one stands, what is filtered and searched, in
//! one language for all of it.
//!
//! A text becomes a [`tree::Clause`] in [`parse`] and a text again in [`mod@print`]; what
//! may stand before a colon is the table [`fields::FIELDS`]. What it means to
//! the database is the business of the store.

pub mod complete;
pub mod fields;
pub mod foreign;
pub mod help;
pub mod mute;
pub mod parse;
mod print;
pub mod spots;
pub mod tree;
pub mod when;
pub mod wish;

#[cfg(test)]
mod tests;

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::query::wish::Wish;
use crate::domain::time::UtcTime;

/// Where one stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// Everything followed.
    #[default]
    All,
    List(ListId),
    Source(SourceId),
    /// What the person saved, followed or not.
    Saved,
    /// What a mute keeps out of everything but Saved and searches.
    Muted,
    /// What the last round picked.
    Round,
}

/// What is asked of the store: a place and what narrows it. All conditions
/// hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    pub place: Place,
    pub topic: Option<TopicId>,
    pub unread_only: bool,
    /// What it must be like, in the language of [`parse`].
    pub wish: Wish,
    /// Whether nothing stands there that the wish does not find: a search. In a
    /// timeline RETRACTED, CONCERN and SAFETY stand there whatever is wished,
    /// and also where it was forgotten to say which of the two is meant.
    pub hits_only: bool,
    /// Only what was published at or after this time.
    pub since: Option<UtcTime>,
    pub order: Order,
}

/// A timeline of the person's own: a query under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    /// In the language of [`parse`].
    pub query: String,
}

/// In which order rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    #[default]
    Newest,
    /// What fits the words of the wish best. Only where it has words.
    Best,
    /// The library's own orders, of what is saved alone: saved last first,
    SavedNewest,
    /// saved first first,
    SavedOldest,
    /// by the words of the title,
    Title,
    /// what is due for review first, then what is not under review.
    Due,
}

impl Order {
    /// Whether it is one of the library's.
    pub const fn is_of_library(self) -> bool {
        matches!(
            self,
            Order::SavedNewest | Order::SavedOldest | Order::Title | Order::Due
        )
    }
}

/// Which rows of a query are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The newest.
    #[default]
    Top,
    /// The oldest.
    Bottom,
    /// Those right below (older than) this work, without it.
    Below(WorkId),
    /// Those right above (newer than) this work, without it.
    Above(WorkId),
    /// This work, or where it would stand, with half of the rows on each side.
    Around(WorkId),
}
