//! How long the real program takes in a real terminal: from exec to the first
//! full frame (acceptance 5), and from a key to the frame that answers it; and
//! how long one frame takes to draw, in memory.
//!
//! `cargo bench --bench screen` (ROUNDS_BENCH_ITEMS=100000 for more items).
//! Prints a table; times are from before the spawn, or before the key was
//! written, to the last byte of the frame as the pty gave it.

#[path = "filling.rs"]
mod filling;
#[path = "../tests/it/terminal.rs"]
#[allow(dead_code)]
mod terminal;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rounds::app::effect::Effect;
use rounds::app::effect::KeyCode;
use rounds::app::effect::Msg;
use rounds::app::effect::Question;
use rounds::app::effect::Reply;
use rounds::app::keymap;
use rounds::app::model::Model;
use rounds::app::model::Settings;
use rounds::config::paths::Paths;
use rounds::domain::answer::Overview;
use rounds::domain::time::UtcTime;
use rounds::store::Reader;
use rounds::ui;
use terminal::Term;

const WIDTH: u16 = 120;
const HEIGHT: u16 = 36;
/// Names the folder that this bench, called by itself, is to fill.
const FILLED: &str = "ROUNDS_BENCH_FILLED";
/// A screen that has not changed for so long has answered.
const QUIET: Duration = Duration::from_millis(60);

fn main() {
    let n_items = std::env::var("ROUNDS_BENCH_ITEMS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    if let Some(home) = std::env::var_os(FILLED) {
        return filling::fill(Path::new(&home), n_items, 200);
    }
    let home = tempfile::tempdir().expect("a folder");
    // In a process of its own: the larger this one, the longer it takes to start
    // the program from it, and that would count as its first frame.
    let myself = std::env::current_exe().expect("this bench");
    let filled = Command::new(myself).env(FILLED, home.path()).status();
    assert!(filled.expect("a bench that fills").success());
    // This terminal answers no question about its ground, and would be waited
    // for.
    let config = Paths::under(home.path()).config_file();
    fs::create_dir_all(config.parent().expect("a folder")).expect("a folder");
    fs::write(config, "[screen]\ntheme = \"dark\"\n").expect("the settings");
    println!("{n_items} items, {WIDTH}×{HEIGHT}, milliseconds\n");
    println!("| what | median | p99 | slowest | times |\n|---|---:|---:|---:|---:|");
    let mut firsts = Vec::new();
    for _ in 0..15 {
        let (mut term, first) = open(home.path());
        firsts.push(first);
        term.send("Q");
        term.code();
    }
    print("exec to first full frame", &mut firsts);
    let (mut term, _) = open(home.path());
    for (name, keys, n) in [
        ("`j`", "j", 200),
        ("`k`", "k", 200),
        ("`C-d`", "\u{4}", 30),
        ("`C-u`", "\u{15}", 30),
        ("`G` (oldest), `g g` (newest)", "G", 1),
        ("`m` read/unread", "m", 20),
        ("`s` star", "s", 20),
        ("`Enter` to the article", "\r", 1),
        ("`J` next article", "J", 20),
    ] {
        let mut times: Vec<Duration> = (0..n).map(|_| press(&mut term, keys)).collect();
        print(name, &mut times);
        if keys == "G" {
            press(&mut term, "gg");
        }
    }
    press(&mut term, "q");
    let mut times = Vec::new();
    press(&mut term, "/");
    for word in ["heart", "kidney", "of early", "\"late heart\"", "stroke"] {
        for n in 1..=word.len() {
            times.push(letter(&mut term, &word[..n]));
        }
        press(&mut term, "\u{15}");
    }
    print("search, from a letter to its hits", &mut times);
    press(&mut term, "\u{1b}");
    term.send("Q");
    term.code();
    frames(home.path());
}

/// A frame drawn in memory for each of many steps down: the model's own rows
/// and the article beside them are answered by the store as on the screen.
fn frames(home: &Path) {
    let folder = home.join("data");
    let mut reader = Reader::open(&folder).expect("a store");
    let now = UtcTime::parse(filling::NOW_TEXT).expect("a time");
    let (mut model, effects) = Model::start(Settings::default(), WIDTH, HEIGHT, now, None);
    answer(&mut model, &mut reader, effects);
    let mut screen = Terminal::new(TestBackend::new(WIDTH, HEIGHT)).expect("a screen");
    let mut draws = Vec::new();
    let mut updates = Vec::new();
    for _ in 0..1_000 {
        let began = Instant::now();
        let effects = model.update(Msg::Key(keymap::plain(KeyCode::Char('j'))));
        updates.push(began.elapsed());
        answer(&mut model, &mut reader, effects);
        let began = Instant::now();
        let drawn = screen.draw(|frame| ui::draw(&model, frame));
        draws.push(began.elapsed());
        assert!(drawn.is_ok());
    }
    print("a frame, drawn in memory", &mut draws);
    print("a key taken in, in memory", &mut updates);
}

/// Answers what the model asks of the store, until it asks no more.
fn answer(model: &mut Model, reader: &mut Reader, effects: Vec<Effect>) {
    let mut waiting = effects;
    while let Some(effect) = waiting.pop() {
        let reply = match effect {
            Effect::Read(Question::Page {
                generation,
                query,
                anchor,
                limit,
            }) => Reply::Page {
                generation,
                page: reader.page(&query, anchor, limit as usize).expect("rows"),
            },
            Effect::Read(Question::Overview {
                generation,
                query,
                now,
                n_cards,
            }) => {
                let review = reader.agenda(now, n_cards).expect("cards");
                let overview = reader.overview(&query).expect("an overview");
                Reply::Overview {
                    generation,
                    overview: Box::new(Overview {
                        review: Box::new(review),
                        ..overview
                    }),
                }
            }
            _ => continue,
        };
        waiting.extend(model.update(Msg::Store(reply)));
    }
}

/// Opens the screen and waits for its first full frame.
fn open(home: &Path) -> (Term, Duration) {
    let home = home.to_string_lossy();
    let variables = [
        ("ROUNDS_HOME", home.as_ref()),
        ("ROUNDS_NOW", filling::NOW_TEXT),
    ];
    let program = Path::new(env!("CARGO_BIN_EXE_rounds"));
    let term = Term::start(program, &[], &variables, WIDTH, HEIGHT);
    let is_full = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        let n_rows = lines.iter().filter(|line| line.contains("Journal")).count();
        lines.first().is_some_and(|line| line.contains("rounds"))
            && lines.last().is_some_and(|line| line.contains("? keys"))
            && n_rows >= 10
    };
    match term.wait(terminal::PATIENCE, is_full) {
        Ok((_, at)) => {
            let first = at - term.started;
            (term, first)
        }
        Err(text) => panic!("no full frame:\n{text}"),
    }
}

/// The screen once it stands still: late frames of the key before (a count, a
/// message) are not the next one's.
fn settled(term: &mut Term) -> String {
    let mut before = term.text();
    while let Ok((text, _)) = term.wait(QUIET, |text| text != before) {
        before = text;
    }
    before
}

/// Presses and waits until the screen differs; the time of the bytes that made
/// it differ.
fn press(term: &mut Term, keys: &str) -> Duration {
    let before = settled(term);
    let cursor = term.look(|screen| screen.cursor_position());
    let began = Instant::now();
    term.send(keys);
    // A row is selected in every frame that answers a key on a list.
    let lists = before.contains('▌');
    let changed = term.wait(Duration::from_secs(3), |text| {
        text != before && (!lists || text.contains('▌') || keys == "\r" || keys == "/")
    });
    match changed {
        Ok((_, at)) => at.saturating_duration_since(began),
        Err(_) => {
            let moved = term.look(|screen| screen.cursor_position()) != cursor;
            assert!(moved, "{keys:?} changed nothing:\n{before}");
            began.elapsed()
        }
    }
}

/// Types the last letter of a search and waits for what the store answers to
/// all of it: a frame before that says what is looked for, and has no hits.
fn letter(term: &mut Term, typed: &str) -> Duration {
    settled(term);
    let began = Instant::now();
    term.send(&typed[typed.len() - 1..]);
    let boxed = format!("/{typed} ");
    let answered = |text: &str| {
        let said = text.contains('▌') || text.contains("No hit for ");
        said && text.contains(&boxed)
    };
    match term.wait(Duration::from_secs(3), answered) {
        Ok((_, at)) => at.saturating_duration_since(began),
        Err(text) => panic!("{typed:?} was not answered:\n{text}"),
    }
}

fn print(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    // The nearest rank: of few times it is the slowest.
    let p99 = (times.len() * 99).div_ceil(100) - 1;
    println!(
        "| {what} | {:.1} | {:.1} | {:.1} | {} |",
        millis(times[times.len() / 2]),
        millis(times[p99]),
        millis(times[times.len() - 1]),
        times.len()
    );
}
