//! Which sources a wish means, how `net` is to behave, and the lock that keeps
//! two refreshes of one file apart.

use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;

use crate::app::effect::Wanted;
use crate::config;
use crate::domain::intake::Target;
use crate::domain::time::UtcTime;
use crate::net::Settings;
use crate::problem::Problem;
use crate::store::Reader;
use crate::sync;

/// The file whose lock covers a refresh across processes.
const LOCK: &str = "refresh.lock";

/// How many sources are asked to find out whether the network is back.
const N_PROBES: usize = 4;

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
