//! Makes text from outside safe to show: what steers a terminal goes, what a
//! person reads stays.
//!
//! Nothing is ever escaped or marked here; what is dangerous is dropped.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

use super::is_invisible;

/// The most characters of a line; the longest real titles have about 700.
pub const LONGEST_LINE: usize = 2_000;

/// The most characters of a block of text.
pub const LONGEST_BLOCK: usize = 2_000_000;

/// Marks kept on one letter. Vietnamese and pointed Hebrew need two or three.
const MOST_MARKS: usize = 4;

/// One line of text, safe to write anywhere.
///
/// Control characters and whole escape sequences are gone, bidirectional and
/// zero-width marks too; white space is one blank; letters are composed (NFC)
/// with at most four marks; emoji are their first part, without variation. At
/// most [`LONGEST_LINE`] characters, then `…`. Cleaning twice changes nothing.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_LINE && is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean_with(text, LONGEST_LINE, false))
}

/// Like [`clean`], but keeps line breaks: each line is clean, and there is at
/// most one empty line between two. A tab is a blank, for its width is unknown.
/// At most [`LONGEST_BLOCK`] characters.
pub fn clean_block(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_BLOCK && is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean_with(text, LONGEST_BLOCK, true))
}

/// Printable ASCII with single blanks inside: nearly every title.
fn is_plain_line(text: &str) -> bool {
    // The blank before the first byte makes a leading blank a double one.
    let mut before = b' ';
    for &byte in text.as_bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

fn clean_with(text: &str, longest: usize, keep_lines: bool) -> String {
    let visible = visible(text);
    let composed: Cow<'_, str> = if is_nfc(&visible) {
        Cow::Borrowed(&visible)
    } else {
        Cow::Owned(visible.nfc().collect())
    };
    let laid = lay(&composed, keep_lines);
    cut(laid, longest)
}

/// Everything but escape sequences, controls and invisible characters. White
/// space stays as it is.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    let mut joined = false;
    while let Some(c) = chars.next() {
        match c {
            '\u{1B}' => skip_escape(&mut chars),
            '\u{9B}' => skip_csi(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9D}'..='\u{9F}' => skip_string(&mut chars),
            // Windows-1252 read as Latin-1, as browsers do it; these controls
            // have no other use.
            '\u{91}' => out.push('‘'),
            '\u{92}' => out.push('’'),
            '\u{93}' => out.push('“'),
            '\u{94}' => out.push('”'),
            '\u{95}' => out.push('•'),
            '\u{96}' => out.push('–'),
            '\u{97}' => out.push('—'),
            '\u{200D}' => {
                joined = out.chars().next_back().is_some_and(is_pictograph);
                continue;
            }
            // What is joined to an emoji goes, so that the first part remains.
            _ if joined && is_pictograph(c) => {}
            // Skin tones; terminals do not agree on their width.
            '\u{1F3FB}'..='\u{1F3FF}' => {}
            _ if c.is_whitespace() => out.push(c),
            _ if c.is_control() || is_invisible(c) => continue,
            _ => out.push(c),
        }
        joined = false;
    }
    out
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// After ESC. Source: ECMA-48, sections 5.3 to 5.6.
fn skip_escape(chars: &mut std::str::Chars<'_>) {
    let mut ahead = chars.clone();
    match ahead.next() {
        Some('[') => {
            *chars = ahead;
            skip_csi(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            *chars = ahead;
            skip_string(chars);
        }
        Some(' '..='~') => {
            skip_while(chars, ' '..='/');
            skip_one(chars, '0'..='~');
        }
        _ => {}
    }
}

/// After CSI: parameters, intermediates, one final byte.
fn skip_csi(chars: &mut std::str::Chars<'_>) {
    skip_while(chars, '0'..='?');
    skip_while(chars, ' '..='/');
    skip_one(chars, '@'..='~');
}

/// After OSC, DCS, SOS, PM or APC: up to BEL, ST, or whatever aborts it. Where
/// it has no end, its text is kept: without its head it is only text.
fn skip_string(chars: &mut std::str::Chars<'_>) {
    let rest = chars.as_str();
    // The next head ends it too, so that no text is searched twice: a line of
    // heads without ends took minutes a megabyte.
    let is_end = |c: char| {
        matches!(
            c,
            '\u{7}' | '\u{18}' | '\u{1A}' | '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}'..='\u{9F}'
        )
    };
    // A line break ends the search too: no sequence in use contains one, and
    // a lone head must not swallow a page.
    let Some(end) = rest.find(|c: char| is_end(c) || c == '\n') else {
        return;
    };
    let tail = &rest[end..];
    if tail.starts_with('\n') {
        return;
    }
    *chars = tail.chars();
    if tail.starts_with("\u{1B}\\") {
        chars.next();
        chars.next();
    }
    // Any other head begins its own sequence; the rest is dropped as control.
}

fn skip_while(chars: &mut std::str::Chars<'_>, range: std::ops::RangeInclusive<char>) {
    while skip_one(chars, range.clone()) {}
}

fn skip_one(chars: &mut std::str::Chars<'_>, range: std::ops::RangeInclusive<char>) -> bool {
    let mut ahead = chars.clone();
    match ahead.next() {
        Some(c) if range.contains(&c) => {
            *chars = ahead;
            true
        }
        _ => false,
    }
}

/// Folds white space and takes away marks that stand on nothing or on a pile.
fn lay(text: &str, keep_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut n_marks = 0;
    let mut blank = false;
    let mut n_breaks = 0;
    let mut after_return = false;
    for c in text.chars() {
        let is_break = matches!(
            c,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        );
        if c.is_whitespace() {
            n_breaks += usize::from(is_break && !(after_return && c == '\n'));
            after_return = c == '\r';
            blank = true;
            continue;
        }
        if is_combining_mark(c) {
            if blank || out.is_empty() || n_marks == MOST_MARKS {
                continue;
            }
            n_marks += 1;
            out.push(c);
            continue;
        }
        if !out.is_empty() {
            match n_breaks.min(2) {
                0 if blank => out.push(' '),
                n if keep_lines => out.extend(std::iter::repeat_n('\n', n)),
                1.. => out.push(' '),
                _ => {}
            }
        }
        out.push(c);
        n_marks = 0;
        blank = false;
        n_breaks = 0;
        after_return = false;
    }
    out
}

/// At most `longest` characters, the last one `…` where something was cut.
fn cut(mut text: String, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else {
        return text;
    };
    let last = text[..end]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at);
    let kept = text[..last]
        .trim_end_matches(|c: char| c.is_whitespace())
        .len();
    text.truncate(kept);
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text), expected, "{text:?}");
    }

    #[test]
    fn a_plain_title_is_not_copied() {
        assert!(matches!(
            clean("Statins in 2025: p<0.001"),
            Cow::Borrowed(_)
        ));
        assert!(matches!(clean(""), Cow::Borrowed(_)));
    }

    #[test]
    fn white_space_of_every_kind_is_one_blank() {
        check("  a\t\r\n b\u{a0}\u{2003}c\u{2028}d\u{85}e ", "a b c d e");
        check(" \n ", "");
    }

    #[test]
    fn a_whole_escape_sequence_goes() {
        check("a\u{1b}[2Jb", "ab");
        check("a\u{1b}[1;31mred\u{1b}[0m b", "ared b");
        check("a\u{1b}]52;c;aGVsbG8=\u{7}b", "ab");
        check(
            "a\u{1b}]8;;https://evil.example\u{1b}\\b\u{1b}]8;;\u{1b}\\",
            "ab",
        );
        check("a\u{9b}2Jb\u{9d}0;title\u{9c}c", "abc");
        check("a\u{1b}(Bb\u{1b}cc\u{1b}", "abc");
        check("a\u{1b}P1$r\u{1b}\\b", "ab");
        check("a\u{1b}]0;no end", "a0;no end");
        check("a\u{7}\u{8}\u{7f}\0b", "ab");
    }

    #[test]
    fn heads_without_ends_are_searched_once() {
        check("a\u{9d}0;b\u{9d}0;c\u{9c}d", "ad");
        let heads = "\u{9d}0;\u{90}q".repeat(100_000);
        assert_eq!(clean(&heads), "q");
    }

    #[test]
    fn nothing_invisible_remains() {
        check("pay\u{202e}lap\u{202c} \u{2066}x\u{2069}", "paylap x");
        check("z\u{200b}e\u{200c}r\u{feff}o\u{ad}\u{2060}", "zero");
        check("a\u{e0041}\u{e007f}b\u{fff9}c\u{fffb}", "abc");
    }

    #[test]
    fn an_emoji_is_its_first_part() {
        check("👩\u{200d}⚕\u{fe0f} and ❤\u{fe0f}", "👩 and ❤");
        check("👍\u{1f3fd} 1\u{fe0f}\u{20e3}", "👍 1");
    }

    #[test]
    fn letters_are_composed_and_never_piled_up() {
        check("Me\u{301}nie\u{300}re", "Ménière");
        check("e\u{200d}\u{301}", "é");
        check(
            &format!("z{}", "\u{335}".repeat(50)),
            "z\u{335}\u{335}\u{335}\u{335}",
        );
        check("\u{301}a \u{301}b", "a b");
    }

    #[test]
    fn quotes_of_windows_survive_as_quotes() {
        check("it\u{92}s \u{93}so\u{94} \u{96}", "it’s “so” –");
    }

    #[test]
    fn what_a_clinician_needs_stays() {
        check(
            "≥5 µg/L ± 0·3, IL‑6, β₂, 10⁻³ “x”",
            "≥5 µg/L ± 0·3, IL‑6, β₂, 10⁻³ “x”",
        );
        check("中文 العربية", "中文 العربية");
    }

    #[test]
    fn an_endless_title_is_cut() {
        let line = clean(&"word ".repeat(1_000)).into_owned();
        assert!(line.chars().count() <= LONGEST_LINE);
        assert!(
            line.ends_with("d…")
                || line.ends_with("r…")
                || line.ends_with("o…")
                || line.ends_with("w…")
        );
    }

    #[test]
    fn a_block_keeps_its_lines() {
        let block = clean_block(" a \r\n b\tc\n\n\n\nd\u{2029}e\u{1b}[2J\n");
        assert_eq!(block, "a\nb c\n\nd\ne");
    }
}
