//! An article on paper: its head and text wrapped to a width, in roles instead
//! of colours.

mod blocks;
mod hung;
mod marked;
mod sheet;
mod table;
pub mod wrap;

use crate::app::keymap::Keymap;
use crate::app::paper::sheet::Sheet;
use crate::app::pictures::Album;
use crate::app::pictures::Frame;
use crate::domain::badge::Badge;
use crate::domain::picture::Room;
use crate::domain::time::UtcTime;
use crate::domain::work::Work;

/// Text is never wider than this, however wide the screen: longer lines are
/// hard to follow back.
pub const WIDEST: u16 = 76;

/// The keys that an article names, as the person set them; empty where one has
/// none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys<'a> {
    /// Opens the item in the browser.
    pub open: &'a str,
    /// Shows who carries it.
    pub carriers: &'a str,
}

impl<'a> Keys<'a> {
    pub fn of(keymap: &'a Keymap) -> Keys<'a> {
        Keys {
            open: keymap.first_key("open.browser"),
            carriers: keymap.first_key("discussion"),
        }
    }
}

/// What a person reads where a source gave no text.
fn no_text(keys: Keys<'_>) -> String {
    const WHAT: &str = "This source sends only the title and link.";
    match keys.open {
        "" => WHAT.to_string(),
        key => format!("{WHAT} {key} opens it in the browser."),
    }
}

/// One line of wrapped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLine {
    pub runs: Vec<Run>,
    /// The block of the document it belongs to, for keeping the place when the
    /// width changes; the head is block 0, the first block 1.
    pub block: u32,
    /// What of an image stands on this line.
    pub picture: Option<Hung>,
}

/// What stands on a line of an image. Such lines belong to the block before
/// the image, so that places hold whether images show or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hung {
    /// Words in its place.
    Words,
    /// A row of it.
    Row {
        /// Which of the document's images, from 0.
        nth: usize,
        /// From 0.
        row: u16,
        room: Room,
    },
}

/// A run of text in one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
    pub strong: bool,
    /// The number of the link it belongs to, from 1.
    pub link: Option<u32>,
    /// The number of the marked piece it belongs to, from 0.
    pub marked: Option<u32>,
}

/// What a run is; `ui` gives it a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Text,
    Dim,
    Heading,
    Title,
    Link,
    Code,
    Quote,
    Badge(Badge),
    Saved,
}

impl Run {
    /// Text in no role.
    pub fn plain(text: impl Into<String>) -> Run {
        Run::of(Role::Text, text)
    }

    /// Text in a role.
    pub fn of(role: Role, text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            role,
            ..Run::default()
        }
    }

    /// A run like this one without its text.
    fn blank(&self) -> Run {
        Run {
            text: String::new(),
            ..*self
        }
    }
}

impl TextLine {
    /// Whether it belongs to the article's head.
    pub fn is_head(&self) -> bool {
        self.block == 0 && self.picture.is_none()
    }

    /// The line without its roles.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The whole article, head first, no line wider than `width` cells; text never
/// wider than 76. `now` gives the age in the head.
///
/// Text that runs from right to left (Arabic, Hebrew, Persian, Urdu) stands at
/// the right edge on lines of its own and keeps the order of its letters.
/// Terminals that know such text (mlterm, Konsole, GNOME's, Apple's) turn it
/// themselves; turned here as well it would be backwards in all of them, in
/// what is copied, in what is searched and to a screen reader. In terminals
/// that do not, each line reads from its left.
///
/// This is the page as a verb prints it: it has no images and names no key.
pub fn lay_out(work: &Work, width: u16, now: UtcTime, ascii: bool) -> Vec<TextLine> {
    lay_out_with(work, width, now, ascii, None, Keys::default())
}

/// The same for the screen, with its keys and room for the images, as they stand
/// in an album. Without one the words of an image are all there is of it.
pub fn lay_out_with(
    work: &Work,
    width: u16,
    now: UtcTime,
    ascii: bool,
    images: Option<(&Album, Frame)>,
    keys: Keys<'_>,
) -> Vec<TextLine> {
    let mut paper = Sheet::new(usize::from(width.clamp(1, WIDEST)), ascii);
    if let (Some((album, frame)), Some(document)) = (images, &work.document) {
        paper.take_images(&document.pictures, album, frame);
    }
    paper.leftward = work.details.right_to_left;
    paper.head(work, now, keys);
    paper.body(work, keys);
    marked::mark(&mut paper.lines, &work.highlights);
    paper.lines
}

/// Where a link leads, short: `nejm.org`; the address of a mail link.
pub fn host(target: &str) -> &str {
    if let Some(address) = target.strip_prefix("mailto:") {
        return address.split('?').next().unwrap_or(address);
    }
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// An age as a sentence part: `2h ago`, `just now`.
pub fn ago(time: UtcTime, now: UtcTime) -> String {
    match time.age(now).as_str() {
        "now" => "just now".to_string(),
        age => format!("{age} ago"),
    }
}

#[cfg(test)]
mod tests;
