//! Everybody who works behind the screen: the writer, the fetcher, who keeps
//! articles, who tells of news, who reads the settings again, who fills the
//! index. They begin once the first frame stands, since it needs none of them.
//!
//! What was asked before waits in its channel. Nothing here draws or answers a
//! question.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task;
use tokio::task::spawn_blocking;

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Msg;
use crate::config;
use crate::config::Config;
use crate::config::paths::Paths;
use crate::domain::time::Clock;
use crate::problem::Problem;
use crate::runtime::articles;
use crate::runtime::articles::Keeper;
use crate::runtime::fetcher;
use crate::runtime::fetcher::Fetcher;
use crate::runtime::index_thread;
use crate::runtime::logins;
use crate::runtime::notify;
use crate::runtime::notify::Announcer;
use crate::runtime::reload;
use crate::runtime::reload::Watcher;
use crate::runtime::store_thread;
use crate::runtime::topics;
use crate::runtime::topics::Topics;
use crate::secrets::Keepers;
use crate::store::Store;

/// The far ends of what the screen asks through.
pub(super) struct Ends {
    pub asks: mpsc::UnboundedReceiver<(AskId, Ask)>,
    pub commands: mpsc::UnboundedReceiver<fetcher::Command>,
    /// The near end of `commands`, for who tells of new settings and topics.
    pub fetcher: mpsc::UnboundedSender<fetcher::Command>,
    /// Whether a refresh is under way.
    pub busy: watch::Sender<bool>,
    /// The command that opens links.
    pub browser: watch::Sender<String>,
    /// How fetching behaves, for the images of the article that is read.
    pub fetch: watch::Sender<config::Fetch>,
    pub inbox: mpsc::Sender<Msg>,
}

/// What they work with.
pub(super) struct Gear {
    /// Where it had to be opened before the first frame: it was not there, or
    /// of an older rounds.
    pub store: Option<Store>,
    pub paths: Paths,
    pub config: Config,
    pub clock: Clock,
    pub keepers: Keepers,
    /// Who reads the settings again when their file was saved.
    pub watcher: Option<Watcher>,
}

/// Those at work.
pub(super) struct Crew {
    writing: JoinHandle<Vec<String>>,
    indexing: JoinHandle<()>,
    stop_index: std_mpsc::Sender<()>,
    keeping: task::JoinHandle<()>,
    fetching: task::JoinHandle<()>,
    telling: task::JoinHandle<()>,
    reloading: Option<task::JoinHandle<()>>,
}

/// What the store says before anybody works with it.
struct Opened {
    store: Store,
    topics: Topics,
    announcer: Announcer,
    /// Sentences for the person.
    said: Vec<String>,
}

/// Opens the store and sets everybody to work; what is to be said of that goes
/// to the screen.
///
/// # Errors
///
/// Where the store or the settings cannot be used; the screen is then told to
/// leave.
pub(super) async fn begin(mut gear: Gear, ends: Ends) -> Result<Crew, Problem> {
    let inbox = ends.inbox.clone();
    let begun = async {
        let opened = spawn_blocking({
            let (store, paths, keepers) =
                (gear.store.take(), gear.paths.clone(), gear.keepers.clone());
            let (config, clock) = (gear.config.clone(), Arc::clone(&gear.clock));
            move || open(store, &paths, &keepers, &config, &clock)
        });
        let opened = opened
            .await
            .map_err(|_| Problem::said("The data could not be opened by a bug of ours"))??;
        set_to_work(gear, ends, opened).await
    };
    let begun = begun.await;
    if begun.is_err() {
        // It may have left already.
        let _ = inbox.send(Msg::Terminate).await;
    }
    begun
}

fn open(
    store: Option<Store>,
    paths: &Paths,
    keepers: &Keepers,
    config: &Config,
    clock: &Clock,
) -> Result<Opened, Problem> {
    let now = clock();
    let mut store = match store {
        Some(store) => store,
        None => Store::open(&paths.data, now)?,
    };
    articles::tidy(&mut store, config.keep, now);
    let mut said = logins::in_order(&mut store, keepers)?;
    let topics = topics::in_step(&mut store, &paths.topics_file(), now)?;
    let (announcer, unknown) = Announcer::begin(&paths.data, &config.notify, now)?;
    said.extend(unknown);
    Ok(Opened {
        store,
        topics,
        announcer,
        said,
    })
}

async fn set_to_work(gear: Gear, ends: Ends, opened: Opened) -> Result<Crew, Problem> {
    let Gear {
        paths,
        config,
        clock,
        keepers,
        watcher,
        ..
    } = gear;
    let folder: PathBuf = paths.data.clone();
    let inbox = ends.inbox;
    for sentence in opened.said {
        let _ = inbox.send(Msg::Care(sentence)).await;
    }
    let topics = opened.topics;
    let (taken_in, taken) = mpsc::unbounded_channel();
    let (ended, ends_of_refresh) = mpsc::unbounded_channel();
    let (nudge, nudges) = mpsc::unbounded_channel();
    let desk = store_thread::Desk {
        clock: Arc::clone(&clock),
        topics_file: paths.topics_file(),
        keepers: keepers.clone(),
        retention: config.retention,
        inbox: inbox.clone(),
        taken: taken_in,
        fetcher: ends.fetcher.clone(),
        nudge: nudge.clone(),
    };
    let rematch = topics.changed.then(|| topics.known.clone());
    let (lanes, writing) =
        store_thread::start(opened.store, ends.asks, desk, rematch, Handle::current())?;
    let keeping = tokio::spawn(
        Keeper {
            folder: folder.clone(),
            keep: config.keep,
            fetch: config.fetch.clone(),
            clock: Arc::clone(&clock),
            nudges,
            parcels: lanes.parcels,
            inbox: inbox.clone(),
        }
        .run(),
    );
    let (notify, wanted) = watch::channel(config.notify);
    let reloading = watcher.map(|watcher| {
        let told = reload::Told {
            inbox: inbox.clone(),
            fetcher: ends.fetcher,
            nudge: nudge.clone(),
            browser: ends.browser,
            notify,
            fetch: ends.fetch,
        };
        tokio::spawn(reload::run(watcher, told))
    });
    let fetching = tokio::spawn(
        Fetcher {
            folder: folder.clone(),
            fetch: config.fetch,
            keepers,
            clock: Arc::clone(&clock),
            matcher: Arc::new(topics::matcher(&topics.known)),
            topics: topics.known,
            inbox: inbox.clone(),
            batches: lanes.batches,
            commands: ends.commands,
            taken,
            nudge,
            ended,
            busy: ends.busy,
            woke: None,
        }
        .run(),
    );
    let telling = notify::run(
        opened.announcer,
        wanted,
        clock,
        ends_of_refresh,
        inbox.clone(),
    );
    let telling = tokio::spawn(telling);
    let (stop_index, indexing) = index_thread::start(&folder, &inbox)?;
    Ok(Crew {
        writing,
        indexing,
        stop_index,
        keeping,
        fetching,
        telling,
        reloading,
    })
}

impl Crew {
    /// Waits until all that was asked is written; the screen's ends must have
    /// been dropped. A sentence for each change that failed when nobody
    /// listened any more.
    ///
    /// # Errors
    ///
    /// Where the writer stopped by a bug of ours.
    pub async fn end(self) -> Result<Vec<String>, Problem> {
        drop(self.stop_index);
        // Some hold ends of the lanes that others wait for.
        let before_the_writer = [Some(self.telling), self.reloading];
        for task in before_the_writer.into_iter().flatten() {
            task.abort();
            let _ = task.await;
        }
        let (writing, indexing) = (self.writing, self.indexing);
        let ended = spawn_blocking(move || {
            // A panic of this was told when it happened.
            let _ = indexing.join();
            writing.join()
        });
        for task in [self.keeping, self.fetching] {
            task.abort();
            let _ = task.await;
        }
        match ended.await {
            Ok(Ok(untold)) => Ok(untold),
            _ => Err(Problem::said(
                "The writer stopped by a bug of ours; what it had confirmed is kept",
            )),
        }
    }
}
