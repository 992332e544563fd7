//! Tags to a tree in which every entry has its place.
//!
//! Mends what is not closed, closed twice or crossed: a new entry closes the
//! one before, a new field closes the field that was forgotten open, and no
//! stray end tag inside an entry ends the entry. Never deeper than
//! [`DEEPEST`]; what lies deeper is kept as text of its place.

use std::borrow::Cow;

use crate::sources::feed::entities::escape;
use crate::sources::feed::markup::Token;
use crate::sources::feed::markup::Tokens;
use crate::sources::feed::names::Scope;
use crate::sources::feed::names::Space;

/// Feeds are 6 deep, HTML in them perhaps 40.
const DEEPEST: usize = 200;

/// Entries within the texts of entries: one that shows another is real, more
/// are texts left open, and each would hold all that follow.
const MOST_IN_EACH_OTHER: usize = 3;

/// An element and where it stands.
#[derive(Debug)]
pub struct Node<'a> {
    pub space: Space,
    /// Without prefix, in lower case.
    pub local: Cow<'a, str>,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub children: Vec<Child<'a>>,
    pub parent: usize,
}

#[derive(Debug)]
pub enum Child<'a> {
    /// The place of an element in the tree.
    Element(usize),
    Text(Cow<'a, str>),
}

impl Node<'_> {
    /// An attribute by its full name, in any case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    pub fn is(&self, space: Space, local: &str) -> bool {
        self.space == space && self.local == local
    }

    /// Whether it is an entry of any kind of feed.
    pub fn is_entry(&self) -> bool {
        self.space == Space::Feed && matches!(&*self.local, "item" | "entry")
    }

    /// Whether its content is stated to be markup of its own.
    fn is_inline(&self) -> bool {
        self.attribute("type").is_some_and(|kind| {
            let kind = kind.to_ascii_lowercase();
            kind.ends_with("xhtml") || kind.ends_with("xml")
        })
    }
}

/// All elements of a document; the first stands for the document itself.
#[derive(Debug)]
pub struct Tree<'a> {
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    /// Reads a document. Takes time in proportion to its length.
    pub fn read(text: &'a str) -> Tree<'a> {
        let mut builder = Builder::default();
        for token in Tokens::new(text) {
            match token {
                Token::Start {
                    name,
                    attributes,
                    closed,
                } => builder.start(name, attributes, closed),
                Token::End(name) => builder.end(name),
                Token::Text(text) => builder.text(text),
            }
        }
        Tree {
            nodes: builder.nodes,
        }
    }

    /// The elements directly within one.
    pub fn elements(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        self.nodes[place]
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Element(place) => Some(*place),
                Child::Text(_) => None,
            })
    }

    /// All text within an element, tags left out.
    pub fn text(&self, place: usize) -> Cow<'_, str> {
        match self.nodes[place].children.as_slice() {
            [] => Cow::Borrowed(""),
            [Child::Text(text)] => Cow::Borrowed(text),
            _ => {
                let mut text = String::new();
                self.write_text(place, &mut text);
                Cow::Owned(text)
            }
        }
    }

    fn write_text(&self, place: usize, text: &mut String) {
        for child in &self.nodes[place].children {
            match child {
                Child::Text(piece) => text.push_str(piece),
                Child::Element(inner) => self.write_text(*inner, text),
            }
        }
    }

    /// What is within an element as HTML: escaped markup unescaped once,
    /// markup that was not escaped written out again.
    pub fn html(&self, place: usize) -> Cow<'_, str> {
        match self.elements(place).next() {
            None => self.text(place),
            Some(_) => {
                let mut html = String::new();
                self.write_children(place, &mut html);
                Cow::Owned(html)
            }
        }
    }

    fn write_children(&self, place: usize, html: &mut String) {
        for child in &self.nodes[place].children {
            let inner = match child {
                Child::Text(text) => {
                    escape(text, html);
                    continue;
                }
                Child::Element(inner) => *inner,
            };
            let node = &self.nodes[inner];
            html.push('<');
            html.push_str(&node.local);
            for (key, value) in &node.attributes {
                html.push(' ');
                html.push_str(key);
                html.push_str("=\"");
                let mut escaped = String::with_capacity(value.len());
                escape(value, &mut escaped);
                html.push_str(&escaped.replace('"', "&quot;"));
                html.push('"');
            }
            html.push('>');
            if !is_void(&node.local) {
                self.write_children(inner, html);
                html.push_str("</");
                html.push_str(&node.local);
                html.push('>');
            }
        }
    }
}

/// An element that is still open.
#[derive(Debug)]
struct Open<'a> {
    place: usize,
    /// As written, for its end tag.
    name: &'a str,
}

#[derive(Debug)]
struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    open: Vec<Open<'a>>,
    scope: Scope<'a>,
}

impl Default for Builder<'_> {
    fn default() -> Self {
        Builder {
            nodes: vec![Node {
                space: Space::Other,
                local: Cow::Borrowed(""),
                attributes: Vec::new(),
                children: Vec::new(),
                parent: 0,
            }],
            open: vec![Open { place: 0, name: "" }],
            scope: Scope::default(),
        }
    }
}

impl<'a> Builder<'a> {
    fn top(&self) -> usize {
        self.open.last().map_or(0, |open| open.place)
    }

    fn close_to(&mut self, n_open: usize) {
        self.open.truncate(n_open.max(1));
        self.scope.leave(self.open.len());
    }

    fn start(&mut self, name: &'a str, attributes: Vec<(&'a str, Cow<'a, str>)>, closed: bool) {
        for (key, value) in &attributes {
            if key.starts_with("xmlns") {
                self.scope.declare(self.open.len() + 1, key, value);
            }
        }
        let (space, local) = self.scope.resolve(name);
        let local = match local.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(local.to_ascii_lowercase()),
            false => Cow::Borrowed(local),
        };
        let node = Node {
            space,
            local,
            attributes,
            children: Vec::new(),
            parent: 0,
        };
        self.make_room_for(&node);
        if self.open.len() >= DEEPEST {
            return;
        }
        let parent = self.top();
        let place = self.nodes.len();
        let is_void = is_void(&node.local) && matches!(space, Space::Feed | Space::Xhtml);
        self.nodes.push(Node { parent, ..node });
        self.nodes[parent].children.push(Child::Element(place));
        if closed || is_void {
            self.scope.leave(self.open.len());
        } else {
            self.open.push(Open { place, name });
        }
    }

    /// Closes what the new element shows to have been forgotten.
    fn make_room_for(&mut self, node: &Node<'a>) {
        let top = &self.nodes[self.top()];
        if is_field(top) && !top.is_inline() && begins_field(node) {
            self.close_to(self.open.len() - 1);
        }
        if !node.is_entry() {
            return;
        }
        // Whatever is open inside the entry before, or beside it, is over.
        let entries = self.open.iter().map(|open| &self.nodes[open.place]);
        let n_entries = entries.filter(|node| node.is_entry()).count();
        let inline = n_entries < MOST_IN_EACH_OTHER
            && self.open.iter().any(|open| {
                is_field(&self.nodes[open.place]) && self.nodes[open.place].is_inline()
            });
        let entry = self
            .open
            .iter()
            .position(|open| self.nodes[open.place].is_entry());
        let field = self
            .open
            .iter()
            .position(|open| is_field(&self.nodes[open.place]));
        if let (false, Some(n_open)) = (inline, entry.or(field)) {
            self.close_to(n_open);
        }
    }

    fn end(&mut self, name: &str) {
        let found = self
            .open
            .iter()
            .rposition(|open| open.name == name)
            .or_else(|| {
                self.open
                    .iter()
                    .rposition(|open| open.name.eq_ignore_ascii_case(name))
            });
        let Some(at) = found.filter(|at| *at > 0) else {
            return;
        };
        let crosses_an_entry = self.open[at + 1..]
            .iter()
            .any(|open| is_frame(&self.nodes[open.place]));
        if !crosses_an_entry || is_frame(&self.nodes[self.open[at].place]) {
            self.close_to(at);
        }
    }

    fn text(&mut self, text: Cow<'a, str>) {
        let top = self.top();
        let blank_between = self.nodes[top].children.is_empty() && !is_field(&self.nodes[top]);
        if text.is_empty() || (blank_between && text.trim().is_empty()) {
            return;
        }
        self.nodes[top].children.push(Child::Text(text));
    }
}

/// The frame of a feed: only its own end tag ends it.
fn is_frame(node: &Node) -> bool {
    node.space == Space::Feed
        && matches!(
            &*node.local,
            "item" | "entry" | "channel" | "rss" | "feed" | "rdf"
        )
}

/// Elements that hold text, never other fields.
fn is_field(node: &Node) -> bool {
    match node.space {
        Space::Dublin => true,
        Space::Content => node.local == "encoded",
        Space::Feed => matches!(
            &*node.local,
            "title"
                | "link"
                | "guid"
                | "pubdate"
                | "description"
                | "category"
                | "comments"
                | "id"
                | "updated"
                | "published"
                | "issued"
                | "modified"
                | "created"
                | "summary"
                | "content"
                | "copyright"
                | "generator"
                | "language"
                | "lastbuilddate"
                | "managingeditor"
                | "webmaster"
                | "name"
                | "email"
                | "uri"
        ),
        _ => false,
    }
}

/// Elements that are never part of a text.
fn begins_field(node: &Node) -> bool {
    match node.space {
        Space::Dublin | Space::Content | Space::Itunes | Space::Prism => true,
        Space::Feed => matches!(
            &*node.local,
            "title"
                | "link"
                | "guid"
                | "pubdate"
                | "description"
                | "category"
                | "comments"
                | "id"
                | "updated"
                | "published"
                | "issued"
                | "modified"
                | "enclosure"
                | "author"
                | "item"
                | "entry"
                | "channel"
        ),
        _ => false,
    }
}

/// HTML elements without content. `link` and `source` are missing: in a feed
/// they have some.
fn is_void(local: &str) -> bool {
    matches!(
        local,
        "br" | "img" | "hr" | "wbr" | "input" | "col" | "area" | "embed" | "param"
    )
}
