//! What a terminal is owed and may ask for: keys of any sort in any order, the
//! ground it stands on, clicks, links, its title, and stillness.

use std::time::Duration;

use crate::home::Home;
use crate::home::fetched;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::PATIENCE;
use crate::terminal::Term;

/// A few numbers that look as if they were drawn, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        // Xorshift: Marsaglia, "Xorshift RNGs" (2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// Keys that go nowhere but to loopback: none that could follow an address of
/// random letters.
const KEYS: [&str; 40] = [
    "j",
    "k",
    "l",
    "h",
    "G",
    "gg",
    "gt",
    "gs",
    "gh",
    "gm",
    "gr",
    "C",
    "n",
    "p",
    "s",
    "m",
    "u",
    "U",
    "/",
    "a",
    "e",
    "f",
    "F",
    "L",
    "d",
    "T",
    "z",
    "y",
    "\t",
    "\r",
    "\u{1b}",
    " ",
    "J",
    "1",
    "3",
    "\u{4}",
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[<0;20;8M",
    "\u{1b}[<65;20;8M",
];

#[test]
fn acceptance_35_random_keys_and_sizes_end_with_the_terminal_given_back() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let folder = home.path().to_string_lossy().into_owned();
    let mut dice = Dice(0x5eed);
    for _ in 0..2 {
        // Whatever is written goes into the test's own folder.
        let variables = [("HOME", folder.as_str()), ("ROUNDS_BROWSER", "true")];
        let mut term = home.screen(80, 24, &variables);
        // The second time it opens where the first ended, wherever that is.
        term.expect("? keys");
        for nth in 0..250 {
            if nth % 10 == 0 {
                let width = 30 + dice.below(120) as u16;
                let height = 8 + dice.below(40) as u16;
                term.resize(width, height);
            }
            term.send(KEYS[dice.below(KEYS.len())]);
        }
        term.resize(80, 24);
        let before = term.raw().len();
        term.settled(before);
        term.signal("TERM");
        assert_eq!(term.code(), 0, "{}", term.text());
        is_given_back(&term);
    }
}

/// Everything that was switched on is off, and nothing is switched on again.
#[track_caller]
pub fn is_given_back(term: &Term) {
    let raw = term.raw();
    let text = String::from_utf8_lossy(&raw);
    for mode in ["1049", "2004", "1004", "1000", "1006"] {
        let on = text.rfind(&format!("\u{1b}[?{mode}h"));
        let off = text.rfind(&format!("\u{1b}[?{mode}l"));
        assert!(off.is_some() && off > on, "?{mode} stays on");
    }
    let shown = text.rfind("\u{1b}[?25h");
    assert!(
        shown.is_some() && shown > text.rfind("\u{1b}[?25l"),
        "no cursor"
    );
    let aside = text.matches("\u{1b}[22;2t").count();
    assert_eq!(aside, text.matches("\u{1b}[23;2t").count(), "the title");
}

/// Answers as a terminal on that ground would, and waits for a frame.
fn on_ground(home: &Home, answer: &str) -> (u8, u8, u8) {
    let mut term = home.screen(80, 24, &[]);
    term.wait_raw("\u{1b}]11;?");
    term.send(answer);
    term.expect("Item 4 of");
    // The last line is drawn last.
    term.expect("? keys");
    let ground = term.look(|screen| screen.cell(12, 79).map(vt100::Cell::bgcolor));
    term.send("Q");
    assert_eq!(term.code(), 0);
    match ground {
        Some(vt100::Color::Rgb(red, green, blue)) => (red, green, blue),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_terminals_own_ground_chooses_dark_or_light() {
    let server = Server::start();
    let home = fetched(&server, 1);
    let light = on_ground(&home, "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\\u{1b}[?62c");
    assert_eq!(light, (0xfb, 0xfa, 0xf7));
    let dark = on_ground(&home, "\u{1b}]11;rgb:0000/0000/0000\u{7}\u{1b}[?62c");
    assert_eq!(dark, (0x14, 0x18, 0x1d));
    // One that does not know the question is dark, and its keys are keys.
    assert_eq!(on_ground(&home, "\u{1b}[?6c"), (0x14, 0x18, 0x1d));
    // What is set is not asked.
    let config = home.path().join("config/config.toml");
    std::fs::write(&config, "[screen]\ntheme = \"contrast-light\"\n").unwrap();
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.expect("? keys");
    assert!(!String::from_utf8_lossy(&term.raw()).contains("\u{1b}]11;?"));
    let ground = term.look(|screen| screen.cell(12, 79).map(vt100::Cell::bgcolor));
    assert_eq!(ground, Some(vt100::Color::Rgb(255, 255, 255)));
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn a_theme_of_ones_own_is_a_file_and_a_wrong_one_is_said() {
    let server = Server::start();
    let home = fetched(&server, 1);
    let config = home.path().join("config");
    std::fs::write(config.join("config.toml"), "[screen]\ntheme = \"mine\"\n").unwrap();
    std::fs::create_dir(config.join("themes")).unwrap();
    let theme = config.join("themes/mine.toml");
    std::fs::write(&theme, "base = \"light\"\npage = \"#010203\"\n").unwrap();
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    // The last line is drawn last.
    term.expect("? keys");
    let ground = term.look(|screen| screen.cell(12, 79).map(vt100::Cell::bgcolor));
    assert_eq!(ground, Some(vt100::Color::Rgb(1, 2, 3)));
    term.send("Q");
    assert_eq!(term.code(), 0);
    std::fs::write(&theme, "\npgae = \"#010203\"\n").unwrap();
    let mut term = home.screen(200, 24, &[]);
    term.expect("mine.toml, line 2");
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn clicks_come_in_and_links_go_out_where_the_terminal_takes_them() {
    let server = Server::start();
    let item = |n: u8| {
        format!(
            "<item><guid>{n}</guid><title>Item {n} of it</title><pubDate>Tue, 1{n} Nov 2025 08:00:00 GMT</pubDate>\
             <description>&lt;p&gt;See &lt;a href=\"https://example.org/{n}\"&gt;the trial&lt;/a&gt;.</description></item>"
        )
    };
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Linked</title>{}{}</channel></rss>",
        item(1),
        item(2)
    );
    server.set("/linked", Answer::Body("application/rss+xml", feed));
    let home = fetched(&server, 0);
    home.done(&["follow", &server.url("/linked")]);
    home.done(&["refresh", "--quiet"]);
    let mut term = home.screen(80, 24, &[("TERM_PROGRAM", "WezTerm")]);
    term.expect("Item 1 of");
    let second = |text: &str| {
        text.lines()
            .nth(3)
            .is_some_and(|line| line.starts_with('▌'))
    };
    term.send("\u{1b}[<0;30;4M\u{1b}[<0;30;4m");
    term.wait(PATIENCE, second)
        .expect("the second row is chosen");
    term.send("\u{1b}[<0;30;4M");
    term.expect("read on");
    term.wait_raw("\u{1b}]8;id=1;https://example.org/1\u{1b}\\");
    term.send("Q");
    assert_eq!(term.code(), 0);
    is_given_back(&term);
    let mut term = home.screen(80, 24, &[]);
    term.expect("the trial");
    let raw = String::from_utf8_lossy(&term.raw()).into_owned();
    assert!(
        !raw.contains("\u{1b}]8;"),
        "this one is not known to take links"
    );
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn the_title_says_how_much_is_unread_and_is_given_back() {
    let server = Server::start();
    let home = fetched(&server, 1);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.wait_raw("\u{1b}]2;rounds: 5 unread\u{1b}\\");
    term.send("m");
    term.wait_raw("\u{1b}]2;rounds: 4 unread\u{1b}\\");
    term.send("Q");
    assert_eq!(term.code(), 0);
    is_given_back(&term);
    let config = home.path().join("config/config.toml");
    std::fs::write(&config, "[screen]\ntitle = \"\"\nmouse = false\n").unwrap();
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    let raw = String::from_utf8_lossy(&term.raw()).into_owned();
    assert!(!raw.contains("\u{1b}]2;") && !raw.contains("\u{1b}[?1000h"));
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    // Until the start has said all it has to say.
    let mut before = 0;
    while term.raw().len() != before {
        before = term.raw().len();
        let _ = term.wait(Duration::from_millis(500), |_| false);
    }
    let n_reads = term.n_reads();
    // The only way to see that nothing comes is to look for a while.
    let _ = term.wait(Duration::from_secs(3), |_| false);
    assert_eq!(term.n_reads() - n_reads, 0, "redraws in three seconds");
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn acceptance_40_a_stop_from_outside_gives_the_terminal_back_and_fg_draws_again() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    term.expect("Item 4 of");
    term.signal("TSTP");
    let left = term.wait(PATIENCE, |text| {
        text.contains("rounds is stopped; fg goes on.")
    });
    assert!(left.is_ok(), "{left:?}");
    is_given_back(&term);
    // A CONT that comes before the stop would be lost.
    assert!(term.is_stopped(), "it goes on");
    // The window has another size when one comes back.
    term.resize(100, 30);
    term.signal("CONT");
    let full = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        lines.len() == 30 && lines[29].trim_end().ends_with("? keys") && text.contains("Item 4 of")
    };
    let back = term.wait(PATIENCE, full);
    assert!(back.is_ok(), "{back:?}");
    term.send("Q");
    assert_eq!(term.code(), 0);
    is_given_back(&term);
}

#[test]
fn acceptance_37_a_locale_that_is_not_unicode_gets_ascii_alone() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[("LC_ALL", "C"), ("NO_COLOR", "1")]);
    term.expect("Item 4 of");
    let text = term.expect("? keys");
    let odd = text.chars().find(|c| !matches!(c, ' '..='~' | '\n'));
    assert_eq!(odd, None, "{text}");
    let row = text.lines().nth(2).unwrap_or_default();
    assert!(row.starts_with(">*"), "{row}");
    // No colour either: resets alone are fine.
    let raw = String::from_utf8_lossy(&term.raw()).into_owned();
    for sequence in raw.split("\u{1b}[").skip(1) {
        let Some((numbers, _)) = sequence.split_once('m') else {
            continue;
        };
        if numbers
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b';')
        {
            for number in numbers.split(';').filter_map(|it| it.parse::<u32>().ok()) {
                assert!(!matches!(number, 30..=38 | 40..=48 | 90..=107), "{numbers}");
            }
        }
    }
    term.send("Q");
    assert_eq!(term.code(), 0);
}

#[test]
fn acceptance_39_a_paste_acts_only_in_a_text_field() {
    let server = Server::start();
    let home = fetched(&server, 3);
    let mut term = home.screen(80, 24, &[]);
    term.expect("15 unread");
    term.send("\u{1b}[200~qQM\r\u{1b}[201~");
    let text = term.expect("Pasted text was ignored");
    assert!(text.contains("15 unread"), "{text}");
    term.send("e");
    term.expect("Enter keep");
    term.send("\u{1b}[200~qQM\r\u{1b}[201~");
    let typed = |text: &str| text.contains("qQM") && text.contains("Enter keep");
    let inside = term.wait(PATIENCE, typed);
    assert!(inside.is_ok(), "{inside:?}");
    term.send("\r");
    term.expect("✎");
    term.send("Q");
    assert_eq!(term.code(), 0);
}
