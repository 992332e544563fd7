//! A file's bytes as text, whatever they say of themselves.

use encoding_rs::Encoding;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;

/// The text of a file.
///
/// A byte order mark is believed first, then the pattern of UTF-16, then
/// UTF-8 wherever the bytes are UTF-8; only then the declaration, which is
/// the one that is wrong most often. Never fails.
pub fn text(bytes: &[u8]) -> String {
    if let Some((encoding, n)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[n..])
            .0
            .into_owned();
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        // A file that was cut within its last letter is UTF-8 all the same.
        Err(error) if error.error_len().is_none() => {
            return String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        }
        Err(_) => {}
    }
    let encoding = declared(bytes).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark: every other byte of the first is nothing.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let (_, rest) = start.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    // These bytes were read, so they cannot be in 16 bits or in UTF-8.
    (encoding.is_ascii_compatible() && encoding != encoding_rs::UTF_8).then_some(encoding)
}
