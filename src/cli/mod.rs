//! The command line: the same core without a screen, for scripts and for
//! people who listen to their terminal.
//!
//! Every verb is one file and one line in [`Verb`]. Nothing here draws, and no
//! text from outside is printed before it is cleaned.
//!
//! Exit codes: 0 done, 1 something failed and is said on standard error, 2
//! wrong use, 101 a panic.

pub mod articles;
mod backup;
mod catalogue;
mod config;
pub mod demo;
mod doctor;
mod export;
mod follow;
mod follow_field;
mod help;
mod import;
mod inspect;
mod limit;
mod linear;
mod lists;
mod living;
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
mod spoken;
mod tags;
mod tally;
mod tidy;
mod timeline;
mod topics;
mod undo;

use std::fs;
use std::path::Path;

use clap::Parser;
use clap::Subcommand;

use crate::cli::output::Out;
use crate::config::Config;
use crate::config::Given;
use crate::config::paths::Paths;
use crate::domain::text;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::open::Surroundings;
use crate::page;
use crate::problem::Problem;
use crate::runtime;
use crate::secrets::Keepers;
use crate::store::Reader;
use crate::store::Store;
use crate::store::checking;

/// A terminal feed reader for continuing medical education: strict time order,
/// one row per paper, works offline, no account.
#[derive(Debug, Default, Parser)]
#[command(
    name = "rounds",
    bin_name = "rounds",
    version,
    max_term_width = 80,
    disable_help_subcommand = true,
    after_help = "rounds help lists topics to read about, such as rounds help keys."
)]
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
    /// Instead of the screen, a prompt over the same verbs: plain lines, nothing
    /// drawn or moved, for people who listen to their terminal.
    #[arg(long)]
    pub linear: bool,
    /// Without a verb the screen opens.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Args {
    /// Whether a verb was asked for that mends what is broken or only explains,
    /// and so must not fail for a broken file of settings.
    pub fn mends_or_explains(&self) -> bool {
        matches!(
            self.verb,
            Some(
                Verb::Doctor(_)
                    | Verb::Config(_)
                    | Verb::Help(_)
                    | Verb::Keys(_)
                    | Verb::Man(_)
                    | Verb::Completions(_)
            )
        )
    }
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    // The hidden names are those that people try who come from elsewhere.
    #[command(aliases = ["subscribe", "add"])]
    Follow(follow::Follow),
    #[command(alias = "unsubscribe")]
    Unfollow(follow::Unfollow),
    Catalogue(catalogue::CatalogueVerb),
    #[command(alias = "feeds")]
    Sources(sources::Sources),
    Rename(sources::Rename),
    Limit(limit::Limit),
    Lists(lists::Lists),
    #[command(
        subcommand,
        after_help = "rounds lists names your lists, rounds timeline lists what is in them."
    )]
    List(lists::List),
    #[command(subcommand)]
    Topic(topics::Topic),
    Password(password::Password),
    #[command(aliases = ["reload", "fetch", "update"])]
    Refresh(refresh::Refresh),
    Timeline(timeline::Timeline),
    Round(round::Round),
    #[command(subcommand)]
    Mute(mute::Mute),
    #[command(alias = "find")]
    Search(timeline::Search),
    Query(query::Query),
    Show(show::Show),
    Save(marks::Save),
    Read(marks::Read),
    Tag(tags::Tag),
    Open(opening::Open),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Import(import::Import),
    Export(export::Export),
    Log(log::Log),
    #[command(subcommand)]
    Inspect(inspect::Inspect),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Tidy(tidy::Tidy),
    #[command(subcommand)]
    Config(config::Config),
    Help(help::Help),
    Demo(demo::Demo),
    Keys(manual::Keys),
    Man(manual::Man),
    Completions(manual::Completions),
}

/// What a verb works with.
pub struct World {
    pub paths: Paths,
    pub config: Config,
    /// What beats the file of settings, for whoever reads it again.
    pub given: Given,
    pub clock: Clock,
    pub surroundings: Surroundings,
    /// Where another catalogue lies, a file or an address; empty for the
    /// shipped one.
    pub catalogue: String,
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

/// A database of so many bytes takes seconds to bring up to date.
const SLOW: u64 = 64 << 20;

impl World {
    pub fn now(&self) -> UtcTime {
        (self.clock)()
    }

    /// The store, made where it is not there yet.
    pub fn store(&self) -> Result<Store, Problem> {
        self.mention_update();
        Ok(Store::open(&self.paths.data, self.now())?)
    }

    /// A reader of the store, which is made where it is not there yet, and
    /// brought to today's schema where an older rounds made it.
    pub fn reader(&self) -> Result<Reader, Problem> {
        let mut reader = match Reader::of_this_schema(&self.paths.data)? {
            Some(reader) => reader,
            None => {
                drop(self.store()?);
                Reader::open(&self.paths.data)?
            }
        };
        reader.read_text_with(page::plain_text);
        Ok(reader)
    }

    /// Says why nothing shows yet, before a large database of an older rounds is
    /// brought up to date.
    fn mention_update(&self) {
        let large = fs::metadata(self.paths.database()).is_ok_and(|it| it.len() >= SLOW);
        if large && checking::is_of_older(self.data()) {
            eprintln!("rounds: bringing a large database of an older rounds up to date, once");
        }
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
        None if args.linear => linear::run(world, out),
        None => screen(world),
        Some(Verb::Demo(verb)) => verb.run(world),
        Some(verb) => act(verb, &world, out),
    }
}

/// Does what a verb says.
fn act(verb: Verb, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    match verb {
        Verb::Follow(verb) => verb.run(world, out),
        Verb::Unfollow(verb) => verb.run(world, out),
        Verb::Catalogue(verb) => verb.run(world, out),
        Verb::Sources(verb) => verb.run(world, out),
        Verb::Rename(verb) => verb.run(world, out),
        Verb::Limit(verb) => verb.run(world, out),
        Verb::Lists(verb) => verb.run(world, out),
        Verb::List(verb) => verb.run(world, out),
        Verb::Topic(verb) => verb.run(world, out),
        Verb::Password(verb) => verb.run(world, out),
        Verb::Refresh(verb) => verb.run(world, out),
        Verb::Timeline(verb) => verb.run(world, out),
        Verb::Round(verb) => verb.run(world, out),
        Verb::Mute(verb) => verb.run(world, out),
        Verb::Search(verb) => verb.run(world, out),
        Verb::Query(verb) => verb.run(out),
        Verb::Show(verb) => verb.run(world, out),
        Verb::Save(verb) => verb.run(world, out),
        Verb::Read(verb) => verb.run(world, out),
        Verb::Tag(verb) => verb.run(world, out),
        Verb::Open(verb) => verb.run(world, out),
        Verb::Undo(verb) => verb.run(world, out),
        Verb::Redo(verb) => verb.run(world, out),
        Verb::Import(verb) => verb.run(world, out),
        Verb::Export(verb) => verb.run(world, out),
        Verb::Log(verb) => verb.run(world, out),
        Verb::Inspect(verb) => verb.run(world, out),
        Verb::Doctor(verb) => verb.run(world, out),
        Verb::Backup(verb) => verb.run(world, out),
        Verb::Restore(verb) => verb.run(world, out),
        Verb::Tidy(verb) => verb.run(world, out),
        // Its screen takes the whole world; `run` opens it.
        Verb::Demo(_) => Err(Problem::said("The demo is opened by itself: rounds demo")),
        Verb::Config(verb) => verb.run(world, out),
        Verb::Help(verb) => verb.run(out),
        Verb::Keys(verb) => verb.run(out),
        Verb::Man(verb) => verb.run(out),
        Verb::Completions(verb) => verb.run(out),
    }
}

/// Says how a command line was wrong, or what was asked of it (`--help`), and
/// gives the exit code. Its words may be a file's name, so they are cleaned
/// line by line.
pub fn misunderstood(wrong: &clap::Error) -> u8 {
    if !wrong.use_stderr() {
        // Help and version are ours from the first word to the last.
        return u8::from(wrong.print().is_err());
    }
    for line in wrong.render().to_string().lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        eprintln!("{:indent$}{}", "", text::clean(line));
    }
    Outcome::WrongUse.code()
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
    world.mention_update();
    let start = runtime::Start {
        paths: world.paths,
        config: world.config,
        clock: world.clock,
        surroundings: world.surroundings,
        keepers: world.keepers,
        catalogue: world.catalogue,
        problems: world.problems,
        given: Some(world.given),
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
