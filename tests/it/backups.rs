//! Backups, restoring, tidying and what the doctor says of the files, from
//! outside; and what a program that ends leaves behind.

use std::fs;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::PATIENCE;

/// A home with one feed of five items, the newest saved.
fn home(server: &Server) -> Home {
    server.set_feed("/a", "Journal A", 0, 5);
    let home = Home::new();
    home.done(&["follow", &server.url("/a")]);
    home.done(&["timeline"]);
    home.done(&["save", "1"]);
    home
}

fn n_saved(home: &Home) -> usize {
    home.json(&["timeline", "--saved", "--json"]).len()
}

#[track_caller]
fn refused(home: &Home, args: &[&str], says: &str) {
    let output = home.run(args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(says), "{said}");
}

#[test]
fn a_backup_goes_to_another_home_and_is_searched_there() {
    let server = Server::start();
    let home = home(&server);
    let file = home.path().join("copy.db");
    let file = file.to_string_lossy();
    home.done(&["backup", &file]);
    refused(
        &home,
        &["backup", &file],
        "is there already. Choose another name",
    );
    home.done(&["backup", &file, "--force"]);
    let other = Home::new();
    other.done(&["restore", &file]);
    assert_eq!(n_saved(&other), 1);
    let findings = other.json(&["doctor", "--json"]);
    let says = |what: &str| {
        let found = findings.iter().find(|finding| finding["what"] == what);
        found.unwrap()["says"].as_str().unwrap().to_string()
    };
    assert_eq!(says("search"), "the index is in step", "made anew");
    assert!(
        says("backups").starts_with("none beside"),
        "{}",
        says("backups")
    );
    assert!(says("keeping").starts_with("everything stays"));
    assert!(says("room").contains("free"));
}

#[test]
fn restoring_lays_aside_what_was_there_and_the_doctor_lists_it() {
    let server = Server::start();
    let home = home(&server);
    let file = home.path().join("copy.db");
    let file = file.to_string_lossy();
    home.done(&["backup", &file]);
    home.done(&["undo"]);
    assert_eq!(n_saved(&home), 0);
    home.done(&["restore", &file]);
    assert_eq!(n_saved(&home), 1);
    let found = home.done(&["doctor"]);
    assert!(found.contains("rounds.db.before-restore ("), "{found}");
    let aside = home.data().join("rounds.db.before-restore");
    home.done(&["restore", &aside.to_string_lossy()]);
    assert_eq!(n_saved(&home), 0);
    refused(&home, &["restore", "none.db"], "there is no file none.db");
    let text = home.path().join("text.db");
    fs::write(&text, "a text").unwrap();
    refused(
        &home,
        &["restore", &text.to_string_lossy()],
        "is not a database of rounds",
    );
}

#[test]
fn a_damaged_database_is_told_with_what_to_do_and_that_helps() {
    let server = Server::start();
    let home = home(&server);
    let file = home.path().join("copy.db");
    let file = file.to_string_lossy();
    home.done(&["backup", &file]);
    let database = home.data().join("rounds.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = (bytes.len() / 2) & !4_095;
    bytes[middle..middle + 8_192].fill(0x55);
    fs::write(&database, &bytes).unwrap();
    let output = home.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("rounds restore FILE with a backup"), "{said}");
    home.done(&["restore", &file]);
    assert_eq!(n_saved(&home), 1);
    home.done(&["doctor"]);
}

#[test]
fn nothing_is_restored_under_an_open_screen() {
    let server = Server::start();
    let home = home(&server);
    let file = home.path().join("copy.db");
    let file = file.to_string_lossy();
    home.done(&["backup", &file]);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    // A copy of what is open is no trouble.
    home.done(&["backup", &file, "--force"]);
    refused(
        &home,
        &["restore", &file],
        "another rounds is open on the database. Quit it first",
    );
    term.send("Q");
    assert_eq!(term.code(), 0);
    home.done(&["restore", &file]);
    assert_eq!(n_saved(&home), 1);
}

#[test]
fn tidy_lets_go_of_what_is_old_and_the_screen_does_so_by_itself() {
    let server = Server::start();
    let home = home(&server);
    let out = |args: &[&str]| String::from_utf8_lossy(&home.run(args).stderr).into_owned();
    assert!(out(&["tidy"]).contains("Everything stays"));
    assert_eq!(home.run(&["tidy", "--days", "7"]).status.code(), Some(2));
    assert!(out(&["tidy", "--days", "30"]).contains("Nothing is older than 30 days"));
    // The source moves on to thirty new items; the old five are all read.
    server.set_feed("/a", "Journal A", 1_000, 30);
    home.done(&["refresh"]);
    let n_before = home.json(&["timeline", "--json", "--limit", "99"]).len();
    assert_eq!(n_before, 35);
    let config = home.path().join("config").join("config.toml");
    fs::write(&config, "[keep]\narticles = \"never\"\ndays = 30\n").unwrap();
    let late = [("ROUNDS_NOW", "2026-03-18T10:44:00Z")];
    let mut term = home.screen(80, 24, &late);
    // Four of the five were nobody's, and some of the thirty are not among the
    // newest but still carried.
    let gone = |text: &str| text.contains("31");
    let (_, _) = term.wait(PATIENCE, gone).unwrap();
    term.send("Q");
    assert_eq!(term.code(), 0);
    assert_eq!(
        home.json(&["timeline", "--json", "--limit", "99"]).len(),
        31
    );
    assert_eq!(n_saved(&home), 1);
}

#[track_caller]
fn log_is_empty(home: &Home, after: &str) {
    let log = home.data().join("rounds.db-wal");
    let left = fs::metadata(&log).map_or(0, |about| about.len());
    assert_eq!(left, 0, "after {after}");
}

#[test]
fn no_verb_and_no_screen_leaves_anything_in_the_write_ahead_log() {
    let server = Server::start();
    let home = home(&server);
    log_is_empty(&home, "save");
    let file = home.path().join("out");
    let file = file.to_string_lossy();
    let copy = home.path().join("copy.db");
    let copy = copy.to_string_lossy();
    for args in [
        &["timeline"][..],
        &["search", "item"],
        &["show", "1"],
        &["open", "1"],
        &["save", "2"],
        &["read", "1"],
        &["undo"],
        &["redo"],
        &["lists"],
        &["sources"],
        &["rename", "1", "My journal"],
        &["list", "new", "Heart"],
        &["topic", "add", "Heart", "heart"],
        &["log", "add", "--title", "A", "--minutes", "5"],
        &["log"],
        &["export", "--saved", "--format", "ris", "-o", &file],
        &["export", "--format", "opml"],
        &["import", &file],
        &["refresh", "--due"],
        &["backup", &copy],
        &["restore", &copy],
        &["tidy", "--days", "365"],
        &["doctor"],
        &["unfollow", "1"],
    ] {
        let output = home.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        log_is_empty(&home, &args.join(" "));
    }
    home.done(&["undo"]);
    server.set_feed("/a", "Journal A", 100, 50);
    for keys in ["RsjsQ", "Q", "RQ"] {
        let mut term = home.screen(80, 24, &[]);
        term.expect("? keys");
        term.expect("Item");
        term.send(keys);
        assert_eq!(term.code(), 0);
        log_is_empty(&home, keys);
    }
    server.set("/a", Answer::Hangs);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item");
    term.send("RsQ");
    assert_eq!(term.code(), 0);
    log_is_empty(&home, "Q while a source hangs");
}

/// A home with the database of the first rounds, and more in it.
fn home_of_schema_1(more: &str) -> Home {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    let conn = rusqlite::Connection::open(home.data().join("rounds.db")).unwrap();
    conn.execute_batch(include_str!("../../src/store/migrations/0001.sql"))
        .unwrap();
    conn.execute_batch(more).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    home
}

#[test]
fn whichever_verb_comes_first_after_an_update_finds_everything() {
    for (verb, says) in [
        (&["sources"][..], "NEJM"),
        (&["timeline", "--saved"], "Semaglutide in HFpEF"),
        (&["doctor"], "is whole"),
        (&["export", "--saved", "--format", "ris"], "nejmoa2306963"),
    ] {
        let home = home_of_schema_1(include_str!("../fixtures/schema/0001.sql"));
        let said = home.done(verb);
        assert!(said.contains(says), "{verb:?}: {said}");
    }
}

#[test]
fn a_large_database_that_is_brought_up_to_date_says_why_it_takes_a_while() {
    let home =
        home_of_schema_1("CREATE TABLE large (x); INSERT INTO large VALUES (zeroblob(70000000))");
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let first = home.run(&["sources"]);
    assert!(first.status.success());
    assert!(said(&first).contains("of an older rounds up to date, once"));
    assert!(!said(&home.run(&["sources"])).contains("up to date"));
}
