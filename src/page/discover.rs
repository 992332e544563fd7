//! The feeds that a page links.
//!
//! A page that says so in its `<link>` elements is believed; only where it
//! has none are its ordinary links looked at.

use url::Url;

use crate::domain::text;
use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::read;

/// No page has more feeds of its own.
const MOST: usize = 50;

/// Whether a text is an HTML page rather than a feed or anything else.
pub fn looks_like_html(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(4_096)];
    let start = start.trim_start_matches('\u{feff}').to_ascii_lowercase();
    let is_feed = ["<rss", "<feed", "<rdf:rdf", "<atom:feed", "<opml"]
        .iter()
        .any(|tag| start.contains(tag));
    let is_page = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta ",
    ]
    .iter()
    .any(|tag| start.contains(tag));
    let mut rest = start.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        rest = rest.trim_start();
    }
    rest.starts_with('<')
        && is_page
        && (!is_feed || rest.starts_with("<!doctype html") || rest.starts_with("<html"))
}

/// The feeds a page links: address and title, each once, in the page's order;
/// feeds of comments last. The title may be empty.
pub fn feeds(html: &str, base: &str) -> Vec<(String, String)> {
    let mut page = Page {
        base: Url::parse(base.trim()).ok(),
        said: Vec::new(),
        seen: Vec::new(),
        link: None,
    };
    read(html, &mut page);
    page.end_link();
    let all = match page.said.is_empty() {
        true => page.seen,
        false => page.said,
    };
    let mut found: Vec<(String, String)> = Vec::new();
    for (address, title) in all {
        if found.len() < MOST && found.iter().all(|(known, _)| *known != address) {
            found.push((address, title));
        }
    }
    found.sort_by_key(|(address, title)| is_of_comments(address, title));
    found
}

struct Page {
    base: Option<Url>,
    said: Vec<(String, String)>,
    seen: Vec<(String, String)>,
    link: Option<(String, String)>,
}

impl Page {
    fn absolute(&self, href: &str) -> Option<String> {
        // Some readers' own scheme: `feed:https://…` and `feed://…`.
        let href = match href.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => format!("https:{rest}"),
            Some(rest) => rest.to_owned(),
            None => href.to_owned(),
        };
        let address = match &self.base {
            Some(base) => base.join(&href).ok()?,
            None => Url::parse(&href).ok()?,
        };
        matches!(address.scheme(), "http" | "https").then(|| address.into())
    }

    fn end_link(&mut self) {
        if let Some((address, title)) = self.link.take()
            && self.seen.len() < MOST
        {
            self.seen.push((address, text::clean(&title).into_owned()));
        }
    }
}

impl Listener for Page {
    fn text(&mut self, text: &str) {
        if let Some((_, title)) = &mut self.link
            && title.len() < 200
        {
            title.push_str(text);
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        match (tag.name, tag.words("href")) {
            ("base", Some(href)) => {
                if let Some(base) = self.absolute(href) {
                    self.base = Url::parse(&base).ok();
                }
            }
            ("link", Some(href)) if is_feed_link(tag) && self.said.len() < MOST => {
                if let Some(address) = self.absolute(href) {
                    let title = text::clean(tag.words("title").unwrap_or_default());
                    self.said.push((address, title.into_owned()));
                }
            }
            ("a", Some(href)) => {
                self.end_link();
                self.link = self
                    .absolute(href)
                    .filter(|address| is_plainly_feed(address))
                    .map(|address| (address, String::new()));
            }
            ("img", _) => self.text(tag.words("alt").unwrap_or_default()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "a" {
            self.end_link();
        }
    }
}

fn is_feed_link(tag: &StartTag<'_>) -> bool {
    let rel = tag.words("rel").unwrap_or_default().to_ascii_lowercase();
    let kind = tag.words("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let says = |wanted| rel.split_ascii_whitespace().any(|word| word == wanted);
    let is_feed_type = matches!(
        kind,
        "application/rss+xml"
            | "application/atom+xml"
            | "application/feed+json"
            | "application/rdf+xml"
            | "application/x-rss+xml"
            | "text/rss+xml"
            | "application/rss"
            | "text/rss"
    );
    // These types also name other things, such as WordPress's own JSON pages.
    let may_be_feed = matches!(kind, "application/xml" | "text/xml" | "application/json");
    let href = tag.words("href").unwrap_or_default();
    match (says("alternate"), says("feed")) {
        (_, true) => kind.is_empty() || is_feed_type || may_be_feed,
        (true, _) => {
            is_feed_type && !says("stylesheet")
                || may_be_feed && !href.contains("/wp-json/") && !href.contains("oembed")
        }
        _ => false,
    }
}

fn is_plainly_feed(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(
        last,
        "feed"
            | "rss"
            | "atom"
            | "rss.xml"
            | "atom.xml"
            | "feed.xml"
            | "index.xml"
            | "feed.json"
            | "index.rdf"
    ) || [".rss", ".atom", ".rdf"]
        .iter()
        .any(|ending| last.len() > ending.len() && last.ends_with(ending))
}

fn is_of_comments(address: &str, title: &str) -> bool {
    let title = title.to_lowercase();
    address.contains("/comments/")
        || [
            "comments feed",
            "kommentar-feed",
            "comments on",
            "kommentare",
        ]
        .iter()
        .any(|words| title.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_in_the_title_of_a_feed() {
        let said = "<link rel=alternate type=application/rss+xml href=/a title='N\u{ffff}e\u{202e}w\u{200d}'>";
        let linked = "<a href=/rss.xml>N\u{ffff}e\u{202e}w\u{200d}</a>";
        for page in [said, linked] {
            let found = feeds(page, "https://a.example/");
            let titles: Vec<&str> = found.iter().map(|(_, title)| title.as_str()).collect();
            assert_eq!(titles, ["New"], "{page}");
        }
    }
}
