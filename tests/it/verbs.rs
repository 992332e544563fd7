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

/// What is left there, the next start has to read before its first frame.
#[test]
fn a_refresh_leaves_nothing_in_the_write_ahead_log() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    let log = home.data().join("rounds.db-wal");
    let left = fs::metadata(&log).map_or(0, |about| about.len());
    assert_eq!(left, 0);
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
    assert_eq!(output.status.code(), Some(1), "it ends in the middle");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the file ends in the middle"));
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

/// One episode with all a feed can say of it, in Hebrew.
const EPISODE: &str = "<rss version='2.0'><channel><title>Pod</title><language>he</language>\
    <item><title>אלח דם</title><guid>1</guid><link>https://pod.example/1</link>\
    <description>&lt;p&gt;טקסט&lt;/p&gt;</description><pubDate>Mon, 01 Jan 2035 00:00:00 GMT</pubDate>\
    <prism:publicationName>NEJM</prism:publicationName><prism:volume>390</prism:volume>\
    <prism:number>5</prism:number><prism:startingPage>123</prism:startingPage>\
    <enclosure url='https://pod.example/1.mp3' type='audio/mpeg' length='38000000'/>\
    <itunes:duration>42:10</itunes:duration><slash:comments>2</slash:comments>\
    <comments>https://pod.example/1#c</comments>\
    <source url='https://first.example/rss'>First Journal</source></item></channel></rss>";

#[test]
fn all_that_a_feed_says_of_an_item_is_shown_and_given_out_also_once_it_is_only_kept() {
    let server = Server::start();
    server.set(
        "/x",
        Answer::Body("application/rss+xml", EPISODE.to_string()),
    );
    let home = Home::new();
    home.done(&["follow", &server.url("/x")]);
    home.done(&["timeline"]);
    home.done(&["save", "1"]);
    let check = |name: &str| {
        let shown = home.done(&["show", name]);
        for said in [
            "NEJM 390(5):123",
            "dated 2035-01-01",
            "First in First Journal",
            "[1] audio, 42 min, 38 MB (pod.example)",
            "[2] 2 comments (pod.example)",
            "[3] first in First Journal (first.example)",
            &format!("{:>78}", "טקסט")[2..],
        ] {
            assert!(shown.contains(said), "{said:?} in {shown}");
        }
        let json = home.json(&["show", "--json", name]).remove(0);
        let file = &json["files"][0];
        assert_eq!(file["link"], "https://pod.example/1.mp3");
        assert_eq!(file["what"], "audio");
        assert_eq!(file["seconds"], 2_530);
        assert_eq!(file["bytes"], 38_000_000);
        assert_eq!(json["stated"], "2035-01-01T00:00:00Z");
        assert!(json["published"].as_str() <= Some("2025-11-18T10:44:00Z"));
        assert_eq!(json["volume"], "390");
        assert_eq!(json["issue"], "5");
        assert_eq!(json["first_page"], "123");
        assert_eq!(json["last_page"], serde_json::Value::Null);
        assert_eq!(json["n_comments"], 2);
        assert_eq!(json["first_in"]["title"], "First Journal");
        assert_eq!(
            (&json["language"], &json["direction"]),
            (&"he".into(), &"rtl".into())
        );
    };
    check("1");
    let id = home.json(&["timeline", "--json"])[0]["id"].to_string();
    home.done(&["unfollow", &server.url("/x")]);
    check(&id);
}

#[test]
fn a_source_that_turned_into_a_web_page_says_so_and_loses_nothing() {
    let server = Server::start();
    server.set_feed("/x", "Journal", 0, 3);
    let home = Home::new();
    home.done(&["follow", &server.url("/x")]);
    let page = "<!doctype html><html><head><title>Moved</title>\
        <link rel='alternate' type='application/rss+xml' href='/new.xml'></head><body>x</body></html>";
    server.set("/x", Answer::Body("text/html", page.to_string()));
    home.run(&["refresh"]);
    let said = home.done(&["sources"]);
    assert!(
        said.contains("this is a web page, not a feed; it links"),
        "{said}"
    );
    assert!(said.contains("/new.xml"), "{said}");
    assert_eq!(home.json(&["timeline", "--json"]).len(), 3);
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
    assert!(
        home.done(&["timeline"])
            .contains("no date, from before you followed it")
    );
    // And what comes later is known to be new.
    let both = body.replace(
        "<item>",
        "<item><guid>2</guid><title>Then</title></item><item>",
    );
    server.set("/x", Answer::Body("application/rss+xml", both));
    home.done(&["refresh"]);
    assert!(home.done(&["timeline"]).contains("no date, first seen"));
}

#[test]
fn what_was_published_before_1970_is_named_by_its_id_as_well() {
    let server = Server::start();
    let body = "<rss version=\"2.0\"><channel><title>T</title><item><guid>1</guid><title>Molecular structure</title><pubDate>Sat, 25 Apr 1953 00:00:00 GMT</pubDate></item></channel></rss>";
    server.set("/x", Answer::Body("application/rss+xml", body.to_string()));
    let home = Home::new();
    home.done(&["follow", &server.url("/x")]);
    let id = home.json(&["timeline", "--json"])[0]["id"].to_string();
    let id = id.trim_matches('"');
    assert!(id.starts_with('-'), "{id}");
    for verb in ["show", "save", "tag", "read", "topic"] {
        let words: &[&str] = match verb {
            "tag" => &["tag", id, "classic"],
            "topic" => &["topic", "why", id],
            _ => &[verb, id],
        };
        home.done(words);
    }
    assert!(
        home.done(&["export", "--format", "jsonl", id])
            .contains("Molecular structure")
    );
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

#[test]
fn the_doctor_asks_one_source_loudly_and_keeps_nothing() {
    let (home, server) = (Home::new(), Server::start());
    server.set_feed("/feed", "Words", 1, 3);
    let page = "<!doctype html><html><head><title>A</title><link rel=\"alternate\" \
        type=\"application/rss+xml\" href=\"/feed\" title=\"It\"></head><body>Words</body></html>";
    home.done(&["follow", &server.url("/feed")]);
    server.forget_hits();
    let said = home.done(&["doctor", "--source", "1"]);
    for part in [
        "asking: http://127.0.0.1:",
        "answer: 200 from http://127.0.0.1:",
        "header: content-type: application/rss+xml",
        "letters: valid UTF-8",
        "read: rss-2.0: Words, 3 entries read, 0 skipped",
        "newest: 2025-10-04",
        "next: a refresh would ask again in",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(server.hits().iter().all(|hit| !hit.conditional));
    let before = home.json(&["sources", "--json"]);
    server.set("/feed", Answer::Body("text/html", page.to_string()));
    let output = home.run(&["doctor", "--source", "1"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("failed: this is a web page"), "{said}");
    let command = format!("rounds follow '{}'", server.url("/feed"));
    assert!(said.contains(&command), "{said}");
    assert_eq!(home.json(&["sources", "--json"]), before, "nothing is kept");
}

#[test]
fn what_is_gone_is_told_once_by_a_refresh() {
    let (home, server) = (Home::new(), Server::start());
    server.set_feed("/feed", "Words", 1, 3);
    server.set_feed("/other", "Others", 1, 3);
    home.done(&["follow", &server.url("/feed")]);
    home.done(&["follow", &server.url("/other")]);
    server.set("/feed", Answer::Status(410));
    let told = |home: &Home| {
        let output = home.run(&["refresh"]);
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let first = told(&home);
    let sentence = "Words is gone; its items stay, and it is asked once a day";
    assert!(first.contains(sentence), "{first}");
    assert!(!told(&home).contains(sentence));
    let sources = home.json(&["sources", "--json"]);
    assert_eq!(sources[0]["standing"], "gone");
    assert_eq!(sources[0]["items"], 3);
}

#[test]
fn a_topic_that_rounds_knows_is_taken_changed_and_explained() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    let known = home.json(&["topic", "list", "--all", "--json"]);
    assert!(known.iter().any(|topic| topic["id"] == "cardiology"));
    home.done(&["topic", "add", "cardiology"]);
    home.done(&["topic", "add", "Cardiology", "item 4"]);
    home.done(&["topic", "remove", "Cardiology", "angina"]);
    let topics = home.json(&["topic", "list", "--json"]);
    let mine = topics.last().unwrap();
    assert_eq!(mine["name"], "Cardiology");
    assert_eq!(mine["is"], "cardiology");
    assert_eq!(mine["words"].as_array().unwrap().len(), 1);
    assert_eq!(mine["without"][0], "angina");
    let listed = home.json(&["timeline", "--topic", "Cardiology", "--json"]);
    assert_eq!(listed.len(), 3, "item 4 of three journals");
    home.done(&["timeline", "--topic", "Cardiology"]);
    let why = home.json(&["topic", "why", "1", "--json"]);
    assert_eq!(why[0]["topic"], "Cardiology");
    assert_eq!(why[0]["place"], "title");
    assert_eq!(why[0]["said"], "item 4");
}

#[test]
fn what_a_source_is_about_brings_all_of_it_into_the_topic() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    home.done(&["topic", "add", "Cardiology"]);
    let listed = || {
        home.json(&["timeline", "--topic", "Cardiology", "--json"])
            .len()
    };
    assert_eq!(listed(), 0);
    home.done(&["topic", "source", "Journal A", "Cardiology"]);
    assert_eq!(listed(), 5);
    let said = home.done(&["topic", "source", "Journal A"]);
    assert!(said.contains("Journal A: cardiology"), "{said}");
    home.done(&["topic", "source", "Journal A", "--none"]);
    assert_eq!(listed(), 0);
    let output = home.run(&["topic", "source", "Journal A", "Alchemy"]);
    assert!(!output.status.success());
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

#[test]
fn a_round_is_listed_read_and_says_when_it_is_done() {
    let server = Server::start();
    let home = followed(&server);
    let said = |args: &[&str]| {
        let output = home.run(args);
        assert!(output.status.success(), "{args:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["round"]).contains("so there is no round"));
    home.done(&["refresh"]);
    home.done(&["topic", "add", "Items", "item"]);
    // A look at a title and its few words takes 20 seconds.
    let round = home.json(&["round", "--minutes", "1", "--json"]);
    assert_eq!(round.len(), 3);
    let mut sources: Vec<&str> = round
        .iter()
        .filter_map(|it| it["source"].as_str())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources.len(), 3, "one of each: {round:?}");
    for row in &round {
        assert!(!home.json(&["round", "--left", "--json"]).is_empty());
        home.done(&["read", &row["id"].to_string()]);
    }
    assert!(said(&["round", "--left"]).contains("Done: 3 read in this round"));
    assert_eq!(
        home.run(&["round", "--minutes", "0"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_mute_hides_from_timelines_and_is_listed_searched_and_taken_back() {
    let server = Server::start();
    let home = followed(&server);
    home.done(&["refresh"]);
    let n = |args: &[&str]| home.json(args).len();
    home.done(&[
        "mute",
        "add",
        "source:\"Journal A\"",
        "OR",
        "title:\"item 4\"",
    ]);
    assert_eq!(n(&["timeline", "--json", "--limit", "0"]), 8);
    assert_eq!(n(&["timeline", "--muted", "--json", "--limit", "0"]), 7);
    assert_eq!(n(&["search", "--json", "--limit", "0", "item"]), 15);
    let list = home.done(&["mute", "list"]);
    assert_eq!(list, "1. source:\"Journal A\" OR title:\"item 4\"\n");
    home.done(&["undo"]);
    assert_eq!(n(&["timeline", "--json", "--limit", "0"]), 15);
    home.done(&["redo"]);
    assert_eq!(n(&["timeline", "--json", "--limit", "0"]), 8);
    home.done(&["mute", "remove", "1"]);
    assert_eq!(n(&["timeline", "--json", "--limit", "0"]), 15);
    for odd in ["is:read", "since:3d", "type:rtc", "nonsense:x"] {
        let output = home.run(&["mute", "add", odd]);
        assert_eq!(output.status.code(), Some(1), "{odd}");
    }
    assert_eq!(home.run(&["mute", "remove", "7"]).status.code(), Some(1));
}

#[test]
fn a_daily_limit_folds_tells_how_many_and_is_taken_back() {
    let server = Server::start();
    let home = followed(&server);
    // Its days come round again with the 29th item.
    server.set_feed("/a", "Journal A", 0, 30);
    home.done(&["refresh"]);
    let shown = || home.json(&["timeline", "--json", "--limit", "0"]);
    let more = |rows: &[serde_json::Value]| -> u64 {
        rows.iter().map(|row| row["more"].as_u64().unwrap()).sum()
    };
    let before = shown();
    assert_eq!((before.len(), more(&before)), (40, 0));
    home.done(&["limit", "Journal A", "--daily", "1"]);
    let after = shown();
    assert_eq!((after.len(), more(&after)), (38, 2), "{after:?}");
    let text = home.done(&["timeline", "--limit", "0"]);
    assert!(
        text.contains("And 1 more from Journal A on that day."),
        "{text}"
    );
    let of_it = [
        "timeline",
        "--source",
        "Journal A",
        "--json",
        "--limit",
        "0",
    ];
    assert_eq!(home.json(&of_it).len(), 30, "its own view has all");
    let search = ["search", "--json", "--limit", "0", "item"];
    assert_eq!(home.json(&search).len(), 40);
    let sources = home.json(&["sources", "--json"]);
    let daily: Vec<_> = sources.iter().map(|it| it["daily"].as_u64()).collect();
    assert_eq!(daily.iter().flatten().count(), 1, "{daily:?}");
    assert!(
        home.done(&["sources"])
            .contains("at most 1 a day in timelines")
    );
    home.done(&["undo"]);
    assert_eq!(shown().len(), 40);
    home.done(&["redo"]);
    assert_eq!(shown().len(), after.len());
    home.done(&["limit", "Journal A", "--daily", "none"]);
    assert_eq!(shown().len(), 40);
    for odd in ["0", "few", "-1"] {
        let output = home.run(&["limit", "Journal A", &format!("--daily={odd}")]);
        assert_eq!(output.status.code(), Some(1), "{odd}");
    }
    assert_eq!(
        home.run(&["limit", "nobody", "--daily", "3"]).status.code(),
        Some(1)
    );
}
