//! What can happen and what may be asked for: messages in, effects out, all
//! of it plain data that a test can compare.

mod done;
mod key;
mod outside;
mod questions;

use std::sync::Arc;
use std::time::Duration;

use crate::app::giving::Given;
use crate::app::giving::Selection;
use crate::app::pictures;
use crate::app::pointing::Pointing;
use crate::app::settings::Settings;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::StepId;
use crate::domain::id::WorkId;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::domain::living::Reading;
use crate::domain::picture::Cell;
use crate::domain::query::Query;
use crate::domain::review::Grade;
use crate::domain::secret::Secret;
use crate::domain::shelf::Highlight;
use crate::domain::shelf::Stage;
use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;

pub use done::Done;
pub use outside::FetchNews;
pub use outside::OpenResult;
pub use questions::Question;
pub use questions::Reply;

pub use key::Key;
pub use key::KeyCode;

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Key(Key),
    /// The mouse was used.
    Pointing(Pointing),
    /// A bracketed paste, as it came.
    Paste(String),
    Resize {
        width: u16,
        height: u16,
    },
    /// How much room the terminal gives a letter.
    Cell(Cell),
    /// An image that was wanted is here, so large in pixels, or why it is not,
    /// a sentence part.
    Picture {
        address: String,
        came: Result<(u32, u32), String>,
    },
    Focus(bool),
    /// The only clock the core ever sees; once a second or less often.
    Tick(UtcTime),
    /// A timer asked for by [`Effect::After`] ran out.
    Timer(Timer),
    Store(Reply),
    Fetch(FetchNews),
    /// A browser was asked to open a link.
    Opened(OpenResult),
    /// A file was written, or not; then a sentence.
    Exported(Result<Given, String>),
    /// What the person wanted to be told of came in. `by_terminal`: no command
    /// of theirs has told it. `wrong`: why that command did not, a part.
    Announced {
        texts: Vec<String>,
        by_terminal: bool,
        wrong: Option<String>,
    },
    /// The file of settings was saved: what holds now, and a sentence for each
    /// thing that means nothing; or why it was not understood.
    Settings(Result<(Box<Settings>, Vec<String>), String>),
    /// The catalogue, and what could not be had of it, a sentence.
    Catalogue {
        catalogue: Arc<Catalogue>,
        trouble: Option<String>,
    },
    /// The editor ended: with the note as it was written, or with a sentence.
    Edited {
        work: WorkId,
        note: Result<String, String>,
    },
    /// Something the person should know that nobody asked for, a sentence.
    Care(String),
    /// A thread of ours ended by a bug: `writer`, `reader`, `fetcher` or
    /// `index`.
    ThreadEnded(&'static str),
    /// SIGTSTP: stop until the shell goes on.
    Suspend,
    /// SIGTERM or SIGHUP: leave now.
    Terminate,
}

/// Everything the core may ask for, by who does it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A change, for the writer. The reply carries the same id.
    Store(AskId, Ask),
    /// A question, for the reader. A newer one of the same sort replaces a
    /// waiting one.
    Read(Question),
    Refresh(Wanted),
    StopRefresh,
    /// Look at an address and say which feeds are there. The secret stood in
    /// the address, and is for its server only.
    FindFeeds {
        address: String,
        secret: Option<Secret>,
    },
    Open {
        link: String,
    },
    Copy(String),
    /// These images are wanted from now on, and no others: what waits and is
    /// not among them is not asked for. `Msg::Picture` comes back for each.
    Pictures(pictures::Wanted),
    /// Write references to a file that is not there yet; `~/` is the home.
    Export {
        format: &'static str,
        what: Selection,
        file: String,
    },
    /// The same of a text that is here; `given` comes back, with the file's
    /// whole name.
    Put {
        text: String,
        given: Given,
    },
    /// Show a notice outside of the screen, as the terminal does it.
    Announce(String),
    Catalogue,
    After(Duration, Timer),
    /// Whether the terminal tells us what the mouse does.
    Mouse(bool),
    /// Have a note written in the person's editor; `Msg::Edited` comes back.
    Edit {
        work: WorkId,
        note: String,
    },
    Suspend,
    Redraw,
    Quit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// A prefix key waits long enough to show its continuations.
    WhichKey(u64),
    /// A message has stood long enough.
    Notice(u64),
    /// A first Ctrl-C is long ago; the next is a first one again.
    Interrupt(u64),
}

/// Names one change until its reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskId(pub u64);

/// Which sources to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Every one now.
    All,
    /// Those whose time has come.
    Due,
    List(ListId),
    Source(SourceId),
}

/// A change to what is kept. One transaction each; the writer answers with
/// [`Reply::Done`] or [`Reply::Failed`].
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    SetRead {
        work: WorkId,
        read: bool,
    },
    /// Every unread work of a query, down from this one, becomes read.
    AllRead {
        query: Query,
        newest: WorkId,
    },
    SetSaved {
        work: WorkId,
        saved: bool,
    },
    /// The same of many, as one step.
    SetReadAll {
        works: Vec<WorkId>,
        read: bool,
    },
    SetSavedAll {
        works: Vec<WorkId>,
        saved: bool,
    },
    /// Gives works tags and takes others off; who gets one is saved.
    SetTags {
        works: Vec<WorkId>,
        add: Vec<String>,
        remove: Vec<String>,
    },
    /// Keeps a piece of a work's text as marked, or takes the mark off.
    SetHighlight {
        work: WorkId,
        piece: Highlight,
        keep: bool,
    },
    SetStage {
        works: Vec<WorkId>,
        stage: Stage,
    },
    SetNote {
        work: WorkId,
        note: String,
    },
    /// How far it was read; not undoable, and no news to anybody.
    SetPosition {
        work: WorkId,
        position: u32,
    },
    /// One item is not what the others of its work are. The title names its
    /// source, for the sentence.
    Split {
        item: String,
        title: String,
    },
    /// Two works are one.
    Join {
        one: WorkId,
        other: WorkId,
    },
    /// Takes the last step back. One from before `began`, or one that changes
    /// what is followed, only where it is the one that was `named`.
    Undo {
        began: UtcTime,
        named: Option<StepId>,
    },
    Redo,
    Follow {
        address: String,
        title: String,
        home: Option<String>,
        list: Option<ListId>,
        /// To be kept for it.
        secret: Option<Secret>,
    },
    /// Follows many sources, each in the list of its path, as one step. Topics
    /// (name, shipped id) are set where there is no file of them yet; `None`
    /// says nothing of topics, an empty list that there are none.
    FollowAll {
        entries: Vec<(Vec<String>, NewSource)>,
        topics: Option<Vec<(String, String)>>,
        welcomed: bool,
    },
    /// What asking a list that lives elsewhere gave.
    TakeLiving(i64, Reading),
    /// Follows such a list as it changes, by its address.
    FollowLiving(String, Reading),
    /// Somebody is never to be suggested again. The name is for the sentence.
    HideSuggestion {
        key: String,
        name: String,
    },
    Unfollow(SourceId),
    RenameSource {
        source: SourceId,
        name: String,
    },
    /// How many works of a day a timeline shows of a source; `None` for all.
    SetDaily {
        source: SourceId,
        daily: Option<u32>,
    },
    /// A source is to be asked at another address from now on.
    Readdress {
        source: SourceId,
        address: String,
    },
    NewList(String),
    RenameList {
        list: ListId,
        name: String,
    },
    DeleteList(ListId),
    /// Puts a source into a list, or takes it out.
    SetMember {
        list: ListId,
        source: SourceId,
        member: bool,
    },
    /// The person's own words of a topic; a new name makes one. Without words a
    /// shipped topic keeps those it came with, any other goes. Written to the
    /// person's topics file, then matched again.
    SetTopic {
        name: String,
        words: Vec<String>,
    },
    DropTopic {
        name: String,
    },
    /// Writes an entry of the learning log, in the place of another one or as a
    /// new one.
    Log {
        draft: Box<Draft>,
        replaces: Option<EntryId>,
    },
    /// Takes an entry away; it stays in the log as withdrawn.
    WithdrawLog(EntryId),
    /// Puts a work into review with a question (or an empty one), or takes it
    /// out.
    SetReview {
        work: WorkId,
        question: Option<String>,
    },
    Grade {
        work: WorkId,
        grade: Grade,
    },
    /// Keeps a query under a name; without one it is taken away.
    SetTimeline {
        name: String,
        query: Option<String>,
    },
    /// Mutes what a query finds, or does so no more.
    SetMute {
        query: String,
        on: bool,
    },
    /// Picks a round of what is unread, in the place of the one before.
    BeginRound {
        minutes: u32,
    },
    /// Where the person stands, so that the next start begins there.
    SetSession(String),
}
