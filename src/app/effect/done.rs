//! What came of a change, for the sentence that says so. Data alone.

use crate::domain::answer::Step;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::living::Shift;

/// What a change did, for the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing more to say than that it is done.
    Plain,
    /// So many works became read.
    Read(u64),
    /// So many works were changed.
    Changed(u64),
    /// What was taken back or done again, as a sentence part:
    /// `38 marked as read`; `None` where there was nothing.
    Undone(Option<String>),
    /// The step is to be named first; nothing was taken back.
    Asks(Step),
    Redone(Option<String>),
    /// A source was followed; whether it was followed before.
    Followed {
        source: SourceId,
        before: bool,
    },
    /// Many were followed: so many that were not before.
    FollowedAll {
        n_new: u32,
    },
    /// Who came to a living list, and who went.
    Shifted(Shift),
    /// A list was made.
    ListMade(ListId),
    /// A round of so many works was picked.
    Round(u64),
}
