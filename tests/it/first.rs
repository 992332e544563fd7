//! The first start in a real terminal: seven keys from an empty home to the
//! timeline, against a server on loopback.

use std::time::Duration;
use std::time::Instant;

use crate::catalogue::list_at;
use crate::home::Home;
use crate::server::Server;
use crate::terminal::PATIENCE;

/// From the last key to the first row at most.
const MOST: Duration = Duration::from_secs(10);

const SEVEN: &str = " j j \r\r";

/// A home without a single file: with settings there is no welcome.
fn fresh() -> Home {
    let home = Home::new();
    let config = home.path().join("config");
    if config.exists() {
        std::fs::remove_dir_all(config).unwrap();
    }
    home
}

/// A catalogue of three fields whose sources answer.
fn catalogue(home: &Home, server: &Server) -> String {
    let mut sources = Vec::new();
    let names: Vec<(String, String, &str)> = ["anaesthesia", "cardiology", "critical-care"]
        .into_iter()
        .flat_map(|field| {
            (0..4).map(move |n| (format!("{field} {n}"), format!("/{field}{n}"), field))
        })
        .collect();
    for (name, path, field) in &names {
        server.set_feed(path, name, 0, 5);
        sources.push((name.as_str(), "journal", path.as_str(), *field));
    }
    let file = home.path().join("list.toml");
    std::fs::write(&file, list_at(server, "", &sources)).unwrap();
    file.to_string_lossy().into_owned()
}

#[test]
fn a1_the_first_screen_asks_what_one_works_in() {
    let home = fresh();
    let mut term = home.screen(80, 24, &[]);
    let text = term.expect("? keys");
    let first = text.lines().next().unwrap_or_default();
    assert!(
        first.contains("Welcome") && first.contains("step 1 of 2"),
        "{text}"
    );
    assert!(!text.contains("[x]"), "{text}");
    assert!(text.trim_end().ends_with("? keys"), "{text}");
    term.send("q");
    assert_eq!(term.code(), 0);
}

#[test]
fn a2_seven_keys_lead_from_an_empty_home_to_the_timeline() {
    let (home, server) = (fresh(), Server::start());
    let list = catalogue(&home, &server);
    let variables = [("ROUNDS_CATALOG", list.as_str())];
    let mut term = home.screen(80, 24, &variables);
    term.expect("step 1 of 2");
    let (before, last) = SEVEN.split_at(SEVEN.len() - 1);
    term.send(before);
    term.expect("step 2 of 2");
    term.expect("Cardiology journals");
    let pressed = Instant::now();
    term.send(last);
    let (_, at) = term.wait(MOST, |text| text.contains("Item 4 of")).unwrap();
    let took = at.saturating_duration_since(pressed);
    println!("from the last of seven keys to the first row: {took:?}");
    let (text, _) = term
        .wait(PATIENCE, |text| text.contains("12 of 12"))
        .unwrap();
    assert!(text.contains("Anesthesia"), "its topics are tabs: {text}");
    term.send("q");
    assert_eq!(term.code(), 0);
    assert_eq!(home.json(&["sources", "--json"]).len(), 12);
    let term = home.screen(80, 24, &variables);
    let text = term.expect("Item 4 of");
    assert!(!text.contains("Welcome"), "{text}");
}

#[test]
fn a4_without_a_network_the_welcome_passes_once_and_the_timeline_says_so() {
    let (home, server) = (fresh(), Server::start());
    let list = catalogue(&home, &server);
    let text = std::fs::read_to_string(&list).unwrap();
    // A port nobody listens at.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = dead.local_addr().unwrap().to_string();
    drop(dead);
    std::fs::write(&list, text.replace(&server.address, &address)).unwrap();
    let variables = [("ROUNDS_CATALOG", list.as_str())];
    let mut term = home.screen(80, 24, &variables);
    term.expect("step 1 of 2");
    term.send(SEVEN);
    let (text, _) = term
        .wait(PATIENCE, |text| {
            text.contains("Offline: no source could be reached")
        })
        .unwrap();
    assert!(text.contains("when the network is back"), "{text}");
    term.send("q");
    assert_eq!(term.code(), 0);
    let term = home.screen(80, 24, &variables);
    let text = term.expect("? keys");
    assert!(!text.contains("step 1"), "{text}");
}

#[test]
fn a_field_is_followed_from_the_command_line() {
    let (home, server) = (fresh(), Server::start());
    let list = catalogue(&home, &server);
    server.set_feed("/cardiology3", "Facial Plastic Surgery", 0, 5);
    let mut command = home.command(&["follow", "--specialty", "cardiology", "--json"]);
    let begun = Instant::now();
    let output = command.env("ROUNDS_CATALOG", &list).output().unwrap();
    println!(
        "rounds follow --specialty cardiology: {:?}",
        begun.elapsed()
    );
    assert!(output.status.success(), "{output:?}");
    let warned = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = "cardiology 3: It calls itself Facial Plastic Surgery, not cardiology 3";
    assert!(warned.contains(expected), "{warned}");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["new"], 4);
    assert_eq!(said["lists"][0], "Cardiology journals");
    assert_eq!(home.json(&["timeline", "--json"]).len(), 20);
    let topics = || home.done(&["topic", "list"]);
    assert!(topics().contains("Cardiology"), "{}", topics());
    home.done(&["undo"]);
    assert!(home.json(&["sources", "--json"]).is_empty());
    assert!(!topics().contains("Cardiology"), "{}", topics());
    home.done(&["redo"]);
    assert!(topics().contains("Cardiology"), "{}", topics());
    let wrong = home.run(&["follow", "--specialty", "alchemy"]);
    assert_eq!(wrong.status.code(), Some(2));
}
