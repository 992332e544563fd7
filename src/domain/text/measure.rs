//! How many cells text takes, and text made to fit them.
//!
//! Counts as ratatui and terminals print: by grapheme, controls taking none.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that text takes on the screen; wide letters take two.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    text.graphemes(true).map(cells_of).sum()
}

/// Text in at most so many cells, cut at its end with `…` where it is longer.
pub fn shorten(text: &str, cells: usize) -> Cow<'_, str> {
    if fits(text, cells) {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut out = head(text, cells - 1).trim_end().to_string();
    out.push('…');
    Cow::Owned(out)
}

/// An address in at most so many cells: cut in its middle, keeping the host
/// and the end, which tells most. Where that is too much the scheme goes, then
/// the end.
pub fn shorten_middle(url: &str, cells: usize) -> Cow<'_, str> {
    /// Fewer cells of the end than this tell nothing.
    const SHORTEST_TAIL: usize = 4;

    if fits(url, cells) {
        return Cow::Borrowed(url);
    }
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    if fits(bare, cells) {
        return Cow::Borrowed(bare);
    }
    for whole in [url, bare] {
        let path = path_start(whole);
        let host = width(&whole[..path]);
        if host + 1 + SHORTEST_TAIL > cells {
            continue;
        }
        let spare = cells - host - 1;
        let front = head(&whole[path..], spare / 3);
        let back = tail(
            &whole[path + front.len()..],
            cells - 1 - host - width(front),
        );
        return Cow::Owned(format!("{}{front}…{back}", &whole[..path]));
    }
    shorten(bare, cells)
}

/// Where the path of an address begins, after its first slash.
fn path_start(url: &str) -> usize {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url.len(), |at| host + at + 1)
}

/// The longest beginning of whole graphemes that fits.
fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cells_of(grapheme);
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// The longest end of whole graphemes that fits.
fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += cells_of(grapheme);
        if used > cells {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

fn fits(text: &str, cells: usize) -> bool {
    if is_printable_ascii(text) {
        return text.len() <= cells;
    }
    head(text, cells).len() == text.len()
}

fn cells_of(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // Half-width sound marks join their letter but have a cell of their own, as
    // ratatui counts them.
    let n_sound_marks = grapheme.matches(['\u{FF9E}', '\u{FF9F}']).count();
    grapheme.width() + n_sound_marks
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_cells() {
        assert_eq!(width("HFpEF"), 5);
        assert_eq!(width("中文"), 4);
        assert_eq!(width("Ménière ≥"), 9);
        assert_eq!(width("e\u{301}"), 1);
    }

    #[track_caller]
    fn check(text: &str, cells: usize, expected: &str) {
        assert_eq!(shorten(text, cells), expected);
    }

    #[test]
    fn text_is_cut_at_its_end_between_letters() {
        check("Vitamin D", 9, "Vitamin D");
        check("Vitamin D", 8, "Vitamin…");
        check("Vitamin D", 4, "Vit…");
        check("中文学", 5, "中文…");
        check("中文学", 4, "中…");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
        check("abc", 1, "…");
        check("abc", 0, "");
    }

    #[test]
    fn an_address_keeps_its_host_and_its_end() {
        let link = "https://www.nejm.org/doi/full/10.1056/NEJMoa2403347";
        assert_eq!(shorten_middle(link, 60), link);
        assert_eq!(shorten_middle(link, 50), &link[8..]);
        assert_eq!(
            shorten_middle(link, 36),
            "https://www.nejm.org/doi/…Moa2403347"
        );
        assert_eq!(shorten_middle(link, 20), "www.nejm.org/do…3347");
        assert_eq!(shorten_middle(link, 10), "www.nejm.…");
        assert_eq!(shorten_middle(link, 0), "");
    }
}
