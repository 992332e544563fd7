//! Nothing from outside reaches a terminal as a control sequence: hostile text
//! in every place that text can come from, looked for in the raw bytes of every
//! screen and verb, in what is copied, in what is exported and in the log.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::home::Home;
use crate::home::NOW;
use crate::home::ROUNDS;
use crate::quiet;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::Term;

/// Each case is one run of everything; a failure names its seed.
const SEEDS: [u64; 2] = [1, 2];

/// What terminals do things at. Each carries the brand where it can.
const SEQUENCES: &[&str] = &[
    "\u{1b}[666;666H",
    "\u{1b}[38;5;666m",
    "\u{1b}[?666h",
    "\u{1b}[666 q",
    "\u{1b}[666$p",
    "\u{1b}[!p",
    "\u{1b}[>0;666c",
    "\u{1b}[?1000h",
    "\u{1b}]52;c;NjY2\u{7}",
    "\u{1b}]52;c;NjY2\u{1b}\\",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://evil.example/\u{1b}\\here\u{1b}]8;;\u{1b}\\",
    "\u{1b}]1337;File=inline=1:NjY2\u{7}",
    "\u{1b}]11;?",
    "\u{1b}P666;1|17/ab\u{1b}\\",
    "\u{1b}P$q666\u{9c}",
    "\u{1b}X666\u{1b}\\",
    "\u{1b}^666\u{1b}\\",
    "\u{1b}_G666\u{1b}\\",
    "\u{1b}c",
    "\u{1b}(0",
    "\u{1b}#8",
    "\u{1b} F",
    "\u{1b}",
    "\u{1b}\u{1b}[666;1H",
    "\u{1b}[\u{1b}[666;1H",
    "\u{1b}[66\u{200b}6H",
    "\u{9b}666;1H",
    "\u{9d}0;666\u{9c}",
    "\u{90}666\u{9c}",
    "\u{9e}666\u{9c}\u{9f}666\u{9c}\u{98}666\u{9c}",
    "\u{85}\u{84}\u{8d}",
    "\u{7}",
    "\u{8}\u{8}\u{8}",
    "\r",
    "\u{b}\u{c}",
    "\u{e}\u{f}",
    "\u{7f}",
    "\u{1}\u{2}\u{18}\u{1a}",
    "\u{202e}",
    "\u{202a}\u{2066}\u{2067}\u{2069}\u{200f}\u{61c}",
    "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}",
    "\u{e0001}\u{e0041}\u{e007f}",
    "\u{fe0f}\u{20e3}",
    "\u{2028}\u{2029}",
    "\u{fff9}\u{fffb}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
];

/// Deals hostile text, the same for the same seed.
struct Dealer(Cell<u64>);

impl Dealer {
    fn below(&self, n: usize) -> usize {
        let mut state = self.0.get();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.0.set(state);
        usize::try_from(state >> 20).unwrap() % n
    }

    /// A word of ours with sequences before, within and behind it.
    fn text(&self, word: &str) -> String {
        let mut out = String::from(word);
        for nth in 0..2 + self.below(4) {
            let sequence = SEQUENCES[self.below(SEQUENCES.len())];
            // Once in a while very long.
            let times = if self.below(40) == 0 { 500 } else { 1 };
            out.push_str(&sequence.repeat(times));
            out.push_str(["a", " b ", "", "中"][(nth + self.below(4)) % 4]);
        }
        out
    }

    /// The same inside of XML: as it is, or by its numbers, once or twice.
    fn xml(&self, word: &str) -> String {
        let text = self.text(word);
        let how = self.below(4);
        let mut out = String::new();
        for c in text.chars() {
            match (c, how) {
                ('<', _) => out.push_str("&lt;"),
                ('&', _) => out.push_str("&amp;"),
                ('"', _) => out.push_str("&quot;"),
                (c, 1) if !c.is_alphanumeric() => out.push_str(&format!("&#{};", u32::from(c))),
                (c, 2) if !c.is_alphanumeric() => out.push_str(&format!("&#x{:x};", u32::from(c))),
                (c, 3) if !c.is_alphanumeric() => out.push_str(&format!("&amp;#{};", u32::from(c))),
                (c, _) => out.push(c),
            }
        }
        out
    }

    /// What a file may be called: all but what no file system holds.
    fn file_name(&self, word: &str) -> String {
        let name = self.text(word).replace(['/', '\0'], "");
        name.chars().take(40).collect()
    }

    /// An argument: all but the end of a string.
    fn argument(&self, word: &str) -> String {
        self.text(word).replace('\0', "")
    }
}

fn feed(dealer: &Dealer) -> String {
    let mut items = String::new();
    for n in 0..40 {
        let word = format!("Item {n} ");
        let (title, author, category) = (dealer.xml(&word), dealer.xml("Ann "), dealer.xml("c"));
        let (body, alt, anchor) = (
            dealer.xml("Body "),
            dealer.xml("alt "),
            dealer.xml("anchor "),
        );
        let (link, other, file) = (dealer.xml("p"), dealer.xml("q"), dealer.xml("f"));
        let (id, language, kind) = (dealer.xml("id"), dealer.xml("en"), dealer.xml("audio/"));
        let html = format!(
            "<p>{body}</p><img alt='{alt}' src='x.png'><a href='https://{other}.example/{other}'>{anchor}</a>\
             <table><tr><th>{alt}<td>{body}</table><pre>{body}</pre>"
        );
        let html = html.replace('&', "&amp;").replace('<', "&lt;");
        items.push_str(&format!(
            "<item><title>{title}</title><dc:creator>{author}</dc:creator><category>{category}</category>\
             <link>https://a.example/{n}/{link}</link><guid>{id}{n}</guid><dc:language>{language}</dc:language>\
             <enclosure url=\"https://a.example/{file}\" type=\"{kind}\" length=\"1\"/>\
             <prism:publicationName>{author}</prism:publicationName><dc:identifier>doi:10.1000/{n}{link}</dc:identifier>\
             <pubDate>{:02} Oct 2025 08:00:00 GMT</pubDate><description>{html}</description></item>",
            1 + n % 28
        ));
    }
    let (title, about, home) = (
        dealer.xml("Journal "),
        dealer.xml("about "),
        dealer.xml("h"),
    );
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title><description>{about}</description>\
         <link>https://a.example/{home}</link>{items}</channel></rss>"
    )
}

/// Answers that are hostile before their bodies begin.
fn set_answers(server: &Server, dealer: &Dealer) {
    let raw = |head: String| {
        Answer::Raw(format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n").into_bytes())
    };
    let line = |word: &str| dealer.text(word).replace(['\r', '\n'], "");
    server.set("/phrase", raw(format!("500 {}", line("Oh "))));
    server.set(
        "/high",
        raw("500 \u{9b}666;1H\u{202e} \u{9d}0;666\u{9c}".to_string()),
    );
    server.set(
        "/moved",
        raw(format!("301 Moved\r\nLocation: /b{}", line("x"))),
    );
    server.set(
        "/away",
        raw("301 Moved\r\nLocation: http://127.0.0.1:1/\u{9b}666;1H\u{202e}".to_string()),
    );
    server.set(
        "/wait",
        raw("429 Wait\r\nRetry-After: \u{9b}666;1H \u{202e}soon".to_string()),
    );
    server.set(
        "/kind",
        raw("200 OK\r\nContent-Type: text/\u{9b}666;1H; charset=\u{202e}\u{9b}".to_string()),
    );
    let not_a_feed = dealer.text("no feed ").repeat(3);
    server.set("/no-feed", Answer::Body("text/plain", not_a_feed));
    let mut broken =
        b"HTTP/1.1 200 OK\r\nX-\x1b[666;1H: \xff\xfe\x9b\r\nContent-Length: 99\r\n\r\n".to_vec();
    broken.extend_from_slice(dealer.text("cut").as_bytes());
    server.set("/broken", Answer::Raw(broken));
    let page = format!(
        "<html><head><title>{}</title><link rel=alternate type=application/rss+xml href=/a title='{}'>\
         <link rel=alternate type=application/rss+xml href=/empty title='{}'></head></html>",
        dealer.xml("t"),
        dealer.xml("First "),
        dealer.xml("Second ")
    );
    server.set("/page", Answer::Body("text/html", page));
    let empty = format!(
        "<rss><channel><title>{}</title></channel></rss>",
        dealer.xml("Empty ")
    );
    server.set("/empty", Answer::Body("application/rss+xml", empty));
    server.set("/a", Answer::Body("application/rss+xml", feed(dealer)));
}

fn outline(server: &Server, dealer: &Dealer) -> String {
    let mut out = format!(
        "<opml><head><title>{}</title></head><body>",
        dealer.xml("Mine ")
    );
    // Not what asks to be left alone: whether the others were asked by then would
    // be chance.
    for (n, path) in [
        "/a", "/phrase", "/high", "/moved", "/away", "/kind", "/no-feed", "/broken", "/empty",
        "/page",
    ]
    .iter()
    .enumerate()
    {
        out.push_str(&format!(
            "<outline text=\"{}\"><outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\" htmlUrl=\"https://a.example/{}\" x{n}=\"{}\"/></outline>",
            dealer.xml("List "), dealer.xml("Source "), server.url(path), dealer.xml("h"), dealer.xml("extra ")
        ));
    }
    out.push_str(&format!(
        "<outline text=\"{}\"/><outline text=\"{}\" xmlUrl=\"javascript:{}\"/></body>",
        dealer.xml("nothing "),
        dealer.xml("x"),
        dealer.xml("y")
    ));
    out
}

/// One run of everything with the hostile text of a seed.
struct Case {
    seed: u64,
    home: Home,
    server: Server,
    dealer: Dealer,
}

impl Case {
    fn of(seed: u64) -> Case {
        let (home, server) = (Home::new(), Server::start());
        let dealer = Dealer(Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1));
        set_answers(&server, &dealer);
        Case {
            seed,
            home,
            server,
            dealer,
        }
    }

    /// Fetches all, in a terminal with its progress; then what asks to be left
    /// alone, for then all of its host is.
    #[track_caller]
    fn fetched(&self) {
        self.verb(&["refresh"]);
        let n_items = self
            .home
            .json(&["timeline", "--json", "--limit", "0"])
            .len();
        assert_eq!(n_items, 40, "seed {}", self.seed);
        let wait = self.server.url("/wait");
        self.home.run(&["follow", "--unchecked", &wait]);
        self.verb(&["refresh", "--source", &wait]);
    }

    /// Checks bytes; gives what was copied in them.
    #[track_caller]
    fn quiet(&self, raw: &[u8], what: &str) -> Vec<String> {
        match quiet::check(raw) {
            Ok(copied) => copied,
            Err(why) => panic!("seed {}, {what}: {why}", self.seed),
        }
    }

    /// Runs a verb in a terminal and then without one, to its end. Whatever it
    /// asks is answered with the first.
    #[track_caller]
    fn verb(&self, args: &[&str]) {
        let what = format!("{args:?}");
        let home = self.home.path().to_string_lossy().into_owned();
        let variables = [("ROUNDS_HOME", home.as_str()), ("ROUNDS_NOW", NOW)];
        let mut term = Term::start(Path::new(ROUNDS), args, &variables, 80, 24);
        term.send("1\n");
        term.code();
        assert!(!term.raw().is_empty(), "{what} said nothing");
        self.quiet(&term.raw(), &what);
        let output = self.home.run(args);
        self.quiet(&output.stdout, &format!("{what}, standard output"));
        self.quiet(&output.stderr, &format!("{what}, standard error"));
    }
}

#[test]
fn nothing_hostile_is_written_by_a_verb() {
    for seed in SEEDS {
        let case = Case::of(seed);
        let text = outline(&case.server, &case.dealer);
        let file = case.home.path().join(case.dealer.file_name("list"));
        fs::write(&file, text).unwrap();
        let file = file.to_string_lossy().into_owned();
        case.verb(&["inspect", "opml", &file]);
        case.verb(&["import", &file]);
        let topic = case.dealer.argument("topic");
        let word = case.dealer.argument("word");
        case.verb(&["topic", "add", &topic, &word]);
        case.verb(&[
            "list",
            "new",
            &case.dealer.argument("new ").replace('/', ""),
        ]);
        case.verb(&["refresh", "--list", "nobody's"]);
        case.fetched();
        for args in [
            &["timeline"][..],
            &["timeline", "--json", "--limit", "0"],
            &["show", "1"],
            &["show", "2", "--json"],
            &["sources"],
            &["sources", "--json"],
            &["sources", "--failing"],
            &["lists"],
            &["topic", "list"],
            &["search", "item"],
            &["save", "1"],
            &["open", "1"],
            &["undo"],
            &["doctor"],
            &["doctor", "--json"],
            &["refresh", "--json"],
        ] {
            case.verb(args);
        }
        case.verb(&["follow", &case.server.url("/page")]);
        case.verb(&["follow", &case.dealer.argument("http://a b")]);
        case.verb(&["unfollow", &case.dealer.argument("nobody")]);
        case.verb(&["show", &case.dealer.argument("x")]);
        // What clap refuses is said by clap.
        case.verb(&[&case.dealer.argument("verb")]);
        case.verb(&["timeline", &format!("--{}", case.dealer.argument("option"))]);
        case.verb(&["timeline", "--limit", &case.dealer.argument("many")]);
        let feed_file = case.home.path().join(case.dealer.file_name("feed"));
        fs::write(&feed_file, feed(&case.dealer)).unwrap();
        let feed_file = feed_file.to_string_lossy().into_owned();
        case.verb(&["inspect", "feed", &feed_file]);
        case.verb(&["inspect", "page", "https://a.example/", &feed_file]);
        case.verb(&["import", &format!("{feed_file} gone")]);
        case.verb(&["export"]);
    }
}

#[test]
fn nothing_hostile_is_written_by_a_screen_copied_or_logged() {
    for seed in SEEDS {
        let case = Case::of(seed);
        let text = outline(&case.server, &case.dealer);
        let file = case.home.path().join("in.opml");
        fs::write(&file, text).unwrap();
        case.home.run(&["import", &file.to_string_lossy()]);
        case.home
            .run(&["topic", "add", &case.dealer.argument("topic"), "item"]);
        case.fetched();
        fs::create_dir_all(case.home.path().join("config")).unwrap();
        fs::write(
            case.home.path().join("config/config.toml"),
            "[keys]\n\"\\u001b[666;1H\\u009b\\u202e\" = [\"\\u001b]0;666\\u0007\"]\nsave = [\"\\u001b[666m\\u202e x\"]\n",
        )
        .unwrap();
        let mut term = case.home.screen(100, 30, &[]);
        let started = term.wait(crate::terminal::PATIENCE, |text| text.contains("Item"));
        assert!(started.is_ok(), "seed {seed}: {}", term.text());
        // Rows and readers, one after the other.
        for _ in 0..6 {
            for keys in ["l", "J", "j"] {
                step(&mut term, keys);
            }
        }
        for keys in ["L", "\u{1b}", "d", "\u{1b}", "yt", "yy", "yd", "ym", "q"] {
            step(&mut term, keys);
        }
        // Each screen and popup where text from outside stands.
        for keys in [
            "gh", "j", "2", "jjjj", "yy", "q", "gm", "q", "/item\r", "\u{1b}", "q", ";sou",
            "\u{1b}", "\u{1b}[C", "zd", "zs", "zs", "T", "\u{1b}", "gs", "gt", "]", "]", "T",
            "\u{1b}", "u", "R", "-", "u",
        ] {
            step(&mut term, keys);
        }
        term.send("\u{1b}[200~paste \u{9b}666;1H\u{202e} \u{7}\u{1b}[201~");
        term.resize(40, 12);
        step(&mut term, "gt");
        step(&mut term, "l");
        term.send("Q");
        assert_eq!(term.code(), 0, "seed {seed}");
        let copied = case.quiet(&term.raw(), "the screen");
        assert!(copied.len() >= 3, "seed {seed}: {copied:?}");
        for log in logs(case.home.path()) {
            let said = fs::read_to_string(&log).unwrap();
            case.quiet(said.as_bytes(), &log);
        }
    }
}

/// Types keys and waits until the screen answered them.
fn step(term: &mut Term, keys: &str) {
    let before = term.raw().len();
    term.send(keys);
    term.settled(before);
}

fn logs(home: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![home.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => waiting.push(path),
                false if path.extension().is_some_and(|end| end == "log") => {
                    found.push(path.to_string_lossy().into_owned());
                }
                false => {}
            }
        }
    }
    found
}

#[test]
fn settings_that_are_wrong_are_quoted_without_harm() {
    for (nth, text) in [
        "[keys]\n\"\\u001b[666;1H\\u009b\\u202e\" = 3\n",
        "theme = \"\\u001b]0;666\\u0007\"\n",
        "\"\\u001b[666;1H\\u202e\" = \"\\u009b666m\"\n",
        "x = \u{1b}[666;1H\u{9b}\u{202e}\n",
        "[fetch]\ninterval = \"\\u001b[666;1H\"\n",
    ]
    .iter()
    .enumerate()
    {
        let home = Home::new();
        fs::create_dir_all(home.path().join("config")).unwrap();
        fs::write(home.path().join("config/config.toml"), text).unwrap();
        fs::write(home.path().join("config/topics.toml"), text).unwrap();
        for args in [
            &["timeline"][..],
            &["doctor"],
            &["doctor", "--json"],
            &["topic", "list"],
        ] {
            let output = home.run(args);
            for bytes in [&output.stdout, &output.stderr] {
                assert_eq!(quiet::check(bytes), Ok(Vec::new()), "{nth} {args:?}");
            }
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_whose_name_is_no_text_is_named_without_harm() {
    use std::os::unix::ffi::OsStrExt;

    let home = Home::new();
    let name = std::ffi::OsStr::from_bytes(b"in\xff\x9b666;1H\x1b[666;1H\xe2\x80\xae.opml");
    let file = home.path().join(name);
    fs::write(
        &file,
        "<opml><body><outline text='a'/><outline xmlUrl='http://127.0.0.1:9/'/>",
    )
    .unwrap();
    for (verb, file) in [
        ("import", &file),
        ("import", &home.path().join("gone").join(name)),
    ] {
        let output = Command::new(ROUNDS)
            .arg(verb)
            .arg(file)
            .env_clear()
            .env("ROUNDS_HOME", home.path())
            .env("ROUNDS_NOW", NOW)
            .output()
            .unwrap();
        assert!(!output.stderr.is_empty());
        assert_eq!(quiet::check(&output.stderr), Ok(Vec::new()), "{verb}");
    }
    // A folder of that name, which every message names.
    let named = home
        .path()
        .join(name.to_str().unwrap_or("\u{1b}[666;1H\u{202e}"));
    fs::create_dir_all(named.join("config")).unwrap();
    fs::write(named.join("config/config.toml"), "x").unwrap();
    for args in [&["doctor"][..], &["timeline"]] {
        let output = Command::new(ROUNDS)
            .args(args)
            .env_clear()
            .env("ROUNDS_HOME", &named)
            .env("ROUNDS_NOW", NOW)
            .output()
            .unwrap();
        for bytes in [&output.stdout, &output.stderr] {
            assert_eq!(quiet::check(bytes), Ok(Vec::new()), "{args:?}");
        }
    }
}
