//! What the screen asks about what is kept, and what the store answers to that
//! and to changes.
//!
//! Data alone: nothing is asked or answered here.

use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::domain::answer::Counted;
use crate::domain::answer::Facets;
use crate::domain::answer::Overview;
use crate::domain::answer::PageOfRows;
use crate::domain::catalogue::Clues;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::learning::Book;
use crate::domain::query::Anchor;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::source::Source;
use crate::domain::time::UtcTime;
use crate::domain::topic::Reason;
use crate::domain::work::Row;
use crate::domain::work::Work;
use crate::export::cite::Style;

/// A question about what is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Rows of a query. The generation discards stale answers.
    Page {
        generation: u64,
        query: Query,
        anchor: Anchor,
        limit: u32,
    },
    /// The next unread row of a query after (older) or before a work.
    NextUnread {
        generation: u64,
        query: Query,
        from: Option<WorkId>,
        older: bool,
    },
    /// Lists, topics and totals, as seen from a query's place.
    /// With how review stands now, and so many of the cards that are due.
    Overview {
        generation: u64,
        query: Query,
        now: UtcTime,
        n_cards: u32,
    },
    /// How many rows of a place a filter would leave.
    Facets {
        generation: u64,
        base: Query,
        wanted: Query,
    },
    /// How many rows a query has.
    Count {
        generation: u64,
        query: Query,
    },
    /// The piece of a work's text that shows most of a wish's words.
    Snippet {
        work: WorkId,
        wish: Wish,
    },
    Work(WorkId),
    /// One work as a citation, for copying.
    Citation {
        work: WorkId,
        style: Style,
    },
    /// What brought a work into its topics.
    Why(WorkId),
    Sources,
    /// The whole learning log.
    Book,
    /// What the person's own data says about whom to follow.
    Clues,
}

/// What the store answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A change is durable. `revision` is the data's revision with it.
    Done {
        ask: AskId,
        revision: u64,
        done: Done,
    },
    /// A change did not happen; `why` is a sentence.
    Failed {
        ask: AskId,
        why: String,
    },
    Page {
        generation: u64,
        page: PageOfRows,
    },
    NextUnread {
        generation: u64,
        row: Option<Row>,
    },
    Overview {
        generation: u64,
        overview: Box<Overview>,
    },
    Facets {
        generation: u64,
        facets: Facets,
    },
    Count {
        generation: u64,
        counted: Counted,
    },
    /// Empty where there is no text.
    Snippet {
        work: WorkId,
        wish: Wish,
        text: String,
    },
    /// `None` where the work is gone.
    Work(WorkId, Option<Box<Work>>),
    /// `None` where the work is gone.
    Citation {
        style: Style,
        text: Option<String>,
    },
    /// Each topic that its cached items meet, with every reason.
    Why(WorkId, Vec<(TopicId, Vec<Reason>)>),
    Sources(Vec<Source>),
    Book(Book),
    Clues(Clues),
    /// A question could not be answered; `why` is a sentence. The generation
    /// is the question's, where it had one.
    Unanswered {
        generation: Option<u64>,
        why: String,
    },
    /// Somebody else (a refresh, another rounds) changed the data.
    Changed {
        revision: u64,
    },
}
