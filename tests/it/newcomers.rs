//! What stopped people who tried the program for the first time, from outside.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::home::Home;
use crate::home::ROUNDS;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::Term;

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Two sources in the list Heart, five items each, fetched.
fn home_with(server: &Server) -> Home {
    server.set_feed("/a", "Journal A", 0, 5);
    server.set_feed("/b", "Journal B", 0, 5);
    let home = Home::new();
    let urls = format!(
        "# mine\n{} Heart \"~Journal A\"\n{}\n",
        server.url("/a"),
        server.url("/b")
    );
    let output = home.told(&["import", "-"], &urls);
    assert!(output.status.success(), "{}", stderr(&output));
    home.done(&["refresh"]);
    home
}

#[test]
fn a_list_that_is_cut_follows_no_half_address_and_the_import_fails() {
    let home = Home::new();
    let file = home.path().join("cut.opml");
    let whole = r#"<opml><body><outline text="A" xmlUrl="http://127.0.0.1:9/1/rss"/><outline text="B" xmlUrl="http://127.0.0.1:9/277/rss"/>"#;
    fs::write(&file, &whole[..whole.len() - 4]).unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("the file ends in the middle"), "{said}");
    assert!(said.contains("1 source read: 1 new"), "{said}");
    let sources = home.json(&["sources", "--json"]);
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0]["address"], "http://127.0.0.1:9/1/rss");
}

#[test]
fn a_quiet_refresh_says_what_failed_and_nothing_else() {
    let server = Server::start();
    let home = home_with(&server);
    assert_eq!(stderr(&home.run(&["refresh", "--quiet"])), "");
    server.set("/b", Answer::Status(404));
    let some = home.run(&["reload", "--quiet"]);
    assert_eq!(some.status.code(), Some(0), "what came is there");
    let said = stderr(&some);
    assert!(said.contains("rounds: 1 of 2 fetched"), "{said}");
    assert!(said.contains("Journal B"), "{said}");
    server.set("/a", Answer::Status(404));
    for args in [
        &["refresh", "--quiet"][..],
        &["refresh", "--json", "--quiet"],
    ] {
        let none = home.run(args);
        assert_eq!(none.status.code(), Some(1));
        assert!(stderr(&none).contains("0 of 2 fetched"), "{args:?}");
    }
}

#[test]
fn a_query_of_newsboat_is_told_what_to_write_here() {
    let server = Server::start();
    let home = home_with(&server);
    let said = stderr(&home.run(&["search", "title =~ \"heart\" and unread = \"yes\""]));
    assert!(said.contains("Write title:heart"), "{said}");
    let said = stderr(&home.run(&["search", "age < 7"]));
    assert!(said.contains("since:7d"), "{said}");
    let said = stderr(&home.run(&["search", "zebra or podcast"]));
    assert!(said.contains("Column 7") && said.contains("OR"), "{said}");
    let output = home.run(&["timeline", "--query", "unread = \"yes\""]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("is:unread"));
}

#[test]
fn a_urls_file_of_newsboat_comes_over() {
    let home = Home::new();
    let urls = "http://127.0.0.1:9/a \"ward 7\" trials \"~The A\" !hidden\n\
        \"query:New:unread = \\\"yes\\\"\"\nexec:~/feed.sh\nnot a url\nftp://x/y\nhttp://127.0.0.1:9/b\n";
    let file = home.path().join("urls");
    fs::write(&file, urls).unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    let said = stderr(&output);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("2 sources read: 2 new; 2 new lists"),
        "{said}"
    );
    for told in [
        "line 2: not taken",
        "line 3: not taken",
        "line 4: not taken",
        "line 5: not taken",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let titles: Vec<_> = home.json(&["sources", "--json"]);
    assert!(titles.iter().any(|it| it["title"] == "The A"));
    let opml = "<opml><outline text='x' xmlUrl='http://127.0.0.1:9/c' category='trials,new'/><outline text='y' xmlUrl='ftp://x/y'/></opml>";
    let said = stderr(&home.told(&["import", "-"], opml));
    assert!(
        said.contains("1 source read: 1 new; 1 new list. rounds"),
        "{said}"
    );
    assert!(said.contains("can not be followed: «ftp://x/y»"), "{said}");
}

#[test]
fn config_check_knows_themes_and_kept_timelines() {
    let home = Home::new();
    let path = home.done(&["config", "path"]);
    fs::write(
        path.trim(),
        "[screen]\ntheme = \"solarised\"\n[notify]\nabout = [\"safety\", \"Nope\"]\n",
    )
    .unwrap();
    let output = home.run(&["config", "check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("line 2: screen.theme is \"solarised\""),
        "{said}"
    );
    assert!(
        said.contains("line 4: notify.about names \"Nope\""),
        "{said}"
    );
    let output = home.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("not in order: settings"));
}

#[test]
fn what_was_logged_and_added_and_renamed_is_named() {
    let server = Server::start();
    let home = home_with(&server);
    home.done(&["timeline"]);
    let shown = home.json(&["show", "3", "--json"]);
    let title = shown[0]["title"].as_str().unwrap().to_string();
    let said = stderr(&home.run(&["log", "add", "3", "--minutes", "5"]));
    assert!(said.contains(&title), "{said} names no {title}");
    home.done(&["topic", "add", "Cardiology"]);
    let said = stderr(&home.run(&["topic", "add", "Cardiology", "echo lab"]));
    assert!(
        said.contains(
            "Added \"echo lab\" to Cardiology, which has 1 word of yours and all that rounds ships"
        ),
        "{said}"
    );
    home.done(&["rename", "Journal B", "Mine"]);
    let said = stderr(&home.run(&["rename", "Mine", ""]));
    assert!(said.contains("has its own name again: Journal B"), "{said}");
}

#[test]
fn a_list_goes_out_as_opml_and_a_spreadsheet_is_told_of_csv() {
    let server = Server::start();
    let home = home_with(&server);
    let out = home.done(&["export", "--list", "Heart", "--format", "opml"]);
    assert!(
        out.contains("Journal A") && !out.contains("Journal B"),
        "{out}"
    );
    let file = home.path().join("c.opml");
    home.done(&["export", "--list", "Heart", "-o", &file.to_string_lossy()]);
    assert_eq!(fs::read_to_string(&file).unwrap(), out);
    let output = home.run(&["export", "--saved", "-o", "c.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("CSV"));
}

#[test]
fn a_whole_list_is_read_at_once_and_undo_says_before_what_it_takes_back() {
    let server = Server::start();
    let home = home_with(&server);
    let said = stderr(&home.run(&["read", "--list", "Heart"]));
    assert!(said.contains("5 items marked as read"), "{said}");
    let steps = home.done(&["undo", "--list"]);
    assert!(steps.lines().count() >= 2, "{steps}");
    let unread = || home.json(&["timeline", "--unread", "--json"]).len();
    assert_eq!(unread(), 5, "--list takes nothing back");
    home.done(&["undo"]);
    assert_eq!(unread(), 10);
    assert!(stderr(&home.run(&["read", "--all"])).contains("10 items"));
    assert_eq!(home.run(&["read"]).status.code(), Some(2));
}

#[test]
fn the_demo_asks_nobody_whoever_is_followed_in_it() {
    let server = Server::start();
    server.set_feed("/feed", "Somebody else", 0, 5);
    let home = Home::new();
    let folder = home.path().to_string_lossy().into_owned();
    // Also where the environment says that no proxy is to be used.
    let variables = [("ROUNDS_HOME", folder.as_str()), ("NO_PROXY", "127.0.0.1")];
    let mut term = Term::start(Path::new(ROUNDS), &["demo"], &variables, 80, 24);
    term.expect("? keys");
    term.send("+");
    term.send(&server.url("/feed"));
    term.send("\r");
    term.expect("403");
    term.send("\x1b\x1bq");
    assert_eq!(term.code(), 0);
    assert!(server.hits().is_empty(), "{:?}", server.hits().len());
}
