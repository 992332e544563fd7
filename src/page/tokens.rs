//! HTML as a stream of tags and text, from html5ever's tokenizer.
//!
//! No tree is ever built: that keeps the time linear and the memory flat,
//! whatever a page nests. Nothing here knows what a tag means, except for the
//! few whose content is not HTML.

use std::borrow::Cow;
use std::cell::Cell;
use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::BufferQueue;
use html5ever::tokenizer::Tag;
use html5ever::tokenizer::TagKind;
use html5ever::tokenizer::Token;
use html5ever::tokenizer::TokenSink;
use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::Tokenizer;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tokenizer::states::RawKind;

/// More than this is not read: 2 MB.
pub const MOST_BYTES: usize = 2_000_000;

/// Spaces, slashes and quotes between two tokens. The tokenizer compares
/// every attribute with all before it, so that a tag of 100,000 attributes
/// takes minutes; past this many the tag is closed by force.
const MOST_SEPARATORS: usize = 2_000;
const CHUNK: usize = 4_096;

/// What is told of a page, in order.
pub trait Listener {
    fn text(&mut self, text: &str);
    fn start(&mut self, tag: &StartTag<'_>);
    fn end(&mut self, name: &str);
}

/// A start tag.
pub struct StartTag<'a> {
    /// In lower case, without the prefixes of XHTML and MathML.
    pub name: &'a str,
    tag: &'a Tag,
}

impl StartTag<'_> {
    /// An attribute's value; its name is in lower case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.tag
            .attrs
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|attribute| &*attribute.value)
    }

    /// All attributes: names in lower case, values without entities.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.tag.attrs.iter();
        attributes.map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// An attribute that says something.
    pub fn words(&self, name: &str) -> Option<&str> {
        self.attribute(name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// An attribute that holds a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        let value = self.words(name)?;
        value.strip_suffix("px").unwrap_or(value).parse().ok()
    }

    /// Whether it ends where it begins: `<span/>`.
    pub fn closes_itself(&self) -> bool {
        self.tag.self_closing
    }

    /// Whether one of the class names passes.
    pub fn class(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.attribute("class")
            .is_some_and(|value| value.split_ascii_whitespace().any(wanted))
    }
}

/// Tells the listener all of a page, or its first [`MOST_BYTES`].
///
/// `<![CDATA[` that was left over from a feed vanishes; what it held is read.
pub fn read(html: &str, listener: &mut impl Listener) {
    let html = without_cdata(first(html));
    let html = without_data_addresses(&html);
    let sink = Sink {
        listener: RefCell::new(listener),
        n_tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut n_before = 0;
    let mut n_separators = 0;
    for chunk in chunks(&html) {
        queue.push_back(StrTendril::from_slice(chunk));
        // Only a script could stop the tokenizer, and scripts are not run.
        let _ = tokenizer.feed(&queue);
        if html.len() <= CHUNK {
            break;
        }
        n_separators = match tokenizer.sink.n_tokens.get() {
            n if n == n_before => n_separators + separators(chunk),
            _ => separators(chunk),
        };
        n_before = tokenizer.sink.n_tokens.get();
        if n_separators > MOST_SEPARATORS {
            if n_separators > separators(chunk) {
                queue.push_back(StrTendril::from_slice("'\">"));
                let _ = tokenizer.feed(&queue);
            }
            n_separators = 0;
        }
    }
    tokenizer.end();
}

/// Whether a page is longer than what is read of it.
pub fn is_too_long(html: &str) -> bool {
    html.len() > MOST_BYTES
}

fn first(html: &str) -> &str {
    &html[..html.floor_char_boundary(MOST_BYTES)]
}

fn chunks(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let (chunk, rest) = text.split_at(text.floor_char_boundary(CHUNK));
        text = rest;
        Some(chunk)
    })
}

fn separators(chunk: &str) -> usize {
    chunk
        .bytes()
        .filter(|byte| {
            matches!(
                byte,
                b' ' | b'\t' | b'\n' | b'\r' | 12 | b'/' | b'"' | b'\''
            )
        })
        .count()
}

fn without_cdata(html: &str) -> Cow<'_, str> {
    if memchr::memmem::find(html.as_bytes(), b"<![CDATA[").is_none() {
        return Cow::Borrowed(html);
    }
    Cow::Owned(html.replace("<![CDATA[", "").replace("]]>", ""))
}

/// Images written out in the page itself are long and say nothing here.
fn without_data_addresses(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b";base64,") {
        let (before, data) = rest.split_at(at + ";base64,".len());
        let end = data
            .bytes()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"+/=%-_".contains(&byte)));
        kept.push_str(before);
        rest = &data[end.unwrap_or(data.len())..];
    }
    if kept.is_empty() {
        return Cow::Borrowed(html);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

struct Sink<'a, L> {
    listener: RefCell<&'a mut L>,
    n_tokens: Cell<u64>,
}

impl<L: Listener> TokenSink for Sink<'_, L> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CharacterTokens(text) => self.listener.borrow_mut().text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                self.listener.borrow_mut().end(plain_name(&tag.name));
            }
            Token::TagToken(tag) => {
                self.n_tokens.set(self.n_tokens.get() + 1);
                let name = plain_name(&tag.name);
                self.listener
                    .borrow_mut()
                    .start(&StartTag { name, tag: &tag });
                return content_of(&tag);
            }
            _ => {}
        }
        self.n_tokens.set(self.n_tokens.get() + 1);
        TokenSinkResult::Continue
    }
}

/// What the tokenizer must not read as HTML. A tag that closes itself, as
/// XHTML has them in feeds, would otherwise swallow the rest of the page.
fn content_of(tag: &Tag) -> TokenSinkResult<()> {
    if tag.self_closing {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

fn plain_name(name: &str) -> &str {
    match name.split_once(':') {
        Some(("mml" | "m" | "xhtml" | "html" | "svg", rest)) => rest,
        _ => name,
    }
}

/// Elements that never have content.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
