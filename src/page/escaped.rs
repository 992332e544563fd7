//! Text that is not quite HTML: plain lines, and HTML that was escaped once
//! too often on its way into a feed.

use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::read;

/// Whether a text holds a tag or a comment at all.
pub fn has_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| match bytes.get(at + 1) {
        Some(b'/' | b'!' | b'?') => true,
        Some(byte) => byte.is_ascii_alphabetic(),
        None => false,
    })
}

/// What stands behind `&lt;p&gt;…`, if that is what the text is.
///
/// Only tags that texts in feeds are made of count, and only in a text that
/// has no real ones: `x &lt; y` and a lesson on HTML stay as they are.
pub fn unescaped(text: &str) -> Option<String> {
    if memchr::memmem::find(text.as_bytes(), b"&lt;").is_none() || has_tags(text) {
        return None;
    }
    let decoded = decoded(text);
    is_html(&decoded).then_some(decoded)
}

/// A text without tags, its entities decoded.
pub fn decoded(text: &str) -> String {
    let mut words = Words(String::with_capacity(text.len()));
    read(text, &mut words);
    words.0
}

struct Words(String);

impl Listener for Words {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn start(&mut self, _tag: &StartTag<'_>) {}

    fn end(&mut self, _name: &str) {}
}

fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let tag = &bytes[at + 1..bytes.len().min(at + 12)];
        let tag = tag.to_ascii_lowercase();
        [
            "/p>", "p>", "p ", "br>", "br/", "br /", "div>", "div ", "/div>", "a href", "/a>",
            "img ", "/b>", "/strong>", "/em>", "/i>", "/li>", "/ul>", "/span>", "span ", "hr>",
            "/h2>", "/h3>",
        ]
        .iter()
        .any(|known| tag.starts_with(known.as_bytes()))
    })
}

/// The paragraphs of a text without tags.
///
/// Blank lines divide them; where there are none every line is one, unless
/// the lines are all about as long as a mail program makes them.
pub fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let inner = lines.iter().skip_while(|line| line.is_empty());
    let has_blanks = inner
        .clone()
        .zip(inner.skip(1))
        .any(|(line, next)| line.is_empty() && !next.is_empty());
    if !has_blanks && !is_wrapped(&lines) {
        return lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
    }
    lines
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.join(" "))
        .collect()
}

fn is_wrapped(lines: &[&str]) -> bool {
    let full: Vec<usize> = lines
        .iter()
        .map(|line| line.chars().count())
        .filter(|n| *n > 0)
        .collect();
    match full.split_last() {
        Some((_, rest)) => rest.len() >= 2 && rest.iter().all(|n| (58..=82).contains(n)),
        None => false,
    }
}

/// The addresses in a plain text: from where to where each reaches.
pub fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(colon) = memchr::memmem::find(&text.as_bytes()[at..], b"://") {
        let colon = at + colon;
        at = colon + 3;
        let before = &text[..colon];
        let Some(scheme) = ["https", "http"].iter().find(|s| before.ends_with(*s)) else {
            continue;
        };
        let end = text[at..]
            .find(|c: char| c.is_whitespace() || "<>\"'«»“”".contains(c))
            .map_or(text.len(), |n| at + n);
        let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        if address.len() > at {
            found.push((colon - scheme.len(), address.len()));
            at = address.len();
        }
    }
    found
}
