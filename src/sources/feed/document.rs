//! A whole XML feed: what it says of itself and all its entries.
//!
//! Entries are found wherever they stand; only where nothing looks like a feed
//! at all is the document refused.

use crate::domain::item::SourceInfo;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::feed::address;
use crate::sources::feed::dates;
use crate::sources::feed::entry;
use crate::sources::feed::field;
use crate::sources::feed::names::Space;
use crate::sources::feed::tree::Node;
use crate::sources::feed::tree::Tree;
use crate::sources::feed::words::plain;
use crate::sources::feed::words::tidy;

/// Reads a feed that came from `address`.
pub fn read(text: &str, address: &str) -> Result<Page, DecodeError> {
    let tree = Tree::read(text);
    let is_page = tree
        .elements(0)
        .next()
        .is_some_and(|place| tree.nodes[place].local == "html");
    if let (true, Some(from)) = (is_page, feed_within(text)) {
        // A provider's banner in front of the feed itself.
        let inner = Tree::read(&text[from..]);
        if inner.nodes.iter().any(Node::is_entry) {
            return page(&inner, address).ok_or_else(|| refused(text, true));
        }
    }
    match is_page {
        true => Err(refused(text, true)),
        false => page(&tree, address).ok_or_else(|| refused(text, looks_like_a_page(&tree))),
    }
}

fn page(tree: &Tree, address: &str) -> Option<Page> {
    let frame = frame(tree)?;
    let mut page = Page {
        info: info(tree, frame, address),
        ..Page::default()
    };
    // Entries share most of their surroundings, so the base is found once for
    // each parent.
    let mut parent_base = (usize::MAX, String::new());
    for (place, node) in tree.nodes.iter().enumerate() {
        if !node.is_entry() {
            continue;
        }
        if parent_base.0 != node.parent {
            parent_base = (node.parent, field::base_within(tree, node.parent, address));
        }
        let base = field::base_of(tree, place, &parent_base.1);
        page.items.push(entry::read(tree, place, &base));
    }
    Some(page)
}

/// The element that makes a document a feed.
fn frame(tree: &Tree) -> Option<usize> {
    let find = |names: &[&str]| {
        tree.nodes
            .iter()
            .position(|node| node.space == Space::Feed && names.contains(&&*node.local))
    };
    let alone = || {
        tree.elements(0)
            .find(|place| tree.nodes[*place].is(Space::Feed, "entry"))
    };
    // What is left of a feed that lost its head: its items stand alone.
    let headless = || {
        let is_item = |place: usize| tree.nodes[place].is(Space::Feed, "item");
        tree.elements(0).any(is_item).then_some(0)
    };
    find(&["channel", "feed"])
        .or_else(|| find(&["rss", "rdf"]))
        .or_else(alone)
        .or_else(headless)
}

fn info(tree: &Tree, frame: usize, address: &str) -> SourceInfo {
    let base = field::base_within(tree, frame, address);
    let mut info = SourceInfo {
        format: format(tree, frame),
        ..SourceInfo::default()
    };
    let mut period = None;
    let mut frequency = 1;
    let node = &tree.nodes[frame];
    info.home = node
        .attribute("href")
        .and_then(|link| address::resolve(&base, link));
    info.language = node.attribute("xml:lang").map(str::to_string);
    for place in tree.elements(frame) {
        let node = &tree.nodes[place];
        let text = || tidy(&tree.text(place));
        let words = || plain(&field::html(tree, place).unwrap_or_default());
        match (node.space, &*node.local) {
            (Space::Feed | Space::Dublin, "title") if info.title.is_empty() => info.title = words(),
            (Space::Feed, "link") => {
                let base = field::base_of(tree, place, &base);
                let purpose = node.attribute("rel").unwrap_or("alternate");
                let link = match node.attribute("href") {
                    Some(href) if purpose == "alternate" => address::resolve(&base, href),
                    Some(_) => None,
                    None => address::resolve(&base, &text()),
                };
                info.home = info.home.take().or(link);
            }
            (Space::Feed, "description" | "subtitle" | "tagline" | "abstract")
            | (Space::Dublin, "description")
                if info.description.is_empty() =>
            {
                info.description = words();
            }
            (Space::Feed | Space::Dublin, "language") => {
                info.language = Some(text()).filter(|text| !text.is_empty());
            }
            (Space::Feed, "ttl") => {
                let minutes: Option<u32> = text().parse().ok();
                info.min_interval = minutes.map(|minutes| minutes.saturating_mul(60));
            }
            (Space::Feed, "pubdate" | "lastbuilddate" | "updated" | "modified")
            | (Space::Dublin, "date") => {
                let stated = dates::read(&text());
                info.as_of = info.as_of.into_iter().chain(stated).min();
            }
            (Space::Feed, "skiphours") => {
                for hour in numbers(tree, place) {
                    // Some count from 1, and write midnight as 24.
                    info.skips.hours |= 1 << (hour % 24);
                }
            }
            (Space::Feed, "skipdays") => {
                for day in tree.elements(place) {
                    info.skips.days |= weekday(&tidy(&tree.text(day)));
                }
            }
            (Space::Syndication, "updateperiod") => period = seconds(&text()),
            (Space::Syndication, "updatefrequency") => {
                frequency = text().parse().unwrap_or(1_u32).max(1);
            }
            _ => {}
        }
    }
    let stated = info
        .min_interval
        .or(period.map(|period| period / frequency));
    info.min_interval = stated.filter(|seconds| *seconds > 0);
    info
}

/// The numbers of the elements within one, up to 24.
fn numbers(tree: &Tree, place: usize) -> Vec<u32> {
    tree.elements(place)
        .filter_map(|child| tidy(&tree.text(child)).parse().ok())
        .filter(|number| *number <= 24)
        .collect()
}

/// A day of the week as a bit, Monday the lowest; none where it is no day.
///
/// Source: RSS 2.0, `skipDays`.
fn weekday(name: &str) -> u8 {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let name = name.to_ascii_lowercase();
    match days.iter().position(|day| name.starts_with(day)) {
        Some(at) => 1 << at,
        None => 0,
    }
}

/// Source: RSS 1.0 module `syndication`.
fn seconds(period: &str) -> Option<u32> {
    match period.to_ascii_lowercase().as_str() {
        "hourly" => Some(3_600),
        "daily" => Some(86_400),
        "weekly" => Some(7 * 86_400),
        "monthly" => Some(30 * 86_400),
        "yearly" => Some(365 * 86_400),
        _ => None,
    }
}

fn format(tree: &Tree, frame: usize) -> String {
    let node = &tree.nodes[frame];
    let parent = &tree.nodes[node.parent];
    let default = |node: &Node| {
        node.attribute("xmlns")
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    match (&*node.local, &*parent.local) {
        ("feed" | "entry", _) => match node.attribute("version") {
            Some(version) if version.starts_with("0.") => format!("atom-{version}"),
            _ if default(node).contains("purl.org/atom") => "atom-0.3".to_string(),
            _ => "atom-1.0".to_string(),
        },
        (_, "rdf") | ("rdf", _) => match default(parent) {
            space if space.contains("simple/0.9") => "rss-0.90".to_string(),
            _ => "rss-1.0".to_string(),
        },
        (_, "rss") | ("rss", _) => {
            let rss = if node.local == "rss" { node } else { parent };
            match rss.attribute("version").unwrap_or_default().trim() {
                "" => "rss".to_string(),
                version if version.starts_with('2') => "rss-2.0".to_string(),
                version => format!("rss-{}", version.chars().take(8).collect::<String>()),
            }
        }
        _ if default(node).contains("rss1.1") => "rss-1.1".to_string(),
        _ if node.attribute("href").is_some() => "cdf".to_string(),
        _ => "rss".to_string(),
    }
}

/// Where a feed begins within something else.
fn feed_within(text: &str) -> Option<usize> {
    ["<?xml", "<rss", "<feed", "<rdf:RDF"]
        .iter()
        .filter_map(|start| {
            let at = text.find(start)?;
            let next = text[at + start.len()..].chars().next()?;
            (at > 0 && (next.is_whitespace() || next == '>')).then_some(at)
        })
        .min()
}

fn looks_like_a_page(tree: &Tree) -> bool {
    tree.nodes.iter().take(50).any(|node| {
        matches!(
            &*node.local,
            "html" | "head" | "body" | "meta" | "div" | "script" | "h1"
        )
    })
}

fn refused(text: &str, is_page: bool) -> DecodeError {
    match is_page {
        true => DecodeError::HtmlPage { feeds: Vec::new() },
        false => DecodeError::NotAFeed {
            begins: tidy(&text.chars().take(400).collect::<String>())
                .chars()
                .take(60)
                .collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_days_to_skip_are_read_and_nonsense_is_not() {
        let rss = "<rss version=\"2.0\"><channel><title>T</title>\
            <skipHours><hour>0</hour><hour> 5 </hour><hour>24</hour><hour>99</hour><hour>x</hour></skipHours>\
            <skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>\
            <item><title>One</title></item></channel></rss>";
        let skips = read(rss, "https://a.org/").unwrap().info.skips;
        assert_eq!(skips.hours, 1 | 1 << 5);
        assert_eq!(skips.days, 1 << 5 | 1 << 6);
    }
}
