//! What a person changes, each as a record of what was and what is.

use serde::Deserialize;
use serde::Serialize;

use crate::store::highlights::Piece;
use crate::store::kept::NotePart;
use crate::store::moving::Home;
use crate::store::shelf::TagPart;

/// What was and what is. Stored as JSON: names here never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::store) enum Change {
    /// The read marks in `undo_reads` of this step.
    Reads,
    Saved {
        kept: i64,
        was: Option<i64>,
        /// When that was chosen. What is taken back was never chosen, so that
        /// it outvotes nothing where two rows become one.
        #[serde(default)]
        was_set: Option<i64>,
        is: Option<i64>,
    },
    Note {
        kept: i64,
        was: Vec<NotePart>,
        is: Vec<NotePart>,
    },
    /// Tags taken off, and tags given.
    Tags {
        kept: i64,
        was: Vec<TagPart>,
        is: Vec<TagPart>,
    },
    /// Marks in its text.
    Highlights {
        kept: i64,
        was: Vec<Piece>,
        is: Vec<Piece>,
    },
    /// How far the person is with it.
    Stage {
        kept: i64,
        was: Option<String>,
        is: Option<String>,
    },
    Followed {
        source: i64,
        was: Option<i64>,
        is: Option<i64>,
    },
    Named {
        source: i64,
        was: Option<String>,
        is: Option<String>,
    },
    /// How many works of a day a timeline shows of a source.
    Daily {
        source: i64,
        was: Option<u32>,
        is: Option<u32>,
    },
    Moved {
        source: i64,
        was: Home,
        is: Home,
    },
    /// An entry of the learning log, and the one it stands in the place of.
    Log {
        entry: i64,
        was: Option<i64>,
    },
    /// An event of a card under review.
    Review {
        card: i64,
        event: i64,
    },
    List {
        list: i64,
        was: Option<ListRow>,
        is: Option<ListRow>,
    },
    /// A query under a name.
    Timeline {
        name: String,
        was: Option<String>,
        is: Option<String>,
    },
    /// Whether what a query finds is muted.
    Mute {
        query: String,
        was: bool,
        is: bool,
    },
    /// The position of a source in a list.
    Member {
        list: i64,
        source: i64,
        was: Option<i64>,
        is: Option<i64>,
    },
    /// Since when a list that lives elsewhere is followed.
    Living {
        living: i64,
        was: Option<i64>,
        is: Option<i64>,
    },
    /// Since when somebody is never suggested.
    Hidden {
        suggestion: String,
        was: Option<i64>,
        is: Option<i64>,
    },
    /// That the person's file of topics began with these (name, shipped id).
    Topics {
        begun: Vec<(String, String)>,
    },
    /// That an item stands alone (`other` empty) or belongs to another; both
    /// are named as in `rulings`.
    Ruled {
        one: String,
        other: String,
        was: bool,
        is: bool,
    },
}

/// One row of `lists`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct ListRow {
    pub path: Vec<String>,
    pub position: i64,
}

/// Which end of a change is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Was,
    Is,
}

impl Side {
    pub fn of<'a, T>(self, was: &'a T, is: &'a T) -> &'a T {
        match self {
            Side::Was => was,
            Side::Is => is,
        }
    }

    /// What stands before this end is written, and after.
    pub fn turn<'a, T>(self, was: &'a T, is: &'a T) -> (&'a T, &'a T) {
        match self {
            Side::Was => (is, was),
            Side::Is => (was, is),
        }
    }
}
