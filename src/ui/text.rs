//! Text made ready for cells: spelled in what the screen knows, cut to a
//! width, and searched for words to mark.

use std::borrow::Cow;

use crate::domain::text::ascii;
use crate::domain::text::shorten;
use crate::domain::text::shorten_middle;
use crate::domain::text::width;
use crate::domain::time::UtcTime;
use crate::ui::glyphs::Glyphs;

/// Text as this screen can show it.
pub fn spell<'a>(text: &'a str, glyphs: &Glyphs) -> Cow<'a, str> {
    match glyphs.ascii && !text.is_ascii() {
        true => Cow::Owned(ascii(text)),
        false => Cow::Borrowed(text),
    }
}

/// Text in at most so many cells, with our cut mark.
pub fn fit<'a>(text: &'a str, room: usize, glyphs: &Glyphs) -> Cow<'a, str> {
    with_our_mark(shorten(text, room), glyphs)
}

/// An address in at most so many cells, cut in its middle.
pub fn fit_address<'a>(address: &'a str, room: usize, glyphs: &Glyphs) -> Cow<'a, str> {
    with_our_mark(shorten_middle(address, room), glyphs)
}

fn with_our_mark<'a>(text: Cow<'a, str>, glyphs: &Glyphs) -> Cow<'a, str> {
    match text {
        Cow::Owned(cut) if glyphs.ascii => Cow::Owned(cut.replace('…', glyphs.cut)),
        text => text,
    }
}

/// Cells that text takes.
pub fn cells_u16(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// A number in a screen's measure.
pub fn to_u16(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// `1 source`, `4 sources`.
pub fn count(n: u64, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {many}"),
    }
}

/// An age in running text: `2 h ago`, `just now`.
pub fn spaced_age(time: UtcTime, now: UtcTime) -> String {
    let age = time.age(now);
    match age.find(|c: char| !c.is_ascii_digit()) {
        Some(unit) if unit > 0 => format!("{} {} ago", &age[..unit], &age[unit..]),
        _ => "just now".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_in_sentences_are_spaced() {
        let now = UtcTime(1_000_000);
        assert_eq!(spaced_age(now.plus(-7200), now), "2 h ago");
        assert_eq!(spaced_age(now, now), "just now");
    }

    #[test]
    fn ascii_cuts_with_a_tilde() {
        assert_eq!(fit("Vitamin D", 8, Glyphs::of(true)), "Vitamin~");
        assert_eq!(fit("Vitamin D", 8, Glyphs::of(false)), "Vitamin…");
    }
}
