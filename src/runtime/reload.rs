//! Reading the settings again when their file was saved, while the screen is
//! open.
//!
//! It looks at the file's time and size, once in two seconds, and reads it only
//! when both have stood still for a whole turn: an editor may write in two
//! steps. An edit that cannot be understood changes nothing.

use std::fs;
use std::sync::Arc;
use std::time::Duration;
use std::time::SystemTime;

use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::MissedTickBehavior;
use tokio::time::interval;

use crate::app::effect::Msg;
use crate::config;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Given;
use crate::config::paths::Paths;
use crate::runtime::articles::Nudge;
use crate::runtime::fetcher;

/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Who must know of new settings.
pub struct Told {
    pub inbox: mpsc::Sender<Msg>,
    pub fetcher: mpsc::UnboundedSender<fetcher::Command>,
    pub nudge: mpsc::UnboundedSender<Nudge>,
    /// The command that opens links.
    pub browser: watch::Sender<String>,
    pub notify: watch::Sender<config::Notify>,
    /// For the images of the article that is read.
    pub fetch: watch::Sender<config::Fetch>,
}

/// Looks until nobody listens any more.
pub async fn run(watcher: Watcher, told: Told) {
    let watcher = Arc::new(std::sync::Mutex::new(watcher));
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let at_work = Arc::clone(&watcher);
        let looked = spawn_blocking(move || match at_work.lock() {
            Ok(mut watcher) => watcher.look(),
            Err(_) => None,
        });
        let msg = match looked.await {
            Ok(Some(News::Settings(config, problems))) => {
                tell(&told, &config);
                Msg::Settings(Ok((Box::new(config.screen), problems)))
            }
            Ok(Some(News::Refused(why))) => Msg::Settings(Err(why)),
            Ok(None) => continue,
            // It stumbled; the settings that hold go on holding.
            Err(_) => return,
        };
        if told.inbox.send(msg).await.is_err() {
            return;
        }
    }
}

/// Tells those beside the screen; who is gone has ended with all of rounds.
fn tell(told: &Told, config: &Config) {
    let fetch = Box::new(config.fetch.clone());
    let _ = told.fetcher.send(fetcher::Command::Settings(fetch.clone()));
    let _ = told.nudge.send(Nudge::Settings(config.keep, fetch));
    told.browser.send_replace(config.browser.clone());
    told.notify.send_replace(config.notify.clone());
    told.fetch.send_replace(config.fetch.clone());
}

enum News {
    Settings(Box<Config>, Vec<String>),
    /// A sentence.
    Refused(String),
}

/// When a file was written last and how long it is; `None` without one.
type Stamp = Option<(SystemTime, u64)>;

/// Knows how the file stood when it was made; made before the first frame, so
/// that no edit falls between the reading of the settings and the first look.
pub struct Watcher {
    paths: Paths,
    given: Given,
    /// What was read last.
    read: Stamp,
    /// What was seen last.
    seen: Stamp,
}

impl Watcher {
    pub fn new(paths: Paths, given: Given) -> Watcher {
        let stamp = stamp(&paths);
        Watcher {
            paths,
            given,
            read: stamp,
            seen: stamp,
        }
    }

    /// What is new, if anything is and it has stood still since the last look.
    fn look(&mut self) -> Option<News> {
        let now = stamp(&self.paths);
        let still = std::mem::replace(&mut self.seen, now) == now;
        if !still || now == self.read {
            return None;
        }
        self.read = now;
        Some(match config::load(&self.paths, &self.given) {
            Ok((config, problems)) => News::Settings(Box::new(config), problems),
            // A line of the screen is short, and which file it is is known.
            Err(ConfigError::Malformed { line, what, .. }) => {
                News::Refused(format!("config.toml line {line}: {what}"))
            }
            Err(error) => News::Refused(error.to_string()),
        })
    }
}

fn stamp(paths: &Paths) -> Stamp {
    let data = fs::metadata(paths.config_file()).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_is_read_once_it_stands_still_and_a_bad_one_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::under(folder.path());
        fs::create_dir_all(&paths.config).unwrap();
        let write = |text: &str| fs::write(paths.config_file(), text).unwrap();
        let mut watcher = Watcher::new(paths.clone(), Given::default());
        assert!(watcher.look().is_none());
        write("[screen]\nread_on_open = false\n");
        assert!(watcher.look().is_none(), "it may still be written");
        let Some(News::Settings(config, problems)) = watcher.look() else {
            panic!("not read");
        };
        assert!(!config.screen.read_on_open && problems.is_empty());
        assert!(watcher.look().is_none(), "read twice");
        write("[screen]\nread_on_opne = false # a slip\n");
        assert!(watcher.look().is_none());
        let Some(News::Refused(why)) = watcher.look() else {
            panic!("not refused");
        };
        assert!(why.contains("did you mean read_on_open"), "{why}");
        fs::remove_file(paths.config_file()).unwrap();
        assert!(watcher.look().is_none());
        let Some(News::Settings(config, _)) = watcher.look() else {
            panic!("without a file the defaults hold");
        };
        assert!(config.screen.read_on_open);
    }
}
