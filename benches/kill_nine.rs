//! Kills rounds with SIGKILL at random moments of refreshing, saving, noting,
//! logging and putting into review, and looks whether anything shown as done is
//! missing.
//!
//! `cargo bench --bench kill_nine` (ROUNDS_BENCH_KILLS=100 for more). A server
//! on loopback gives new items on every answer, so that the refresh always
//! writes; the screen saves one row after the other and notes, logs or studies
//! it; a second rounds refreshes on the command line meanwhile. Prints how many
//! kills, how many deeds were shown as done, and how many of those were missing
//! afterwards (the run fails where that is not 0, or where the file is not
//! whole).

#[path = "serving.rs"]
mod serving;
#[path = "../tests/it/terminal.rs"]
#[allow(dead_code)]
mod terminal;

use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use rounds::config::paths::Paths;
use rounds::domain::query::Anchor;
use rounds::domain::query::Place;
use rounds::domain::query::Query;
use rounds::domain::source::NewSource;
use rounds::domain::time::UtcTime;
use rounds::store::Reader;
use rounds::store::Store;
use serving::Body;
use serving::Serving;
use terminal::Term;

const N_SOURCES: usize = 40;

/// When the sources are followed; the rest goes by the real clock.
const THEN: UtcTime = UtcTime(1_763_462_640);

/// Items given so far; every answer holds ten new ones.
static GIVEN: AtomicU64 = AtomicU64::new(0);

fn main() {
    let n_kills: u32 = std::env::var("ROUNDS_BENCH_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let home = tempfile::tempdir().expect("a folder");
    let server = serve();
    follow(home.path(), server.port);
    let mut random = Random(0x5eed_0000_0000_0001);
    refresh(home.path()).wait().expect("a first refresh");
    let mut shown = Shown::default();
    for kill in 1..=n_kills {
        let mut beside = refresh(home.path());
        let moment = Duration::from_millis(60 + random.below(900));
        do_until(home.path(), moment, &mut shown);
        // It may have ended before.
        let _ = beside.kill();
        let _ = beside.wait();
        check(home.path(), &shown, kill);
    }
    println!(
        "{n_kills} kills at random moments: shown as done were {} saves, {} notes, {} log entries, {} cards, 0 missing; integrity_check ok each time; {} items kept",
        shown.saved.len(),
        shown.noted.len(),
        shown.logged.len(),
        shown.studied.len(),
        count(home.path()),
    );
}

/// The titles for which the screen said that something is done.
#[derive(Default)]
struct Shown {
    saved: Vec<String>,
    noted: Vec<String>,
    logged: Vec<String>,
    studied: Vec<String>,
}

/// Saves rows on a screen that refreshes, and notes, logs or studies each,
/// until it is killed.
fn do_until(home: &Path, moment: Duration, shown: &mut Shown) {
    let home = home.to_string_lossy();
    let variables = [("ROUNDS_HOME", home.as_ref())];
    let program = Path::new(env!("CARGO_BIN_EXE_rounds"));
    // Without the lists pane: only one line has the cursor bar.
    let mut term = Term::start(program, &[], &variables, 80, 24);
    term.expect("? keys");
    term.expect("Invented item");
    term.send("RG");
    let until = Instant::now() + moment;
    let left = || until.saturating_duration_since(Instant::now());
    while !left().is_zero() {
        // A key without meaning takes the place of the last row's message.
        term.send("B");
        let Ok((text, _)) = term.wait(left(), |text| message(text).contains("does nothing")) else {
            break;
        };
        let row = selected(&text);
        // A note's glyph stands in the place of the star.
        if !row.contains(['★', '✎']) && !title(&row).is_empty() {
            term.send("s");
            match term.wait(left(), |text| message(text).contains("Saved.")) {
                Ok((text, _)) => shown.saved.push(title(&selected(&text))),
                Err(_) => break,
            }
            let (keys, said, list) = match shown.saved.len() % 3 {
                0 => ("eA note\r", "Note kept", &mut shown.noted),
                1 => ("c7\r", "Logged 0:07", &mut shown.logged),
                _ => ("zr\r", "In review", &mut shown.studied),
            };
            term.send(keys);
            match term.wait(left(), |text| message(text).contains(said)) {
                Ok((text, _)) => list.push(title(&selected(&text))),
                Err(_) => break,
            }
        }
        term.send("k");
        if term
            .wait(left(), |text| title(&selected(text)) != title(&row))
            .is_err()
        {
            break;
        }
    }
    term.signal("KILL");
    term.code();
}

/// The line of the selected row.
fn selected(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| line.contains('▌') && line.contains("Invented item"));
    line.unwrap_or_default().to_string()
}

/// What names a row: `Invented item 17`.
fn title(row: &str) -> String {
    let from = row.find("Invented item").unwrap_or(row.len());
    row[from..]
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

fn message(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines
        .len()
        .checked_sub(2)
        .map(|n| lines[n].to_string())
        .unwrap_or_default()
}

/// Fails where the file is damaged or something that was shown is missing.
fn check(home: &Path, shown: &Shown, kill: u32) {
    let data = Paths::under(home).data;
    let mut reader = Reader::open(&data).expect("the database opens");
    let troubles = reader.check().expect("it can be checked");
    assert!(troubles.is_empty(), "after kill {kill}: {troubles:?}");
    let query = Query {
        place: Place::Saved,
        ..Query::default()
    };
    let page = reader
        .page(&query, Anchor::Top, 1_000_000)
        .expect("the saved rows");
    let saved: Vec<String> = page.rows.iter().map(|row| row.title.clone()).collect();
    let noted = page.rows.iter().filter(|row| row.noted);
    let noted: Vec<String> = noted.map(|row| row.title.clone()).collect();
    let book = reader.book().expect("the log");
    let standing = book.standing().into_iter();
    let logged: Vec<String> = standing.map(|it| it.draft.title.clone()).collect();
    let late = UtcTime(i64::from(u32::MAX));
    let cards = reader.agenda(late, 1_000_000).expect("the cards").cards;
    let of_card = |work| page.rows.iter().find(|row| row.work == work);
    let studied: Vec<String> = cards
        .iter()
        .filter_map(|card| Some(of_card(card.work)?.title.clone()))
        .collect();
    for (titles, kept, what) in [
        (&shown.saved, &saved, "saved"),
        (&shown.noted, &noted, "noted"),
        (&shown.logged, &logged, "logged"),
        (&shown.studied, &studied, "in review"),
    ] {
        for title in titles {
            let whole = format!("{title} of");
            assert!(
                kept.iter().any(|kept| kept.starts_with(&whole)),
                "after kill {kill}: {title:?} was shown as {what} and is not"
            );
        }
    }
}

fn count(home: &Path) -> u64 {
    let reader = Reader::open(&Paths::under(home).data).expect("the database opens");
    reader
        .overview(&Query::default())
        .expect("an overview")
        .n_unread_all
}

fn follow(home: &Path, port: u16) {
    let data = Paths::under(home).data;
    let mut store = Store::open(&data, THEN).expect("a store");
    let entries: Vec<(Vec<String>, NewSource)> = (0..N_SOURCES)
        .map(|n| {
            let source = NewSource {
                kind: "feed".to_string(),
                address: format!("http://127.0.0.1:{port}/{n}"),
                title: format!("Journal {n}"),
                ..NewSource::default()
            };
            (vec!["All journals".to_string()], source)
        })
        .collect();
    store.import(&entries, THEN).expect("sources");
}

fn refresh(home: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rounds"))
        .args(["refresh", "--quiet"])
        .env("ROUNDS_HOME", home)
        .env("NO_PROXY", "*")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("rounds starts")
}

/// A server that has ten new items for everybody, always.
fn serve() -> Serving {
    serving::serve(1, |_| {
        let first = GIVEN.fetch_add(10, Ordering::Relaxed);
        let items: String = (first..first + 10)
            .map(|n| {
                format!(
                    "<item><guid>{n}</guid><title>Invented item {n} of the server</title><link>https://a.example/{n}</link><description>Text {n}</description></item>"
                )
            })
            .collect();
        let body =
            format!("<rss version=\"2.0\"><channel><title>Journal</title>{items}</channel></rss>");
        Some(Body {
            tag: first.to_string(),
            bytes: body.into_bytes(),
            ..Body::default()
        })
    })
}

/// Numbers that look random and are the same every time (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
