//! `rounds demo`: the whole program on an invented sample, served by this very
//! process on loopback.
//!
//! The person's own files are neither read nor written: everything lives in a
//! folder that is removed at the end.

pub mod sample;
pub mod server;

use std::fs;

use clap::Args;

use crate::app::effect::Wanted;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::refresh;
use crate::cli::wait_for;
use crate::config::Proxy;
use crate::config::paths::Paths;
use crate::domain::article::Keep;
use crate::domain::source::NewSource;
use crate::problem::Problem;
use crate::runtime;
use crate::secrets::Keepers;

/// Try rounds on an invented sample, without network and without touching your
/// own data.
#[derive(Debug, Args)]
pub struct Demo {
    /// Only list the sample's rows, without a screen.
    #[arg(long)]
    list: bool,
}

impl Demo {
    pub fn run(self, world: World) -> Result<Outcome, Problem> {
        // Its name cannot be guessed and nobody else may look into it; it is
        // removed when it goes out of scope.
        let folder = tempfile::Builder::new().prefix("rounds-demo-").tempdir()?;
        let world = World {
            paths: Paths::under(folder.path()),
            keepers: Keepers {
                folder: folder.path().to_path_buf(),
                ..Keepers::default()
            },
            ..world
        };
        fs::create_dir_all(world.data())?;
        // Nothing of the demo is written to the person's own log.
        let log = std::env::temp_dir().join("rounds-demo.log");
        runtime::restore_on_panic(world.paths.data.clone(), log);
        // One after the other, so that the same source always brings a work first.
        let mut world = world;
        world.config.fetch.at_once = 1;
        // Its links are as invented as its items.
        world.config.keep = Keep::Never;
        // Its own threads: the server answers while the refresh below waits.
        let tokio = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let (address, _serving) = tokio.block_on(server::serve(world.now()))?;
        let server = format!("http://{address}");
        // Whoever is followed in the demo, nobody is asked but this process.
        world.config.fetch.proxy = Proxy::Always(server.clone());
        follow_all(&world, &server)?;
        let outcome = match self.list {
            true => list(&world),
            false => screen(world),
        };
        tokio.shutdown_background();
        drop(folder);
        outcome
    }
}

/// Follows the sample in its lists, fetches it once, and saves a few works.
fn follow_all(world: &World, server: &str) -> Result<(), Problem> {
    let now = world.now();
    let mut store = world.store()?;
    let entries: Vec<(Vec<String>, NewSource)> = sample::SAMPLES
        .iter()
        .map(|sample| {
            let source = NewSource {
                kind: "feed".to_string(),
                address: format!("{server}{}", sample.path),
                ..NewSource::default()
            };
            (vec![sample.list.to_string()], source)
        })
        .collect();
    store.import(&entries, now)?;
    drop(store);
    refresh::quietly(world, Wanted::All)?;
    let (mut store, reader) = (world.store()?, world.reader()?);
    for key in sample::saved() {
        if let Some(work) = reader.find_work(key)? {
            store.set_saved(work, true, now)?;
        }
    }
    Ok(())
}

fn list(world: &World) -> Result<Outcome, Problem> {
    let out = &mut crate::cli::output::Out::new(false);
    crate::cli::timeline::whole(world, &Default::default(), false, out)
}

fn screen(world: World) -> Result<Outcome, Problem> {
    if !world.stdout_is_terminal || !world.stdin_is_terminal {
        return Err(Problem::new(
            "The demo's screen was not opened",
            "this is no terminal",
            "rounds demo --list prints its rows",
        ));
    }
    wait_for(runtime::run(runtime::Start {
        paths: world.paths,
        config: world.config,
        clock: world.clock,
        surroundings: world.surroundings,
        keepers: world.keepers,
        catalogue: world.catalogue,
        problems: vec![
            "This is a sample of invented items; your own data is untouched".to_string(),
        ],
        // The sample's own folder has no settings to be read again.
        given: None,
        refresh_first: false,
    }))?;
    Ok(Outcome::Done)
}
