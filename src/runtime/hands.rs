//! Who does what the screen wants done. Nothing here waits: what takes time
//! goes to a thread or a task of its own and answers by a message.

use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;

use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::OpenResult;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::giving::Given;
use crate::app::model::Model;
use crate::app::pictures;
use crate::domain::id::WorkId;
use crate::open;
use crate::problem::Problem;
use crate::runtime::catalogue;
use crate::runtime::clipboard;
use crate::runtime::clock;
use crate::runtime::fetcher;
use crate::runtime::giving;
use crate::runtime::notify;
use crate::runtime::terminal;

/// Everybody the screen asks.
pub(super) struct Hands {
    pub asks: mpsc::UnboundedSender<(AskId, Ask)>,
    pub questions: std_mpsc::Sender<Question>,
    pub fetcher: mpsc::UnboundedSender<fetcher::Command>,
    /// Whether a refresh is under way.
    pub fetching: watch::Receiver<bool>,
    pub inbox: mpsc::Sender<Msg>,
    pub surroundings: open::Surroundings,
    /// The command that opens links; the settings may change it.
    pub browser: watch::Receiver<String>,
    /// Where the data is.
    pub folder: PathBuf,
    pub catalogue: catalogue::Place,
    /// Who has the images of the article that is read.
    pub pictures: mpsc::UnboundedSender<pictures::Wanted>,
}

/// What the loop does next.
#[derive(PartialEq, Eq)]
pub(super) enum Next {
    GoOn,
    Suspend,
    /// Have a note edited.
    Edit {
        work: WorkId,
        note: String,
    },
    Redraw,
    Quit,
}

/// Hands each effect to whoever does it.
pub(super) fn perform(model: &mut Model, effects: Vec<Effect>, hands: &Hands) -> Next {
    let mut next = Next::GoOn;
    for effect in effects {
        match effect {
            Effect::Store(id, ask) => {
                if hands.asks.send((id, ask)).is_err() {
                    let why = "the writer has stopped".to_string();
                    let failed = Reply::Failed { ask: id, why };
                    let more = model.update(Msg::Store(failed));
                    perform(model, more, hands);
                }
            }
            Effect::Read(question) => {
                // Without a reader the screen stands still but still quits.
                let _ = hands.questions.send(question);
            }
            Effect::Refresh(wanted) => tell(hands, fetcher::Command::Refresh(wanted)),
            Effect::StopRefresh => tell(hands, fetcher::Command::Stop),
            Effect::FindFeeds { address, secret } => {
                tell(hands, fetcher::Command::Find { address, secret })
            }
            Effect::Open { link } => open_beside(link, hands),
            Effect::Copy(text) => {
                if let Err(error) = clipboard::copy(&text) {
                    tracing::error!("not copied: {error}");
                }
                spawn_blocking(move || clipboard::to_tmux(&text));
            }
            Effect::Pictures(wanted) => {
                // The gallery ends only with the screen.
                let _ = hands.pictures.send(wanted);
            }
            Effect::Announce(text) => {
                if let Err(error) = notify::by_terminal(&text) {
                    tracing::error!("not told: {error}");
                }
            }
            Effect::Export { format, what, file } => {
                let folder = hands.folder.clone();
                give_beside(hands, move || giving::give(&folder, format, &what, &file));
            }
            Effect::Put { text, given } => {
                give_beside(hands, move || giving::put_given(&text, given));
            }
            Effect::Catalogue => hands.catalogue.tell(&hands.inbox),
            Effect::After(duration, timer) => {
                tokio::spawn(clock::after(duration, timer, hands.inbox.clone()));
            }
            Effect::Mouse(on) => {
                if let Err(error) = terminal::mouse(on) {
                    tracing::error!("the mouse was not switched: {error}");
                }
            }
            Effect::Edit { work, note } => next = Next::Edit { work, note },
            Effect::Suspend => next = Next::Suspend,
            Effect::Redraw => next = Next::Redraw,
            Effect::Quit => return Next::Quit,
        }
    }
    next
}

pub(super) fn tell(hands: &Hands, command: fetcher::Command) {
    // The fetcher ends only with the screen.
    let _ = hands.fetcher.send(command);
}

/// Opens a link beside the loop: starting a browser may take seconds.
fn open_beside(link: String, hands: &Hands) {
    let surroundings = open::Surroundings {
        command: hands.browser.borrow().clone(),
        ..hands.surroundings.clone()
    };
    let inbox = hands.inbox.clone();
    spawn_blocking(move || {
        let result = match open::way(&surroundings) {
            Ok(open::Way::Nowhere) => OpenResult::NoBrowser { link },
            Ok(way) => match open::open(&way, &link) {
                Ok(()) => OpenResult::Opened(link),
                Err(why) => OpenResult::Failed { link, why },
            },
            Err(why) => OpenResult::Failed { link, why },
        };
        let _ = inbox.blocking_send(Msg::Opened(result));
    });
}

/// Writes a file beside the loop: what goes into it may be everything.
fn give_beside(hands: &Hands, give: impl FnOnce() -> Result<Given, Problem> + Send + 'static) {
    let inbox = hands.inbox.clone();
    spawn_blocking(move || {
        let given = give().map_err(|problem| problem.to_string());
        let _ = inbox.blocking_send(Msg::Exported(given));
    });
}
