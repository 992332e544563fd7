//! What a timeline shows: where one stands and what is filtered.

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
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
}

/// What is asked of the store: a place and what narrows it. All conditions
/// hold at once. The order is always newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    pub place: Place,
    pub topic: Option<TopicId>,
    pub unread_only: bool,
    /// Words to search for in title and text, as typed; empty means none. The
    /// last word counts as a beginning.
    pub words: String,
    /// Only what was published at or after this time.
    pub since: Option<UtcTime>,
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
