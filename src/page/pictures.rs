//! The images of a page: where each lies, and between which blocks it stands.
//!
//! What says of itself that it is a point, a sign within a line or hidden is
//! none: points are there to tell who reads. Nothing here is asked for.

use std::collections::HashSet;

use crate::page::build::Builder;
use crate::page::tokens::StartTag;

/// Of more images than this only the first are known.
const MOST: usize = 64;

/// Up to so many pixels an image is a sign that belongs to a line.
const LARGEST_SIGN: i64 = 40;

/// Up to so many pixels an image is there to tell who reads.
const LARGEST_POINT: i64 = 3;

/// Where pages put the address when a script is to load the image later.
const LATER: &[&str] = &["data-src", "data-lazy-src", "data-original"];

/// The images met so far.
#[derive(Debug, Default)]
pub struct Pictures {
    /// Those that stand below the line that is read.
    waiting: Vec<String>,
    met: HashSet<String>,
}

impl Builder {
    /// Where the image of a tag lies, if it may be drawn and is new.
    pub(super) fn picture(&mut self, tag: &StartTag<'_>) -> Option<String> {
        if is_sign(tag) || self.place.code || self.pictures.met.len() >= MOST {
            return None;
        }
        let stated = tag.words("src").filter(|src| !src.starts_with("data:"));
        let later = || LATER.iter().find_map(|name| tag.words(name));
        let address = self.links.picture(stated.or_else(later)?)?;
        let is_new = self.pictures.met.insert(address.clone());
        is_new.then_some(address)
    }

    /// Has an image stand below the line that is read.
    pub(super) fn await_picture(&mut self, address: Option<String>) {
        self.pictures.waiting.extend(address);
    }

    /// The line has ended: what waits for that stands here.
    pub(super) fn put_pictures(&mut self) {
        if let Some(here) = self.gathered.last_mut() {
            let waiting = self.pictures.waiting.drain(..);
            waiting.for_each(|address| here.picture(address));
        }
    }
}

/// Whether an image says of itself that it stands for a letter or a word.
pub fn is_sign(tag: &StartTag<'_>) -> bool {
    ["width", "height"]
        .iter()
        .any(|side| tag.number(side).is_some_and(|n| n <= LARGEST_SIGN))
        || tag.class(|name| {
            matches!(name, "emoji" | "wp-smiley" | "latex" | "tex" | "math")
                || name.contains("inline")
        })
}

/// Whether an image says of itself that nobody is to see it.
pub fn is_point(tag: &StartTag<'_>) -> bool {
    ["width", "height"]
        .iter()
        .any(|side| tag.number(side).is_some_and(|n| n <= LARGEST_POINT))
}

#[cfg(test)]
mod tests {
    use crate::page::document;

    /// Each image as `blocks before it: end of its address`.
    #[track_caller]
    fn check(html: &str, n_blocks: usize, expected: &[&str]) {
        let read = document(html, Some("https://a.example/b/"));
        let pictures = read.pictures.iter();
        let said: Vec<String> = pictures
            .map(|it| {
                let name = it.address.strip_prefix("https://a.example/");
                format!("{}: {}", it.after, name.unwrap_or(&it.address))
            })
            .collect();
        assert_eq!(said, expected, "{html}");
        assert_eq!(read.blocks.len(), n_blocks, "{:?}", read.blocks);
    }

    #[test]
    fn an_image_stands_between_the_blocks_it_came_between() {
        check(
            "<p>One</p><img src=x.png alt='A flow of patients'><p>Two</p><img src=/y.png>",
            3,
            &["1: b/x.png", "3: y.png"],
        );
        check(
            "<p>One <a href=l><img src=x.png></a> more</p><p>Two",
            2,
            &["1: b/x.png"],
        );
        check(
            "<img src=//c.example/x.png>",
            0,
            &["0: https://c.example/x.png"],
        );
        let figure = "<figure><img src=x.png><figcaption>What it shows</figcaption></figure>";
        check(figure, 1, &["0: b/x.png"]);
    }

    #[test]
    fn an_image_in_a_table_stands_where_its_cell_does_or_below_the_table() {
        let letter = "<table><tr><td><p>One</td></tr><tr><td><img src=x.png></td></tr>\
                      <tr><td><p>Two</td></tr></table>";
        check(letter, 2, &["1: b/x.png"]);
        let figures = "<table><tr><th>a<th>b<tr><td>1<img src=x.png><td>2</table><p>End";
        check(figures, 2, &["1: b/x.png"]);
    }

    #[test]
    fn what_is_a_point_a_sign_or_hidden_is_no_image() {
        for tag in [
            "<img src=x.png width=1 height=1>",
            "<img src=x.png height=0>",
            "<img src=x.png width=24 alt='a smile'>",
            "<img src=x.png class=emoji alt='a smile'>",
            "<img src=x.png style='display: none'>",
            "<img src=data:image/gif;base64,R0lGOD>",
            "<img src=javascript:x>",
            "<img src=file:///etc/passwd>",
            "<img alt='no address'>",
        ] {
            let read = document(&format!("<p>One {tag}</p>"), Some("https://a.example/"));
            assert!(read.pictures.is_empty(), "{tag}: {:?}", read.pictures);
        }
    }

    #[test]
    fn what_a_script_would_load_is_found_and_each_address_once() {
        check(
            "<p>1</p><img src=data:image/gif;base64,R0 data-src=x.png><p>2</p><img src=x.png>",
            2,
            &["1: b/x.png"],
        );
        let many: String = (0..200).map(|n| format!("<img src={n}.png>")).collect();
        assert_eq!(
            document(&many, Some("https://a.example/")).pictures.len(),
            64
        );
    }

    #[test]
    fn images_change_nothing_of_what_is_read() {
        let html = "<hr><img src=0.png><hr><p>One<img src=1.png> more</p><hr><img src=2.png><hr>\
                    <ul><li>a<img src=3.png><li>b</ul><img src=4.png alt='Said twice'>\
                    <img src=5.png alt='Said twice'><hr><img src=6.png>";
        let without = html.replace("src=", "was=");
        let base = Some("https://a.example/");
        let (with, without) = (document(html, base), document(&without, base));
        assert_eq!(with.blocks, without.blocks);
        assert_eq!(with.pictures.len(), 7);
        let afters: Vec<usize> = with.pictures.iter().map(|it| it.after).collect();
        assert!(afters.is_sorted() && afters.iter().all(|it| *it <= with.blocks.len()));
    }
}
