//! The picture in the README is the real screen of the demo: drawn by the
//! program in a terminal, turned into SVG here.
//!
//! `ROUNDS_UPDATE=1 cargo test picture` draws it anew.

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
        second && text.contains("Neither pen exists") && text.contains("Report a mix-up")
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

/// What a picture says, without its colours.
fn words(svg: &str) -> Vec<&str> {
    svg.split('>')
        .filter_map(|part| part.split_once("</text").map(|(text, _)| text))
        .collect()
}

fn svg(screen: &vt100::Screen) -> String {
    let (width, height) = (WIDTH * CELL.0 + 16, HEIGHT * CELL.1 + 16);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14181d\"/>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for y in 0..HEIGHT {
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
    }
    svg.push_str("</g>\n</svg>\n");
    svg
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
