//! Keeping the articles of what is saved, behind the person's back: looks what
//! is to be asked for, has it asked, and hands what came to the writer.
//!
//! Never in anybody's way: it shares nothing with a refresh but the writer's
//! last lane, and one rounds at a time does it. What is killed half way is
//! asked for again, since only what came is written.

use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::MissedTickBehavior;
use tokio::time::interval;

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::config;
use crate::domain::article::Catch;
use crate::domain::article::Keep;
use crate::domain::article::Wish;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::runtime::wishes::net_settings;
use crate::store::Reader;
use crate::store::Store;
use crate::store::StoreError;
use crate::sync;

/// The file whose lock is held while articles are asked for.
const LOCK: &str = "articles.lock";

/// How often to look whether an article is due again.
const LOOK: Duration = Duration::from_secs(60);

/// How long to rest after what came could not be written.
const REST: Duration = Duration::from_secs(3_600);

/// What may make an article due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Something was saved, or came in.
    Changed,
    /// Nobody can be reached now.
    Offline,
    /// The network is back.
    Online,
    /// These hold from now on.
    Settings(Keep, Box<config::Fetch>),
}

/// A catch for the writer, who says whether it was written.
pub struct Parcel {
    pub catch: Catch,
    pub written: oneshot::Sender<Result<(), String>>,
}

/// Who looks after the articles.
pub struct Keeper {
    pub folder: PathBuf,
    pub keep: Keep,
    pub fetch: config::Fetch,
    pub clock: Clock,
    pub nudges: mpsc::UnboundedReceiver<Nudge>,
    pub parcels: mpsc::Sender<Parcel>,
    pub inbox: mpsc::Sender<Msg>,
}

impl Keeper {
    /// Works until nobody nudges any more.
    pub async fn run(mut self) {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut offline, mut back) = (false, false);
        loop {
            select! {
                nudge = self.nudges.recv() => match nudge {
                    None => return,
                    Some(Nudge::Changed) => {}
                    Some(Nudge::Offline) => offline = true,
                    Some(Nudge::Online) => (offline, back) = (false, true),
                    Some(Nudge::Settings(keep, fetch)) => {
                        (self.keep, self.fetch) = (keep, *fetch);
                    }
                },
                _ = look.tick() => {}
            }
            if offline || self.keep == Keep::Never {
                continue;
            }
            match self.work(std::mem::take(&mut back)).await {
                Ok(()) => {}
                Err(why) => {
                    tracing::error!("articles are not kept: {why}");
                    let why = format!("An article was not kept: {why}");
                    let told = Msg::Fetch(FetchNews::NotFetched(why));
                    // The screen is gone only when all of rounds is ending.
                    let _ = self.inbox.send(told).await;
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    /// Asks for all that is due; the error is a sentence part.
    async fn work(&self, back: bool) -> Result<(), String> {
        let (folder, keep, now) = (self.folder.clone(), self.keep, (self.clock)());
        let due = spawn_blocking(move || due(&folder, keep, back, now)).await;
        let due = due.map_err(|error| error.to_string())?;
        let Some(due) = due.map_err(|error| error.to_string())? else {
            return Ok(());
        };
        let settings = net_settings(&self.fetch);
        let client = match spawn_blocking(move || Client::new(&settings)).await {
            Ok(Ok(client)) => client,
            // A refresh says so, and loudly.
            Ok(Err(error)) => {
                tracing::error!("articles are not asked for: {error}");
                return Ok(());
            }
            Err(error) => return Err(error.to_string()),
        };
        let (sender, mut catches) = mpsc::channel(1);
        let asking = tokio::spawn(sync::articles(client, due.wishes, due.robots, sender));
        while let Some(catch) = catches.recv().await {
            let (written, answer) = oneshot::channel();
            if self.parcels.send(Parcel { catch, written }).await.is_err() {
                break;
            }
            if let Ok(Err(why)) = answer.await {
                asking.abort();
                return Err(why);
            }
        }
        asking.abort();
        Ok(())
    }
}

/// Lets go of what nobody keeps any more, once a start.
pub fn tidy(store: &mut Store, keep: Keep, now: UtcTime) {
    if let Err(error) = store.tidy_articles(keep, now) {
        // They only take room; the next start tries again.
        tracing::error!("articles that nobody keeps were not let go: {error}");
    }
}

/// What is to be asked for, and the turn to do it.
pub struct Due {
    pub wishes: Vec<Wish>,
    pub robots: std::collections::HashMap<String, String>,
    /// Held until all of it is done.
    _lock: File,
}

/// The articles that are due; `None` where there are none, or where another
/// rounds asks for them just now.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn due(folder: &Path, keep: Keep, back: bool, now: UtcTime) -> Result<Option<Due>, StoreError> {
    let reader = Reader::open(folder)?;
    if reader.article_wishes(keep, back, now)?.is_empty() {
        return Ok(None);
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK));
    let lock = match file.map_err(TryLockError::Error).and_then(|file| {
        file.try_lock()?;
        Ok(file)
    }) {
        Ok(lock) => lock,
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(why)) => {
            let folder = folder.to_path_buf();
            return Err(StoreError::Folder { folder, why });
        }
    };
    // Only now: the other one may just have done some of it.
    Ok(Some(Due {
        wishes: reader.article_wishes(keep, back, now)?,
        robots: reader.robots(now)?,
        _lock: lock,
    }))
}
