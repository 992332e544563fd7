//! Statements of the acceptance list that need sources, a store and a screen
//! together, under their numbers.

use crate::home::Home;
use crate::home::fetched;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::PATIENCE;

/// Whether an item of a journal stands in the body.
fn shows(text: &str, journal: &str) -> bool {
    text.lines()
        .skip(2)
        .any(|line| line.contains(journal) && line.contains("Item"))
}

#[test]
fn acceptance_26_unfollowing_takes_the_rows_keeps_what_is_saved_and_u_brings_all_back() {
    let server = Server::start();
    let home = fetched(&server, 2);
    let rows = home.json(&["timeline", "--json"]);
    let mine = rows
        .iter()
        .find(|row| row.to_string().contains("Journal 0"))
        .expect("a row of it");
    let id = mine["id"]
        .as_str()
        .map_or(mine["id"].to_string(), str::to_string);
    home.done(&["save", &id]);
    let mut term = home.screen(100, 30, &[]);
    term.expect("Journal 1");
    term.send("gh2");
    term.expect("Journal 0");
    term.send("-");
    term.expect("Unfollowed");
    term.send("gt");
    let gone = |text: &str| shows(text, "Journal 1") && !shows(text, "Journal 0");
    let saved = term.wait(PATIENCE, |text| text.contains("Timeline") && gone(text));
    assert!(saved.is_ok(), "{saved:?}");
    term.send("gs");
    let kept = term.wait(PATIENCE, |text| {
        text.contains("1 saved") && shows(text, "Journal 0")
    });
    assert!(kept.is_ok(), "{kept:?}");
    term.send("gtu");
    term.expect("u once more takes it back.");
    term.send("u");
    let back = term.wait(PATIENCE, |text| {
        shows(text, "Journal 1") && shows(text, "Journal 0")
    });
    assert!(back.is_ok(), "{back:?}");
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn acceptance_33_each_trouble_has_its_own_line_and_the_others_are_fine() {
    let server = Server::start();
    let home: Home = fetched(&server, 6);
    let config = home.path().join("config/config.toml");
    std::fs::write(
        &config,
        "[keep]\narticles = \"never\"\n[fetch]\nfirst_byte_seconds = 1\n",
    )
    .unwrap();
    server.set("/0", Answer::Status(404));
    server.set("/1", Answer::Body("text/html", "<p>no feed".to_string()));
    server.set("/2", Answer::Hangs);
    server.set("/3", Answer::Status(500));
    let mut term = home.screen(120, 36, &[]);
    term.expect("Item 4 of");
    term.send("R");
    term.expect("4 failed");
    term.send("gh");
    // The glyph and the name, as no other screen has them side by side.
    let of = |text: &str, n: usize| {
        let heads = [format!("✗ Journal {n} "), format!("▲ Journal {n} ")];
        let is_it = |line: &&str| heads.iter().any(|head| line.contains(head.as_str()));
        text.lines().find(is_it).map(str::to_string)
    };
    let (text, _) = term
        .wait(PATIENCE, |text| (0..4).all(|n| of(text, n).is_some()))
        .unwrap_or_else(|text| panic!("four lines:\n{text}"));
    let line = |n: usize| of(&text, n).unwrap_or_default();
    for (n, cause) in [(0, "404"), (2, "answer"), (3, "500")] {
        assert!(line(n).contains(cause), "{}", line(n));
    }
    for n in 0..4 {
        assert!(
            line(n).contains("ago") || line(n).contains("just now"),
            "{}",
            line(n)
        );
    }
    assert_eq!(of(&text, 4), None, "it has no problem: {text}");
    term.send("2");
    let good = |text: &str| text.contains("✓ Journal 4 ");
    let all = term.wait(PATIENCE, good);
    assert!(all.is_ok(), "{all:?}");
    term.send("Q");
    assert_eq!(term.code(), 0);
}
