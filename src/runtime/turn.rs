//! The loop of the screen: wait, take in what came, draw one frame. Opens and
//! closes nothing but what a turn lends to another program.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::effect::Wanted;
use crate::app::model::Model;
use crate::problem::Problem;
use crate::runtime::clock::until;
use crate::runtime::editor;
use crate::runtime::fetcher;
use crate::runtime::ground::Late;
use crate::runtime::hands::Hands;
use crate::runtime::hands::Next;
use crate::runtime::hands::perform;
use crate::runtime::hands::tell;
use crate::runtime::keys;
use crate::runtime::pictures::Gallery;
use crate::runtime::pictures::News;
use crate::runtime::signals::Signals;
use crate::runtime::terminal;
use crate::runtime::terminal::Screen;
use crate::ui;
use crossterm::event::EventStream;
use futures_util::StreamExt;
use std::io;
use std::io::IsTerminal;
use std::time::Duration;
use std::time::Instant;
use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Between two frames of answers at least, so that a burst of them is one. A key
/// is drawn at once, and so is the first answer after its frame.
const FRAME: Duration = Duration::from_millis(16);

/// How long the first frame waits for the first rows and for what is counted,
/// so that it is a whole one.
const FIRST_ROWS: Duration = Duration::from_millis(150);

/// How many messages are taken in before a frame is drawn.
const PER_TURN: usize = 64;

/// How long a suspend waits for a refresh to end.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// What the loop begins with.
pub(super) struct Beginning {
    pub effects: Vec<Effect>,
    /// Ask everybody at once.
    pub refresh_first: bool,
    /// Watches for an answer of the terminal that comes late.
    pub late: Late,
    /// Told when the first frame stands.
    pub first_frame: oneshot::Sender<()>,
    /// Who has the images of the article that is read.
    pub gallery: Gallery,
}

/// Takes turns until the person leaves: wait, take in, draw.
pub(super) async fn turn(
    model: &mut Model,
    beginning: Beginning,
    screen: &mut Screen,
    hands: &Hands,
    messages: &mut mpsc::Receiver<Msg>,
) -> Result<(), Problem> {
    let (mut late, mut gallery) = (beginning.late, beginning.gallery);
    let mut first_frame = Some(beginning.first_frame);
    measure(model, hands);
    let mut events = Some(EventStream::new());
    let mut signals = Signals::listen()?;
    let mut next = perform(model, beginning.effects, hands);
    if beginning.refresh_first {
        let _ = hands.fetcher.send(fetcher::Command::Refresh(Wanted::All));
    }
    // The first frame waits a moment for the first rows and for what is counted.
    let (mut rows_came, mut counts_came) = (false, false);
    let mut draw_at = Some(Instant::now() + FIRST_ROWS);
    // Until when answers wait for more of them, and whether some were taken in
    // since the last frame.
    let (mut rests_until, mut has_answers) = (None, false);
    let mut title = None;
    loop {
        match next {
            Next::Quit => return Ok(()),
            Next::Suspend => {
                // A stopped rounds must not keep others from fetching.
                tell(hands, fetcher::Command::Stop);
                let mut fetching = hands.fetching.clone();
                let _ = timeout(LAST_ANSWERS, fetching.wait_for(|fetching| !fetching)).await;
                drop(events.take());
                *screen = terminal::suspend(model.settings.mouse)?;
                title = None;
                events = Some(EventStream::new());
                gallery.begin_anew();
                resized(model, hands)?;
                draw_at = Some(Instant::now());
            }
            Next::Edit { work, note } => {
                drop(events.take());
                terminal::leave();
                let folder = hands.folder.clone();
                let edited =
                    spawn_blocking(move || editor::edit(&editor::named(), &note, &folder)).await;
                *screen = terminal::enter(model.settings.mouse)?;
                title = None;
                signals.forget_keys()?;
                events = Some(EventStream::new());
                gallery.begin_anew();
                resized(model, hands)?;
                let note = edited.unwrap_or_else(|error| Err(error.to_string()));
                let effects = model.update(Msg::Edited { work, note });
                perform(model, effects, hands);
                draw_at = Some(Instant::now());
            }
            Next::Redraw => {
                *screen = terminal::anew()?;
                gallery.begin_anew();
                draw_at = Some(Instant::now());
            }
            Next::GoOn => {}
        }
        next = Next::GoOn;
        let mut got = Vec::new();
        let (mut urgent, mut printed) = (false, false);
        select! {
            biased;
            event = next_event(&mut events) => match event {
                Some(Ok(event)) if late.takes(&event) => {}
                Some(Ok(event)) => {
                    urgent = true;
                    got.extend(keys::msg(event));
                }
                // The terminal is gone; leave as on a signal.
                Some(Err(_)) | None => got.push(Msg::Terminate),
            },
            msg = signals.next() => got.push(msg),
            () = until(draw_at) => {
                gallery.prepare(model);
                screen.draw(|frame| ui::draw_with(model, &gallery, frame))?;
                let wanted = model.title();
                if wanted != title {
                    terminal::title(wanted.as_deref().unwrap_or_default())?;
                    title = wanted;
                }
                draw_at = None;
                if std::mem::take(&mut has_answers) {
                    rests_until = Some(Instant::now() + FRAME);
                }
                if let Some(stands) = first_frame.take() {
                    // Nobody listens only when all of rounds is ending.
                    let _ = stands.send(());
                }
                // For the test that a panic gives the terminal back.
                #[cfg(debug_assertions)]
                if std::env::var_os("ROUNDS_PANIC").is_some() {
                    panic!("asked for by ROUNDS_PANIC");
                }
                continue;
            }
            // A terminal that hung up without a signal: the library that reads
            // keys goes on reading nothing, and burns a processor for it.
            msg = messages.recv() => match msg {
                Some(Msg::Tick(_)) if !io::stdin().is_terminal() => got.push(Msg::Terminate),
                msg => got.extend(msg),
            },
            news = gallery.next() => {
                printed = matches!(news, News::Printed(..));
                got.extend(gallery.take(news, model));
            }
        }
        while got.len() < PER_TURN
            && let Ok(msg) = messages.try_recv()
        {
            got.push(msg);
        }
        // An event that means nothing is no reason to draw.
        let nothing = got.is_empty() && !printed;
        for msg in &got {
            rows_came |= matches!(msg, Msg::Store(Reply::Page { .. }));
            counts_came |= matches!(msg, Msg::Store(Reply::Overview { .. }));
        }
        for msg in got {
            let is_other_room = matches!(msg, Msg::Resize { .. } | Msg::Settings(_));
            let effects = model.update(msg);
            let did = perform(model, effects, hands);
            if is_other_room {
                gallery.begin_anew();
                measure(model, hands);
            }
            if did != Next::GoOn {
                next = did;
            }
        }
        if nothing {
            continue;
        }
        has_answers |= !urgent;
        if urgent {
            rests_until = None;
        }
        // The first frame is drawn as soon as it is a whole one.
        let is_first = first_frame.is_some();
        let is_whole = rows_came && counts_came;
        let soon = match rests_until {
            Some(at) if !(is_first && is_whole) => at,
            _ => Instant::now(),
        };
        draw_at = Some(match (is_first, draw_at) {
            (true, Some(at)) if !is_whole && !urgent => at,
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
    measure(model, hands);
    Ok(())
}

/// Tells the model how much room a letter has, where that is of use.
fn measure(model: &mut Model, hands: &Hands) {
    if model.settings.images.is_some() {
        let effects = model.update(Msg::Cell(terminal::cell()));
        perform(model, effects, hands);
    }
}
