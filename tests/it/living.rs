//! Lists that live at an address, followed as they change.

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

fn list(server: &Server, paths: &[&str]) -> Answer {
    let outlines: String = paths
        .iter()
        .map(|path| {
            let url = server.url(path);
            format!("<outline text=\"Feed {path}\" type=\"rss\" xmlUrl=\"{url}\"/>")
        })
        .collect();
    let text = format!(
        "<opml version=\"2.0\"><head><title>Ward 7</title></head><body>{outlines}</body></opml>"
    );
    Answer::Body("text/x-opml", text)
}

fn titles(home: &Home) -> Vec<String> {
    let sources = home.json(&["sources", "--json"]).into_iter();
    sources
        .map(|it| it["title"].as_str().unwrap_or_default().to_string())
        .collect()
}

#[test]
fn members_come_and_go_with_the_list_told_and_undoable() {
    let (home, server) = (Home::new(), Server::start());
    for path in ["/a", "/b", "/c"] {
        server.set_feed(path, path, 1, 3);
    }
    server.set("/ward.opml", list(&server, &["/a", "/b"]));
    let address = server.url("/ward.opml");
    home.done(&["follow", &address]);
    assert_eq!(titles(&home), ["Feed /a", "Feed /b"]);
    assert!(home.done(&["lists"]).starts_with("Ward 7. 2 sources"));
    assert_eq!(home.json(&["timeline", "--json"]).len(), 6);
    // Saved from the one that goes.
    let rows = home.json(&["timeline", "--json"]);
    let of_a = |it: &&serde_json::Value| it["title"].as_str().unwrap_or_default().contains("of /a");
    let id = rows
        .iter()
        .find(of_a)
        .map(|it| it["id"].to_string())
        .unwrap();
    home.done(&["save", &id]);
    server.set("/ward.opml", list(&server, &["/b", "/c"]));
    let refreshed = home.run(&["refresh"]);
    let said = String::from_utf8_lossy(&refreshed.stderr).into_owned();
    assert!(
        said.contains("Ward 7: Feed /c came, Feed /a went"),
        "{said}"
    );
    assert_eq!(titles(&home), ["Feed /b", "Feed /c"]);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 1);
    home.done(&["undo"]);
    assert_eq!(titles(&home), ["Feed /a", "Feed /b"]);
    home.done(&["refresh"]);
    assert_eq!(titles(&home), ["Feed /a", "Feed /b"], "it stays taken back");
    home.done(&["unfollow", &address]);
    assert_eq!(
        titles(&home),
        ["Feed /a"],
        "kept against the list's will, so one's own"
    );
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 1);
}

#[test]
fn a_list_that_breaks_takes_nobody_away_and_is_told() {
    let (home, server) = (Home::new(), Server::start());
    server.set_feed("/a", "A", 1, 3);
    server.set("/ward.opml", list(&server, &["/a"]));
    home.done(&["follow", &server.url("/ward.opml")]);
    let login = Answer::Body("text/html", "<html><p>Log in first</p></html>".to_string());
    for (broken, why) in [
        (login, "it is no OPML list"),
        (list(&server, &[]), "it is empty now"),
    ] {
        server.set("/ward.opml", broken);
        let refreshed = home.run(&["refresh"]);
        let said = String::from_utf8_lossy(&refreshed.stderr).into_owned();
        assert!(said.contains(why), "{said}");
        assert_eq!(titles(&home), ["Feed /a"]);
    }
}

#[test]
fn the_screen_follows_a_list_asks_it_and_tells_who_came() {
    let (home, server) = (Home::new(), Server::start());
    for path in ["/a", "/b"] {
        server.set_feed(path, path, 1, 3);
    }
    server.set("/ward.opml", list(&server, &["/a"]));
    home.done(&["topic", "list"]);
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    let config = home.path().join("config/config.toml");
    // Any settings do: with them there is no welcome.
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(config)
        .unwrap();
    let mut term = home.screen(80, 24, &[]);
    term.expect("You follow nothing yet");
    term.send("+");
    term.expect("look for feeds");
    term.send(&format!("{}\r", server.url("/ward.opml")));
    term.expect("of /a");
    server.set("/ward.opml", list(&server, &["/a", "/b"]));
    term.send("R");
    term.expect("of /b");
    term.send("gm");
    term.expect("Ward 7: Feed /b came");
    term.send("Q");
    assert_eq!(term.code(), 0);
}
