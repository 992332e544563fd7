//! Which characters of a page may reach a terminal.
//!
//! No control character, no direction override and nothing invisible passes.
//! White space is told apart here but folded where lines are made.

use crate::domain::text;

/// What a character is to a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Letter(char),
    Space,
    Nothing,
}

/// Sorts one character.
pub fn sort(c: char) -> Sort {
    match c {
        ' '..='~' if c != ' ' => Sort::Letter(c),
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => Sort::Space,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => Sort::Space,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Sort::Space,
        // What joins letters of Arabic and Indian scripts, or parts of an emoji,
        // is part of the word.
        '\u{200c}' | '\u{200d}' => Sort::Letter(c),
        _ if text::acts(c) => Sort::Nothing,
        _ => Sort::Letter(c),
    }
}

/// One line of clean text: white space folded and trimmed.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match sort(c) {
            Sort::Letter(c) => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
            Sort::Space => gap = true,
            Sort::Nothing => {}
        }
    }
    out
}

/// The first `most` characters, with `…` where more would follow.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
