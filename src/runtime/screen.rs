//! Opens what the first frame needs, which is one reader and the terminal, and
//! closes all of it again when the loop of [`turn`] has ended. Everybody else
//! begins behind the first frame ([`crew`]).

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::sync::oneshot;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::keymap;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::paints::Theme;
use crate::config::Config;
use crate::config::Given;
use crate::config::paths::Paths;
use crate::domain::time::Clock;
use crate::open;
use crate::problem::Problem;
use crate::runtime::catalogue;
use crate::runtime::clock;
use crate::runtime::crew;
use crate::runtime::crew::Ends;
use crate::runtime::crew::Gear;
use crate::runtime::ground::Answer;
use crate::runtime::ground::Asked;
use crate::runtime::ground::Late;
use crate::runtime::hands::Hands;
use crate::runtime::hands::perform;
use crate::runtime::pictures::Gallery;
use crate::runtime::read_thread;
use crate::runtime::reload::Watcher;
use crate::runtime::terminal;
use crate::runtime::turn::Beginning;
use crate::runtime::turn::turn;
use crate::secrets::Keepers;
use crate::store::Reader;
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
    // The terminal answers while the data is opened.
    let asked = match (start.config.screen.theme, start.config.screen.colour) {
        (_, Colour::None) => None,
        (Theme::Auto, _) => Asked::ask().ok(),
        _ => None,
    };
    let now = (start.clock)();
    let folder = start.paths.data.clone();
    let (store, reader) = match Reader::of_this_schema(&folder)? {
        Some(reader) => (None, reader),
        None => {
            let store = Store::open(&folder, now)?;
            (Some(store), Reader::open(&folder)?)
        }
    };
    let session = reader.session()?;
    let is_first = reader.is_first_run()? && !start.paths.config_file().exists();
    let (inbox, mut messages) = mpsc::channel(256);
    let (questions, reading) = read_thread::start(reader, inbox.clone())?;
    let (asks, asked_for) = mpsc::unbounded_channel();
    let (fetch, commands) = mpsc::unbounded_channel();
    let (busy, is_busy) = watch::channel(false);
    let (browser, command) = watch::channel(start.surroundings.command.clone());
    let (settings_of_fetch, fetch_now) = watch::channel(start.config.fetch.clone());
    let (wishes, wished) = mpsc::unbounded_channel();
    let ends = Ends {
        asks: asked_for,
        commands,
        fetcher: fetch.clone(),
        busy,
        browser,
        fetch: settings_of_fetch,
        inbox: inbox.clone(),
    };
    let settings = start.config.screen.clone();
    let hands = Hands {
        browser: command,
        asks,
        questions,
        fetcher: fetch,
        fetching: is_busy,
        inbox: inbox.clone(),
        surroundings: start.surroundings,
        folder: folder.clone(),
        catalogue: catalogue::Place {
            said: start.catalogue,
            folder,
            fetch: start.config.fetch.clone(),
        },
        pictures: wishes,
    };
    let watcher = start
        .given
        .map(|given| Watcher::new(start.paths.clone(), given));
    let gear = Gear {
        store,
        paths: start.paths,
        config: start.config,
        clock: Arc::clone(&start.clock),
        keepers: start.keepers,
        watcher,
    };
    let (first_frame, stands) = oneshot::channel();
    let crew = tokio::spawn(async move {
        // Where no frame was ever drawn, they begin to write what was asked.
        let _ = stands.await;
        crew::begin(gear, ends).await
    });
    tokio::spawn(clock::tick(start.clock, inbox.clone()));

    let (width, height) = crossterm::terminal::size()?;
    let (mut model, effects) = Model::start(settings, width, height, now, session.as_deref());
    // The first rows are read while the terminal answers.
    perform(&mut model, effects, &hands);
    let answer = match asked {
        Some(asked) => asked.answer().await,
        None => Answer {
            whole: true,
            ..Answer::default()
        },
    };
    model.settings.light = answer.light.unwrap_or(false);
    let mut effects = Vec::new();
    for key in answer.typed.chars().map(KeyCode::Char) {
        effects.extend(model.update(Msg::Key(keymap::plain(key))));
    }
    if is_first {
        effects.extend(model.welcome_in());
    }
    let no_pictures = model.settings.no_pictures().map(str::to_string);
    for problem in start.problems.into_iter().chain(no_pictures) {
        model.say_care(problem);
    }
    let mut screen = terminal::enter(model.settings.mouse)?;
    let beginning = Beginning {
        effects,
        refresh_first: start.refresh_first,
        late: Late::of(answer.whole),
        first_frame,
        gallery: Gallery::new(wished, fetch_now),
    };
    let looped = turn(&mut model, beginning, &mut screen, &hands, &mut messages).await;
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
    drop(hands);
    drop(inbox);
    let crew = match crew.await {
        Ok(crew) => crew?,
        Err(_) => return Err(Problem::said("Nobody began to work by a bug of ours")),
    };
    let untold = crew.end().await;
    // A panic of this was told when it happened.
    let _ = spawn_blocking(move || reading.join()).await;
    unwritten.extend(untold?);
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
