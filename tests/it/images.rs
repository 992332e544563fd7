//! Images of articles from outside: a server that counts who asks for one.

use std::fs;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::Term;

/// A PNG of 8×8 pixels, all of them red.
const RED: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x02, 0x00, 0x00, 0x00, 0x4b, 0x6d, 0x29,
    0xdc, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0xcf, 0xc0, 0x80,
    0x15, 0x31, 0x0c, 0x2d, 0x09, 0x00, 0x28, 0xff, 0x3f, 0xc1, 0xce, 0x77, 0xc8, 0x4f, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A feed of one item with an image, a point and an address that is not there;
/// the setting as it is written.
fn scene(setting: &str) -> (Server, Home) {
    let server = Server::start();
    let home = Home::new();
    let config = format!("[keep]\narticles = \"never\"\n[screen]\n{setting}\n");
    fs::write(home.path().join("config/config.toml"), config).expect("a file");
    let text = format!(
        "&lt;p&gt;In short.&lt;/p&gt;&lt;img src='{}' alt='A flow of patients'&gt;\
         &lt;img src='{}' width=1 height=1&gt;&lt;p&gt;The end.&lt;/p&gt;&lt;img src='{}'&gt;",
        server.url("/flow.png"),
        server.url("/point.gif"),
        server.url("/gone.png")
    );
    let feed = format!(
        "<rss version='2.0'><channel><title>Heart</title><item><guid>1</guid>\
         <title>A trial</title><link>https://a.example/1</link>\
         <description>{text}</description></item></channel></rss>"
    );
    server.set("/feed", Answer::Body("application/rss+xml", feed));
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        RED.len()
    );
    server.set("/flow.png", Answer::Raw([head.as_bytes(), RED].concat()));
    home.done(&["follow", &server.url("/feed")]);
    home.done(&["refresh", "--quiet"]);
    server.forget_hits();
    (server, home)
}

fn opened(home: &Home) -> Term {
    let mut term = home.screen(80, 24, &[("COLORTERM", "truecolor")]);
    term.expect("A trial");
    term.send("\r");
    term.expect("The end.");
    term
}

fn images_asked(server: &Server) -> Vec<String> {
    let paths = server.hits().into_iter().map(|hit| hit.path);
    paths.filter(|path| path != "/feed").collect()
}

#[test]
fn off_no_image_is_asked_for_and_its_words_stand_in_its_place() {
    for setting in ["", "images = \"off\""] {
        let (server, home) = scene(setting);
        let mut term = opened(&home);
        let text = term.expect("[image: A flow of patients]");
        assert!(!text.contains("loading"), "{text}");
        term.send("Q");
        assert_eq!(term.code(), 0);
        assert_eq!(images_asked(&server), Vec::<String>::new());
        home.done(&["timeline"]);
        let shown = home.done(&["show", "1"]);
        assert!(shown.contains("[image: A flow of patients]"), "{shown}");
    }
}

#[test]
fn a_way_that_there_is_not_is_said_by_check() {
    let (_server, home) = scene("images = \"lithograph\"");
    let output = home.run(&["config", "check"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 4: screen.images must be"), "{said}");
    assert!(said.contains("\"half-blocks\""), "{said}");
}

#[cfg(not(feature = "images"))]
#[test]
fn a_rounds_without_images_says_so_and_asks_for_none() {
    let (server, home) = scene("images = \"half-blocks\"");
    let output = home.run(&["config", "check"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let words = "line 4: screen.images is \"half-blocks\", but this rounds was built without";
    assert!(said.contains(words), "{said}");
    let mut term = home.screen(80, 24, &[("COLORTERM", "truecolor")]);
    term.expect("screen.images is \"half-blocks\"");
    term.send("\r");
    term.expect("[image: A flow of patients]");
    term.send("Q");
    assert_eq!(term.code(), 0);
    assert_eq!(images_asked(&server), Vec::<String>::new());
}

#[cfg(feature = "images")]
#[test]
fn on_an_image_is_drawn_in_the_reader_and_asked_for_once() {
    let (server, home) = scene("images = \"half-blocks\"");
    home.done(&["config", "check"]);
    let mut term = home.screen(80, 24, &[("COLORTERM", "truecolor")]);
    term.expect("A trial");
    // Before the article is opened nobody is told that it is read.
    term.send("jk");
    assert_eq!(images_asked(&server), Vec::<String>::new());
    term.send("\r");
    term.expect("[image could not be had: ");
    let red = vt100::Color::Rgb(255, 0, 0);
    let is_red = |screen: &vt100::Screen| {
        (0..24).any(|y| screen.cell(y, 2).is_some_and(|cell| cell.bgcolor() == red))
    };
    let began = std::time::Instant::now();
    while !term.look(is_red) {
        assert!(
            began.elapsed() < crate::terminal::PATIENCE,
            "{}",
            term.text()
        );
        std::thread::yield_now();
    }
    term.send("q");
    term.expect("Heart     A trial");
    term.send("Q");
    assert_eq!(term.code(), 0);
    assert_eq!(images_asked(&server), ["/flow.png", "/gone.png"]);
}
