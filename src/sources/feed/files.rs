//! Files and streams that come with an entry: recordings, pictures, papers,
//! and what belongs to them (a transcript, chapters).
//!
//! Only says what a feed states; nothing is fetched to see whether it is so.

use crate::domain::details::Details;
use crate::domain::enclosure::Enclosure;
use crate::sources::feed::address;
use crate::sources::feed::entry::MOST_OF_A_KIND;
use crate::sources::feed::names::Space;
use crate::sources::feed::tree::Node;
use crate::sources::feed::tree::Tree;
use crate::sources::feed::words::plain;
use crate::sources::feed::words::tidy;

/// No recording is longer; more is a date or an error.
const LONGEST: u32 = 100 * 3_600;

/// Takes an `enclosure`, a `media:content` or a link to an enclosure.
///
/// Source: RSS 2.0; RFC 4287, section 4.2.7; Media RSS 1.5.1.
pub fn take(details: &mut Details, tree: &Tree, place: usize, base: &str) {
    let node = &tree.nodes[place];
    let Some(link) = link(node, base) else {
        return;
    };
    let is_full = details.enclosures.len() >= MOST_OF_A_KIND;
    if is_full || details.enclosures.iter().any(|known| known.link == link) {
        return;
    }
    let n_bytes = node.attribute("length").or(node.attribute("filesize"));
    let kind = node.attribute("type").or(node.attribute("medium"));
    let own = |local: &str| {
        let said = tree
            .elements(place)
            .find(|place| tree.nodes[*place].is(Space::Media, local))?;
        Some(plain(&tree.text(said))).filter(|text| !text.is_empty())
    };
    // An enclosure is named by its entry; of several media each has its own.
    let title = own("title").or_else(|| {
        node.attribute("title")
            .map(tidy)
            .filter(|it| !it.is_empty())
    });
    details.enclosures.push(Enclosure {
        link,
        kind: stated(kind),
        n_bytes: n_bytes.and_then(|n| n.parse().ok()).filter(|n| *n > 0),
        seconds: node.attribute("duration").and_then(seconds),
        title,
        credit: own("credit"),
        purpose: None,
    });
}

/// Takes a `podcast:transcript` or `podcast:chapters`.
///
/// Source: github.com/Podcastindex-org/podcast-namespace, phase 1.
pub fn take_companion(details: &mut Details, node: &Node, base: &str) {
    let Some(link) = link(node, base) else {
        return;
    };
    // One transcript in four formats is one transcript.
    let purpose = Some(node.local.to_string());
    if details
        .enclosures
        .iter()
        .any(|known| known.purpose == purpose)
    {
        return;
    }
    details.enclosures.push(Enclosure {
        link,
        kind: stated(node.attribute("type")),
        purpose,
        ..Enclosure::default()
    });
}

/// Gives the length an entry states to its recording, if that states none; a
/// file that is called what its entry is called goes without a title.
pub fn settle(details: &mut Details, title: &str, seconds: Option<u32>) {
    for file in &mut details.enclosures {
        file.title = file.title.take().filter(|own| own != title);
    }
    let mut files = details.enclosures.iter_mut();
    if let Some(file) = files.find(|file| matches!(file.sort(), "audio" | "video"))
        && file.seconds.is_none()
    {
        file.seconds = seconds;
    }
}

/// A length in seconds: `42:10`, `1:02:03`, `2530`, `2530.5`.
///
/// Source: Apple, "Podcasters' guide to RSS", `itunes:duration`.
pub fn seconds(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let last = parts.last()?.split('.').next()?;
    let mut seconds: u32 = last.parse().ok()?;
    let mut worth = 1_u32;
    for part in parts.iter().rev().skip(1) {
        worth = worth.checked_mul(60)?;
        seconds = seconds.checked_add(part.parse::<u32>().ok()?.checked_mul(worth)?)?;
    }
    (parts.len() <= 3 && (1..=LONGEST).contains(&seconds)).then_some(seconds)
}

fn link(node: &Node, base: &str) -> Option<String> {
    let link = node.attribute("url").or(node.attribute("href"))?;
    address::resolve(base, link)
}

fn stated(kind: Option<&str>) -> Option<String> {
    let kind = tidy(kind?).to_ascii_lowercase();
    Some(kind).filter(|kind| !kind.is_empty() && kind.len() <= 100)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_length_is_read_in_every_form_it_is_stated() {
        for (text, expected) in [
            ("42:10", Some(2_530)),
            ("01:02:03", Some(3_723)),
            ("2530", Some(2_530)),
            (" 90.5 ", Some(90)),
            ("0", None),
            ("", None),
            ("soon", None),
            ("99999999:59", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
