//! The real program in a real terminal: a handful of tests of what only that
//! can show. Text is read from the screen, never searched in raw bytes, but
//! for the sequences that give the terminal back.

use std::time::Duration;
use std::time::Instant;

use crate::home::fetched;
use crate::manners::is_given_back;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::PATIENCE;

/// The line of the selected row.
fn selected(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| line.contains('▌') && line.contains("Item"));
    line.unwrap_or_default().to_string()
}

fn message(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(2)].to_string()
}

#[test]
fn it_paints_and_gives_the_terminal_back_on_quitting() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    let text = term.expect("? keys");
    assert!(
        text.lines()
            .next()
            .is_some_and(|line| line.contains("rounds")),
        "{text}"
    );
    term.expect("Item 4 of");
    term.send("q");
    assert_eq!(term.code(), 0);
    is_given_back(&term);
}

#[test]
fn acceptance_20_a_star_is_shown_at_once_and_is_there_after_a_restart() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.send("s");
    let saved = |text: &str| selected(text).contains('★') && message(text).contains("Saved");
    let (text, _) = term.wait(PATIENCE, saved).unwrap();
    let row = selected(&text);
    term.send("Q");
    assert_eq!(term.code(), 0);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 1);
    let term = home.screen(80, 24, &[]);
    let again = |text: &str| selected(text).contains('★');
    let (text, _) = term.wait(PATIENCE, again).unwrap();
    assert_eq!(selected(&text), row);
}

#[test]
fn while_the_writer_waits_the_star_shows_and_the_word_does_not() {
    let server = Server::start();
    let home = fetched(&server, 60);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    for n in 0..60 {
        server.set_feed(&format!("/{n}"), &format!("Journal {n}"), 5, 5);
    }
    // The gate: somebody else holds the write lock, in the middle of a refresh.
    let gate = rusqlite::Connection::open(home.data().join("rounds.db")).unwrap();
    gate.execute_batch("BEGIN IMMEDIATE").unwrap();
    term.send("R");
    term.send("s");
    let (text, _) = term
        .wait(PATIENCE, |text| selected(text).contains('★'))
        .unwrap();
    assert!(!message(&text).contains("Saved"), "{text}");
    // Keys are answered meanwhile.
    term.send("j");
    let row = selected(&text);
    let (text, _) = term.wait(PATIENCE, |text| selected(text) != row).unwrap();
    assert!(!message(&text).contains("Saved"), "{text}");
    gate.execute_batch("ROLLBACK").unwrap();
    drop(gate);
    term.wait(PATIENCE, |text| {
        message(text).contains("Saved") || text.contains("fetched")
    })
    .unwrap();
    term.send("Q");
    assert_eq!(term.code(), 0);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 1);
}

#[test]
fn acceptance_31_a_hanging_source_holds_up_neither_the_others_nor_the_keyboard() {
    let server = Server::start();
    let home = fetched(&server, 12);
    server.set("/3", Answer::Hangs);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.send("R");
    term.expect("fetching 11/12");
    let began = Instant::now();
    let row = selected(&term.text());
    term.send("j");
    let (_, at) = term.wait(PATIENCE, |text| selected(text) != row).unwrap();
    assert!(at - began < Duration::from_millis(500), "{:?}", at - began);
    term.send("x");
    term.expect("Stopped. 11 of 12 fetched");
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn acceptance_40_a_signal_a_stop_and_a_panic_all_give_the_terminal_back() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.signal("TERM");
    term.code();
    is_given_back(&term);

    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.send("\u{1a}");
    let text = term.expect("rounds is stopped; fg goes on.");
    assert!(!text.contains("Item 4 of"), "{text}");
    is_given_back(&term);
    // A CONT that comes before the stop would be lost.
    assert!(term.is_stopped(), "it goes on");
    term.signal("CONT");
    term.expect("Item 4 of");
    term.send("Q");
    assert_eq!(term.code(), 0);
    is_given_back(&term);

    if cfg!(debug_assertions) {
        let mut term = home.screen(80, 24, &[("ROUNDS_PANIC", "1")]);
        assert_eq!(term.code(), 101);
        is_given_back(&term);
        let text = term.text();
        assert!(text.contains("rounds stopped:"), "{text}");
        assert!(text.contains("are safe in"), "{text}");
    }
}

#[test]
fn acceptance_35_a_storm_of_sizes_ends_with_the_same_row_selected() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(120, 36, &[]);
    term.expect("Item 4 of");
    term.send("jjj");
    let fourth = |text: &str| {
        let rows: Vec<&str> = text.lines().filter(|line| line.contains("Item")).collect();
        rows.get(3).is_some_and(|row| row.contains('▌'))
    };
    let (text, _) = term.wait(PATIENCE, fourth).unwrap();
    let name = |text: &str| {
        let row = selected(text);
        let from = row.find("Item").unwrap_or(0);
        row[from..]
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let before = name(&text);
    for _ in 0..4 {
        for (width, height) in [(80, 24), (46, 18), (38, 9), (200, 60), (120, 36)] {
            term.resize(width, height);
        }
    }
    term.resize(38, 9);
    term.expect("40 x 12");
    term.resize(120, 36);
    let (text, _) = term
        .wait(PATIENCE, |text| {
            text.contains("? keys") && text.contains("Item")
        })
        .unwrap();
    assert_eq!(name(&text), before);
}

#[test]
fn acceptance_36_without_colours_no_cell_has_one_and_the_selection_is_reversed() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let term = home.screen(80, 24, &[("NO_COLOR", "1")]);
    let text = term.expect("Item 4 of");
    let row = text.lines().position(|line| line.contains('▌')).unwrap();
    term.look(|screen| {
        for y in 0..24 {
            for x in 0..80 {
                let cell = screen.cell(y, x).unwrap();
                assert_eq!(cell.fgcolor(), vt100::Color::Default, "{x},{y}");
                assert_eq!(cell.bgcolor(), vt100::Color::Default, "{x},{y}");
            }
        }
        let y = u16::try_from(row).unwrap();
        assert!(screen.cell(y, 20).unwrap().inverse());
    });
}
