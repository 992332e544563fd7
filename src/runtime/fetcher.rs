//! The fetcher task: what is asked of it, when it asks by itself, and how far
//! it has come.
//!
//! It reads no body and writes nothing: `sync` asks and reads, the writer
//! writes. One refresh runs at a time; one wish more waits, the newest.

use std::fs::File;
use std::fs::TryLockError;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::MissedTickBehavior;
use tokio::time::interval;

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Wanted;
use crate::config;
use crate::domain::intake::Intake;
use crate::domain::intake::Taken;
use crate::domain::intake::Waits;
use crate::domain::living::looks_like_a_list;
use crate::domain::secret::Secret;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::domain::topic::Topic;
use crate::net::Client;
use crate::net::Settings;
use crate::runtime::articles::Nudge;
use crate::runtime::clock::until;
use crate::runtime::living;
use crate::runtime::topics;
use crate::runtime::under_way::Running;
use crate::runtime::under_way::ended;
use crate::runtime::under_way::send;
use crate::runtime::wishes::Plan;
use crate::runtime::wishes::Wishes;
use crate::runtime::wishes::lock;
use crate::runtime::wishes::net_settings;
use crate::runtime::wishes::plan;
use crate::secrets::Keepers;
use crate::sync;
use crate::sync::Refresh;

/// How often to look whether a source is due.
const LOOK: Duration = Duration::from_secs(60);

pub enum Command {
    Refresh(Wanted),
    Stop,
    Find {
        address: String,
        secret: Option<Secret>,
    },
    /// These hold from the next refresh on.
    Settings(Box<config::Fetch>),
    /// The person's topics changed; what comes from now on is matched by these.
    Topics(Vec<Topic>),
}

/// What the fetcher needs.
pub struct Fetcher {
    pub folder: PathBuf,
    pub fetch: config::Fetch,
    pub keepers: Keepers,
    pub clock: Clock,
    /// The topics that `matcher` was made of.
    pub topics: Vec<Topic>,
    pub matcher: Arc<Matcher>,
    pub inbox: mpsc::Sender<Msg>,
    pub batches: mpsc::Sender<Intake>,
    pub commands: mpsc::UnboundedReceiver<Command>,
    pub taken: mpsc::UnboundedReceiver<(u32, Result<Vec<Taken>, String>)>,
    /// Told when the network goes and comes back.
    pub nudge: mpsc::UnboundedSender<Nudge>,
    /// Told at the end of each refresh.
    pub ended: mpsc::UnboundedSender<()>,
    /// Says whether a refresh is under way.
    pub busy: watch::Sender<bool>,
    /// When the machine last woke or its clock jumped.
    pub woke: Option<UtcTime>,
}

impl Fetcher {
    /// Works until the commands end; a refresh under way is stopped then, and
    /// what came is kept.
    pub async fn run(mut self) {
        let mut running: Option<Running> = None;
        let mut wishes = Wishes::default();
        let mut offline = false;
        let mut writer_is_there = true;
        let mut looked = ((self.clock)(), Instant::now());
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let tell_at = running.as_ref().and_then(Running::tell_at);
            select! {
                command = self.commands.recv() => match command {
                    None => break,
                    Some(Command::Stop) => {
                        wishes = Wishes::default();
                        if let Some(running) = &running {
                            running.stop.send_replace(true);
                        }
                    }
                    Some(Command::Find { address, secret }) => self.find(address, secret),
                    Some(Command::Settings(fetch)) => {
                        self.keepers.command = fetch.password_command.clone();
                        self.fetch = *fetch;
                    }
                    Some(Command::Topics(topics)) => self.match_by(topics),
                    Some(Command::Refresh(wanted)) => {
                        wishes.add(wanted);
                        self.begin_or_wait(&mut running, &mut wishes, offline, true).await;
                    }
                },
                taken = self.taken.recv(), if writer_is_there => match taken {
                    Some((n_answers, taken)) => {
                        if let Some(running) = &mut running {
                            running.count(n_answers, &taken);
                            self.tell(running).await;
                        }
                        if let Err(why) = taken {
                            self.say(FetchNews::NotFetched(why)).await;
                        }
                    }
                    // Nothing is written any more; that has been told.
                    None => {
                        writer_is_there = false;
                        running = None;
                        self.busy.send_replace(false);
                    }
                },
                () = until(tell_at) => if let Some(running) = &mut running {
                    self.tell(running).await;
                },
                sent = ended(&mut running) => if let Some(running) = &mut running {
                    running.sent = Some(sent);
                },
                _ = look.tick() => {
                    self.look_at_the_clock(&mut looked);
                    if self.fetch.scheduled {
                        wishes.add(Wanted::Due);
                    }
                    self.begin_or_wait(&mut running, &mut wishes, offline, false).await;
                }
            }
            if let Some(finished) = running.take_if(|running| running.is_finished()) {
                let was_offline = std::mem::replace(&mut offline, false);
                offline = self.finish(finished, was_offline).await;
                if was_offline && !offline {
                    wishes.add_missed();
                }
                self.begin_or_wait(&mut running, &mut wishes, offline, false)
                    .await;
            }
        }
        if let Some(running) = running {
            running.stop.send_replace(true);
        }
    }

    /// Notices that the machine slept or that its clock was set.
    fn look_at_the_clock(&mut self, looked: &mut (UtcTime, Instant)) {
        let now = (self.clock)();
        let passed = i64::try_from(looked.1.elapsed().as_secs()).unwrap_or(0);
        if sync::plan::jumped(looked.0, now, passed) {
            self.woke = Some(now);
        }
        *looked = (now, Instant::now());
    }

    fn match_by(&mut self, topics: Vec<Topic>) {
        self.matcher = Arc::new(topics::matcher(&topics));
        self.topics = topics;
    }

    /// Starts a refresh for what is wished, if none runs. Where another rounds
    /// fetches, wishes of a person wait for the next look; `told` says so.
    async fn begin_or_wait(
        &mut self,
        running: &mut Option<Running>,
        wishes: &mut Wishes,
        offline: bool,
        told: bool,
    ) {
        if running.is_some() || wishes.is_empty() {
            return;
        }
        match lock(&self.folder) {
            Ok(lock) => {
                let wishes = std::mem::take(wishes);
                *running = self.begin(wishes, offline, lock).await;
                self.busy.send_replace(running.is_some());
            }
            // What the other one brings shows here too.
            Err(TryLockError::WouldBlock) if wishes.is_by_itself() => *wishes = Wishes::default(),
            Err(TryLockError::WouldBlock) => {
                if told {
                    let why = "Another rounds is fetching; this waits for it";
                    self.say(FetchNews::NotFetched(why.to_string())).await;
                }
            }
            Err(TryLockError::Error(error)) => {
                *wishes = Wishes::default();
                let why =
                    format!("Nothing was fetched: the lock file could not be opened ({error})");
                self.say(FetchNews::NotFetched(why)).await;
            }
        }
    }

    /// Starts a refresh, if anybody is to be asked.
    async fn begin(&mut self, wishes: Wishes, offline: bool, lock: File) -> Option<Running> {
        let by_itself = wishes.is_by_itself();
        self.ask_lists(wishes.is_for_all());
        let plan = match self.plan(wishes, offline).await {
            Ok(plan) => plan,
            Err(why) => {
                self.say(FetchNews::NotFetched(why)).await;
                return None;
            }
        };
        let targets = plan.targets;
        let mut pairs = plan.topics.iter().zip(&self.topics);
        let is_same = plan.topics.len() == self.topics.len()
            && pairs.all(|(a, b)| a.id == b.id && a.says_the_same(b));
        if !is_same {
            // Another rounds changed them.
            self.match_by(plan.topics);
        }
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
                    waits: Waits::default(),
                };
                self.say(ended).await;
            }
            return None;
        }
        let client = match client(net_settings(&self.fetch)).await {
            Ok(client) => client,
            Err(why) => {
                self.say(FetchNews::NotFetched(why)).await;
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
            waits: Waits::default(),
            stop,
            sending,
            sent: None,
            told: Instant::now(),
            untold: false,
            n_hosts: plan.n_hosts,
            turns: Vec::new(),
            _lock: lock,
        };
        self.say(running.progress()).await;
        Some(running)
    }

    /// Who is to be asked, looked up off the screen's thread.
    async fn plan(&self, wishes: Wishes, offline: bool) -> Result<Plan, String> {
        let folder = self.folder.clone();
        let keepers = self.keepers.clone();
        let now = (self.clock)();
        let woke = self.woke;
        let planned =
            spawn_blocking(move || plan(&folder, &keepers, &wishes, offline, woke, now)).await;
        match planned {
            Ok(planned) => planned.map_err(|problem| problem.to_string()),
            Err(error) => Err(format!("Nothing was fetched: {error}")),
        }
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

    /// Asks the lists that live elsewhere beside the refresh: the writer takes
    /// in who came and who went.
    fn ask_lists(&self, all: bool) {
        let (folder, now) = (self.folder.clone(), (self.clock)());
        let (settings, inbox) = (net_settings(&self.fetch), self.inbox.clone());
        tokio::spawn(living::ask_wanted(folder, all, now, settings, inbox));
    }

    /// Looks at an address beside whatever else runs.
    fn find(&self, address: String, secret: Option<Secret>) {
        let settings = net_settings(&self.fetch);
        let clock = Arc::clone(&self.clock);
        let inbox = self.inbox.clone();
        if looks_like_a_list(&address) {
            tokio::spawn(living::find(settings, address, inbox));
            return;
        }
        tokio::spawn(async move {
            let found = match client(settings).await {
                Ok(client) => sync::find(&client, &address, secret.as_ref(), &*clock).await,
                Err(why) => Err(why),
            };
            let _ = inbox
                .send(Msg::Fetch(FetchNews::Feeds { address, found }))
                .await;
        });
    }
}

/// A client, made off the screen's thread: it takes milliseconds.
async fn client(settings: Settings) -> Result<Client, String> {
    match spawn_blocking(move || Client::new(&settings)).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(error)) => Err(format!("Nothing was fetched: {error}")),
        Err(error) => Err(format!("Nothing was fetched: {error}")),
    }
}
