//! The command line: the same core without a screen, for scripts and for
//! people who listen to their terminal.
//!
//! Every verb is one file and one line in [`Verb`]. Nothing here draws, and no
//! text from outside is printed before it is cleaned.
//!
//! Exit codes: 0 done, 1 something failed and is said on standard error, 2
//! wrong use, 101 a panic.

pub mod articles;
mod demo;
mod doctor;
mod export;
mod follow;
mod import;
mod inspect;
mod lists;
mod log;
mod manual;
mod marks;
mod mute;
mod opening;
mod output;
mod password;
mod pick;
mod query;
mod refresh;
mod round;
mod show;
mod sources;
mod tally;
mod timeline;
mod topics;
mod undo;

use std::path::Path;

use clap::Parser;
use clap::Subcommand;

use crate::cli::output::Out;
use crate::config::Config;
use crate::config::paths::Paths;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::open::Surroundings;
use crate::page;
use crate::problem::Problem;
use crate::runtime;
use crate::secrets::Keepers;
use crate::store::Reader;
use crate::store::Store;

/// A terminal feed reader for continuing medical education: strict time order,
/// one row per paper, works offline, no account.
#[derive(Debug, Parser)]
#[command(name = "rounds", bin_name = "rounds", version, max_term_width = 80)]
pub struct Args {
    /// Draw with ASCII characters only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use no colours (also: the variable NO_COLOR).
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Say nothing but errors and what was asked for.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Without a verb the screen opens.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Args {
    /// Whether `rounds doctor` was asked for, which works on what is broken.
    pub fn is_for_the_doctor(&self) -> bool {
        matches!(self.verb, Some(Verb::Doctor(_)))
    }
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Follow(follow::Follow),
    Unfollow(follow::Unfollow),
    Sources(sources::Sources),
    Rename(sources::Rename),
    Lists(lists::Lists),
    #[command(subcommand)]
    List(lists::List),
    #[command(subcommand)]
    Topic(topics::Topic),
    Password(password::Password),
    Refresh(refresh::Refresh),
    Timeline(timeline::Timeline),
    Round(round::Round),
    #[command(subcommand)]
    Mute(mute::Mute),
    Search(timeline::Search),
    Query(query::Query),
    Show(show::Show),
    Save(marks::Save),
    Read(marks::Read),
    Open(opening::Open),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Import(import::Import),
    Export(export::Export),
    Log(log::Log),
    #[command(subcommand)]
    Inspect(inspect::Inspect),
    Doctor(doctor::Doctor),
    Demo(demo::Demo),
    Keys(manual::Keys),
    Man(manual::Man),
    Completions(manual::Completions),
}

/// What a verb works with.
pub struct World {
    pub paths: Paths,
    pub config: Config,
    pub clock: Clock,
    pub surroundings: Surroundings,
    /// Who keeps the passwords of sources.
    pub keepers: Keepers,
    /// What in the settings could not be used, a sentence each.
    pub problems: Vec<String>,
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// Columns of the terminal, 80 where there is none.
    pub width: u16,
}

impl World {
    pub fn now(&self) -> UtcTime {
        (self.clock)()
    }

    /// The store, made where it is not there yet.
    pub fn store(&self) -> Result<Store, Problem> {
        Ok(Store::open(&self.paths.data, self.now())?)
    }

    /// A reader of the store, which is made where it is not there yet.
    pub fn reader(&self) -> Result<Reader, Problem> {
        if !self.paths.database().exists() {
            drop(self.store()?);
        }
        let mut reader = Reader::open(&self.paths.data)?;
        reader.read_text_with(page::plain_text);
        Ok(reader)
    }

    pub fn data(&self) -> &Path {
        &self.paths.data
    }
}

/// Whether a verb did all it was asked; what it did not has been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Failed,
    /// The command was understood but cannot be meant so.
    WrongUse,
}

impl Outcome {
    /// The process's exit code.
    pub const fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::WrongUse => 2,
        }
    }
}

/// Runs what was asked: a verb, or the screen.
///
/// # Errors
///
/// A [`Problem`] to be said; exit code 1.
pub fn run(args: Args, world: World) -> Result<Outcome, Problem> {
    let out = &mut Out::new(args.quiet);
    match args.verb {
        None => screen(world),
        Some(Verb::Follow(verb)) => verb.run(&world, out),
        Some(Verb::Unfollow(verb)) => verb.run(&world, out),
        Some(Verb::Sources(verb)) => verb.run(&world, out),
        Some(Verb::Rename(verb)) => verb.run(&world, out),
        Some(Verb::Lists(verb)) => verb.run(&world, out),
        Some(Verb::List(verb)) => verb.run(&world, out),
        Some(Verb::Topic(verb)) => verb.run(&world, out),
        Some(Verb::Password(verb)) => verb.run(&world, out),
        Some(Verb::Refresh(verb)) => verb.run(&world, out),
        Some(Verb::Timeline(verb)) => verb.run(&world, out),
        Some(Verb::Round(verb)) => verb.run(&world, out),
        Some(Verb::Mute(verb)) => verb.run(&world, out),
        Some(Verb::Search(verb)) => verb.run(&world, out),
        Some(Verb::Query(verb)) => verb.run(out),
        Some(Verb::Show(verb)) => verb.run(&world, out),
        Some(Verb::Save(verb)) => verb.run(&world, out),
        Some(Verb::Read(verb)) => verb.run(&world, out),
        Some(Verb::Open(verb)) => verb.run(&world, out),
        Some(Verb::Undo(verb)) => verb.run(&world, out),
        Some(Verb::Redo(verb)) => verb.run(&world, out),
        Some(Verb::Import(verb)) => verb.run(&world, out),
        Some(Verb::Export(verb)) => verb.run(&world, out),
        Some(Verb::Log(verb)) => verb.run(&world, out),
        Some(Verb::Inspect(verb)) => verb.run(&world, out),
        Some(Verb::Doctor(verb)) => verb.run(&world, out),
        Some(Verb::Demo(verb)) => verb.run(world),
        Some(Verb::Keys(verb)) => verb.run(out),
        Some(Verb::Man(verb)) => verb.run(out),
        Some(Verb::Completions(verb)) => verb.run(out),
    }
}

/// Opens the screen.
fn screen(world: World) -> Result<Outcome, Problem> {
    if !world.stdout_is_terminal || !world.stdin_is_terminal {
        return Err(Problem::new(
            "The screen was not opened",
            "this is no terminal",
            "rounds --help lists the verbs that work without one",
        ));
    }
    let start = runtime::Start {
        paths: world.paths,
        config: world.config,
        clock: world.clock,
        surroundings: world.surroundings,
        keepers: world.keepers,
        problems: world.problems,
        refresh_first: false,
    };
    wait_for(runtime::run(start))?;
    Ok(Outcome::Done)
}

/// Runs what waits for the network or the terminal to its end.
fn wait_for<T>(what: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let result = tokio.block_on(what);
    // A reader in the middle of a feed is not waited for.
    tokio.shutdown_background();
    result
}
