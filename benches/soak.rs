//! Whether rounds grows while it stays open: a day with 400 sources that change.
//!
//! `cargo bench --bench soak --profile dev -- --hours 24`. The real program is
//! open in a pty; a server on loopback moves each feed's window on by one entry
//! an hour. An hour lasts as long as what happens in it: `R` is pressed, all
//! 400 are asked and each has something new, then a person goes down, to the
//! oldest, back to the newest, and opens it. By its own schedule rounds asks
//! once an hour of the clock and looks each minute; the key takes the same way
//! without the waiting.
//!
//! Memory is read from /proc when the program has come to rest: all of it
//! (VmRSS), and what is its own (RssAnon) without the pages of files. Prints a
//! table, and fails where its own at the end is more than [`MOST`] of that after
//! six hours. Without /proc it says so and does nothing.

#[path = "filling.rs"]
#[allow(dead_code)]
mod filling;
#[path = "serving.rs"]
mod serving;
#[path = "../tests/it/terminal.rs"]
#[allow(dead_code)]
mod terminal;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use rounds::config::paths::Paths;
use rounds::config::vocabulary;
use rounds::domain::query::Query;
use rounds::domain::time::UtcTime;
use rounds::domain::topic::Topic;
use rounds::store::Reader;
use rounds::store::Store;
use serving::Body;
use serving::Serving;
use terminal::Term;

const N_SOURCES: usize = 400;
/// Sources of one host.
const PER_HOST: usize = 10;
/// So many entries a feed holds; an hour adds one at the top and drops the last.
const WINDOW: usize = 20;
const N_TOPICS: usize = 10;
/// After so many hours everything has been in use, and is what the end is
/// compared with.
const WARM: usize = 6;
/// What its own memory at the end may be of that after [`WARM`] hours. Measured
/// were 0.96 to 1.19 after a day; before a refresh gave back what pages of the
/// files took, it was 1.65. What is over, 11 MB, is 1.5 kB of each entry that came.
const MOST: f64 = 1.3;
/// A program that took no processor time for so long is at rest: after two
/// seconds without a word the writer gives memory back, and that is to be seen.
const REST: Duration = Duration::from_secs(3);
/// How long an hour may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What the system says of a process, in kB.
#[derive(Clone, Copy)]
struct Memory {
    all: u64,
    own: u64,
}

fn main() -> ExitCode {
    let n_hours = hours();
    if memory(std::process::id()).is_none() {
        println!("soak skipped: this system has no /proc/PID/status to read memory from");
        return ExitCode::SUCCESS;
    }
    let home = tempfile::tempdir().expect("a folder");
    let hour = Arc::new(AtomicUsize::new(0));
    let server = serve(n_hours, Arc::clone(&hour));
    fill(home.path(), server.port);
    let mut screen = Screen::open(home.path());
    println!(
        "{N_SOURCES} sources with one new entry an hour, {WINDOW} in each, {N_TOPICS} topics; MB\n"
    );
    println!("| hour | all | its own | of hour {WARM} |\n|---|---:|---:|---:|");
    print("start", screen.memory(), None);
    let mut warm = None;
    let mut last = None;
    for now in 1..=n_hours {
        hour.store(now, Ordering::SeqCst);
        screen.live_an_hour(now);
        let memory = screen.memory();
        last = Some(memory);
        if now == WARM {
            warm = last;
        }
        if now % 6 == 0 || now == n_hours {
            print(&now.to_string(), memory, warm);
        }
    }
    screen.term.send("Q");
    screen.term.code();
    println!("\n{} unread at the end", n_unread(home.path()));
    match (warm, last) {
        (Some(warm), Some(last)) if n_hours > WARM => judge(warm, last, n_hours),
        _ => {
            println!("Too short to say whether it grows: --hours {WARM} is where that begins");
            ExitCode::SUCCESS
        }
    }
}

fn judge(warm: Memory, last: Memory, n_hours: usize) -> ExitCode {
    let grown = last.own as f64 / warm.own as f64;
    if grown > MOST {
        eprintln!(
            "rounds grew: its own memory after {n_hours} hours is {grown:.2} of that after {WARM}, and {MOST} is the most"
        );
        return ExitCode::FAILURE;
    }
    println!("Its own memory stayed: {grown:.2} of that after {WARM} hours, {MOST} is the most");
    ExitCode::SUCCESS
}

/// `--hours N`; a day without it.
fn hours() -> usize {
    let mut args = std::env::args().skip_while(|arg| arg != "--hours");
    match (args.next(), args.next()) {
        (None, _) => 24,
        (_, given) => given
            .and_then(|n| n.parse().ok())
            .filter(|n| *n > 0)
            .expect("--hours wants a number from 1 on"),
    }
}

fn print(hour: &str, memory: Memory, warm: Option<Memory>) {
    let share = match warm {
        Some(warm) => format!("{:.2}", memory.own as f64 / warm.own as f64),
        None => String::new(),
    };
    let mb = |kb: u64| kb as f64 / 1_000.0;
    println!(
        "| {hour} | {:.1} | {:.1} | {share} |",
        mb(memory.all),
        mb(memory.own)
    );
}

/// The program as the person has it before them.
struct Screen {
    term: Term,
    pid: u32,
}

impl Screen {
    fn open(home: &Path) -> Screen {
        let home = home.to_string_lossy();
        let variables = [("ROUNDS_HOME", home.as_ref())];
        let program = Path::new(env!("CARGO_BIN_EXE_rounds"));
        let term = Term::start(program, &[], &variables, 120, 36);
        term.expect("? keys");
        term.expect(&title(WINDOW - 1));
        let pid = term.child.process_id().expect("it runs");
        Screen { term, pid }
    }

    /// Everything that an hour brings.
    fn live_an_hour(&mut self, hour: usize) {
        // A key without meaning takes the place of what the hour before said.
        self.press("B", "does nothing");
        self.press(
            "R",
            &format!("{N_SOURCES} of {N_SOURCES} fetched · {N_SOURCES} new"),
        );
        for _ in 0..3 {
            let before = self.term.raw().len();
            self.term.send("j");
            self.term.settled(before);
        }
        self.press("G", &title(0));
        self.press("gg", &title(hour + WINDOW - 1));
        self.press("\r", "q back");
        self.press("q", "Enter read");
    }

    /// Presses keys and waits until the screen says something.
    fn press(&mut self, keys: &str, said: &str) {
        self.term.send(keys);
        if let Err(text) = self.term.wait(PATIENCE, |text| text.contains(said)) {
            panic!("{said:?} never showed:\n{text}");
        }
    }

    /// What it holds once it rests: the index is done, nothing waits.
    fn memory(&self) -> Memory {
        let until = Instant::now() + PATIENCE;
        let mut worked = (worked(self.pid), Instant::now());
        while worked.1.elapsed() < REST && Instant::now() < until {
            thread::sleep(REST / 20);
            let now = self::worked(self.pid);
            if now != worked.0 {
                worked = (now, Instant::now());
            }
        }
        memory(self.pid).unwrap_or_else(|| panic!("rounds ended:\n{}", self.term.text()))
    }
}

/// What `/proc/PID/status` says; `None` where there is none.
fn memory(pid: u32) -> Option<Memory> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let number = |name: &str| -> Option<u64> {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Some(Memory {
        all: number("VmRSS:")?,
        own: number("RssAnon:")?,
    })
}

/// How long a process was on a processor, in the system's own ticks.
fn worked(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // Its name stands in brackets and may hold anything.
    let (_, behind) = text.rsplit_once(')').unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks.filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// Follows all sources and topics, and fetches once on the command line.
fn fill(home: &Path, port: u16) {
    let paths = Paths::under(home);
    // This terminal answers no question about its ground, and would be waited
    // for.
    let config = paths.config_file();
    std::fs::create_dir_all(config.parent().expect("a folder")).expect("a folder");
    std::fs::write(config, "[screen]\ntheme = \"dark\"\n").expect("the settings");
    let mut store = Store::open(&paths.data, now()).expect("a store");
    let topics: Vec<Topic> = vocabulary::shipped()
        .iter()
        .take(N_TOPICS)
        .map(|topic| Topic {
            name: topic.label.clone(),
            shipped: Some(topic.id.clone()),
            ..Topic::default()
        })
        .collect();
    store.set_topics(&topics, now()).expect("topics");
    filling::follow(&mut store, N_SOURCES, |n| {
        format!("http://{}:{port}/{n}", serving::host(n / PER_HOST))
    });
    drop(store);
    let ended = Command::new(env!("CARGO_BIN_EXE_rounds"))
        .args(["refresh", "--quiet"])
        .env("ROUNDS_HOME", home)
        .env("NO_PROXY", "*")
        .status();
    assert!(
        ended.is_ok_and(|status| status.success()),
        "a first refresh"
    );
}

fn n_unread(home: &Path) -> u64 {
    let reader = Reader::open(&Paths::under(home).data).expect("the database opens");
    let overview = reader.overview(&Query::default()).expect("an overview");
    overview.n_unread_all
}

/// Every feed as it is at the hour that is now.
fn serve(n_hours: usize, hour: Arc<AtomicUsize>) -> Serving {
    let began = now().plus(-3_600 * (n_hours + WINDOW) as i64);
    serving::serve(N_SOURCES / PER_HOST, move |path| {
        let source: usize = path.trim_start_matches('/').parse().ok()?;
        let hour = hour.load(Ordering::SeqCst);
        let mut xml = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Journal {source}</title>"
        );
        for k in (hour..hour + WINDOW).rev() {
            let seed = source * 7_919 + k * 104_729;
            // All of one hour, so that the newest is the newest of all.
            let written = began.plus(k as i64 * 3_600 + source as i64).rfc3339();
            let _ = write!(
                xml,
                "<item><title>{} {source}: {}</title><guid isPermaLink=\"false\">{source}-{k}</guid>\
                 <link>https://journal{source}.example/{k}</link><dc:date>{written}</dc:date>\
                 <dc:creator>Author {seed}</dc:creator>\
                 <description>&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;</description></item>",
                title(k),
                filling::words(seed, 0, 9),
                filling::words(seed, 3, 100),
                filling::words(seed, 7, 100),
            );
        }
        xml.push_str("</channel></rss>");
        Some(Body {
            tag: format!("hour-{hour}"),
            bytes: xml.into_bytes(),
            ..Body::default()
        })
    })
}

/// How the titles of an hour's entries begin.
fn title(k: usize) -> String {
    format!("Paper {k} of")
}

fn now() -> UtcTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    UtcTime(since.expect("a clock after 1970").as_secs() as i64)
}
