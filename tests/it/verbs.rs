//! The command line from outside: what it sends, prints and keeps.

use std::fs;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

/// A home that follows three feeds in two lists, imported and fetched.
fn followed(server: &Server) -> Home {
    server.set_feed("/a", "Journal A", 0, 5);
    server.set_feed("/b", "Journal B", 0, 5);
    server.set_feed("/c", "Journal C", 0, 5);
    let home = Home::new();
    let outline = format!(
        r#"<opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="Heart"><outline text="Journal A" type="rss" xmlUrl="{a}" htmlUrl="https://a.example/" custom="x &amp; y"/>
        <outline text="Trials"><outline text="Journal B" type="rss" xmlUrl="{b}"/></outline></outline>
        <outline text="Journal C" type="rss" xmlUrl="{c}"/>
        </body></opml>"#,
        a = server.url("/a"),
        b = server.url("/b"),
        c = server.url("/c")
    );
    let file = home.path().join("in.opml");
    fs::write(&file, outline).unwrap();
    home.done(&["import", &file.to_string_lossy()]);
    home
}

#[test]
fn importing_sends_nothing_and_a_second_refresh_adds_nothing() {
    let server = Server::start();
    let home = followed(&server);
    assert!(server.hits().is_empty());
    let first = home.json(&["refresh", "--json"]);
    let n_new: u64 = first.iter().filter_map(|line| line["new"].as_u64()).sum();
    assert_eq!((first.len(), n_new), (3, 15));
    server.forget_hits();
    let second = home.json(&["refresh", "--json"]);
    assert!(second.iter().all(|line| line["result"] == "unchanged"));
    assert!(
        server
            .hits()
            .iter()
            .all(|hit| hit.conditional && hit.status == 304)
    );
    assert_eq!(home.json(&["timeline", "--json", "--limit", "0"]).len(), 15);
}

#[test]
fn lists_go_out_as_they_came_in() {
    let server = Server::start();
    let home = followed(&server);
    let out = home.done(&["export", "--format", "opml"]);
    for kept in [
        "custom=\"x &amp; y\"",
        "text=\"Heart\"",
        "text=\"Trials\"",
        "htmlUrl=\"https://a.example/\"",
    ] {
        assert!(out.contains(kept), "{kept} is missing in\n{out}");
    }
    let file = home.path().join("out.opml");
    fs::write(&file, &out).unwrap();
    let other = Home::new();
    other.done(&["import", &file.to_string_lossy()]);
    assert_eq!(other.done(&["export"]), out);
}

#[test]
fn a_broken_list_gives_what_can_be_read_and_says_what_could_not() {
    let home = Home::new();
    let file = home.path().join("broken.opml");
    let text = "<opml><body><outline text='A & B' xmlUrl='http://127.0.0.1:9/a'/><outline text='x' type='rss'/><outline";
    fs::write(&file, text).unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    assert!(output.status.success());
    assert_eq!(home.json(&["sources", "--json"]).len(), 1);
    fs::write(&file, "no list at all").unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is no OPML file"));
}

#[test]
fn a_page_with_several_feeds_asks_for_a_choice() {
    let server = Server::start();
    server.set_feed("/one", "One", 0, 2);
    server.set_feed("/two", "Two", 0, 3);
    let page = "<html><head><link rel=alternate type=application/rss+xml href=/one><link rel=alternate type=application/rss+xml href=/two></head></html>";
    server.set("/", Answer::Body("text/html", page.to_string()));
    let home = Home::new();
    let output = home.run(&["follow", &server.url("/")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Two"));
    let said = home.json(&[
        "follow",
        &server.url("/"),
        "--pick",
        "2",
        "--list",
        "Trials",
        "--json",
    ]);
    assert_eq!(said[0]["title"], "Two");
    assert_eq!(
        home.json(&["timeline", "--list", "Trials", "--json"]).len(),
        3
    );
}

#[test]
fn what_is_saved_outlives_the_source_and_undo_brings_that_back() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    home.done(&["timeline", "--list", "Heart / Trials"]);
    home.done(&["save", "1"]);
    home.done(&["unfollow", "Journal B"]);
    assert_eq!(home.json(&["timeline", "--json", "--limit", "0"]).len(), 10);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 1);
    home.done(&["undo"]);
    assert_eq!(home.json(&["timeline", "--json", "--limit", "0"]).len(), 15);
    home.done(&["undo"]);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 0);
}

#[test]
fn one_broken_source_spoils_only_itself_and_is_said_in_words() {
    let server = Server::start();
    let home = followed(&server);
    server.set("/b", Answer::Status(404));
    let lines = home.json(&["refresh", "--json"]);
    let failed: Vec<_> = lines
        .iter()
        .filter(|line| line["result"] == "failed")
        .collect();
    assert_eq!(failed.len(), 1);
    let why = failed[0]["why"].as_str().unwrap();
    assert!(why.contains("404"), "{why}");
    assert_eq!(home.json(&["timeline", "--json", "--limit", "0"]).len(), 10);
    assert_eq!(home.json(&["sources", "--failing", "--json"]).len(), 1);
}

#[test]
fn search_finds_by_the_beginning_of_the_last_word() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    assert_eq!(home.json(&["search", "--json", "text", "ite"]).len(), 15);
    assert_eq!(home.json(&["search", "--json", "nowhere"]).len(), 0);
    // What would be syntax elsewhere is only words here.
    home.done(&["search", "p<0.001", "AND", "\"x", "(y", "*", "col:"]);
}

#[test]
fn a_topic_of_the_person_filters_at_once() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    home.done(&["topic", "add", "Fours", "item 4"]);
    assert_eq!(
        home.json(&["timeline", "--topic", "Fours", "--json"]).len(),
        3
    );
    home.done(&["topic", "remove", "Fours"]);
    let output = home.run(&["timeline", "--topic", "Fours"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn wrong_use_and_failure_have_codes_of_their_own() {
    let home = Home::new();
    assert_eq!(
        home.run(&["timeline", "--nothing-like-it"]).status.code(),
        Some(2)
    );
    assert_eq!(home.run(&["show", "17"]).status.code(), Some(1));
    assert_eq!(
        home.run(&["follow", "ftp://a.example/"]).status.code(),
        Some(1)
    );
    // No terminal: the screen says so instead of writing into a pipe.
    let output = home.run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let home = Home::new();
    home.done(&["lists"]);
    let file = home.data().join("rounds.db");
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", 9_999).unwrap();
    drop(conn);
    let output = home.run(&["timeline"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("newer"), "{said}");
}

#[test]
fn the_demo_shows_rows_and_leaves_the_persons_files_alone() {
    let home = Home::new();
    let out = home.done(&["demo", "--list"]);
    assert!(out.lines().count() >= 25, "{out}");
    assert!(!home.data().exists());
}

#[test]
fn doctor_finds_nothing_wrong_with_a_fresh_home() {
    let home = Home::new();
    let findings = home.json(&["doctor", "--json"]);
    assert!(
        findings.iter().all(|finding| finding["ok"] == true),
        "{findings:?}"
    );
}

#[test]
fn nothing_from_outside_reaches_standard_output_as_a_control_sequence() {
    let server = Server::start();
    let title = "Bad &#27;[2J &#155;31m \u{202e}evil&#0; \u{1b}]52;c;QQ==\u{7} title";
    let body = format!(
        "<rss version=\"2.0\"><channel><title>{title}</title><item><title>{title}</title><guid>1</guid><description>{title}</description></item></channel></rss>"
    );
    server.set("/x", Answer::Body("application/rss+xml", body));
    let home = Home::new();
    home.done(&["follow", &server.url("/x")]);
    for args in [
        &["timeline"][..],
        &["show", "1"],
        &["sources"],
        &["timeline", "--json"],
    ] {
        let out = home.done(args);
        let bad = out
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{args:?}: {out:?}");
    }
}

#[test]
fn a_number_never_means_what_was_not_listed() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    home.done(&["timeline", "--limit", "2"]);
    home.done(&["show", "2"]);
    for beyond in ["0", "3", "15"] {
        assert_eq!(
            home.run(&["show", beyond]).status.code(),
            Some(1),
            "{beyond}"
        );
    }
    home.done(&["search", "nothing-like-this"]);
    assert_eq!(home.run(&["show", "1"]).status.code(), Some(1));
    let id = home.json(&["timeline", "--json"])[3]["id"].to_string();
    home.done(&["show", &id]);
}

#[test]
fn the_doctor_looks_on_beside_a_broken_settings_file() {
    let home = Home::new();
    fs::create_dir_all(home.path().join("config")).unwrap();
    fs::write(
        home.path().join("config/config.toml"),
        "[screen]\nascii = 3\n",
    )
    .unwrap();
    assert_eq!(home.run(&["timeline"]).status.code(), Some(1));
    let output = home.run(&["doctor"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains("line 2") && said.contains("database"),
        "{said}"
    );
}

#[test]
fn an_item_without_a_date_is_not_given_one() {
    let server = Server::start();
    let body = "<rss version=\"2.0\"><channel><title>T</title><item><guid>1</guid><title>When</title><pubDate>soon</pubDate></item></channel></rss>";
    server.set("/x", Answer::Body("application/rss+xml", body.to_string()));
    let home = Home::new();
    home.done(&["follow", &server.url("/x")]);
    assert!(home.json(&["timeline", "--json"])[0]["published"].is_null());
    assert!(home.done(&["timeline"]).contains("no date, first seen"));
}

#[test]
fn words_of_a_topic_are_added_once() {
    let home = Home::new();
    home.done(&[
        "topic",
        "add",
        "Heart failure",
        "heart failure",
        "HFpEF",
        "new word",
    ]);
    let topics = home.json(&["topic", "list", "--json"]);
    let words = topics[0]["words"].as_array().unwrap();
    let n = words.iter().filter(|word| *word == "HFpEF").count();
    assert_eq!(n, 1);
    assert!(words.iter().any(|word| word == "new word"));
}

/// What a verb that is refused says on standard error.
#[track_caller]
fn refused(home: &Home, args: &[&str]) -> String {
    let output = home.run(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
    said
}

#[test]
fn a_timeline_takes_a_query_keeps_it_and_refuses_a_slip_with_its_column() {
    let home = Home::new();
    let said = refused(&home, &["timeline", "--query", "gout type:rtc"]);
    assert!(said.contains("column 11"), "{said}");
    assert!(said.contains("Did you mean type:rct"), "{said}");
    home.done(&[
        "timeline",
        "--query",
        "gout type:rct",
        "--keep",
        "Gout trials",
    ]);
    home.done(&["timeline", "--name", "gout trials"]);
    let said = refused(&home, &["timeline", "--name", "nobody"]);
    assert!(said.contains("there are Gout trials"), "{said}");
    home.done(&["timeline", "--forget", "gout trials"]);
    refused(&home, &["timeline", "--name", "gout trials"]);
    home.done(&["undo"]);
    home.done(&["timeline", "--name", "gout trials"]);
    // Nothing is left to look for.
    refused(&home, &["search", "type:rtc"]);
}

#[test]
fn the_language_is_told_and_a_query_printed_as_it_is_understood() {
    let home = Home::new();
    let page = home.done(&["help", "query"]);
    assert!(page.contains("since:7d"), "{page}");
    let printed = home.done(&["query", "a AND (b or c) NOT type:rct"]);
    assert_eq!(printed.trim(), "a b or c -type:rct");
}
