//! What a refresh is to ask for: wishes gathered until it can begin, and the
//! sources they mean.

use std::collections::HashSet;
use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;

use crate::app::effect::Wanted;
use crate::config;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::intake::Target;
use crate::domain::link;
use crate::domain::query::Query;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::net::Settings;
use crate::problem::Problem;
use crate::runtime::logins;
use crate::secrets::Keepers;
use crate::store::Reader;
use crate::sync;

/// The file whose lock covers a refresh across processes.
const LOCK: &str = "refresh.lock";

/// How many hosts are asked to find out whether the network is back.
const N_PROBES: usize = 4;

/// Everything that was wished for since the last refresh began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    all: bool,
    due: bool,
    /// Those that failed while there was no network.
    missed: bool,
    lists: Vec<ListId>,
    sources: Vec<SourceId>,
}

impl Wishes {
    /// Adds a wish; none is forgotten for a newer one.
    pub fn add(&mut self, wanted: Wanted) {
        match wanted {
            Wanted::All => self.all = true,
            Wanted::Due => self.due = true,
            Wanted::List(list) => self.lists.push(list),
            Wanted::Source(source) => self.sources.push(source),
        }
    }

    /// Adds what failed while there was no network.
    pub fn add_missed(&mut self) {
        self.due = true;
        self.missed = true;
    }

    pub fn is_empty(&self) -> bool {
        *self == Wishes::default()
    }

    /// Whether everybody is to be asked.
    pub fn is_for_all(&self) -> bool {
        self.all
    }

    /// Whether no person wished any of it.
    pub fn is_by_itself(&self) -> bool {
        !self.all && self.lists.is_empty() && self.sources.is_empty()
    }

    fn means(&self, target: &Target, members: &HashSet<SourceId>, due: &HashSet<SourceId>) -> bool {
        self.all
            || (self.due && due.contains(&target.source))
            || (self.missed && target.missed)
            || members.contains(&target.source)
            || self.sources.contains(&target.source)
    }
}

impl From<Wanted> for Wishes {
    fn from(wanted: Wanted) -> Wishes {
        let mut wishes = Wishes::default();
        wishes.add(wanted);
        wishes
    }
}

/// What a refresh begins with.
pub struct Plan {
    pub targets: Vec<Target>,
    /// How many hosts everything that is followed lives on.
    pub n_hosts: usize,
    /// The topics as the store has them now; another rounds may have changed
    /// them.
    pub topics: Vec<Topic>,
}

/// The sources that wishes mean, by what the store knows now. Offline, what
/// nobody wished in person is a few probes at different hosts. Each comes with
/// what its keeper has for it.
///
/// `woke` is when the clock jumped or the machine woke: what is due by itself
/// is then asked bit by bit.
///
/// # Errors
///
/// A sentence where the store cannot be read.
pub fn plan(
    folder: &Path,
    keepers: &Keepers,
    wishes: &Wishes,
    offline: bool,
    woke: Option<UtcTime>,
    now: UtcTime,
) -> Result<Plan, Problem> {
    let reader = Reader::open(folder)?;
    let all = reader.targets()?;
    let topics = reader.overview(&Query::default())?.topics;
    let n_hosts = all.iter().map(host).collect::<HashSet<_>>().len();
    let mut targets = match offline && wishes.is_by_itself() {
        true => probes(all, now),
        false => {
            let members = match wishes.lists.is_empty() {
                true => HashSet::new(),
                false => members_of(&reader, &wishes.lists)?,
            };
            let due = sync::plan::due(&all, now);
            let due = match woke {
                Some(woke) => sync::plan::spread_since(due, woke, now),
                None => due,
            };
            let due = due.into_iter().map(|target| target.source).collect();
            let mut targets = all;
            targets.retain(|target| wishes.means(target, &members, &due));
            targets
        }
    };
    logins::look_up(&mut targets, keepers);
    Ok(Plan {
        targets,
        n_hosts,
        topics,
    })
}

fn members_of(reader: &Reader, lists: &[ListId]) -> Result<HashSet<SourceId>, Problem> {
    let known = reader.lists()?;
    let wanted = known.into_iter().filter(|list| lists.contains(&list.id));
    Ok(wanted.flat_map(|list| list.sources).collect())
}

/// One source each of a few hosts, those that answered last first. Not one
/// whose host wishes to be left alone.
fn probes(mut all: Vec<Target>, now: UtcTime) -> Vec<Target> {
    all.retain(|target| sync::plan::pause_left(target, now).is_none());
    all.sort_by_key(|target| (target.gone, target.n_failures));
    let mut hosts = HashSet::new();
    all.retain(|target| hosts.len() < N_PROBES && hosts.insert(host(target)));
    all
}

/// The host a source lives on.
pub fn host(target: &Target) -> String {
    link::host(&target.address).unwrap_or_default().to_string()
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

/// Takes the same lock; waits while another rounds fetches.
///
/// # Errors
///
/// A sentence where the lock file cannot be opened.
pub fn wait_for_lock(folder: &Path) -> Result<File, Problem> {
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

/// How `net` behaves by these settings.
pub fn net_settings(fetch: &config::Fetch) -> Settings {
    Settings {
        in_flight: fetch.at_once,
        per_host: fetch.per_host,
        bytes_held: fetch.memory,
        body_cap: fetch.answer,
        connect: fetch.connect_timeout,
        first_byte: fetch.first_byte_timeout,
        total: fetch.answer_timeout,
        system_proxy: fetch.proxy == config::Proxy::OfSystem,
        proxy: match &fetch.proxy {
            config::Proxy::At(address) | config::Proxy::Always(address) => Some(address.clone()),
            config::Proxy::OfSystem | config::Proxy::None => None,
        },
        heeds_no_proxy: !matches!(fetch.proxy, config::Proxy::Always(_)),
        ca_file: fetch.ca_file.clone(),
        ..Settings::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Wishes;
    use super::probes;
    use crate::app::effect::Wanted;
    use crate::domain::id::SourceId;
    use crate::domain::intake::Target;
    use crate::domain::time::UtcTime;

    #[test]
    fn a_newer_wish_does_not_drop_an_older_one() {
        let mut wishes = Wishes::default();
        for wanted in [
            Wanted::Source(SourceId(1)),
            Wanted::Source(SourceId(2)),
            Wanted::Due,
        ] {
            wishes.add(wanted);
        }
        assert_eq!(wishes.sources, [SourceId(1), SourceId(2)]);
        assert!(wishes.due && !wishes.is_by_itself());
    }

    #[test]
    fn probes_are_at_different_hosts_and_not_at_the_one_that_failed() {
        let target = |id: i64, host: &str, n_failures: u32| Target {
            source: SourceId(id),
            address: format!("https://{host}/{id}"),
            n_failures,
            ..Target::default()
        };
        let mut all: Vec<Target> = (1..5).map(|id| target(id, "dead.example", 9)).collect();
        all.extend([
            target(5, "a.example", 0),
            target(6, "b.example", 0),
            target(7, "b.example", 0),
        ]);
        let now = UtcTime(2_000_000_000);
        let paused = Target {
            paused: Some(now.plus(60)),
            ..target(8, "paused.example", 0)
        };
        all.push(paused);
        let asked = probes(all, now);
        let asked: Vec<i64> = asked.iter().map(|target| target.source.0).collect();
        assert_eq!(asked, [5, 6, 1]);
    }

    #[test]
    fn back_online_only_what_nobody_was_reached_for_is_asked_again() {
        let target = |missed: bool, n_failures: u32| Target {
            missed,
            n_failures,
            ..Target::default()
        };
        let mut wishes = Wishes::default();
        wishes.add_missed();
        let means = |target: &Target| wishes.means(target, &HashSet::new(), &HashSet::new());
        assert!(means(&target(true, 1)));
        assert!(
            !means(&target(false, 9)),
            "404 was not for want of a network"
        );
    }
}
