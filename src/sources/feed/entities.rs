//! Entities and character references, to characters.
//!
//! An entity a document defines is replaced once and never searched for
//! further entities, so it cannot grow; nothing outside the document is ever
//! loaded. What is no entity stays as it is written.

use std::borrow::Cow;
use std::collections::HashMap;

use markup5ever::data::NAMED_ENTITIES;

/// The longest replacement a document may define, in bytes.
const LONGEST: usize = 4_096;
/// How much text all uses of defined entities may make, in bytes.
const MOST: usize = 1 << 20;

/// The entities a document defines in its DOCTYPE.
#[derive(Debug, Default)]
pub struct Entities<'a> {
    defined: HashMap<&'a str, String>,
    n_bytes_made: usize,
}

impl<'a> Entities<'a> {
    /// Reads the `<!ENTITY name "value">` of a DOCTYPE. The first definition
    /// of a name holds.
    ///
    /// Source: XML 1.0, section 4.2.
    pub fn define(&mut self, doctype: &'a str) {
        for part in doctype.split("<!ENTITY").skip(1) {
            let part = part.trim_start();
            let Some((name, value)) = part.split_once(|c: char| c.is_ascii_whitespace()) else {
                continue;
            };
            let value = value.trim_start();
            let Some(quote @ ('"' | '\'')) = value.chars().next() else {
                continue;
            };
            let Some((value, _)) = value[1..].split_once(quote) else {
                continue;
            };
            if name == "%" || value.len() > LONGEST {
                continue;
            }
            let value = decode(value, &mut Entities::default()).into_owned();
            self.defined.entry(name).or_insert(value);
        }
    }

    fn replacement(&mut self, name: &str) -> Option<&str> {
        let value = self.defined.get(name)?;
        self.n_bytes_made += value.len();
        (self.n_bytes_made <= MOST).then_some(value)
    }
}

/// Text with its references replaced, once.
pub fn decode<'t>(text: &'t str, entities: &mut Entities<'_>) -> Cow<'t, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let n_used = match rest.as_bytes().get(1) {
            Some(b'#') => numbered(rest, &mut out),
            _ => named(rest, entities, &mut out),
        };
        match n_used {
            Some(n_used) => rest = &rest[n_used..],
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// `&#233;` or `&#xE9;`, also without the semicolon.
fn numbered(text: &str, out: &mut String) -> Option<usize> {
    let figures = &text[2..];
    let (base, n_before) = match figures.as_bytes().first() {
        Some(b'x' | b'X') => (16, 3),
        _ => (10, 2),
    };
    let figures = &text[n_before..];
    let n_figures = figures
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(base))
        .count();
    if n_figures == 0 || n_figures > 8 {
        return None;
    }
    let number = u32::from_str_radix(&figures[..n_figures], base).ok()?;
    out.push(character(number));
    let n_used = n_before + n_figures;
    match text.as_bytes().get(n_used) {
        Some(b';') => Some(n_used + 1),
        _ => Some(n_used),
    }
}

/// Numbers 128 to 159 are meant as windows-1252, as in HTML.
fn character(number: u32) -> char {
    if let (0x80..=0x9F, Ok(byte)) = (number, u8::try_from(number)) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next().unwrap_or('\u{FFFD}');
    }
    match char::from_u32(number) {
        Some(c) if number >= 0x20 || matches!(c, '\t' | '\n' | '\r') => c,
        _ => '\u{FFFD}',
    }
}

/// `&eacute;` or an entity of the document, only with its semicolon: `&copy`
/// in an address is not a sign.
fn named(text: &str, entities: &mut Entities<'_>, out: &mut String) -> Option<usize> {
    let end = text
        .bytes()
        .skip(1)
        .take(48)
        .position(|byte| byte == b';')?
        + 1;
    let name = &text[1..end];
    if name.is_empty() {
        return None;
    }
    if let Some(value) = entities.replacement(name) {
        out.push_str(value);
        return Some(end + 1);
    }
    // The five of XML before the table of HTML's two thousand: escaped markup
    // is made of them.
    let of_xml = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    };
    if let Some(sign) = of_xml {
        out.push(sign);
        return Some(end + 1);
    }
    let (first, second) = NAMED_ENTITIES.get(&text[1..=end]).copied()?;
    for number in [first, second] {
        out.extend(char::from_u32(number).filter(|c| *c != '\0'));
    }
    Some(end + 1)
}

/// Text as HTML: the three signs that could be read as markup are escaped.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Entities;
    use super::decode;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decode(text, &mut Entities::default()), expected);
    }

    #[test]
    fn references_become_characters() {
        check("caf&eacute; &#233; &#xE9; &amp;lt;", "café é é &lt;");
        check("&#146;", "\u{2019}");
        check("&#8217", "\u{2019}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        check(
            "AT&T & co &unknown; ?a=1&copy=2 &#; &",
            "AT&T & co &unknown; ?a=1&copy=2 &#; &",
        );
    }

    #[test]
    fn an_impossible_character_is_replaced() {
        check("&#0;&#xD800;", "\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn a_document_may_define_entities_but_they_cannot_grow() {
        let mut entities = Entities::default();
        entities.define("<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y \"&x;&x;\"><!ENTITY z SYSTEM 'file:///etc/passwd'>]>");
        assert_eq!(decode("&x; &y; &z;", &mut entities), "ha &x;&x; &z;");
    }

    #[test]
    fn a_bomb_of_one_large_entity_stops() {
        let mut entities = Entities::default();
        let doctype = format!("<!ENTITY a '{}'>", "b".repeat(4_000));
        entities.define(&doctype);
        let made = decode(&"&a;".repeat(100_000), &mut entities).len();
        assert!(made < 2_000_000, "{made}");
    }
}
