//! The file of settings from outside: made, checked, found, and read again by
//! an open screen.

use std::fs;

use crate::home::Home;
use crate::server::Server;

#[test]
fn init_makes_the_whole_file_once_and_check_understands_it() {
    let home = Home::new();
    let path = home.done(&["config", "path"]);
    fs::remove_file(path.trim()).unwrap();
    home.done(&["config", "init"]);
    let text = fs::read_to_string(path.trim()).unwrap();
    assert_eq!(text, home.done(&["config", "init", "--print"]));
    assert!(text.contains("# interval = 60"), "{text}");
    home.done(&["config", "check"]);
    let again = home.run(&["config", "init"]);
    assert_eq!(again.status.code(), Some(1));
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(said.contains("it is there already"), "{said}");
}

#[test]
fn check_says_every_trouble_with_its_line_and_works_on_a_broken_file() {
    let home = Home::new();
    let path = home.done(&["config", "path"]);
    fs::write(
        path.trim(),
        "[fetch]\nintervall = 30\n[keys]\nsave = [\"o\"]\nsvae = \"s\"\n[screen]\ncolour = \"\\u001b[2J\"\n",
    )
    .unwrap();
    let output = home.run(&["config", "check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 2: [fetch] has no intervall; did you mean interval"));
    assert!(said.contains("line 7: screen.colour must be"), "{said}");
    assert!(!said.contains('\u{1b}'));
    let objects = String::from_utf8(home.run(&["config", "check", "--json"]).stdout).unwrap();
    assert_eq!(objects.lines().count(), 4);
    // A verb that needs the settings says the first of it and does nothing.
    let output = home.run(&["timeline"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 2: [fetch] has no intervall"), "{said}");
    // Those that explain work beside it.
    home.done(&["help", "config"]);
}

#[test]
fn an_open_screen_takes_new_settings_and_keeps_the_old_ones_after_a_bad_edit() {
    let server = Server::start();
    server.set_feed("/a", "Journal A", 0, 5);
    let home = Home::new();
    home.done(&["follow", &server.url("/a")]);
    home.done(&["refresh", "--quiet"]);
    let path = home.done(&["config", "path"]);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    fs::write(
        path.trim(),
        "[keep]\narticles = \"never\"\n[keys]\nsave = \"S\"\n",
    )
    .unwrap();
    term.expect("The settings were read again");
    term.send("S");
    term.expect("Saved");
    fs::write(path.trim(), "[keys\nsave = \"s\"\n").unwrap();
    term.expect("Old settings hold; config.toml line 1");
    term.send("S");
    term.expect("No longer saved");
    term.send("Q");
    assert_eq!(term.code(), 0);
}
