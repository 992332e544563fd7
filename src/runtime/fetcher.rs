//! The fetcher task: what is asked of it, when it asks by itself, and how far
//! it has come.
//!
//! It reads no body and writes nothing: `sync` asks and reads, the writer
//! writes. One refresh runs at a time; one wish more waits, the newest.

use std::collections::HashMap;
use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::task::spawn_blocking;
use tokio::time::MissedTickBehavior;
use tokio::time::interval;

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::effect::Wanted;
use crate::config;
use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Taken;
use crate::domain::intake::Target;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::domain::topic::Topic;
use crate::net::Client;
use crate::net::Settings;
use crate::problem::Problem;
use crate::store::Reader;
use crate::sync;
use crate::sync::Refresh;

/// How often to look whether a source is due.
const LOOK: Duration = Duration::from_secs(60);

/// How often progress is told at most; the bar moves at most four times a
/// second (ux rule 13).
const TELL: Duration = Duration::from_millis(250);

/// How many sources are asked to find out whether the network is back.
const N_PROBES: usize = 4;

/// The file whose lock covers a refresh across processes.
const LOCK: &str = "refresh.lock";

pub enum Command {
    Refresh(Wanted),
    Stop,
    Find(String),
    /// The person's topics changed; what comes from now on is matched by these.
    Topics(Vec<Topic>),
}

/// What the fetcher needs.
pub struct Fetcher {
    pub folder: PathBuf,
    pub fetch: config::Fetch,
    pub clock: Clock,
    pub matcher: Arc<Matcher>,
    pub inbox: mpsc::Sender<Msg>,
    pub batches: mpsc::Sender<Intake>,
    pub commands: mpsc::UnboundedReceiver<Command>,
    pub taken: mpsc::UnboundedReceiver<(u32, Result<Vec<Taken>, String>)>,
}

/// A refresh under way.
struct Running {
    n_all: u32,
    n_done: u32,
    n_failed: u32,
    n_new: u32,
    stop: watch::Sender<bool>,
    /// Ends when every answer has been handed to the writer; says what it saw.
    sending: JoinHandle<Sent>,
    sent: Option<Sent>,
    told: Instant,
    /// Held until the end, so that no other rounds fetches meanwhile.
    _lock: File,
}

/// What went by on the way to the writer.
#[derive(Default)]
struct Sent {
    n: u32,
    n_unreachable: u32,
    /// Title of the last one that failed.
    failed: Option<String>,
}

impl Fetcher {
    /// Works until the commands end; a refresh under way is stopped then, and
    /// what came is kept.
    pub async fn run(mut self) {
        let mut running: Option<Running> = None;
        let mut wish: Option<Wanted> = None;
        let mut offline = false;
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            select! {
                command = self.commands.recv() => match command {
                    None => break,
                    Some(Command::Stop) => {
                        wish = None;
                        if let Some(running) = &running {
                            running.stop.send_replace(true);
                        }
                    }
                    Some(Command::Find(address)) => self.find(address),
                    Some(Command::Topics(topics)) => self.matcher = Arc::new(Matcher::new(&topics)),
                    Some(Command::Refresh(wanted)) => wish = Some(wanted),
                },
                Some((n_answers, taken)) = self.taken.recv() => {
                    if let Some(running) = &mut running {
                        running.count(n_answers, &taken);
                        self.tell(running).await;
                    }
                    if let Err(why) = taken {
                        self.say(Msg::Store(Reply::Unanswered(why))).await;
                    }
                },
                sent = ended(&mut running) => if let Some(running) = &mut running {
                    running.sent = Some(sent);
                },
                _ = look.tick(), if self.fetch.scheduled => {
                    wish.get_or_insert(Wanted::Due);
                },
            }
            if let Some(finished) = running.take_if(|running| running.is_finished()) {
                let was_offline = std::mem::replace(&mut offline, false);
                offline = self.finish(finished, was_offline).await;
                if was_offline && !offline {
                    // What was missed meanwhile is fetched now.
                    wish = Some(Wanted::All);
                }
            }
            if running.is_none()
                && let Some(wanted) = wish.take()
            {
                running = self.begin(wanted, offline).await;
            }
        }
        if let Some(running) = running {
            running.stop.send_replace(true);
        }
    }

    /// Starts a refresh, if anybody is to be asked.
    async fn begin(&self, wanted: Wanted, offline: bool) -> Option<Running> {
        let by_itself = wanted == Wanted::Due;
        let lock = match lock(&self.folder) {
            Ok(lock) => lock,
            // Another rounds fetches into the same file: its rows come by.
            Err(TryLockError::WouldBlock) if by_itself => return None,
            Err(error) => {
                let why = match error {
                    TryLockError::WouldBlock => {
                        "Another rounds is fetching; what it brings shows here too".to_string()
                    }
                    TryLockError::Error(error) => {
                        format!("Nothing was fetched: the lock file could not be opened ({error})")
                    }
                };
                self.say(Msg::Store(Reply::Unanswered(why))).await;
                return None;
            }
        };
        let targets = match self.targets(wanted, offline).await {
            Ok(targets) => targets,
            Err(why) => {
                self.say(Msg::Store(Reply::Unanswered(why))).await;
                return None;
            }
        };
        let n_all = u32::try_from(targets.len()).unwrap_or(u32::MAX);
        if targets.is_empty() {
            if !by_itself {
                let ended = FetchNews::Ended {
                    n_all: 0,
                    n_good: 0,
                    n_failed: 0,
                    n_new: 0,
                    stopped: false,
                    failed: None,
                };
                self.say(Msg::Fetch(ended)).await;
            }
            return None;
        }
        let client = match self.client().await {
            Ok(client) => client,
            Err(why) => {
                self.say(Msg::Store(Reply::Unanswered(why))).await;
                return None;
            }
        };
        let (stop, stopped) = watch::channel(false);
        let refresh = self.refresh(client);
        let sending = tokio::spawn(send(refresh, targets, self.batches.clone(), stopped));
        let running = Running {
            n_all,
            n_done: 0,
            n_failed: 0,
            n_new: 0,
            stop,
            sending,
            sent: None,
            told: Instant::now(),
            _lock: lock,
        };
        self.say(Msg::Fetch(running.progress())).await;
        Some(running)
    }

    /// Who is to be asked. While offline, asking by itself is a few probes.
    async fn targets(&self, wanted: Wanted, offline: bool) -> Result<Vec<Target>, String> {
        let folder = self.folder.clone();
        let now = (self.clock)();
        let asked = spawn_blocking(move || wanted_targets(&folder, &wanted, offline, now)).await;
        match asked {
            Ok(targets) => targets,
            Err(error) => Err(format!("Nothing was fetched: {error}")),
        }
    }

    /// A client, made off the screen's thread: it takes milliseconds.
    async fn client(&self) -> Result<Client, String> {
        let settings = net_settings(&self.fetch);
        match spawn_blocking(move || Client::new(&settings)).await {
            Ok(Ok(client)) => Ok(client),
            Ok(Err(error)) => Err(format!("Nothing was fetched: {error}")),
            Err(error) => Err(format!("Nothing was fetched: {error}")),
        }
    }

    async fn say(&self, msg: Msg) {
        // The screen is gone only when all of rounds is ending.
        let _ = self.inbox.send(msg).await;
    }
}

impl Fetcher {
    fn refresh(&self, client: Client) -> Refresh {
        Refresh {
            client,
            settings: net_settings(&self.fetch),
            interval: self.fetch.interval,
            matcher: Arc::clone(&self.matcher),
            clock: Arc::clone(&self.clock),
        }
    }

    /// Looks at an address beside whatever else runs.
    fn find(&self, address: String) {
        let settings = net_settings(&self.fetch);
        let clock = Arc::clone(&self.clock);
        let inbox = self.inbox.clone();
        tokio::spawn(async move {
            let found = match spawn_blocking(move || Client::new(&settings)).await {
                Ok(Ok(client)) => sync::find(&client, &address, &*clock).await,
                Ok(Err(error)) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let _ = inbox
                .send(Msg::Fetch(FetchNews::Feeds { address, found }))
                .await;
        });
    }

    async fn tell(&self, running: &mut Running) {
        if running.told.elapsed() >= TELL {
            running.told = Instant::now();
            self.say(Msg::Fetch(running.progress())).await;
        }
    }

    /// Tells how a refresh ended; returns whether we are offline.
    async fn finish(&self, running: Running, was_offline: bool) -> bool {
        let sent = running.sent.unwrap_or_default();
        let n_good = running.n_done.saturating_sub(running.n_failed);
        let now_offline = sent.n > 0 && sent.n == sent.n_unreachable;
        match (was_offline, now_offline) {
            (false, true) => {
                let since = (self.clock)();
                self.say(Msg::Fetch(FetchNews::Offline(since))).await;
            }
            (true, false) if sent.n > 0 => self.say(Msg::Fetch(FetchNews::Online)).await,
            _ => {}
        }
        let ended = FetchNews::Ended {
            n_all: running.n_all,
            n_good,
            n_failed: running.n_failed,
            n_new: running.n_new,
            stopped: *running.stop.borrow(),
            failed: sent.failed.filter(|_| running.n_failed == 1),
        };
        self.say(Msg::Fetch(ended)).await;
        now_offline || (was_offline && sent.n == 0)
    }
}

impl Running {
    fn count(&mut self, n_answers: u32, taken: &Result<Vec<Taken>, String>) {
        self.n_done += n_answers;
        match taken {
            Ok(taken) => {
                for one in taken {
                    self.n_failed += u32::from(one.failed);
                    self.n_new += one.n_new;
                }
            }
            Err(_) => self.n_failed += n_answers,
        }
    }

    fn progress(&self) -> FetchNews {
        FetchNews::Progress {
            n_done: self.n_done,
            n_all: self.n_all,
            n_failed: self.n_failed,
            n_new: self.n_new,
        }
    }

    /// Whether everything that was sent has also been written.
    fn is_finished(&self) -> bool {
        self.sent.as_ref().is_some_and(|sent| self.n_done >= sent.n)
    }
}

/// Waits until every answer has been handed to the writer.
async fn ended(running: &mut Option<Running>) -> Sent {
    match running {
        Some(running) if running.sent.is_none() => {
            // A panic in there is a bug; what it handed over is still counted.
            (&mut running.sending).await.unwrap_or_default()
        }
        _ => std::future::pending().await,
    }
}

/// Runs a refresh and hands its answers on, counting what goes by.
async fn send(
    refresh: Refresh,
    targets: Vec<Target>,
    batches: mpsc::Sender<Intake>,
    stopped: watch::Receiver<bool>,
) -> Sent {
    let titles: HashMap<SourceId, String> = targets
        .iter()
        .map(|target| (target.source, target.title.clone()))
        .collect();
    let (out, mut intakes) = mpsc::channel(1);
    let asking = tokio::spawn(async move { sync::refresh(&refresh, targets, out, stopped).await });
    let mut sent = Sent::default();
    while let Some(intake) = intakes.recv().await {
        if let Outcome::Failed { unreachable, .. } = &intake.outcome {
            sent.n_unreachable += u32::from(*unreachable);
            sent.failed = titles.get(&intake.source).cloned();
        }
        if batches.send(intake).await.is_err() {
            break;
        }
        sent.n += 1;
    }
    // It has ended: its end of the channel is closed.
    let _ = asking.await;
    sent
}

/// How `net` behaves by these settings.
pub fn net_settings(fetch: &config::Fetch) -> Settings {
    Settings {
        in_flight: fetch.at_once,
        per_host: fetch.per_host,
        bytes_held: fetch.memory,
        body_cap: fetch.answer,
        connect: fetch.connect_timeout,
        total: fetch.answer_timeout,
        ..Settings::default()
    }
}

/// Takes the lock that covers a refresh; waits while another rounds fetches.
///
/// # Errors
///
/// A sentence where the lock file cannot be opened.
pub fn lock_refresh(folder: &Path) -> Result<File, Problem> {
    let locked = open_lock(folder).and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| Problem::new("Nothing was fetched", error, "Check the data folder"))
}

fn open_lock(folder: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK))
}

/// Takes the lock that covers a refresh, without waiting.
///
/// # Errors
///
/// `WouldBlock` where another rounds holds it.
pub fn lock(folder: &Path) -> Result<File, TryLockError> {
    let file = open_lock(folder).map_err(TryLockError::Error)?;
    file.try_lock()?;
    Ok(file)
}

/// The sources a wish means, by what the store knows now.
///
/// # Errors
///
/// A sentence where the store cannot be read.
pub fn wanted_targets(
    folder: &Path,
    wanted: &Wanted,
    offline: bool,
    now: UtcTime,
) -> Result<Vec<Target>, String> {
    let reader = Reader::open(folder).map_err(|error| error.to_string())?;
    let all = reader.targets().map_err(|error| error.to_string())?;
    let targets = match wanted {
        Wanted::All => all,
        Wanted::Due if offline => all.into_iter().take(N_PROBES).collect(),
        Wanted::Due => sync::plan::due(&all, now),
        Wanted::Source(source) => all
            .into_iter()
            .filter(|target| target.source == *source)
            .collect(),
        Wanted::List(list) => {
            let lists = reader.lists().map_err(|error| error.to_string())?;
            let members = lists.into_iter().find(|known| known.id == *list);
            let members = members.map(|list| list.sources).unwrap_or_default();
            all.into_iter()
                .filter(|target| members.contains(&target.source))
                .collect()
        }
    };
    Ok(targets)
}
