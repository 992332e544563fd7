//! Passwords of sources, from outside: where they go, and where they are never
//! found again.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Output;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

const SECRET: &str = "hunter2";
/// `me:hunter2`.
const KEY: &str = "Basic bWU6aHVudGVyMg==";
const FEED: &str = "<rss version=\"2.0\"><channel><title>Ward letters</title>\
    <item><guid>1</guid><title>One</title></item></channel></rss>";

fn locked() -> Server {
    let server = Server::start();
    server.set("/feed", Answer::Locked(KEY, FEED.to_string()));
    server
}

/// An address with the secret in it.
fn with_secret(server: &Server, path: &str) -> String {
    format!("http://me:{SECRET}@{}{path}", server.address)
}

#[track_caller]
fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    let both = format!("{out}{err}");
    assert!(!both.contains(SECRET), "{both}");
    assert!(!both.contains("aHVudGVyMg"), "{both}");
    both
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

/// The files of a home that hold the secret somewhere.
fn holders(home: &Home) -> Vec<String> {
    let holds = |file: &PathBuf| {
        let bytes = fs::read(file).unwrap();
        bytes
            .windows(SECRET.len())
            .any(|at| at == SECRET.as_bytes())
    };
    let names = files(home.path()).into_iter().filter(holds);
    names
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_password_in_an_address_lets_us_in_and_is_found_nowhere_but_with_its_keeper() {
    let server = locked();
    let home = Home::new();
    let address = with_secret(&server, "/feed");
    let words = said(&home.run(&["follow", &address]));
    assert!(words.contains("Following Ward letters"), "{words}");
    assert!(words.contains("secrets.json (mode 600)"), "{words}");
    assert!(words.contains("anyone on the way can read"), "{words}");
    for args in [
        &["refresh", "--json"][..],
        &["refresh", "--source", &address],
        &["sources", "--json"],
        &["sources"],
        &["timeline", "--json"],
        &["export"],
        &["doctor", "--json"],
        &["doctor"],
        &["rename", &address, "Letters"],
        &["undo"],
    ] {
        let output = home.run(args);
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        said(&output);
    }
    assert!(server.hits().iter().all(|hit| hit.status == 200));
    assert!(home.done(&["export"]).contains(&server.url("/feed")));
    assert_eq!(holders(&home), ["secrets.json"]);
}

#[cfg(unix)]
#[test]
fn the_file_of_passwords_is_closed_again_where_it_stood_open() {
    use std::os::unix::fs::PermissionsExt;
    let server = locked();
    let home = Home::new();
    home.done(&["follow", &with_secret(&server, "/feed")]);
    let file = home.data().join("secrets.json");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let output = home.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("others on this machine could read"));
    assert_eq!(mode(), 0o644, "the doctor only looks");
    let words = said(&home.run(&["refresh", "--quiet"]));
    assert!(words.contains("it is yours alone again"), "{words}");
    assert_eq!(mode(), 0o600);
    assert_eq!(said(&home.run(&["refresh", "--quiet"])), "");
}

#[test]
fn a_source_that_asks_who_we_are_gets_its_password_by_the_verb_it_names() {
    let server = locked();
    let home = Home::new();
    home.done(&["follow", "--unchecked", &server.url("/feed")]);
    home.done(&["rename", "1", "Ward letters"]);
    let why = || {
        // Nobody answered well, so this is a failure as a whole.
        let output = home.run(&["refresh", "--json"]);
        assert_eq!(output.status.code(), Some(1));
        said(&output)
    };
    let first = why();
    let way = r#""why":"401 needs a password: rounds password \"Ward letters\"""#;
    assert!(first.contains(way), "{first}");
    let words = said(&home.told(&["password", "Ward letters"], "me\nwrong\n"));
    assert!(
        words.contains("The password of Ward letters is kept in"),
        "{words}"
    );
    let second = why();
    let way = r#""401 refuses the password: rounds password \"Ward letters\" sets another""#;
    assert!(second.contains(way), "{second}");
    said(&home.told(&["password", "1"], &format!("me\r\n{SECRET}\r\n")));
    assert_eq!(home.json(&["refresh", "--json"])[0]["result"], "news");
    let forgotten = said(&home.run(&["password", "1", "--forget"]));
    assert!(forgotten.contains("is forgotten"), "{forgotten}");
    let again = said(&home.run(&["password", "1", "--forget"]));
    assert!(again.contains("has no password"), "{again}");
    assert!(holders(&home).is_empty());
    server.forget_hits();
    home.run(&["refresh"]);
    assert_eq!(server.hits()[0].login, None);
}

#[test]
fn a_password_is_never_an_argument_and_half_of_one_changes_nothing() {
    let home = Home::new();
    home.done(&["follow", "--unchecked", "http://127.0.0.1:9/feed"]);
    assert_eq!(
        home.run(&["password", "1", "me", "x"]).status.code(),
        Some(2)
    );
    let output = home.told(&["password", "1"], "me\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("fewer than two lines"));
    assert!(!home.data().join("secrets.json").exists());
}

#[test]
fn an_unfollowed_source_comes_back_with_its_password() {
    let server = locked();
    let home = Home::new();
    home.done(&["follow", &with_secret(&server, "/feed")]);
    home.done(&["unfollow", "1"]);
    let words = said(&home.run(&["doctor"]));
    assert!(
        words.contains("1 source has one (1 no longer followed"),
        "{words}"
    );
    home.done(&["undo"]);
    server.forget_hits();
    home.done(&["refresh"]);
    assert_eq!(server.hits()[0].status, 200);
}

#[test]
fn a_list_brings_its_passwords_and_takes_none_away() {
    let server = locked();
    let home = Home::new();
    let address = with_secret(&server, "/feed");
    let text = format!(
        "<opml><body><outline text='{address}' xmlUrl='{address}' htmlUrl='{address}' mine='{address}'/>\
         <outline text='Open' xmlUrl='http://127.0.0.1:9/open'/></body></opml>"
    );
    let file = home.path().join("in.opml");
    fs::write(&file, text).unwrap();
    let looked = said(&home.run(&["inspect", "opml", &file.to_string_lossy()]));
    assert!(looked.contains("/feed"), "{looked}");
    let words = said(&home.run(&["import", &file.to_string_lossy()]));
    assert!(
        words.contains("1 password of their addresses went into"),
        "{words}"
    );
    fs::remove_file(file).unwrap();
    said(&home.run(&["export"]));
    said(&home.run(&["refresh", "--json"]));
    assert_eq!(server.hits()[0].status, 200);
    assert_eq!(holders(&home), ["secrets.json"]);
}

#[test]
fn what_goes_wrong_with_a_password_in_the_address_is_said_without_it() {
    let home = Home::new();
    for address in [
        format!("http://me:{SECRET}@127.0.0.1:9/feed"),
        format!("ftp://me:{SECRET}@127.0.0.1/feed"),
        format!("me:{SECRET}@127.0.0.1:9/"),
        format!("http://me:{SECRET}@/"),
        format!("http://me:{SECRET}@127.0.0.1:notaport/"),
    ] {
        let output = home.run(&["follow", &address]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        said(&output);
        said(&home.run(&["refresh", "--source", &address]));
    }
    assert!(holders(&home).is_empty());
}

#[test]
fn the_feeds_of_a_page_get_the_password_on_its_own_server_only() {
    let (server, other) = (locked(), Server::start());
    other.set_feed("/feed", "Elsewhere", 0, 1);
    let page = format!(
        "<html><head><link rel=alternate type=application/rss+xml href=/feed>\
         <link rel=alternate type=application/rss+xml href={}></head></html>",
        other.url("/feed")
    );
    server.set("/", Answer::Locked(KEY, page));
    let home = Home::new();
    let address = with_secret(&server, "/");
    let output = home.run(&["follow", &address, "--pick", "2"]);
    let words = said(&output);
    assert!(words.contains("is not told the password"), "{words}");
    assert!(other.hits().iter().all(|hit| hit.login.is_none()));
    home.done(&["follow", &address, "--pick", "1"]);
    assert!(server.hits().iter().all(|hit| hit.status == 200));
}

#[test]
fn a_database_of_an_older_rounds_gives_its_passwords_to_their_keeper() {
    let server = locked();
    let home = Home::new();
    home.done(&["follow", "--unchecked", &server.url("/feed")]);
    let conn = rusqlite::Connection::open(home.data().join("rounds.db")).unwrap();
    conn.execute(
        "UPDATE sources SET address = ?1, given = ?1, title = ?1",
        [with_secret(&server, "/feed")],
    )
    .unwrap();
    drop(conn);
    let words = said(&home.run(&["refresh"]));
    assert!(
        words.contains("A password was taken out of its source's address"),
        "{words}"
    );
    assert_eq!(server.hits()[0].status, 200);
    assert!(home.done(&["sources"]).contains(&server.url("/feed")));
    said(&home.run(&["sources", "--json"]));
    let conn = rusqlite::Connection::open(home.data().join("rounds.db")).unwrap();
    let n: i64 = conn
        .query_one(
            "SELECT COUNT(*) FROM sources WHERE address || given || title || host LIKE '%hunter2%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(n, 0);
}

#[cfg(unix)]
#[test]
fn a_command_of_the_persons_own_is_asked_for_the_password() {
    let server = locked();
    let home = Home::new();
    fs::create_dir_all(home.path().join("config")).unwrap();
    let script = home.path().join("ask.sh");
    fs::write(
        &script,
        format!("echo {SECRET}; echo user: me; echo \"$1\" > \"$0.asked\"\n"),
    )
    .unwrap();
    let settings = format!(
        "[fetch]\npassword_command = \"sh '{}'\"\n",
        script.display()
    );
    fs::write(home.path().join("config/config.toml"), settings).unwrap();
    home.done(&["follow", "--unchecked", &server.url("/feed")]);
    home.run(&["refresh"]);
    assert!(
        !home.path().join("ask.sh.asked").exists(),
        "only where it is needed"
    );
    let words = said(&home.run(&["password", "1"]));
    assert!(
        words.contains("password_command has the password"),
        "{words}"
    );
    assert_eq!(home.json(&["refresh", "--json"])[0]["result"], "news");
    let asked = fs::read_to_string(home.path().join("ask.sh.asked")).unwrap();
    assert_eq!(asked.trim(), server.url("/feed"));
    assert_eq!(holders(&home), ["ask.sh"]);
}

#[test]
fn a_proxy_of_the_environment_is_used_unless_the_settings_say_none() {
    let (proxy, server) = (Server::start(), Server::start());
    server.set_feed("/feed", "Direct", 0, 1);
    let home = Home::new();
    home.done(&["follow", "--unchecked", &server.url("/feed")]);
    let refresh = |home: &Home| {
        let mut command = home.command(&["refresh", "--json"]);
        command
            .env_remove("NO_PROXY")
            .env("http_proxy", proxy.url(""));
        command.output().unwrap()
    };
    refresh(&home);
    let asked: Vec<String> = proxy.hits().into_iter().map(|hit| hit.path).collect();
    assert_eq!(asked, [server.url("/feed")]);
    assert!(server.hits().is_empty());
    fs::create_dir_all(home.path().join("config")).unwrap();
    let file = home.path().join("config/config.toml");
    fs::write(&file, "[fetch]\nproxy = \"none\"\n").unwrap();
    refresh(&home);
    assert_eq!((proxy.hits().len(), server.hits().len()), (1, 1));
    fs::write(&file, format!("[fetch]\nproxy = \"{}\"\n", proxy.url(""))).unwrap();
    refresh(&home);
    assert_eq!((proxy.hits().len(), server.hits().len()), (2, 1));
    fs::write(&file, "[fetch]\nproxy = \"me:hunter2@nowhere\"\n").unwrap();
    let words = said(&refresh(&home));
    assert!(words.contains("is no proxy's address"), "{words}");
    let words = said(&home.run(&["doctor"]));
    assert!(words.contains("is no proxy's address"), "{words}");
}

#[test]
fn a_file_of_certificates_that_is_not_there_is_said_and_nothing_is_sent() {
    let server = locked();
    let home = Home::new();
    home.done(&["follow", "--unchecked", &server.url("/feed")]);
    fs::create_dir_all(home.path().join("config")).unwrap();
    let settings = "[fetch]\nca_file = \"/nowhere/ca.pem\"\n";
    fs::write(home.path().join("config/config.toml"), settings).unwrap();
    let output = home.run(&["refresh"]);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(
        words.contains("the certificates of fetch.ca_file (/nowhere/ca.pem) cannot be used"),
        "{words}"
    );
    assert!(server.hits().is_empty());
}
