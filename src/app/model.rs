//! Everything the screen shows, in one place.
//!
//! `update` and the actions change it, `ui` reads it. Nothing here draws, and
//! nothing here is a copy of what another field already says.

mod boxes;

use std::sync::Arc;

use crate::app::counting::Counting;
use crate::app::desk::Desk;
use crate::app::effect::AskId;
use crate::app::effect::Key;
use crate::app::input::Input;
use crate::app::keymap::Keymap;
use crate::app::listing::Listing;
use crate::app::logbook::Logbook;
use crate::app::marking::Marking;
use crate::app::paper::TextLine;
use crate::app::pending::Pending;
use crate::app::pictures::Album;
use crate::app::pictures::Frame;
use crate::app::reviewing::Round;
use crate::app::welcome::Welcome;
use crate::app::who::Who;
use crate::domain::answer::Overview;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::picture::Cell;
use crate::domain::query::Query;
use crate::domain::source::Source;
use crate::domain::time::UtcTime;
use crate::domain::topic::Reason;
use crate::domain::work::Work;

pub use crate::app::settings::Colour;
pub use crate::app::settings::Settings;
pub use boxes::Asked;
pub use boxes::Follow;
pub use boxes::Popup;
pub use boxes::Tended;

/// The whole state of the screen.
#[derive(Clone, Debug)]
pub struct Model {
    pub now: UtcTime,
    pub width: u16,
    pub height: u16,
    /// The room that the terminal gives a letter.
    pub cell: Cell,
    pub settings: Settings,

    /// Where one stands: the last is shown, `q` leads to the one before. The
    /// first is always the timeline.
    pub views: Vec<View>,
    pub focus: Pane,
    /// Whether the lists pane is open where it does not stand by itself (under
    /// 100 columns), and hidden where it does.
    pub lists_open: bool,
    pub lists_hidden: bool,
    /// Which line of the lists pane has the cursor.
    pub lists_cursor: usize,
    /// Whether the article pane is hidden at 150 columns and more.
    pub article_hidden: bool,
    /// Whether the focused pane has the whole screen.
    pub zoomed: bool,
    pub two_lines: bool,

    pub overview: Overview,
    /// How many unread rows the kept timelines show.
    pub counting: Counting,
    pub timeline: Listing,
    pub saved: Listing,
    pub search: Listing,
    /// The search box while it is open or its results show.
    pub search_box: Input,
    /// Whether keys type into the search box.
    pub search_typing: bool,
    /// The piece of the selected hit's text that shows the words.
    pub snippet: Option<(WorkId, String)>,

    /// The article of the reader and of the article pane.
    pub article: Option<Article>,
    /// Every source with its health, as last asked.
    pub sources: Vec<Source>,
    pub health: Health,
    /// The learning log.
    pub log: Logbook,
    /// The round through what is due.
    pub round: Round,
    /// The sources that can be offered, once asked for.
    pub catalogue: Option<Arc<Catalogue>>,
    pub welcome: Welcome,
    pub who: Who,
    pub help_top: usize,
    /// Words that the lines of the help page must have, and whether they are
    /// being typed.
    pub help_find: Input,
    pub help_typing: bool,
    pub messages_top: usize,

    pub popup: Option<Popup>,
    /// Keys of a sequence that is not finished: `g` waits for a second.
    pub waiting: Vec<Key>,
    /// Whether the continuations of `waiting` are shown.
    pub which_key: bool,

    pub notice: Option<Notice>,
    /// Every message since start, oldest first, with when it was said.
    pub messages: Vec<(UtcTime, String)>,
    pub fetching: Option<Fetching>,
    /// Since when no source could be reached.
    pub offline: Option<UtcTime>,

    /// Changes on screen that the writer has not confirmed in a snapshot yet.
    pub pending: Pending,
    pub next_ask: u64,
    /// Raised whenever the query of a listing changes; answers with an older
    /// one are thrown away.
    pub generation: u64,

    /// What the keys mean, the person's own among them.
    pub keymap: Keymap,
    /// What update remembers between messages and nobody draws.
    pub desk: Desk,
}

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    Timeline,
    Reader,
    Saved,
    Search,
    Health,
    Log,
    Review,
    Welcome,
    Who,
    Help,
    Messages,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    Lists,
    #[default]
    Rows,
    Article,
}

/// A work opened for reading.
#[derive(Clone, Debug)]
pub struct Article {
    pub work: WorkId,
    /// `None` until the store has answered.
    pub loaded: Option<Box<Work>>,
    /// What brought it into its topics, once that was asked and answered.
    pub why: Vec<(TopicId, Vec<Reason>)>,
    /// The text wrapped to `lines_width`; wrapped again when that changes.
    pub lines: Vec<TextLine>,
    pub lines_width: u16,
    /// The line at the top of the screen.
    pub top: usize,
    /// Where in its listing it stands, `10 of 38`, when that is known.
    pub find: Option<Find>,
    /// The bar beside lines that are being marked.
    pub marking: Option<Marking>,
    /// Whether the text shows that is not shown by itself.
    pub turned_over: bool,
    /// How its images stand.
    pub album: Album,
    /// What the images in `lines` are laid out for, as `lines_width` is.
    pub frame: Option<Frame>,
}

impl Article {
    /// One that is asked for and not here yet.
    pub fn of(work: WorkId) -> Article {
        Article {
            work,
            loaded: None,
            why: Vec::new(),
            lines: Vec::new(),
            lines_width: 0,
            top: 0,
            find: None,
            marking: None,
            turned_over: false,
            album: Album::default(),
            frame: None,
        }
    }
}

/// A find inside an article.
#[derive(Clone, Debug, Default)]
pub struct Find {
    pub input: Input,
    pub typing: bool,
    /// Lines with a match, and which one is current.
    pub lines: Vec<usize>,
    pub current: usize,
}

/// The health screen.
#[derive(Clone, Debug, Default)]
pub struct Health {
    pub tab: HealthTab,
    pub cursor: usize,
    pub top: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HealthTab {
    #[default]
    Problems,
    All,
    /// Nothing new for 60 days.
    Quiet,
}

/// The message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub tone: Tone,
    /// Numbers notices, so that a timer ends only its own.
    pub id: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Something was done: `✓` before it.
    Done,
    /// Something needs care: `▲` before it.
    Care,
    /// Something failed: stays until Esc; `✗` before it.
    Failed,
}

/// A refresh that runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fetching {
    pub n_done: u32,
    pub n_all: u32,
    pub n_failed: u32,
    pub n_new: u32,
}

/// One intended mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlay {
    pub value: bool,
    /// What the store last said, for a failure.
    pub base: bool,
    pub ask: AskId,
    /// The revision the writer answered with; lifted by a snapshot at or past
    /// it.
    pub revision: Option<u64>,
}

/// An ask without a reply, and how to answer its failure.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub ask: crate::app::effect::Ask,
    /// Whether its success is not worth a sentence.
    pub quiet: bool,
}

impl Model {
    /// The screen that is shown.
    pub fn view(&self) -> View {
        self.views.last().copied().unwrap_or(View::Timeline)
    }

    /// The listing of the shown screen; the reader's is that of the screen
    /// below it.
    pub fn listing(&self) -> &Listing {
        match self.listing_view() {
            View::Saved => &self.saved,
            View::Search => &self.search,
            _ => &self.timeline,
        }
    }

    pub fn listing_mut(&mut self) -> &mut Listing {
        match self.listing_view() {
            View::Saved => &mut self.saved,
            View::Search => &mut self.search,
            _ => &mut self.timeline,
        }
    }

    /// The topmost screen that is a list of works.
    pub fn listing_view(&self) -> View {
        self.views
            .iter()
            .rev()
            .copied()
            .find(|view| matches!(view, View::Timeline | View::Saved | View::Search))
            .unwrap_or(View::Timeline)
    }

    /// The query of the timeline.
    pub fn query(&self) -> &Query {
        &self.timeline.query
    }
}
