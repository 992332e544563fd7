//! `rounds refresh`: ask the sources now, and say what came.
//!
//! The same refresh as the screen's; works while a screen is open on the same
//! file.

pub mod index;

use std::collections::HashMap;
use std::fs::File;
use std::fs::TryLockError;
use std::sync::Arc;

use clap::Args;
use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::effect::Wanted;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::articles;
use crate::cli::living;
use crate::cli::mute;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::cli::tally::Tally;
use crate::cli::tally::object;
use crate::cli::tally::sentence;
use crate::cli::wait_for;
use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Taken;
use crate::domain::intake::Target;
use crate::domain::text;
use crate::domain::topic::Topic;
use crate::net::Client;
use crate::problem::Problem;
use crate::runtime;
use crate::runtime::Announcer;
use crate::store::Store;
use crate::store::matching::Cached;
use crate::sync;
use crate::sync::Refresh as Sync;

/// How many answers are written in one transaction at most, and wait for the
/// writer. Nobody else writes meanwhile, so they may be more than on the screen.
const PER_TRANSACTION: usize = 32;

/// So many failures are said one by one.
const MOST_SAID: usize = 20;

/// How many works are matched at a time to topics that changed.
const MATCHED: usize = 4_000;

/// How many changes the index takes in at a time: a segment of it.
const SLICE: usize = 10_000;

/// Ask your sources for what is new.
///
/// Where some fail, what came of the others is there and the exit code is 0; it
/// is 1 where nobody answered or it was stopped. What failed is said on standard
/// error, also with --quiet.
#[derive(Debug, Args)]
pub struct Refresh {
    /// Only those whose time has come, as the screen does by itself: for cron.
    #[arg(long)]
    due: bool,
    /// Only those of this list.
    #[arg(long, value_name = "NAME", conflicts_with = "due")]
    list: Option<String>,
    /// Only this source.
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["due", "list"])]
    source: Option<String>,
    /// Print one JSON object a source: id, title, address, result (news,
    /// unchanged, failed, waiting), new, items, ms, why, moved_to, gone (now).
    #[arg(long)]
    json: bool,
}

impl Refresh {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let wanted = match (&self.list, &self.source) {
            (Some(name), _) => Wanted::List(pick::list(&reader, name)?.id),
            (None, Some(said)) => Wanted::Source(pick::source(&reader, said)?.id),
            (None, None) if self.due => Wanted::Due,
            (None, None) => Wanted::All,
        };
        let notify = &world.config.notify;
        let (mut announcer, unknown) = Announcer::begin(world.data(), notify, world.now())?;
        for said in unknown {
            out.wrong(&said)?;
        }
        let still = world.config.screen.reduced_motion;
        let shows_bar = world.stderr_is_terminal && !out.is_quiet() && !self.json && !still;
        let json = self.json;
        let mut each = |intake: &Intake, target: Option<&Target>, taken: &Taken| match json {
            true => out.json(&object(intake, target, taken)),
            false => Ok(()),
        };
        let tally = fetch(world, wanted, shows_bar, &mut each)?;
        let nothing_came =
            tally.n_all > 0 && tally.n_failed + tally.waits.n as usize == tally.n_all;
        let outcome = match nothing_came || tally.stopped {
            true => Outcome::Failed,
            false => Outcome::Done,
        };
        let has_failed = tally.n_failed > 0 || tally.stopped;
        // What failed is an error, which --quiet leaves; with --json each
        // source tells its own, and only a refresh that failed is said.
        match (json, out.is_quiet() && has_failed) {
            (true, _) if outcome == Outcome::Failed => out.wrong(&sentence(&tally, world.now()))?,
            (true, _) => {}
            (false, true) => out.wrong(&sentence(&tally, world.now()))?,
            (false, false) => out.note(&sentence(&tally, world.now()))?,
        }
        // No network is one thing, said once, and not so many failures.
        let failed = match tally.is_offline() {
            true => &[][..],
            false => &tally.failed,
        };
        for said in failed.iter().take(MOST_SAID).filter(|_| !json) {
            match out.is_quiet() {
                true => out.wrong(said.trim_start())?,
                false => out.note(said)?,
            }
        }
        if failed.len() > MOST_SAID && !json {
            out.note("  and more: rounds sources --failing lists them all")?;
        }
        for said in tally.turns.iter().filter(|_| !json) {
            out.note(said)?;
        }
        out.flush()?;
        announce(world, &mut announcer, out)?;
        if !tally.stopped && !tally.is_offline() {
            articles::keep_all(world, !self.due, out)?;
        }
        if !tally.stopped {
            index::fill(world)?;
        }
        Ok(outcome)
    }
}

/// Tells what the person wanted to be told of: by their command, else here.
fn announce(world: &World, announcer: &mut Announcer, out: &mut Out) -> Result<(), Problem> {
    let notify = &world.config.notify;
    for notice in announcer.news(notify, world.now())? {
        match notify.command.as_slice() {
            [] => out.note(&notice.text)?,
            words => {
                if let Err(why) = runtime::run_notice(words, &notice) {
                    out.wrong(&format!("the command for notices did not run: {why}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Refreshes without a word, for a verb that needs the items.
pub fn quietly(world: &World, wanted: Wanted) -> Result<(), Problem> {
    fetch(world, wanted, false, &mut |_, _, _| Ok(()))?;
    index::fill(world)
}

/// Takes the turn to fetch. While another rounds fetches, what is only due is
/// left to it; what was asked for waits, and says so.
fn take_turn(world: &World, wanted: &Wanted) -> Result<Option<File>, Problem> {
    match runtime::lock_refresh(world.data()) {
        Ok(lock) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) if *wanted == Wanted::Due => Ok(None),
        Err(TryLockError::WouldBlock) => {
            // Beside the result, and also with --quiet: it may take a while.
            eprintln!("rounds: another rounds is fetching; waiting for it");
            runtime::wait_for_lock(world.data()).map(Some)
        }
        Err(TryLockError::Error(error)) => Err(Problem::new(
            "Nothing was fetched",
            error,
            "Check the data folder",
        )),
    }
}

/// What is done with each answer once it is written.
type Each<'a> = dyn FnMut(&Intake, Option<&Target>, &Taken) -> Result<(), Problem> + 'a;

/// Asks, writes, and tells each answer when it is durable.
fn fetch(
    world: &World,
    wanted: Wanted,
    shows_bar: bool,
    each: &mut Each<'_>,
) -> Result<Tally, Problem> {
    let mut store = world.store()?;
    let topics = runtime::topics_in_step(&mut store, &world.paths.topics_file(), world.now())?;
    if topics.changed {
        rematch(&mut store, &topics.known)?;
    }
    mute::finish(&mut store)?;
    for said in runtime::secrets_in_order(&mut store, &world.keepers)? {
        // Beside the result, and also with --quiet: it is about passwords.
        eprintln!("rounds: {}", text::clean(&said));
    }
    let Some(lock) = take_turn(world, &wanted)? else {
        return Ok(Tally::default());
    };
    // First, so that who comes is asked and who goes is not.
    let shifts = living::refresh(world, &mut store, &wanted)?;
    let planned = runtime::plan_refresh(
        world.data(),
        &world.keepers,
        &wanted.into(),
        false,
        None,
        world.now(),
    )?;
    let targets = planned.targets;
    let settings = runtime::net_settings(&world.config.fetch);
    let refresh = Sync {
        client: Client::new(&settings)?,
        settings,
        interval: world.config.fetch.interval,
        matcher: Arc::new(runtime::topics::matcher(&topics.known)),
        clock: Arc::clone(&world.clock),
    };
    let bar = bar(targets.len(), shows_bar);
    let tally = wait_for(take_all(world, store, refresh, targets, &bar, each));
    bar.finish_and_clear();
    drop(lock);
    let mut tally = tally?;
    tally.turns.extend(shifts);
    Ok(tally)
}

async fn take_all(
    world: &World,
    store: Store,
    refresh: Sync,
    targets: Vec<Target>,
    bar: &ProgressBar,
    each: &mut Each<'_>,
) -> Result<Tally, Problem> {
    let mut tally = Tally {
        n_all: targets.len(),
        ..Tally::default()
    };
    let asked: HashMap<SourceId, Target> = targets
        .iter()
        .map(|target| (target.source, target.clone()))
        .collect();
    let (stop, stopped) = watch::channel(false);
    let (sender, mut intakes) = mpsc::channel(PER_TRANSACTION);
    let asking =
        tokio::spawn(async move { sync::refresh(&refresh, targets, sender, stopped).await });
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.send_replace(true);
            if tokio::signal::ctrl_c().await.is_ok() {
                // What was written is kept; nothing else is waited for.
                std::process::exit(1);
            }
        } else {
            // Without the signal nothing stops it; the channel stays open.
            std::future::pending::<()>().await;
        }
    });
    let mut store = Some(store);
    let mut batch = Vec::new();
    while intakes.recv_many(&mut batch, PER_TRANSACTION).await > 0 {
        let Some(mut desk) = store.take() else { break };
        let (clock, answers) = (Arc::clone(&world.clock), std::mem::take(&mut batch));
        let written = spawn_blocking(move || {
            let taken = desk.ingest(&answers, clock());
            (desk, answers, taken)
        });
        let (desk, answers, taken) = written
            .await
            .map_err(|error| Problem::new("The answers were not written", error, ""))?;
        store = Some(desk);
        for (intake, taken) in answers.iter().zip(taken?) {
            let target = asked.get(&intake.source);
            tally.count(intake, target, &taken);
            each(intake, target, &taken)?;
        }
        bar.set_position(tally.n_answered as u64);
        bar.set_message(format!("{} failed · {} new", tally.n_failed, tally.n_new));
    }
    asking
        .await
        .map_err(|error| Problem::new("The refresh broke off", error, "What came is kept"))?;
    tally.stopped = tally.n_answered < tally.n_all;
    Ok(tally)
}

fn bar(n: usize, shows: bool) -> ProgressBar {
    if !shows {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    // Four times a second at most, as on the screen.
    let target = ProgressDrawTarget::stderr_with_hz(4);
    let bar = ProgressBar::with_draw_target(Some(n as u64), target);
    match ProgressStyle::with_template("Fetching {pos} of {len}  {bar:20}  {msg} · Ctrl-C stops") {
        Ok(style) => bar.with_style(style.progress_chars("█░")),
        Err(_) => bar,
    }
}

/// Matches everything that is cached against topics that changed.
pub fn rematch(store: &mut Store, topics: &[Topic]) -> Result<(), Problem> {
    let matcher = runtime::topics::matcher(topics);
    let topics_of = |item: &Cached| runtime::topics::topics_of(&matcher, item);
    while store.rematch(&topics_of, MATCHED)? {}
    Ok(())
}
