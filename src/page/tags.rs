//! What each tag means to the reader, and what of a page is not its text:
//! scripts, controls, and the buttons to share it.

use crate::domain::document::Block;
use crate::page::build::Builder;
use crate::page::characters::line;
use crate::page::characters::shortened;
use crate::page::escaped::addresses;
use crate::page::links::host;
use crate::page::links::is_image;
use crate::page::math::Math;
use crate::page::pictures::is_point;
use crate::page::pictures::is_sign;
use crate::page::place::Kind;
use crate::page::place::Line;
use crate::page::scripts::Script;
use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::is_void;

/// Elements whose content is not for reading.
const UNREAD: &[&str] = &[
    "script", "style", "template", "title", "textarea", "select", "button", "svg", "canvas",
    "noembed", "noframes", "iframe", "rp", "datalist",
];

/// Class names of what blogs add around a text. Only names that say so
/// plainly: `share` alone also names charts of market shares.
const ADDED: &[&str] = &[
    "feedflare",
    "sharedaddy",
    "sd-sharing",
    "sd-sharing-enabled",
    "jp-relatedposts",
    "addtoany_share_save_container",
    "addtoany_content",
    "addthis_toolbox",
    "addthis_inline_share_toolbox",
    "social-share-buttons",
    "share-buttons",
    "sharing-buttons",
    "ssba",
    "screen-reader-text",
    "katex-html",
    "MathJax_Preview",
    "mw-editsection",
];

const LONGEST_ALT: usize = 2_000;

impl Listener for Builder {
    fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        match &mut self.math {
            Some(math) => math.text(text),
            None => self.say(text),
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        if let Some((name, depth)) = &mut self.skipping {
            if name == tag.name && !tag.closes_itself() {
                *depth += 1;
            }
            return;
        }
        if Kind::of(tag.name).is_some() || tag.name == "br" {
            self.end_math();
        }
        if let Some(math) = &mut self.math {
            math.start(tag);
            return;
        }
        if is_unread(tag) {
            if tag.name == "iframe" {
                self.embedded(tag);
            }
            if !is_void(tag.name) && !tag.closes_itself() {
                self.skipping = Some((tag.name.to_owned(), 1));
            }
            return;
        }
        if let Some(kind) = Kind::of(tag.name) {
            self.begin(kind, tag);
            return;
        }
        self.start_inline(tag);
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        if self.math.is_some() {
            self.end_in_math(name);
            return;
        }
        match Kind::of(name) {
            Some(kind) => self.end_block(kind),
            None => self.end_inline(name),
        }
    }
}

impl Builder {
    fn start_inline(&mut self, tag: &StartTag<'_>) {
        match tag.name {
            "br" => self.break_line(),
            "hr" => {
                self.flush();
                self.close(Kind::Paragraph);
                self.put(Block::Rule);
            }
            "img" | "amp-img" => self.image(tag),
            "a" => self.start_link(tag),
            "b" | "strong" | "mark" => self.style.strong += 1,
            "i" | "em" | "cite" | "dfn" | "var" => self.style.emphasis += 1,
            "code" | "kbd" | "samp" | "tt" => self.style.code += 1,
            "q" => self.say("“"),
            "del" | "s" | "strike" => self.say("[struck out: "),
            "sup" => self.inline.raise(Script::Super),
            "sub" => self.inline.raise(Script::Sub),
            "rt" => self.say("("),
            "base" => {
                if let Some(href) = tag.words("href") {
                    self.links.rebase(href);
                }
            }
            "thead" => self.part_of_table(true),
            "tbody" | "tfoot" => self.part_of_table(false),
            "math" if !tag.closes_itself() => {
                self.math = Some(Math::new(tag.words("alttext")));
            }
            "video" | "audio" => self.embedded(tag),
            _ => {}
        }
    }

    fn end_inline(&mut self, name: &str) {
        let style = &mut self.style;
        match name {
            "a" => self.end_link(),
            "b" | "strong" | "mark" => style.strong = style.strong.saturating_sub(1),
            "i" | "em" | "cite" | "dfn" | "var" => {
                style.emphasis = style.emphasis.saturating_sub(1);
            }
            "code" | "kbd" | "samp" | "tt" => style.code = style.code.saturating_sub(1),
            "q" => self.say("”"),
            "del" | "s" | "strike" => self.say("]"),
            "sup" | "sub" => self.inline.lower(),
            "rt" => self.say(")"),
            "thead" => self.part_of_table(false),
            "br" => self.break_line(),
            _ => {}
        }
    }

    /// A paragraph of a text without tags; its addresses become links.
    pub fn plain_paragraph(&mut self, text: &str) {
        let mut at = 0;
        for (from, to) in addresses(text) {
            self.say(&text[at..from]);
            self.style.link = self.links.number(&text[from..to]);
            self.say(&text[from..to]);
            self.style.link = None;
            at = to;
        }
        self.say(&text[at..]);
        self.flush();
    }

    fn part_of_table(&mut self, head: bool) {
        self.flush();
        self.close(Kind::Row);
        if let Some(table) = self.tables.last_mut() {
            table.in_head = head;
        }
    }

    /// Two lines of one paragraph are two paragraphs here; a heading stays one.
    fn break_line(&mut self) {
        match self.place.line {
            _ if self.place.code => self.say("\n"),
            Line::Heading(_) => self.inline.space(),
            _ => self.flush(),
        }
    }

    fn start_link(&mut self, tag: &StartTag<'_>) {
        self.style.link = tag
            .attribute("href")
            .and_then(|href| self.links.number(href));
        self.link_is_bare = self.style.link.is_some();
    }

    fn end_link(&mut self) {
        self.style.link = None;
        self.link_is_bare = false;
    }

    fn image(&mut self, tag: &StartTag<'_>) {
        if is_point(tag) {
            return;
        }
        self.met_image();
        let picture = self.picture(tag);
        let alt = shortened(&line(tag.words("alt").unwrap_or_default()), LONGEST_ALT);
        if self.style.link.is_some() {
            self.await_picture(picture);
            self.linked_image(&alt);
            return;
        }
        if !says_something(&alt) {
            self.await_picture(picture);
            return;
        }
        if is_sign(tag) || self.place.code {
            self.say(&alt);
        } else {
            self.flush();
            // It stands above its own words.
            self.await_picture(picture);
            self.put_pictures();
            self.put(Block::Image { alt });
        }
    }

    /// An image that a link is around says the link's words; where it says
    /// nothing the link's host does, unless the link only shows the image.
    fn linked_image(&mut self, alt: &str) {
        let Some(number) = self.style.link else {
            return;
        };
        if says_something(alt) {
            self.say(alt);
        } else if self.link_is_bare && !is_image(self.links.target(number)) {
            let host = host(self.links.target(number));
            self.say(&host);
        }
    }

    /// Films and sounds can only be opened elsewhere: they become links.
    fn embedded(&mut self, tag: &StartTag<'_>) {
        let Some(number) = tag.words("src").and_then(|src| self.links.number(src)) else {
            return;
        };
        let host = host(self.links.target(number));
        let is_film = ["youtube", "youtu.be", "vimeo"]
            .iter()
            .any(|film| host.contains(film));
        let label = match (tag.words("title").map(line), tag.name) {
            (Some(title), _) if !title.is_empty() => title,
            (_, "audio") => format!("Sound ({host})"),
            (_, "video") => format!("Video ({host})"),
            _ if is_film => format!("Video ({host})"),
            _ => return,
        };
        self.flush();
        let before = self.style.link.replace(number);
        self.say(&label);
        self.style.link = before;
        self.flush();
    }

    fn end_in_math(&mut self, name: &str) {
        if name == "math" || Kind::of(name).is_some() {
            self.end_math();
            if name != "math" {
                self.end(name);
            }
        } else if let Some(math) = &mut self.math {
            math.end(name);
        }
    }

    pub(super) fn end_math(&mut self) {
        if let Some(math) = self.math.take() {
            let text = math.finish();
            self.say(&text);
        }
    }
}

fn is_unread(tag: &StartTag<'_>) -> bool {
    UNREAD.contains(&tag.name)
        || tag.attribute("hidden").is_some()
        || tag.class(|name| ADDED.contains(&name))
        || tag.attribute("style").is_some_and(is_invisible)
}

fn is_invisible(style: &str) -> bool {
    let mut style = style.to_ascii_lowercase();
    style.retain(|c| !c.is_ascii_whitespace());
    style.contains("display:none")
}

/// Names of files and the word "image" say nothing.
fn says_something(alt: &str) -> bool {
    let is_name = is_image(alt) && !alt.contains(' ');
    !alt.is_empty()
        && !is_name
        && !["image", "photo", "picture", "img", "icon", "logo"]
            .iter()
            .any(|word| alt.eq_ignore_ascii_case(word))
}
