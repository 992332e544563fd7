//! Bytes to text, whatever a server says about them.
//!
//! Never fails and never looks at what the text means: the worst that comes
//! out is a replacement character. What the bytes themselves prove (a byte
//! order mark, valid UTF-8) goes before what headers and declarations claim,
//! for claims are copied from templates and bytes are not.

use std::borrow::Cow;

use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;
use memchr::memmem;

/// The text of an answer, from its bytes and its `Content-Type`.
///
/// In this order: byte order mark; the zero bytes of UTF-16 and UTF-32 without
/// one; valid UTF-8; the header's charset, then the XML declaration's, each
/// only if it fits all bytes; UTF-8 with a few foreign bytes, which are read
/// as windows-1252; a guess.
///
/// Source: XML 1.0 appendix F and RFC 7303 for what may be stated; the order
/// is that of browsers (WHATWG Encoding), except that valid UTF-8 wins over
/// labels: text of another encoding that is valid UTF-8 by chance is rarer
/// than a wrong label.
pub fn text<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some(text) = wide(bytes) {
        return text;
    }
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[n_mark..]).0;
    }
    if let Some(text) = mainframe(bytes) {
        return Cow::Owned(text);
    }
    let labels = [content_type.and_then(charset), declared(bytes)];
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_escaped_japanese(bytes, &labels)
    {
        return Cow::Borrowed(text);
    }
    if let Some(text) = cut_off(bytes) {
        return Cow::Borrowed(text);
    }
    for label in labels.iter().flatten() {
        let Some(encoding) = Encoding::for_label_no_replacement(usual(label).as_bytes()) else {
            continue;
        };
        if [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
            continue;
        }
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if !had_errors {
            return text;
        }
    }
    match mixed(bytes) {
        Some(text) => Cow::Owned(text),
        None => guessed(bytes),
    }
}

/// UTF-32 and UTF-16 by their marks or by the zero bytes around `<` and `{`.
fn wide(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0, 0, 0xFE, 0xFF, rest @ ..] => Some(utf32(rest, u32::from_be_bytes)),
        [0xFF, 0xFE, 0, 0, rest @ ..] => Some(utf32(rest, u32::from_le_bytes)),
        [0, 0, 0, b'<' | b'{', ..] => Some(utf32(bytes, u32::from_be_bytes)),
        [b'<' | b'{', 0, 0, 0, ..] => Some(utf32(bytes, u32::from_le_bytes)),
        [0, b'<' | b'{', 0, _, ..] => Some(UTF_16BE.decode_without_bom_handling(bytes).0),
        [b'<' | b'{', 0, _, 0, ..] => Some(UTF_16LE.decode_without_bom_handling(bytes).0),
        _ => None,
    }
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Cow<'static, str> {
    let (quads, _) = bytes.as_chunks::<4>();
    quads
        .iter()
        .map(|quad| char::from_u32(number(*quad)).unwrap_or('\u{FFFD}'))
        .collect()
}

/// EBCDIC, recognised by its `<?xm`. encoding_rs leaves it out, as browsers do.
fn mainframe(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(&[0x4C, 0x6F, 0xA7, 0x94]) {
        return None;
    }
    Some(
        bytes
            .iter()
            .map(|byte| char::from(CP037[usize::from(*byte)]))
            .collect(),
    )
}

/// IBM code page 37 as Latin-1. Source: Unicode consortium, `CP037.TXT`.
const CP037: &[u8; 256] = b"\
\x00\x01\x02\x03\x9c\x09\x86\x7f\x97\x8d\x8e\x0b\x0c\x0d\x0e\x0f\
\x10\x11\x12\x13\x9d\x85\x08\x87\x18\x19\x92\x8f\x1c\x1d\x1e\x1f\
\x80\x81\x82\x83\x84\x0a\x17\x1b\x88\x89\x8a\x8b\x8c\x05\x06\x07\
\x90\x91\x16\x93\x94\x95\x96\x04\x98\x99\x9a\x9b\x14\x15\x9e\x1a\
\x20\xa0\xe2\xe4\xe0\xe1\xe3\xe5\xe7\xf1\xa2\x2e\x3c\x28\x2b\x7c\
\x26\xe9\xea\xeb\xe8\xed\xee\xef\xec\xdf\x21\x24\x2a\x29\x3b\xac\
\x2d\x2f\xc2\xc4\xc0\xc1\xc3\xc5\xc7\xd1\xa6\x2c\x25\x5f\x3e\x3f\
\xf8\xc9\xca\xcb\xc8\xcd\xce\xcf\xcc\x60\x3a\x23\x40\x27\x3d\x22\
\xd8\x61\x62\x63\x64\x65\x66\x67\x68\x69\xab\xbb\xf0\xfd\xfe\xb1\
\xb0\x6a\x6b\x6c\x6d\x6e\x6f\x70\x71\x72\xaa\xba\xe6\xb8\xc6\xa4\
\xb5\x7e\x73\x74\x75\x76\x77\x78\x79\x7a\xa1\xbf\xd0\xdd\xde\xae\
\x5e\xa3\xa5\xb7\xa9\xa7\xb6\xbc\xbd\xbe\x5b\x5d\xaf\xa8\xb4\xd7\
\x7b\x41\x42\x43\x44\x45\x46\x47\x48\x49\xad\xf4\xf6\xf2\xf3\xf5\
\x7d\x4a\x4b\x4c\x4d\x4e\x4f\x50\x51\x52\xb9\xfb\xfc\xf9\xfa\xff\
\x5c\xf7\x53\x54\x55\x56\x57\x58\x59\x5a\xb2\xd4\xd6\xd2\xd3\xd5\
\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39\xb3\xdb\xdc\xd9\xda\x9f";

/// ISO-2022-JP is pure ASCII to the eye of UTF-8; only its escapes and a
/// label together tell it apart.
fn is_escaped_japanese(bytes: &[u8], labels: &[Option<String>; 2]) -> bool {
    labels
        .iter()
        .flatten()
        .any(|label| label.starts_with("iso-2022"))
        && memchr::memchr(0x1B, bytes).is_some()
}

/// The charset of a `Content-Type`, in lower case.
fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty())
            .then(|| value.to_ascii_lowercase())
    })
}

/// The encoding of an XML declaration in the first kilobyte, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(1024)];
    let from = memmem::find(head, b"<?xml")?;
    let to = from + memchr::memchr(b'>', &head[from..])?;
    let declaration = &head[from..to];
    let value = &declaration[memmem::find(declaration, b"encoding")? + 8..];
    let value = value.trim_ascii_start().strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let end = value
        .iter()
        .skip(1)
        .position(|byte| [b'"', b'\'', b'?'].contains(byte) || byte.is_ascii_whitespace())?;
    let label = std::str::from_utf8(&value[1..end + 1]).ok()?;
    Some(label.trim().to_ascii_lowercase())
}

/// Spellings seen in feeds that the WHATWG list does not hold.
fn usual(label: &str) -> &str {
    match label {
        "macroman" | "mac_roman" | "mac-roman" => "macintosh",
        "shiftjis" | "cp932" | "ms932" => "shift_jis",
        "cp936" | "gb2312-80" => "gb18030",
        "cp949" | "uhc" | "ms949" => "euc-kr",
        "cp950" => "big5",
        _ => label,
    }
}

/// UTF-8 whose last character did not come whole.
fn cut_off(bytes: &[u8]) -> Option<&str> {
    let error = std::str::from_utf8(bytes).err()?;
    let whole = &bytes[..error.valid_up_to()];
    match error.error_len() {
        None if !whole.is_ascii() => std::str::from_utf8(whole).ok(),
        _ => None,
    }
}

/// UTF-8 with a few stray bytes: somebody pasted from an old word processor.
/// `None` where the stray bytes are so many that it is not UTF-8 at all.
fn mixed(bytes: &[u8]) -> Option<String> {
    let n_stray = bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count();
    let n_leads = bytes.iter().filter(|byte| **byte >= 0xC0).count();
    if n_stray * 4 >= n_leads {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Some(text)
}

/// So much text tells as much as all of it; a byte takes 0.17 µs.
const TELLING: usize = 32 << 10;

fn guessed(bytes: &[u8]) -> Cow<'_, str> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    // Before the first byte that is not ASCII, or shifts out of it, nothing tells.
    let tells = |byte: &u8| !byte.is_ascii() || *byte == 0x1B;
    let from = bytes.iter().position(tells).unwrap_or(0);
    let to = bytes.len().min(from + TELLING);
    detector.feed(&bytes[from..to], true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::text;

    #[track_caller]
    fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
        assert_eq!(text(bytes, content_type), expected);
    }

    #[test]
    fn a_byte_order_mark_decides() {
        check(b"\xEF\xBB\xBF<a>\xC3\xA9</a>", None, "<a>é</a>");
        check(b"\xFF\xFE<\0a\0\xE9\0", None, "<aé");
        check(b"\0\0\xFE\xFF\0\0\0<\0\0\0\xE9", None, "<é");
    }

    #[test]
    fn wide_text_without_a_mark_is_seen_by_its_zeros() {
        check(b"\0<\0a\0\xE9", None, "<aé");
        check(b"<\0a\0\xE9\0", None, "<aé");
        check(b"<\0\0\0\xE9\0\0\0", None, "<é");
    }

    #[test]
    fn valid_utf_8_wins_over_what_the_labels_say() {
        check(
            b"<?xml version='1.0' encoding='iso-8859-1'?>\xC3\xA9",
            Some("text/xml; charset=iso-8859-1"),
            "<?xml version='1.0' encoding='iso-8859-1'?>é",
        );
    }

    #[test]
    fn the_header_goes_before_the_declaration() {
        check(
            b"<?xml version='1.0' encoding='iso-8859-1'?>\xE1",
            Some("text/xml; charset=\"KOI8-R\""),
            "<?xml version='1.0' encoding='iso-8859-1'?>А",
        );
        check(
            b"<?xml version='1.0' encoding='koi8-r'?>\xE1",
            None,
            "<?xml version='1.0' encoding='koi8-r'?>А",
        );
    }

    #[test]
    fn a_few_foreign_bytes_in_utf_8_are_windows_1252() {
        check(
            b"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \x93",
            None,
            "éééééé “",
        );
    }

    #[test]
    fn half_a_character_at_the_end_spoils_nothing_else() {
        let read = text(
            b"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xE2\x80",
            None,
        );
        assert!(read.starts_with("éééééé "), "{read}");
    }

    #[test]
    fn a_mainframe_is_understood() {
        check(&[0x4C, 0x6F, 0xA7, 0x94, 0x93], None, "<?xml");
    }
}
