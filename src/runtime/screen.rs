//! Opens all that a screen needs, in order, and closes it again when the loop
//! of [`turn`] has ended.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::keymap;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::Settings;
use crate::app::paints::Theme;
use crate::config::Config;
use crate::config::Given;
use crate::config::paths::Paths;
use crate::domain::time::Clock;
use crate::open;
use crate::problem::Problem;
use crate::runtime::articles;
use crate::runtime::articles::Keeper;
use crate::runtime::catalogue;
use crate::runtime::clock;
use crate::runtime::fetcher::Fetcher;
use crate::runtime::ground::Answer;
use crate::runtime::ground::Asked;
use crate::runtime::ground::Late;
use crate::runtime::hands::Hands;
use crate::runtime::index_thread;
use crate::runtime::logins;
use crate::runtime::notify;
use crate::runtime::notify::Announcer;
use crate::runtime::pictures::Gallery;
use crate::runtime::read_thread;
use crate::runtime::reload;
use crate::runtime::store_thread;
use crate::runtime::terminal;
use crate::runtime::topics;
use crate::runtime::turn::Inlets;
use crate::runtime::turn::turn;
use crate::secrets::Keepers;
use crate::store::Store;

/// What a screen begins with.
pub struct Start {
    pub paths: Paths,
    pub config: Config,
    pub clock: Clock,
    pub surroundings: open::Surroundings,
    pub keepers: Keepers,
    /// Where another catalogue lies, a file or an address; empty for the
    /// shipped one.
    pub catalogue: String,
    /// Said on the first frame: what in the settings could not be used.
    pub problems: Vec<String>,
    /// What beats the file of settings, where that is to be read again when it
    /// was saved.
    pub given: Option<Given>,
    /// Ask everybody at once when the screen opens.
    pub refresh_first: bool,
}

/// Opens the screen and stays until the person leaves.
///
/// # Errors
///
/// What keeps a screen from opening: the store, the settings, the terminal.
pub async fn run(start: Start) -> Result<(), Problem> {
    // The terminal answers while the store is opened.
    let asked = match (start.config.screen.theme, start.config.screen.colour) {
        (_, Colour::None) => None,
        (Theme::Auto, _) => Asked::ask().ok(),
        _ => None,
    };
    let now = (start.clock)();
    let folder = start.paths.data.clone();
    let mut store = Store::open(&folder, now)?;
    articles::tidy(&mut store, start.config.keep, now);
    let mut problems = start.problems;
    problems.extend(logins::in_order(&mut store, &start.keepers)?);
    let (inbox, mut messages) = mpsc::channel(256);
    let (questions, reading) = read_thread::start(&folder, inbox.clone())?;
    let reader = crate::store::Reader::open(&folder)?;
    let session = reader.session()?;
    let is_first = reader.is_first_run()? && !start.paths.config_file().exists();
    drop(reader);
    let topics = topics::in_step(&mut store, &start.paths.topics_file(), now)?;
    let (taken_in, taken) = mpsc::unbounded_channel();
    let (fetch, commands) = mpsc::unbounded_channel();
    let (announcer, unknown) = Announcer::begin(&folder, &start.config.notify, now)?;
    problems.extend(unknown);
    let (ended, ends) = mpsc::unbounded_channel();
    let (nudge, nudges) = mpsc::unbounded_channel();
    let nudged = nudge.clone();
    let desk = store_thread::Desk {
        clock: Arc::clone(&start.clock),
        topics_file: start.paths.topics_file(),
        keepers: start.keepers.clone(),
        retention: start.config.retention,
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
            ended,
            busy,
            woke: None,
        }
        .run(),
    );
    let (notify, wanted) = watch::channel(start.config.notify.clone());
    let telling = notify::run(
        announcer,
        wanted,
        Arc::clone(&start.clock),
        ends,
        inbox.clone(),
    );
    let telling = tokio::spawn(telling);
    let (browser, command) = watch::channel(start.surroundings.command.clone());
    let (fetch_now, fetch_said) = watch::channel(start.config.fetch.clone());
    let (wishes, wished) = mpsc::unbounded_channel();
    let gallery = Gallery::new(wished, fetch_said);
    let reloading = start.given.map(|given| {
        let told = reload::Told {
            inbox: inbox.clone(),
            fetcher: fetch.clone(),
            nudge: nudged,
            browser,
            notify,
            fetch: fetch_now,
        };
        tokio::spawn(reload::run(start.paths.clone(), given, told))
    });
    let hands = Hands {
        browser: command,
        asks: lanes.asks,
        questions,
        fetcher: fetch,
        fetching: is_busy,
        inbox: inbox.clone(),
        surroundings: start.surroundings,
        folder: folder.clone(),
        catalogue: catalogue::Place {
            said: start.catalogue,
            folder: folder.clone(),
            fetch: start.config.fetch.clone(),
        },
        pictures: wishes,
    };
    tokio::spawn(clock::tick(Arc::clone(&start.clock), inbox.clone()));
    let (stop_index, indexing) = index_thread::start(&folder, &inbox)?;

    let answer = match asked {
        Some(asked) => asked.answer().await,
        None => Answer {
            whole: true,
            ..Answer::default()
        },
    };
    let (width, height) = crossterm::terminal::size()?;
    let settings = Settings {
        light: answer.light.unwrap_or(false),
        ..start.config.screen
    };
    let (mut model, mut effects) = Model::start(settings, width, height, now, session.as_deref());
    for key in answer.typed.chars().map(KeyCode::Char) {
        effects.extend(model.update(Msg::Key(keymap::plain(key))));
    }
    if is_first {
        effects.extend(model.welcome_in());
    }
    problems.extend(model.settings.no_pictures().map(str::to_string));
    for problem in problems {
        model.say_care(problem);
    }
    let mut screen = terminal::enter(model.settings.mouse)?;
    let looped = turn(
        &mut model,
        effects,
        &mut screen,
        &hands,
        Inlets {
            messages: &mut messages,
            gallery,
            late: Late::of(answer.whole),
        },
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
    telling.abort();
    let _ = telling.await;
    // It holds ends of the lanes that the others wait for.
    if let Some(reloading) = reloading {
        reloading.abort();
        let _ = reloading.await;
    }
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
