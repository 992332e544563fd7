//! The picture in the README is the real screen of the demo: drawn by the
//! program in a terminal, turned into SVG here.
//!
//! `ROUNDS_UPDATE=1 cargo test picture` draws it anew, with `-- --ignored` the
//! film of the demo, which nothing compares: it is a recording of its day.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::home::Home;
use crate::home::NOW;
use crate::home::ROUNDS;
use crate::terminal::PATIENCE;
use crate::terminal::Term;

const WIDTH: u16 = 100;
const HEIGHT: u16 = 30;
/// One cell in the picture, in pixels.
const CELL: (u16, u16) = (9, 20);

/// The demo's screen at the tests' time, with a row selected that tells much.
fn demo() -> Term {
    let home = Home::new();
    let folder = home.path().to_string_lossy().into_owned();
    let variables = [
        ("ROUNDS_HOME", folder.as_str()),
        ("ROUNDS_NOW", NOW),
        ("TMPDIR", folder.as_str()),
    ];
    let mut term = Term::start(Path::new(ROUNDS), &["demo"], &variables, WIDTH, HEIGHT);
    term.expect("? keys");
    // What comes in later would stand above whatever was selected before.
    term.wait(PATIENCE, |text| text.contains("34 unread"))
        .expect("the whole sample has come");
    term.send("ggj");
    term.wait(PATIENCE, |text| {
        let second = text.lines().nth(3).is_some_and(|line| line.contains('▌'));
        // The text's last words: a frame comes in pieces.
        second && text.contains("Neither pen exists") && text.contains("Report a mix")
    })
    .expect("the second row is selected and its text is there");
    term
}

#[test]
fn the_readme_shows_the_real_screen() {
    let mut term = demo();
    let picture = term.look(svg);
    term.send("Q");
    assert_eq!(term.code(), 0);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    if std::env::var_os("ROUNDS_UPDATE").is_some() {
        fs::write(&file, &picture).unwrap();
    }
    let shown = fs::read_to_string(&file).unwrap_or_default();
    let (shown, picture) = (words(&shown), words(&picture));
    let other = picture.iter().zip(&shown).find(|(is, was)| is != was);
    assert!(
        shown == picture,
        "assets/screen.svg is not the screen any more ({other:?}); ROUNDS_UPDATE=1 cargo test picture draws it"
    );
}

/// A key or two of the demo, how long they are looked at in seconds, and what
/// stands on the screen then.
const PLAY: &[(&str, u16, &str)] = &[
    ("", 3, "Neither pen exists"),
    ("\r", 4, "Report a mix-up"),
    ("q", 1, "33 unread"),
    ("s", 2, "Saved"),
    ("g", 2, "CME"),
    ("s", 3, "▸ Saved"),
    ("q", 1, "▸ Timeline"),
    ("?", 3, "Keys"),
];

#[test]
#[ignore = "draws assets/recording.svg: ROUNDS_UPDATE=1 cargo test picture -- --ignored"]
fn the_readme_plays_the_real_program() {
    let mut term = demo();
    let mut frames = Vec::new();
    for (keys, seconds, wanted) in PLAY {
        let before = term.raw().len();
        term.send(keys);
        term.expect(wanted);
        term.settled(before);
        frames.push((*seconds, term.look(rows)));
    }
    term.send("QQ");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/recording.svg");
    let film = film(&frames);
    assert!(film.len() < 200_000, "{} bytes", film.len());
    if std::env::var_os("ROUNDS_UPDATE").is_some() {
        fs::write(&file, &film).unwrap();
    }
}

/// What a picture says, without its colours.
fn words(svg: &str) -> Vec<&str> {
    svg.split('>')
        .filter_map(|part| part.split_once("</text").map(|(text, _)| text))
        .collect()
}

fn svg(screen: &vt100::Screen) -> String {
    head() + &rows(screen).concat() + TAIL
}

const TAIL: &str = "</g>\n</svg>\n";

fn head() -> String {
    let (width, height) = (WIDTH * CELL.0 + 16, HEIGHT * CELL.1 + 16);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14181d\"/>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    )
}

/// A film of the frames: each row that looks the same in several of them stands
/// once, and is shown when it is its time. Who does not play films shows the
/// first frame.
fn film(frames: &[(u16, Vec<String>)]) -> String {
    let total: u16 = frames.iter().map(|(seconds, _)| seconds).sum();
    let mut film = head();
    for y in 0..usize::from(HEIGHT) {
        let mut drawn: Vec<&String> = Vec::new();
        for (_, rows) in frames {
            let row = &rows[y];
            if row.is_empty() || drawn.contains(&row) {
                continue;
            }
            drawn.push(row);
            let (mut at, mut was) = (0, None);
            let (mut values, mut times) = (Vec::new(), Vec::new());
            for (seconds, rows) in frames {
                let shows = rows[y] == *row;
                if was != Some(shows) {
                    values.push(if shows { "visible" } else { "hidden" });
                    times.push(format!("{:.4}", f64::from(at) / f64::from(total)));
                    was = Some(shows);
                }
                at += seconds;
            }
            match values.as_slice() {
                ["visible"] => film.push_str(row),
                [first, ..] => {
                    writeln!(
                        film,
                        "<g visibility=\"{first}\"><animate attributeName=\"visibility\" calcMode=\"discrete\" \
                         dur=\"{total}s\" repeatCount=\"indefinite\" values=\"{}\" keyTimes=\"{}\"/>\n{row}</g>",
                        values.join(";"),
                        times.join(";")
                    )
                    .unwrap();
                }
                [] => {}
            }
        }
    }
    film + TAIL
}

/// Every row of a screen as it is drawn.
fn rows(screen: &vt100::Screen) -> Vec<String> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        let mut svg = String::new();
        let mut x = 0;
        while x < WIDTH {
            let style = style_at(screen, x, y);
            let from = x;
            let mut text = String::new();
            while x < WIDTH && style_at(screen, x, y) == style {
                let cell = screen.cell(y, x);
                match cell.map(vt100::Cell::contents) {
                    Some("") if cell.is_some_and(vt100::Cell::is_wide_continuation) => {}
                    Some("") | None => text.push(' '),
                    Some(contents) => text.push_str(contents),
                }
                x += 1;
            }
            run(&mut svg, from, x, y, &style, &text);
        }
        rows.push(svg);
    }
    rows
}

#[derive(PartialEq)]
struct Style {
    fg: String,
    bg: Option<String>,
    bold: bool,
}

fn style_at(screen: &vt100::Screen, x: u16, y: u16) -> Style {
    let Some(cell) = screen.cell(y, x) else {
        return Style {
            fg: String::new(),
            bg: None,
            bold: false,
        };
    };
    Style {
        fg: colour(cell.fgcolor()).unwrap_or_else(|| "#e3e7ec".to_string()),
        bg: colour(cell.bgcolor()).filter(|bg| bg != "#14181d"),
        bold: cell.bold(),
    }
}

fn colour(colour: vt100::Color) -> Option<String> {
    match colour {
        vt100::Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}

fn run(svg: &mut String, from: u16, to: u16, y: u16, style: &Style, text: &str) {
    let (left, width) = (8 + from * CELL.0, (to - from) * CELL.0);
    let top = 8 + y * CELL.1;
    if let Some(bg) = &style.bg {
        writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{bg}\"/>",
            CELL.1
        )
        .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let bold = if style.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let base = top + 15;
    writeln!(
        svg,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{width}\" fill=\"{}\"{bold}>{text}</text>",
        style.fg
    )
    .unwrap();
}
