//! What `update` remembers between one message and the next: what it asks of the
//! world, what waits for an answer, what the next key may mean. Nothing of it is
//! on screen, and nothing here decides anything.

use crate::app::clocking::Clocking;
use crate::app::drafts::Drafts;
use crate::app::effect::AskId;
use crate::app::effect::Effect;
use crate::app::hunt::Hunt;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::paints::Own;
use crate::app::pictures::Wanted;
use crate::app::settings::Colour;
use crate::domain::id::SourceId;
use crate::domain::id::StepId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::time::UtcTime;

/// What `update` keeps at hand. Nothing of it is on screen.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// What this message asks of the world; given away when it is done.
    pub out: Vec<Effect>,
    /// Numbers for notices, prefixes and interrupts, so that a timer ends only
    /// its own.
    pub n_timers: u64,
    /// The prefix and the interrupt that wait now.
    pub prefix: u64,
    pub interrupt: Option<u64>,
    /// The generation of the newest overview that was asked for.
    pub overview_asked: u64,
    /// The first overview asked for as seen from this query.
    pub overview_since: u64,
    pub overview_query: Query,
    /// The search for an unread row that is under way.
    pub hunt: Option<Hunt>,
    /// Where to begin in an article that is not laid out yet: its block and
    /// the lines below the block's first.
    pub resume: Option<(WorkId, u32, usize)>,
    /// Pages turned since the position was written.
    pub n_pages: u32,
    /// The colours that stood before `z t` took them away.
    pub colour: Colour,
    /// The person's own theme, to come back to.
    pub own_theme: Option<Own>,
    /// The work whose note is edited, whose DOI is copied, once it is here.
    pub note_wanted: Option<WorkId>,
    /// The work whose note goes into the editor, once it is here.
    pub editor_wanted: Option<WorkId>,
    /// When this session began: what was done before is taken back only once
    /// it was named.
    pub began: UtcTime,
    /// The step that the last message named, until another key is pressed.
    pub named: Option<StepId>,
    /// What was typed as notes and not kept.
    pub drafts: Drafts,
    /// A note of several lines that the writer refused.
    pub note_left: Option<(WorkId, String)>,
    pub doi_wanted: Option<WorkId>,
    /// The work of the log entry that is written, until it is here.
    pub entry_wanted: Option<WorkId>,
    /// How long articles have been on screen.
    pub read: Clocking,
    /// The notice that tells how many rows came in above.
    pub fresh_notice: Option<u64>,
    /// Threads of ours that ended by a bug.
    pub ended: Vec<&'static str>,
    /// What was asked of one of them since.
    pub refused: Refused,
    /// Whether the fetcher was told to stop.
    pub stopping: bool,
    /// Where one stood before a single source, a round or what is muted.
    pub before_source: Option<(View, Place)>,
    pub opening: Vec<(String, WorkId)>,
    /// The listing, by its generation, whose selected row is to be opened once
    /// its page has come.
    pub opens: Option<u64>,
    /// Sources whose other name was told.
    pub mistaken: Vec<SourceId>,
    /// The work that waits for the other row of its paper.
    pub joining: Option<WorkId>,
    /// The source that one more `-` stops following.
    pub unfollowing: Option<SourceId>,
    /// What was open where the help was called from: a box, and whether the
    /// search was being typed.
    pub under_help: (Option<Popup>, bool),
    /// The images that were asked for last.
    pub pictures: Wanted,
    /// The piece of text that was asked for last.
    pub snippet_asked: Option<(WorkId, Wish)>,
}

/// What nobody is there to do.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    pub asks: Vec<AskId>,
    /// Whether a question was for the reader.
    pub question: bool,
}
