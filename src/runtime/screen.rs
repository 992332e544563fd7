//! The loop: events and answers in, one frame out, effects to those who do
//! them.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::EventStream;
use futures_util::StreamExt;
use tokio::runtime::Handle;
use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::Instant;
use tokio::time::sleep_until;
use tokio::time::timeout;

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::effect::Wanted;
use crate::app::model::Model;
use crate::config::Config;
use crate::config::paths::Paths;
use crate::domain::time::Clock;
use crate::open;
use crate::problem::Problem;
use crate::runtime::articles;
use crate::runtime::articles::Keeper;
use crate::runtime::clock;
use crate::runtime::editor;
use crate::runtime::fetcher;
use crate::runtime::fetcher::Fetcher;
use crate::runtime::hands::Hands;
use crate::runtime::hands::Next;
use crate::runtime::hands::perform;
use crate::runtime::hands::tell;
use crate::runtime::index_thread;
use crate::runtime::keys;
use crate::runtime::logins;
use crate::runtime::read_thread;
use crate::runtime::signals::Signals;
use crate::runtime::store_thread;
use crate::runtime::terminal;
use crate::runtime::terminal::Screen;
use crate::runtime::topics;
use crate::secrets::Keepers;
use crate::store::Store;
use crate::ui;

/// Between two frames at least, so that a burst of answers is one frame. A key
/// is drawn at once.
const FRAME: Duration = Duration::from_millis(16);

/// How long the first frame waits for the first rows, so that it is a full one.
const FIRST_ROWS: Duration = Duration::from_millis(150);

/// How many messages are taken in before a frame is drawn.
const PER_TURN: usize = 64;

/// How long a suspend waits for a refresh to end.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// What a screen begins with.
pub struct Start {
    pub paths: Paths,
    pub config: Config,
    pub clock: Clock,
    pub surroundings: open::Surroundings,
    pub keepers: Keepers,
    /// Said on the first frame: what in the settings could not be used.
    pub problems: Vec<String>,
    /// Ask everybody at once when the screen opens.
    pub refresh_first: bool,
}

/// Opens the screen and stays until the person leaves.
///
/// # Errors
///
/// What keeps a screen from opening: the store, the settings, the terminal.
pub async fn run(start: Start) -> Result<(), Problem> {
    let now = (start.clock)();
    let folder = start.paths.data.clone();
    let mut store = Store::open(&folder, now)?;
    articles::tidy(&mut store, start.config.keep, now);
    let mut problems = start.problems;
    problems.extend(logins::in_order(&mut store, &start.keepers)?);
    let (inbox, mut messages) = mpsc::channel(256);
    let (questions, reading) = read_thread::start(&folder, inbox.clone())?;
    let session = crate::store::Reader::open(&folder)?.session()?;
    let topics = topics::in_step(&mut store, &start.paths.topics_file(), now)?;
    let (taken_in, taken) = mpsc::unbounded_channel();
    let (fetch, commands) = mpsc::unbounded_channel();
    let (nudge, nudges) = mpsc::unbounded_channel();
    let desk = store_thread::Desk {
        clock: Arc::clone(&start.clock),
        topics_file: start.paths.topics_file(),
        keepers: start.keepers.clone(),
        inbox: inbox.clone(),
        taken: taken_in,
        fetcher: fetch.clone(),
        nudge: nudge.clone(),
    };
    let rematch = topics.changed.then(|| topics.known.clone());
    let (lanes, writing) = store_thread::start(store, desk, rematch, Handle::current())?;
    let (busy, is_busy) = watch::channel(false);
    let keeping = tokio::spawn(
        Keeper {
            folder: folder.clone(),
            keep: start.config.keep,
            fetch: start.config.fetch.clone(),
            clock: Arc::clone(&start.clock),
            nudges,
            parcels: lanes.parcels,
            inbox: inbox.clone(),
        }
        .run(),
    );
    let fetching = tokio::spawn(
        Fetcher {
            folder: folder.clone(),
            fetch: start.config.fetch.clone(),
            keepers: start.keepers,
            clock: Arc::clone(&start.clock),
            topics: topics.known.clone(),
            matcher: Arc::new(topics::matcher(&topics.known)),
            inbox: inbox.clone(),
            batches: lanes.batches,
            commands,
            taken,
            nudge,
            busy,
            woke: None,
        }
        .run(),
    );
    let hands = Hands {
        asks: lanes.asks,
        questions,
        fetcher: fetch,
        fetching: is_busy,
        inbox: inbox.clone(),
        surroundings: start.surroundings,
        folder: folder.clone(),
    };
    tokio::spawn(clock::tick(Arc::clone(&start.clock), inbox.clone()));
    let (stop_index, indexing) = index_thread::start(&folder, &inbox)?;

    let (width, height) = crossterm::terminal::size()?;
    let (mut model, effects) =
        Model::start(start.config.screen, width, height, now, session.as_deref());
    for problem in problems {
        model.say_care(problem);
    }
    let mut screen = terminal::enter()?;
    let looped = turn(
        &mut model,
        effects,
        &mut screen,
        &hands,
        &mut messages,
        start.refresh_first,
    )
    .await;
    // Whatever happened, the terminal is given back before anything is waited
    // for; then what was asked is written to its end.
    terminal::leave();
    messages.close();
    let mut unwritten = Vec::new();
    while let Ok(msg) = messages.try_recv() {
        if let Msg::Store(Reply::Failed { why, .. }) = msg {
            unwritten.push(why);
        }
    }
    drop(messages);
    drop(stop_index);
    drop(hands);
    drop(inbox);
    let ended = spawn_blocking(move || {
        // A panic of these was told when it happened.
        let _ = indexing.join();
        let _ = reading.join();
        writing.join()
    });
    keeping.abort();
    let _ = keeping.await;
    fetching.abort();
    let _ = fetching.await;
    let Ok(Ok(untold)) = ended.await else {
        return Err(Problem::said(
            "The writer stopped by a bug of ours; what it had confirmed is kept",
        ));
    };
    unwritten.extend(untold);
    looped?;
    match unwritten.first() {
        None => Ok(()),
        Some(why) => Err(Problem::new(
            format!("{} of your last changes were not written", unwritten.len()),
            why,
            "What was confirmed before is kept",
        )),
    }
}

/// Takes turns until the person leaves: wait, take in, draw.
async fn turn(
    model: &mut Model,
    effects: Vec<Effect>,
    screen: &mut Screen,
    hands: &Hands,
    messages: &mut mpsc::Receiver<Msg>,
    refresh_first: bool,
) -> Result<(), Problem> {
    let mut events = Some(EventStream::new());
    let mut signals = Signals::listen()?;
    let mut next = perform(model, effects, hands);
    if refresh_first {
        let _ = hands.fetcher.send(fetcher::Command::Refresh(Wanted::All));
    }
    // The first frame waits a moment for the first rows.
    let mut draw_at = Some(Instant::now() + FIRST_ROWS);
    let mut drawn = Instant::now();
    let mut first = true;
    loop {
        match next {
            Next::Quit => return Ok(()),
            Next::Suspend => {
                // A stopped rounds must not keep others from fetching.
                tell(hands, fetcher::Command::Stop);
                let mut fetching = hands.fetching.clone();
                let _ = timeout(LAST_ANSWERS, fetching.wait_for(|fetching| !fetching)).await;
                drop(events.take());
                *screen = terminal::suspend()?;
                events = Some(EventStream::new());
                resized(model, hands)?;
                draw_at = Some(Instant::now());
            }
            Next::Edit { work, note } => {
                drop(events.take());
                terminal::leave();
                let folder = hands.folder.clone();
                let edited =
                    spawn_blocking(move || editor::edit(&editor::named(), &note, &folder)).await;
                *screen = terminal::enter()?;
                signals.forget_keys()?;
                events = Some(EventStream::new());
                resized(model, hands)?;
                let note = edited.unwrap_or_else(|error| Err(error.to_string()));
                let effects = model.update(Msg::Edited { work, note });
                perform(model, effects, hands);
                draw_at = Some(Instant::now());
            }
            Next::Redraw => {
                *screen = terminal::anew()?;
                draw_at = Some(Instant::now());
            }
            Next::GoOn => {}
        }
        next = Next::GoOn;
        let due = draw_at.unwrap_or_else(|| Instant::now() + FRAME);
        let mut got = Vec::new();
        let mut urgent = false;
        select! {
            biased;
            event = next_event(&mut events) => match event {
                Some(Ok(event)) => {
                    urgent = true;
                    got.extend(keys::msg(event));
                }
                // The terminal is gone; leave as on a signal.
                Some(Err(_)) | None => got.push(Msg::Terminate),
            },
            msg = signals.next() => got.push(msg),
            _ = sleep_until(due), if draw_at.is_some() => {
                screen.draw(|frame| ui::draw(model, frame))?;
                draw_at = None;
                drawn = Instant::now();
                first = false;
                // For the test that a panic gives the terminal back.
                #[cfg(debug_assertions)]
                if std::env::var_os("ROUNDS_PANIC").is_some() {
                    panic!("asked for by ROUNDS_PANIC");
                }
                continue;
            }
            msg = messages.recv() => got.extend(msg),
        }
        while got.len() < PER_TURN
            && let Ok(msg) = messages.try_recv()
        {
            got.push(msg);
        }
        let rows_came = got
            .iter()
            .any(|msg| matches!(msg, Msg::Store(Reply::Page { .. })));
        for msg in got {
            let effects = model.update(msg);
            let did = perform(model, effects, hands);
            if did != Next::GoOn {
                next = did;
            }
        }
        let soon = match urgent {
            true => Instant::now(),
            false => drawn + FRAME,
        };
        draw_at = Some(match (first, draw_at) {
            (true, Some(at)) if !rows_came && !urgent => at,
            (_, Some(at)) => at.min(soon),
            (_, None) => soon,
        });
    }
}

async fn next_event(
    events: &mut Option<EventStream>,
) -> Option<std::io::Result<crossterm::event::Event>> {
    match events {
        Some(events) => events.next().await,
        None => std::future::pending().await,
    }
}

/// The size may have changed while another program had the terminal.
fn resized(model: &mut Model, hands: &Hands) -> Result<(), Problem> {
    let (width, height) = crossterm::terminal::size()?;
    let effects = model.update(Msg::Resize { width, height });
    perform(model, effects, hands);
    Ok(())
}
