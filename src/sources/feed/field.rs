//! Fields of an entry or a feed: where they are and what they hold.
//!
//! A field belongs to the entry unless it stands within somebody else's
//! things: an author's name, the title of an image, the feed it came from.

use std::borrow::Cow;

use crate::sources::feed::address;
use crate::sources::feed::entities::escape;
use crate::sources::feed::names::Space;
use crate::sources::feed::tree::Child;
use crate::sources::feed::tree::Node;
use crate::sources::feed::tree::Tree;
use crate::sources::feed::words::has_markup;

/// The places of the fields of an entry or feed, in document order.
pub fn of(tree: &Tree, place: usize) -> Vec<usize> {
    let mut fields = Vec::new();
    // A stack of its own, last first, for elements that only wrap others.
    let mut waiting: Vec<usize> = tree.elements(place).collect();
    waiting.reverse();
    while let Some(place) = waiting.pop() {
        let node = &tree.nodes[place];
        fields.push(place);
        if is_wrapper(node) {
            let from = waiting.len();
            waiting.extend(tree.elements(place));
            waiting[from..].reverse();
        }
    }
    fields
}

fn is_wrapper(node: &Node) -> bool {
    match node.space {
        Space::Media => matches!(&*node.local, "group" | "content"),
        Space::Feed => matches!(&*node.local, "items" | "li" | "seq" | "bag"),
        _ => false,
    }
}

/// The address relative links of an element are read at.
pub fn base_of<'b>(tree: &Tree, place: usize, base: &'b str) -> Cow<'b, str> {
    match tree.nodes[place].attribute("xml:base") {
        Some(stated) => Cow::Owned(address::base(base, stated)),
        None => Cow::Borrowed(base),
    }
}

/// The address relative links within an element are read at, all elements
/// around it considered.
pub fn base_within(tree: &Tree, place: usize, document: &str) -> String {
    let mut path = Vec::new();
    let mut at = place;
    while at != 0 {
        path.push(at);
        at = tree.nodes[at].parent;
    }
    let mut base = document.to_string();
    for place in path.into_iter().rev() {
        if let Some(stated) = tree.nodes[place].attribute("xml:base") {
            base = address::base(&base, stated);
        }
    }
    base
}

/// The HTML of a field; `None` where it is empty.
pub fn html(tree: &Tree, place: usize) -> Option<String> {
    let node = &tree.nodes[place];
    let inner = match only_wrapper(tree, place) {
        Some(wrapper) => tree.html(wrapper),
        None => tree.html(place),
    };
    let inner = inner.trim();
    if inner.is_empty() {
        return None;
    }
    if is_encoded(node)
        && let Some(text) = base64(inner)
    {
        return Some(text);
    }
    let is_plain = matches!(node.attribute("type"), Some("text" | "text/plain"));
    let is_written_out = tree.elements(place).next().is_some();
    if is_plain && !is_written_out && !has_markup(inner) {
        let mut escaped = String::with_capacity(inner.len());
        escape(inner, &mut escaped);
        return Some(escaped);
    }
    Some(inner.to_string())
}

/// The one `div` Atom wraps its inline XHTML in.
fn only_wrapper(tree: &Tree, place: usize) -> Option<usize> {
    let node = &tree.nodes[place];
    let is_xhtml = matches!(
        node.attribute("type"),
        Some("xhtml" | "application/xhtml+xml")
    );
    let mut elements = tree.elements(place);
    let inner = elements.next()?;
    let alone = elements.next().is_none() && tree.nodes[inner].local == "div";
    let text_beside = node.children.iter().any(|child| match child {
        Child::Text(text) => !text.trim().is_empty(),
        Child::Element(_) => false,
    });
    (is_xhtml && alone && !text_beside).then_some(inner)
}

/// Whether a field states that its text is base64: in Atom 0.3 in so many
/// words, in Atom 1.0 by a media type that is neither text nor XML.
///
/// Source: RFC 4287, section 4.1.3.3.
fn is_encoded(node: &Node) -> bool {
    let kind = node.attribute("type").unwrap_or_default();
    let is_text = kind.starts_with("text/") || kind.ends_with("xml");
    node.attribute("mode") == Some("base64") || kind.contains('/') && !is_text
}

/// The text of base64. `None` where it is not that.
///
/// Source: RFC 4648, section 4.
fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let mut bits = 0_u32;
    let mut n_bits = 0;
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xFF) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}
