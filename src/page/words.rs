//! A page as words: what search and topics look at.
//!
//! Fast rather than faithful: no styles, no links, no numbers of lists.

use crate::page::characters::Sort;
use crate::page::characters::sort;
use crate::page::escaped::unescaped;
use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::read;

/// All words of a page in reading order, words of different blocks divided.
///
/// Entities are decoded and what images say of themselves is included. Only
/// the first 2 MB of a page are read.
pub fn plain_text(html: &str) -> String {
    let unescaped = unescaped(html);
    let html = unescaped.as_deref().unwrap_or(html);
    let mut words = Words {
        text: String::with_capacity(html.len().min(1 << 16)),
        gap: false,
        unread: None,
    };
    read(html, &mut words);
    words.text
}

struct Words {
    text: String,
    gap: bool,
    unread: Option<&'static str>,
}

const UNREAD: &[&str] = &[
    "script",
    "style",
    "template",
    "title",
    "textarea",
    "select",
    "svg",
    "iframe",
    "noembed",
    "noframes",
    "annotation",
];

/// Tags that words run across.
const WITHIN: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "math", "mi", "mn", "mo", "mrow", "msub", "msubsup", "msup", "mtext",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

impl Words {
    fn close_gap(&mut self) {
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
    }
}

impl Listener for Words {
    fn text(&mut self, text: &str) {
        if self.unread.is_some() {
            return;
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            // Plain words, which is most of what there is, in one piece.
            let n_plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            if n_plain > 0 {
                self.close_gap();
                self.text.push_str(&rest[..n_plain]);
                rest = &rest[n_plain..];
                continue;
            }
            match sort(c) {
                Sort::Letter(c) => {
                    self.close_gap();
                    self.text.push(c);
                }
                Sort::Space => self.gap = true,
                Sort::Nothing => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        if self.unread.is_some() {
            return;
        }
        if !WITHIN.contains(&tag.name) {
            self.gap = true;
        }
        if tag.name == "img"
            && let Some(alt) = tag.words("alt")
        {
            self.text(alt);
            self.gap = true;
        }
        if !tag.closes_itself() {
            self.unread = UNREAD.iter().copied().find(|name| *name == tag.name);
        }
    }

    fn end(&mut self, name: &str) {
        match self.unread {
            Some(unread) if unread == name => self.unread = None,
            Some(_) => {}
            None => self.gap |= !WITHIN.contains(&name),
        }
    }
}
