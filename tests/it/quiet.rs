//! What a terminal would do with bytes: each escape sequence taken apart and
//! held against the few that rounds itself writes.

use rounds::domain::text;

/// What a hostile sequence carries in its parameters, so that it is known again
/// even where its kind is one of ours. No row, column or colour of ours is 666.
pub const BRAND: &str = "666";

/// Checks everything that was written to a terminal: valid UTF-8, sequences of
/// ours alone, and no other character that acts. Gives what was copied.
///
/// # Errors
///
/// The first thing that is not so, with what stands around it.
pub fn check(raw: &[u8]) -> Result<Vec<String>, String> {
    let written = std::str::from_utf8(raw).map_err(|error| {
        let at = error.valid_up_to();
        let around = &raw[at.saturating_sub(20)..raw.len().min(at + 20)];
        format!(
            "bytes that are no UTF-8: {:?}",
            String::from_utf8_lossy(around)
        )
    })?;
    let mut copied = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find(|c: char| text::acts(c) && !matches!(c, '\r' | '\n')) {
        let from = &rest[at..];
        let sequence = match ours(from) {
            Some(sequence) if !sequence.contains(BRAND) => sequence,
            _ => {
                let around: String = from.chars().take(40).collect();
                return Err(format!("{around:?} is not ours"));
            }
        };
        if let Some(payload) = sequence.strip_prefix("\u{1b}]52;c;") {
            let payload = payload.trim_end_matches("\u{1b}\\");
            let text = base64(payload).ok_or("what was copied is no base64")?;
            if text.contains(text::acts) {
                return Err(format!("{text:?} was copied"));
            }
            copied.push(text);
        }
        rest = &from[sequence.len()..];
    }
    Ok(copied)
}

/// Screen, cursor, pastes, focus, clicks.
const MODES: [&str; 7] = ["?25", "?1049", "?2004", "?2026", "?1004", "?1000", "?1006"];

/// The sequence of ours that a text begins with.
fn ours(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("\u{1b}]52;c;") {
        let end = rest.find("\u{1b}\\")?;
        return Some(&text[..text.len() - rest.len() + end + 2]);
    }
    // The title: one line that was cleaned.
    if let Some(rest) = text.strip_prefix("\u{1b}]2;") {
        let end = rest.find("\u{1b}\\")?;
        let is_clean = !rest[..end].contains(text::acts);
        return is_clean.then(|| &text[..text.len() - rest.len() + end + 2]);
    }
    // The question for the terminal's ground, whole.
    let question = "\u{1b}]11;?\u{1b}\\\u{1b}[c";
    if text.starts_with(question) {
        return Some(&text[..question.len()]);
    }
    let rest = text.strip_prefix("\u{1b}[")?;
    let n_params = rest
        .find(|c: char| !('0'..='?').contains(&c))
        .unwrap_or(rest.len());
    let (params, after) = rest.split_at(n_params);
    let is_numbers = params
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
    let n = match after.chars().next()? {
        // Colours, places and emptying.
        'm' | 'H' | 'J' | 'K' | 'A' | 'B' | 'C' | 'D' | 'G' if is_numbers => 1,
        // The modes that are switched on and off again.
        'h' | 'l' if MODES.contains(&params) => 1,
        // The title is put aside and taken back.
        't' if ["22;2", "23;2"].contains(&params) => 1,
        // The cursor's form.
        ' ' if is_numbers && after.starts_with(" q") => 2,
        _ => return None,
    };
    Some(&text[..2 + n_params + n])
}

fn base64(text: &str) -> Option<String> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut n_bits) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push(u8::try_from(bits >> n_bits & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

#[test]
fn what_is_ours_is_told_from_what_is_not() {
    let ours = "\u{1b}[?1049h\u{1b}[2J\u{1b}[1;1H\u{1b}[38;2;1;2;3mHFpEF ≥\u{1b}[0m\r\n\u{1b}[0 q\u{1b}]52;c;aGk=\u{1b}\\";
    assert_eq!(check(ours.as_bytes()), Ok(vec!["hi".to_string()]));
    for not in [
        "\u{1b}[666;1H",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]8;;http://a.example\u{1b}\\",
        "\u{1b}[?1003h",
        "\u{1b}]2;a\u{9b}b\u{1b}\\",
        "\u{1b}]11;?\u{1b}\\",
        "\u{1b}[21t",
        "\u{1b}[>c",
        "\u{1b}Pq\u{1b}\\",
        "\u{1b}c",
        "\u{9b}2J",
        "a\u{7}",
        "a\u{8}",
        "\t",
        "\u{202e}",
        "\u{e0041}",
        "\u{1b}]52;c;GwA=\u{1b}\\",
        "\u{1b}",
    ] {
        assert!(check(not.as_bytes()).is_err(), "{not:?}");
    }
    assert!(check(b"\x9b2J").is_err());
}
