//! Notices of what comes in: by a person's command, by the terminal, and none
//! where nobody asked for one.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

/// A feed of these titles.
fn set(server: &Server, titles: &[&str]) {
    let items: String = titles
        .iter()
        .enumerate()
        .map(|(n, title)| {
            format!(
                "<item><guid>{n}</guid><title>{title}</title><link>https://a.example/{n}</link>\
                 <pubDate>{:02} Oct 2025 08:00:00 GMT</pubDate></item>",
                n + 1
            )
        })
        .collect();
    let body = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Agency</title>{items}</channel></rss>"
    );
    server.set("/a", Answer::Body("application/rss+xml", body));
}

const OLD: &str = "Safety alert: an old pump";
const NEW: &str = "Safety alert: $(touch pwned) \"pump\"; rm -rf &amp;&#27;[2J";

/// A home that follows the agency with its old alert, and has these settings.
fn told_of(server: &Server, settings: &str) -> Home {
    let home = Home::new();
    set(server, &[OLD]);
    home.done(&["follow", &server.url("/a")]);
    home.done(&["refresh", "--quiet"]);
    let config = home.path().join("config/config.toml");
    fs::write(config, format!("[keep]\narticles = \"never\"\n{settings}")).unwrap();
    home
}

#[test]
fn a_command_gets_title_and_link_of_what_is_new_and_no_shell_reads_them() {
    let server = Server::start();
    let home = told_of(&server, "");
    let (script, log) = (home.path().join("tell"), home.path().join("told"));
    let text = format!(
        "#!/bin/sh\nprintf '%s|%s|%s\\n' \"$#\" \"$2\" \"$3\" >> '{}'\n",
        log.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
    home.done(&["timeline", "--query", "pill", "--keep", "Pills"]);
    fs::write(
        home.path().join("config/config.toml"),
        format!(
            "[notify]\nabout = [\"safety\", \"Pills\"]\ncommand = \"'{}' first\"\n",
            script.display()
        ),
    )
    .unwrap();
    home.done(&["refresh", "--quiet"]);
    assert!(!log.exists(), "what stood there before is no news");
    set(&server, &[OLD, "A trial of soup", NEW, "A new pill"]);
    home.done(&["refresh", "--quiet"]);
    let told = fs::read_to_string(&log).unwrap();
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("3|SAFETY: Safety alert: $(touch pwned) \"pump\"; rm -rf &"),
        "{told:?}"
    );
    assert!(told[0].ends_with("|https://a.example/2"), "{told:?}");
    assert_eq!(told[1], "3|Pills: A new pill|https://a.example/3");
    assert!(!told[0].contains('\u{1b}'));
    home.done(&["refresh", "--quiet"]);
    assert_eq!(fs::read_to_string(&log).unwrap().lines().count(), 2);
}

#[test]
fn without_a_command_the_terminal_tells_and_so_does_the_message_line() {
    let server = Server::start();
    let home = told_of(&server, "[notify]\nabout = [\"safety\"]\n");
    let mut term = home.screen(100, 24, &[]);
    term.expect("an old pump");
    set(&server, &[OLD, NEW]);
    term.send("R");
    term.expect("SAFETY: Safety alert: $(touch");
    term.send("Q");
    assert_eq!(term.code(), 0);
    let raw = term.raw();
    let raw = String::from_utf8_lossy(&raw);
    let from = raw.find("\u{1b}]9;").expect("a notice of the terminal's");
    let notice = raw[from + 4..].split('\u{7}').next().unwrap();
    assert!(notice.starts_with("SAFETY: Safety alert"), "{notice:?}");
    assert!(!notice.contains(char::is_control), "{notice:?}");
    assert_eq!(raw.matches("\u{1b}]9;").count(), 1);
}

#[test]
fn nobody_is_told_unasked_and_a_name_that_is_none_is_said() {
    let server = Server::start();
    let home = told_of(&server, "");
    set(&server, &[OLD, NEW]);
    let output = home.run(&["refresh"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("SAFETY"), "{said}");
    fs::write(
        home.path().join("config/config.toml"),
        "[notify]\nabout = [\"saftey\"]\ncommand = \"/nowhere/tell\"\n",
    )
    .unwrap();
    let output = home.run(&["refresh"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("notify.about names \"saftey\""), "{said}");
}
