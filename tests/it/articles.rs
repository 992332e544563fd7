//! The article of what is saved, from `rounds save` to reading it on a plane.

use std::fs;
use std::process::Stdio;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

/// A feed of one item on a server with its article at `/a`.
fn scene(article: Answer) -> (Server, Home) {
    let server = Server::start();
    let home = Home::new();
    fs::write(home.path().join("config/config.toml"), "").expect("a file");
    let feed = format!(
        "<rss version='2.0'><channel><title>Heart</title><item><guid>1</guid>\
         <title>A trial</title><link>{}</link><description>In short.</description>\
         </item></channel></rss>",
        server.url("/a")
    );
    server.set("/feed", Answer::Body("application/rss+xml", feed));
    server.set("/a", article);
    home.done(&["follow", &server.url("/feed")]);
    home.done(&["refresh"]);
    home.done(&["timeline"]);
    server.forget_hits();
    (server, home)
}

fn page() -> Answer {
    let text = "Dapagliflozin lowered the rate of death in those with heart failure. ".repeat(8);
    let html = format!(
        "<html><head><title>A trial</title><meta name=citation_doi content=10.1000/x1>\
         <meta name=citation_journal_title content='Heart Journal'></head>\
         <body><article><p>{text}</p></article></body></html>"
    );
    Answer::Body("text/html", html)
}

/// What a verb says beside its result.
fn said(home: &Home, args: &[&str]) -> String {
    let output = home.run(args);
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stderr).expect("text")
}

fn paths(server: &Server) -> Vec<String> {
    server.hits().into_iter().map(|hit| hit.path).collect()
}

#[test]
fn what_is_saved_is_read_whole_when_its_server_is_gone() {
    let (server, home) = scene(page());
    let told = said(&home, &["save", "1"]);
    assert!(told.contains("Kept: the article, 2025-11-18, "), "{told}");
    assert_eq!(paths(&server), ["/robots.txt", "/a"]);
    for path in ["/feed", "/a"] {
        server.set(path, Answer::Status(500));
    }
    let shown = home.done(&["show", "1"]);
    assert!(shown.contains("Dapagliflozin lowered"), "{shown}");
    assert!(shown.contains("kept: the article, 2025-11-18"), "{shown}");
    assert!(shown.contains("Heart Journal"), "{shown}");
    let json = home.json(&["show", "1", "--json"]).remove(0);
    assert_eq!(json["feed_text"], "In short.");
    assert_eq!(json["keys"][0], "doi:10.1000/x1");
    home.done(&["unfollow", "Heart"]);
    let shown = home.done(&["show", &json["id"].to_string()]);
    assert!(shown.contains("Dapagliflozin lowered"), "{shown}");
}

#[test]
fn a_refusal_is_said_plainly_and_the_feeds_text_stays() {
    let (server, home) = scene(Answer::Status(403));
    let told = said(&home, &["save", "1"]);
    let sentence = "the feed's own text; the publisher's page does not allow programs";
    assert!(told.contains(sentence), "{told}");
    let shown = home.done(&["show", "1"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("In short."), "{shown}");
    assert!(shown.contains(sentence), "{shown}");
    server.forget_hits();
    home.done(&["refresh"]);
    assert_eq!(paths(&server), ["/feed"], "it is not asked again");
}

#[test]
fn a_pdf_is_linked_its_address_kept_and_nothing_of_it_read() {
    let pdf = Answer::Body("application/pdf", "%PDF-1.7 words of it".to_string());
    let (server, home) = scene(pdf);
    let told = said(&home, &["save", "1"]);
    assert!(
        told.contains("a PDF, which is linked but not kept"),
        "{told}"
    );
    home.done(&["unfollow", "Heart"]);
    server.forget_hits();
    let json = home.json(&["show", "1", "--json"]).remove(0);
    assert_eq!(json["files"][0]["link"], server.url("/a"));
    let shown = home.done(&["show", "1"]);
    assert!(shown.contains("PDF: the article"), "{shown}");
    assert!(!shown.contains("words of it"), "{shown}");
    home.done(&["refresh"]);
    assert!(paths(&server).is_empty(), "it is not asked again");
}

#[test]
fn a_page_that_wants_no_copy_gives_its_facts_and_no_text() {
    let text = "Dapagliflozin lowered the rate of death. ".repeat(20);
    let page = format!(
        "<meta name=robots content=noarchive><meta name=citation_volume content=12>\
         <article><p>{text}</p></article>"
    );
    let (_server, home) = scene(Answer::Body("text/html", page));
    let told = said(&home, &["save", "1"]);
    assert!(
        told.contains("asks that no copy of the page be kept"),
        "{told}"
    );
    let json = home.json(&["show", "1", "--json"]).remove(0);
    assert_eq!(
        (&json["volume"], &json["text"]),
        (&"12".into(), &"In short.".into())
    );
}

#[test]
fn who_wants_the_articles_of_the_unread_too_gets_them_with_a_refresh() {
    let (_server, home) = scene(page());
    let settings = "[keep]\narticles = \"saved and unread\"\n";
    fs::write(home.path().join("config/config.toml"), settings).expect("a file");
    let told = said(&home, &["refresh"]);
    assert!(told.contains("1 article kept"), "{told}");
    assert!(home.done(&["show", "1"]).contains("Dapagliflozin lowered"));
}

#[test]
fn what_was_killed_half_way_is_fetched_by_the_next_refresh() {
    let (server, home) = scene(Answer::Hangs);
    server.set("/robots.txt", Answer::Status(404));
    let mut saving = home
        .command(&["save", "1"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("rounds runs");
    // It has said so, so it is written.
    let mut line = String::new();
    let stderr = saving.stderr.take().expect("a way out");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stderr), &mut line).expect("text");
    assert!(line.starts_with("Saved"), "{line}");
    saving.kill().expect("a process to kill");
    saving.wait().expect("its end");
    let shown = home.done(&["show", "1"]);
    assert!(shown.contains("In short."), "{shown}");
    server.set("/a", page());
    let told = said(&home, &["refresh"]);
    assert!(told.contains("1 article kept"), "{told}");
    assert!(home.done(&["show", "1"]).contains("Dapagliflozin lowered"));
}

#[test]
fn who_wants_no_articles_gets_none() {
    let (server, home) = scene(page());
    let settings = "[keep]\narticles = \"never\"\n";
    fs::write(home.path().join("config/config.toml"), settings).expect("a file");
    home.done(&["save", "1"]);
    assert!(paths(&server).is_empty());
}

#[test]
fn the_screen_fetches_what_s_saves_and_a_turns_to_the_feeds_own_text() {
    let (_server, home) = scene(page());
    let mut term = home.screen(80, 24, &[]);
    term.expect("A trial");
    term.send("s");
    term.send("\r");
    term.expect("kept: the article");
    term.expect("Dapagliflozin lowered");
    term.send("a");
    term.expect("In short.");
    term.send("a");
    term.expect("Dapagliflozin lowered");
}
