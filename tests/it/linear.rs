//! Line by line: from unread to unread, and the prompt, through a pipe and in a
//! real terminal.

use std::path::Path;

use crate::home::Home;
use crate::home::NOW;
use crate::home::ROUNDS;
use crate::server::Server;
use crate::terminal::Term;

/// A home that follows one feed of three items, fetched.
fn fetched(server: &Server) -> Home {
    let home = Home::new();
    server.set_feed("/a", "Journal A", 0, 3);
    home.done(&["follow", &server.url("/a")]);
    home.done(&["refresh", "--quiet"]);
    home
}

fn first_line(text: &str) -> &str {
    text.lines()
        .find(|line| line.contains("Item"))
        .unwrap_or_default()
}

#[test]
fn next_goes_from_unread_to_unread_and_says_when_there_is_none() {
    let server = Server::start();
    let home = fetched(&server);
    let titles: Vec<String> = (0..3)
        .map(|_| {
            first_line(&home.done(&["show", "--next"]))
                .trim()
                .to_string()
        })
        .collect();
    for title in &titles {
        assert_eq!(
            titles.iter().filter(|it| *it == title).count(),
            1,
            "{titles:?}"
        );
    }
    let output = home.run(&["show", "--next"]);
    assert!(output.status.success() && output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("Nothing is unread"), "{said}");
    // What was shown last is what is meant by this.
    home.done(&["save", "this"]);
    let saved = home.json(&["timeline", "--saved", "--json"]);
    assert!(
        titles[2].contains(saved[0]["title"].as_str().unwrap()),
        "{titles:?}"
    );
}

#[test]
fn where_showing_does_not_mark_next_goes_on_below_and_begins_again() {
    let server = Server::start();
    let home = fetched(&server);
    let config = home.path().join("config/config.toml");
    std::fs::write(config, "[screen]\nread_on_open = false\n").unwrap();
    let next = || first_line(&home.done(&["show", "--next"])).to_string();
    let titles: Vec<String> = (0..4).map(|_| next()).collect();
    assert_eq!(titles[0], titles[3]);
    assert_ne!(titles[0], titles[1]);
    assert_eq!(home.json(&["timeline", "--unread", "--json"]).len(), 3);
}

#[test]
fn through_a_pipe_the_prompt_does_the_same_verbs_without_a_prompt() {
    let server = Server::start();
    let home = fetched(&server);
    let output = home.told(
        &["--linear"],
        "help\n\nsave\nunread\n1\nhelp query\nrefresh\nquit\nnever reached\n",
    );
    let (said, noted) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(0), "{noted}");
    assert!(
        said.contains("quit ends") && said.contains("2. Unread."),
        "{said}"
    );
    assert!(said.contains("type:rct"), "{said}");
    assert!(noted.contains("Saved."), "{noted}");
    for text in [&said, &noted] {
        assert!(!text.contains(['\u{1b}', '\r']), "{text}");
        assert!(!text.contains("rounds>") && !text.contains("never"));
    }
}

#[test]
fn what_is_no_verb_is_said_and_the_prompt_goes_on() {
    let server = Server::start();
    let home = fetched(&server);
    let output = home.told(&["--linear"], "fetsch\nsay \"it\nshow 77\ndemo\nunread\n");
    let noted = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "one of them failed");
    assert!(noted.contains("fetsch"), "{noted}");
    assert!(noted.contains("has no end"), "{noted}");
    assert!(noted.contains("Nothing is known as \"77\""), "{noted}");
    assert!(noted.contains("no screen is opened"), "{noted}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3);
}

#[test]
fn in_a_terminal_it_prompts_and_sends_no_escape_sequence() {
    let server = Server::start();
    let home = fetched(&server);
    let folder = home.path().to_string_lossy().into_owned();
    let variables = [("ROUNDS_HOME", folder.as_str()), ("ROUNDS_NOW", NOW)];
    let mut term = Term::start(Path::new(ROUNDS), &["--linear"], &variables, 80, 24);
    term.expect("rounds>");
    term.send("unread\r");
    term.expect("3. Unread.");
    term.send("refresh\r");
    term.expect("1 of 1 fetched");
    term.send("\r");
    term.expect("Item");
    term.send("quit\r");
    assert_eq!(term.code(), 0);
    let raw = term.raw();
    assert!(!raw.contains(&0x1b), "{}", String::from_utf8_lossy(&raw));
}
