//! Stands in for `crate::domain::text` until that is merged: the same names,
//! the same meaning. Then this file goes and `paper` says
//! `pub use crate::domain::text as cells;`.

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

/// An address in at most so many cells: cut in its middle, keeping host and end.
pub fn shorten_middle(url: &str, cells: usize) -> Cow<'_, str> {
    if fits(url, cells) {
        return Cow::Borrowed(url);
    }
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    if fits(bare, cells) {
        return Cow::Borrowed(bare);
    }
    let host = width(bare.split('/').next().unwrap_or(bare)) + 1;
    if host + 5 > cells {
        return shorten(bare, cells);
    }
    let tail: String = {
        let n_kept = cells - host - 1;
        let graphemes: Vec<&str> = bare.graphemes(true).collect();
        graphemes[graphemes.len().saturating_sub(n_kept)..].concat()
    };
    Cow::Owned(format!("{}…{tail}", head(bare, host)))
}

/// Text in ASCII, as far as it can be said there; `?` for the rest.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' | '\n' => out.push(c),
            '≥' => out.push_str(">="),
            '≤' => out.push_str("<="),
            '±' => out.push_str("+/-"),
            '×' => out.push('x'),
            '–' | '—' | '−' | '·' => out.push('-'),
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            '…' => out.push_str("..."),
            _ if width(c.encode_utf8(&mut [0; 4])) > 0 => out.push('?'),
            _ => {}
        }
    }
    out
}

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
    let n_sound_marks = grapheme.matches(['\u{FF9E}', '\u{FF9F}']).count();
    grapheme.width() + n_sound_marks
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}
