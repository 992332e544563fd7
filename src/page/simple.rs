//! Plain markup read without a tokenizer: most texts in feeds are paragraphs,
//! links and a few entities, and are read twice, for topics and for search.
//!
//! Whatever is not plainly what it looks like (a comment, a script, an image, a
//! rare entity, a stray `<`) is left to html5ever: this never guesses. A test
//! holds that both read the same words.

use memchr::memchr2;
use memchr::memmem;

use crate::page::tokens::is_too_long;

/// No plain tag is longer, in bytes.
const LONGEST_TAG: usize = 1_000;

/// What is told of a page, in order.
pub(super) trait Reader {
    fn text(&mut self, text: &str);
    /// A tag begins or ends, by its name in whatever case; `false` where more
    /// must be known of it.
    fn tag(&mut self, name: &str) -> bool;
}

/// Tells all of a page; `false` where it is not plain, and then what was told
/// so far means nothing.
pub(super) fn read(html: &str, reader: &mut impl Reader) -> bool {
    if is_too_long(html) || memmem::find(html.as_bytes(), b";base64,").is_some() {
        return false;
    }
    let mut rest = html;
    loop {
        let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) else {
            return tell(rest, reader);
        };
        let (text, markup) = rest.split_at(at);
        if !tell(text, reader) {
            return false;
        }
        let after = match markup.starts_with('&') {
            true => entity(markup, reader),
            false => tag(markup, reader),
        };
        match after {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

/// Text without control characters, which the tokenizer has rules for.
fn tell(text: &str, reader: &mut impl Reader) -> bool {
    let is_plain = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
    let plain = text.bytes().all(is_plain);
    if plain && !text.is_empty() {
        reader.text(text);
    }
    plain
}

/// What follows an entity that means the same wherever it stands.
fn entity<'a>(markup: &'a str, reader: &mut impl Reader) -> Option<&'a str> {
    let body = &markup[1..];
    let end = body.bytes().take(10).position(|byte| byte == b';');
    let Some(end) = end else {
        let is_lone = body.starts_with([' ', '\n', '\t']);
        return is_lone.then(|| {
            reader.text("&");
            body
        });
    };
    let number = match body[..end].strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => Some(code(digits, 16)?),
            None => Some(code(digits, 10)?),
        },
        None => None,
    };
    let said = match (&body[..end], number) {
        (_, Some(said)) => said,
        ("amp", _) => '&',
        ("lt", _) => '<',
        ("gt", _) => '>',
        ("quot", _) => '"',
        ("apos", _) => '\'',
        ("nbsp", _) => '\u{a0}',
        _ => return None,
    };
    reader.text(said.encode_utf8(&mut [0; 4]));
    Some(&body[end + 1..])
}

/// A character by its number, but for those that HTML reads as others.
fn code(digits: &str, radix: u32) -> Option<char> {
    if !digits.starts_with(|c: char| c.is_digit(radix)) {
        return None;
    }
    let number = u32::from_str_radix(digits, radix).ok()?;
    let is_itself = matches!(number, 0x20..=0x7e | 0xa0..);
    is_itself.then(|| char::from_u32(number)).flatten()
}

/// What follows a tag whose attributes are well formed.
fn tag<'a>(markup: &'a str, reader: &mut impl Reader) -> Option<&'a str> {
    let bytes = markup.as_bytes();
    let begin = match bytes.get(1)? {
        b'/' => 2,
        _ => 1,
    };
    let n_name = bytes[begin..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    if n_name == 0 || !bytes[begin].is_ascii_alphabetic() {
        return None;
    }
    let mut at = begin + n_name;
    let mut quote = None;
    // What stands between a name's `=` and its value's end.
    let mut before = b' ';
    loop {
        let byte = *bytes.get(at).filter(|_| at < LONGEST_TAG)?;
        match (quote, byte) {
            (None, b'>') => break,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'"' | b'\'' | b'<' | b'`') => return None,
            (None, b'=') if matches!(before, b' ' | b'=' | b'/') => return None,
            (None, b' ' | b'\n' | b'\t' | b'/') => {}
            (None, _) if at == begin + n_name || !byte.is_ascii_graphic() => return None,
            (None, _) => {}
            (Some(open), _) if open == byte => {
                quote = None;
                // What follows a value must part it from the next name.
                if !matches!(bytes.get(at + 1)?, b' ' | b'\n' | b'\t' | b'/' | b'>') {
                    return None;
                }
            }
            (Some(_), _) => {}
        }
        before = match byte {
            b'\n' | b'\t' => b' ',
            byte => byte,
        };
        at += 1;
    }
    if before == b'=' {
        return None;
    }
    reader
        .tag(&markup[begin..begin + n_name])
        .then_some(&markup[at + 1..])
}
