//! What of a page is let through to the one who builds a tree of it.
//!
//! Writes the page anew from its tokens: no scripts, styles, drawings or
//! comments, few attributes, nothing that makes a tree builder slow. Collects
//! what the page states of itself on the way. Never fails; a page that would
//! cost too much is called tangled.

use crate::page::article::stated::Collected;
use crate::page::article::stated::Field;
use crate::page::article::stated::Voice;
use crate::page::characters::line;
use crate::page::pictures::is_point;
use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::is_void;

/// Deeper than this nobody writes: the deepest of the corpus is at 90. Looking
/// for an open element costs a tree builder as much as there are open.
const DEEPEST: usize = 400;

/// A style that is open (`<b>`) is opened anew in each paragraph; the sum of
/// that is bounded. Pages of today come to some hundreds.
const MOST_REOPENED: u64 = 300_000;

/// Attributes that say what an element is for.
const TELLING: &[&str] = &[
    "id",
    "class",
    "href",
    "src",
    "alt",
    "name",
    "property",
    "content",
    "itemprop",
    "itemscope",
    "itemtype",
    "rel",
    "role",
    "style",
    "hidden",
    "aria-hidden",
    "aria-modal",
    "lang",
    "dir",
    "colspan",
    "rowspan",
    "datetime",
    "title",
    "type",
    "start",
    "value",
    "srcset",
    "data-src",
];

/// More of one attribute tells nothing.
const LONGEST_VALUE: usize = 4_000;

/// Elements whose content is not for reading.
const DROPPED: &[&str] = &[
    "script", "style", "svg", "template", "canvas", "iframe", "noembed", "noframes", "object",
    "embed", "applet", "textarea", "select",
];

/// Elements that end by themselves where the next begins: they nest only where
/// another stands between.
const ENDS_ITSELF: &[&str] = &[
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot",
    "colgroup", "rb", "rt", "rtc", "rp", "html", "head", "body",
];

/// Elements a tree builder opens again in the next paragraph.
const STYLES: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that the end of a lesser one does not end.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements that no end from within reaches beyond.
const BARRIERS: &[&str] = &["table", "caption", "marquee", "math", "button"];

#[derive(Default)]
pub struct Sieve {
    html: String,
    collected: Collected,
    /// The dropped element we are in, and how many of its name are open.
    dropped: Option<(&'static str, usize)>,
    /// What a script says that holds linked data.
    script: Option<String>,
    /// The page's own title while it is read, and after.
    title: String,
    in_title: bool,
    n_titles: usize,
    /// The one that is read, and those before it.
    heading: Option<String>,
    headings: Vec<String>,
    /// The element that is read and says it is the headline: its name, how many
    /// of its name are open, its words.
    headline: Option<(String, usize, String)>,
    open: Vec<String>,
    styles: Vec<&'static str>,
    n_reopened: u64,
    tangled: bool,
}

/// What came through.
pub struct Sifted {
    pub html: String,
    /// What stands in `<title>`.
    pub title: String,
    /// What stands in `<h1>`, a few of them.
    pub headings: Vec<String>,
    /// What it states as title for where it is passed on.
    pub shared_as: String,
    pub stated: Collected,
    pub no_archive: bool,
    pub tangled: bool,
}

impl Sieve {
    pub fn finish(self) -> Sifted {
        Sifted {
            html: format!("<!DOCTYPE html>{}", self.html),
            title: line(&self.title),
            headings: self.headings,
            no_archive: self.collected.no_archive,
            shared_as: self.collected.shared_as.clone(),
            stated: self.collected,
            tangled: self.tangled,
        }
    }

    fn escape(&mut self, text: &str, in_value: bool) {
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' if in_value => self.html.push_str("&quot;"),
                '\0' => {}
                c => self.html.push(c),
            }
        }
    }

    /// What schema.org's attributes call the headline is the title.
    fn look_for_headline(&mut self, tag: &StartTag<'_>) {
        if tag.closes_itself() || is_void(tag.name) {
            return;
        }
        match &mut self.headline {
            Some((element, n_open, _)) => *n_open += usize::from(element == tag.name),
            None if tag.words("itemprop") == Some("headline") => {
                self.headline = Some((tag.name.to_string(), 1, String::new()));
            }
            None => {}
        }
    }

    /// Counts what the element costs whoever builds a tree.
    fn weigh(&mut self, name: &str) {
        match STYLES.iter().find(|style| **style == name) {
            Some(style) => self.styles.push(style),
            None => self.n_reopened += self.styles.len() as u64,
        }
        if !is_void(name) && !ENDS_ITSELF.contains(&name) {
            self.open.push(name.to_string());
        }
        self.tangled |= self.open.len() > DEEPEST || self.n_reopened > MOST_REOPENED;
    }

    /// Ends the innermost element of that name, where a tree builder would end
    /// it too; where one might not, it counts as open.
    fn close(&mut self, name: &str) {
        if let Some(at) = self.styles.iter().rposition(|style| *style == name) {
            self.styles.remove(at);
        }
        let is_block = BLOCKS.contains(&name);
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].as_str();
            if open == name {
                return self.open.truncate(at);
            }
            if BARRIERS.contains(&open) || (!is_block && BLOCKS.contains(&open)) {
                return;
            }
        }
    }
}

impl Listener for Sieve {
    fn text(&mut self, text: &str) {
        if let Some(script) = &mut self.script {
            script.push_str(text);
        }
        if self.dropped.is_some() || self.tangled {
            return;
        }
        if self.in_title {
            self.title.push_str(text);
        }
        if let Some(heading) = &mut self.heading
            && heading.len() < LONGEST_VALUE
        {
            heading.push_str(text);
        }
        if let Some((_, _, headline)) = &mut self.headline {
            headline.push_str(text);
        }
        // Longer than this nobody writes: it was never ended.
        self.headline
            .take_if(|(_, _, headline)| headline.len() > LONGEST_VALUE);
        self.escape(text, false);
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        if self.tangled {
            return;
        }
        if let Some((name, n_open)) = &mut self.dropped {
            if *name == tag.name && !tag.closes_itself() {
                *n_open += 1;
            }
            return;
        }
        match tag.name {
            "meta" => self.collected.meta(tag),
            "link" => self.collected.link(tag),
            "html" => self.collected.language(tag),
            "title" => {
                self.n_titles += 1;
                self.in_title = self.n_titles == 1;
            }
            "h1" => self.heading = Some(String::new()),
            "script" if tag.words("type").is_some_and(is_linked_data) => {
                self.script = Some(String::new());
            }
            _ => {}
        }
        if let Some(name) = DROPPED.iter().find(|name| **name == tag.name) {
            if !tag.closes_itself() && !is_void(name) {
                self.dropped = Some((name, 1));
            }
            return;
        }
        // How large an image is does not come along: a point is known only here.
        if tag.name == "img" && is_point(tag) {
            return;
        }
        self.look_for_headline(tag);
        // Names that no parser knows may hold anything.
        if !tag
            .name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return;
        }
        self.weigh(tag.name);
        self.html.push('<');
        self.html.push_str(tag.name);
        for (name, value) in tag.attributes() {
            if TELLING.contains(&name) {
                self.html.push(' ');
                self.html.push_str(name);
                self.html.push_str("=\"");
                let end = value.floor_char_boundary(LONGEST_VALUE);
                self.escape(&value[..end], true);
                self.html.push('"');
            }
        }
        self.html.push('>');
        if tag.closes_itself() && !is_void(tag.name) {
            // `<span/>` as XHTML means it.
            self.end(tag.name);
        }
    }

    fn end(&mut self, name: &str) {
        if name == "script"
            && let Some(script) = self.script.take()
        {
            self.collected.linked_data(&script);
        }
        if let Some((dropped, n_open)) = &mut self.dropped {
            if *dropped == name {
                *n_open -= 1;
                if *n_open == 0 {
                    self.dropped = None;
                }
            }
            return;
        }
        if let Some((element, n_open, _)) = &mut self.headline
            && element == name
        {
            *n_open -= 1;
        }
        if let Some((_, _, headline)) = self.headline.take_if(|(_, n_open, _)| *n_open == 0) {
            self.collected.say(Voice::Schema, Field::Title, &headline);
        }
        match name {
            "title" => self.in_title = false,
            "h1" if self.headings.len() < 10 => {
                self.headings
                    .extend(self.heading.take().map(|it| line(&it)));
            }
            "h1" => self.heading = None,
            _ => {}
        }
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if self.tangled || !plain || is_void(name) {
            return;
        }
        self.close(name);
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }
}

fn is_linked_data(kind: &str) -> bool {
    kind.to_ascii_lowercase().starts_with("application/ld+json")
}
