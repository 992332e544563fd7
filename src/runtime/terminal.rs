//! The terminal: taken, given back whole, lent and taken again.
//!
//! Nothing else writes to it. Everything switched on here is switched off by
//! the same list, on quitting, on a panic, on a signal and before a suspend.

use std::io;
use std::io::Write;
use std::panic;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

use crossterm::cursor::SetCursorStyle;
use crossterm::cursor::Show;
use crossterm::event::DisableBracketedPaste;
use crossterm::event::DisableFocusChange;
use crossterm::event::EnableBracketedPaste;
use crossterm::event::EnableFocusChange;
use crossterm::execute;
use crossterm::style::Print;
use crossterm::style::ResetColor;
use crossterm::terminal::Clear;
use crossterm::terminal::ClearType;
use crossterm::terminal::EndSynchronizedUpdate;
use crossterm::terminal::EnterAlternateScreen;
use crossterm::terminal::LeaveAlternateScreen;
use crossterm::terminal::disable_raw_mode;
use crossterm::terminal::enable_raw_mode;
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::domain::picture::Cell;
use crate::domain::text::clean;
use crate::runtime::sheet::Sheet;

/// The screen that `ui` draws on.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Sheet>>,
    sheet: Sheet,
}

impl Screen {
    fn new() -> io::Result<Screen> {
        let sheet = Sheet::default();
        let terminal = Terminal::new(CrosstermBackend::new(sheet.clone()))?;
        Ok(Screen { terminal, sheet })
    }

    /// Draws a frame and shows it.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(frame)?;
        self.sheet.send(&mut io::stdout())
    }
}

/// Columns of the terminal, 80 where there is none.
pub fn width() -> u16 {
    crossterm::terminal::size().map_or(80, |(width, _)| width)
}

/// The pixels of one cell, as the system knows them; the terminal itself is
/// asked nothing. Where it does not say, as many do not: a usual one.
pub fn cell() -> Cell {
    let size = crossterm::terminal::window_size().ok();
    let cell = size.and_then(|it| Cell::of((it.columns, it.rows), (it.width, it.height)));
    cell.unwrap_or_default()
}

/// Clicks and the wheel, as numbers of any size. Moves are not asked for: each
/// would wake us.
const MOUSE_ON: &str = "\u{1b}[?1000h\u{1b}[?1006h";
const MOUSE_OFF: &str = "\u{1b}[?1006l\u{1b}[?1000l";

/// The title is put aside, and taken back by its own stack.
///
/// Source: xterm, "Control Sequences", XTWINOPS 22 and 23.
const TITLE_ASIDE: &str = "\u{1b}[22;2t";
const TITLE_BACK: &str = "\u{1b}[23;2t";

/// Whether a title of ours stands.
static TITLED: AtomicBool = AtomicBool::new(false);

/// Takes the terminal.
///
/// # Errors
///
/// Where standard output is no terminal or cannot be written.
pub fn enter(with_mouse: bool) -> io::Result<Screen> {
    enable_raw_mode()?;
    let taken = execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        Print(if with_mouse { MOUSE_ON } else { MOUSE_OFF })
    )
    .and_then(|()| Screen::new());
    if taken.is_err() {
        leave();
    }
    taken
}

/// Empties the screen, so that the next frame draws every cell. Asks the
/// terminal nothing: one that does not answer would hold us up.
///
/// # Errors
///
/// Where the terminal cannot be written.
pub fn anew() -> io::Result<Screen> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    Screen::new()
}

/// Listens to the mouse, or leaves it to the terminal.
///
/// # Errors
///
/// Where the terminal cannot be written.
pub fn mouse(on: bool) -> io::Result<()> {
    execute!(io::stdout(), Print(if on { MOUSE_ON } else { MOUSE_OFF }))
}

/// Sets the terminal's title; the one before comes back with [`leave`].
///
/// # Errors
///
/// Where the terminal cannot be written.
pub fn title(words: &str) -> io::Result<()> {
    if !TITLED.swap(true, Ordering::Relaxed) {
        execute!(io::stdout(), Print(TITLE_ASIDE))?;
    }
    execute!(
        io::stdout(),
        Print(format!("\u{1b}]2;{}\u{1b}\\", clean(words)))
    )
}

/// Gives the terminal back. Called on every way out, and harmless when called
/// twice; what fails is passed over, for there is nobody left to tell.
pub fn leave() {
    if TITLED.swap(false, Ordering::Relaxed) {
        let _ = execute!(io::stdout(), Print(TITLE_BACK));
    }
    let _ = execute!(
        io::stdout(),
        Print(MOUSE_OFF),
        EndSynchronizedUpdate,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        ResetColor,
        SetCursorStyle::DefaultUserShape,
        Show
    );
    let _ = disable_raw_mode();
    let _ = io::stdout().flush();
}

/// What stands on the normal screen while rounds is stopped.
const STOPPED: &str = "rounds is stopped; fg goes on.";

/// Stops the whole program until the shell continues it, with the terminal
/// given back meanwhile.
///
/// # Errors
///
/// Where the terminal cannot be taken again.
pub fn suspend(with_mouse: bool) -> io::Result<Screen> {
    leave();
    // The shell says only that a job stopped.
    let mut out = io::stdout();
    let _ = writeln!(out, "{STOPPED}");
    let _ = out.flush();
    #[cfg(unix)]
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    enter(with_mouse)
}

/// Makes a panic of the screen's thread give the terminal back and say three
/// lines: what, that nothing kept is lost, and where to read more. A panic of
/// another thread (a reader that stumbled over a feed) goes to the log alone:
/// whoever started that thread tells it.
pub fn restore_on_panic(kept: PathBuf, log: PathBuf) {
    panic::set_hook(Box::new(move |info| {
        let cause = cause_of(info);
        let thread = thread::current();
        note(&log, thread.name().unwrap_or("a thread"), &cause, info);
        if thread.name() == Some("main") {
            leave();
            let mut out = io::stderr().lock();
            let _ = writeln!(out, "rounds stopped: {cause}");
            let _ = writeln!(
                out,
                "Your saved items, notes and drafts are safe in {}.",
                clean(&kept.to_string_lossy())
            );
            let _ = writeln!(out, "Details: {}", clean(&log.to_string_lossy()));
        }
    }));
}

fn cause_of(info: &panic::PanicHookInfo<'_>) -> String {
    let said = info.payload_as_str().unwrap_or("no cause given");
    clean(said).into_owned()
}

/// Adds a panic to the log; a log that cannot be written changes nothing.
fn note(log: &Path, thread: &str, cause: &str, info: &panic::PanicHookInfo<'_>) {
    let place = match info.location() {
        Some(location) => format!("{}:{}", location.file(), location.line()),
        None => "an unknown place".to_string(),
    };
    tracing::error!(thread, place, "panic: {cause}");
    if let Some(folder) = log.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(log);
    if let Ok(mut file) = file {
        let trace = std::backtrace::Backtrace::force_capture();
        let _ = writeln!(file, "panic in {thread} at {place}: {cause}\n{trace}");
    }
}
