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

/// The first of several ways to say something that has room; the last where
/// none has. They are given from the longest on.
pub fn longest<'a>(forms: &[&'a str], room: u16) -> &'a str {
    let fits = |form: &&&str| width(form) <= usize::from(room);
    let form = forms.iter().find(fits).or(forms.last());
    form.copied().unwrap_or_default()
}

/// A message in at most so many cells. What is longest and least needed goes
/// first: the middle of an address, the end of a quoted title, whole sentences
/// between the first and the last, what stands behind a semicolon, then the end
/// of what happened. The last sentence tells what to do next and stays, but for
/// the end of a list in it. What
/// explains a trouble has no asides: all of it is needed.
pub fn fit_message<'a>(
    message: &'a str,
    asides: bool,
    room: usize,
    glyphs: &Glyphs,
) -> Cow<'a, str> {
    /// An address or a title is not cut shorter than this.
    const LEAST: usize = 16;

    let message = spell(message, glyphs);
    if width(&message) <= room {
        return message;
    }
    let over = width(&message) - room;
    if let Some(piece) = longest_piece(&message)
        && width(piece) >= over + LEAST
    {
        let cut = match piece.contains("://") && !piece.contains(' ') {
            true => fit_address(piece, width(piece) - over, glyphs),
            false => fit(piece, width(piece) - over, glyphs),
        };
        return Cow::Owned(message.replacen(piece, &cut, 1));
    }
    if asides && let Some(shorter) = without_asides(&message, room) {
        return Cow::Owned(shorter);
    }
    if let Some((what, next)) = message.rsplit_once(". ") {
        // Of a long list of words some are as good as all; what is wrong is not.
        let listed = room.saturating_sub(width(what) + 2);
        if next.matches(", ").count() > 2 && listed >= 2 * LEAST {
            return Cow::Owned(format!("{what}. {}", fit(next, listed, glyphs)));
        }
        let left = room.saturating_sub(width(next) + 1);
        if left >= LEAST {
            // Where only its full stop is too much, it is cut all the same.
            let left = left.min(width(what).saturating_sub(1));
            return Cow::Owned(format!("{} {next}", fit(what, left, glyphs)));
        }
    }
    Cow::Owned(fit(&message, room, glyphs).into_owned())
}

/// The message without the sentences in its middle, or without what the first
/// says behind a semicolon as well; `None` where neither makes it fit.
fn without_asides(message: &str, room: usize) -> Option<String> {
    let (first, rest) = match message.split_once(". ") {
        Some((first, rest)) => (first, Some(rest)),
        None => (message.trim_end_matches('.'), None),
    };
    let last = rest.map(|rest| rest.rsplit(". ").next().unwrap_or(rest));
    let whole = |what: &str| match last {
        Some(last) => format!("{what}. {last}"),
        None => format!("{what}."),
    };
    let short = first.split_once("; ").map(|(short, _)| whole(short));
    let mut forms = std::iter::once(whole(first)).chain(short);
    // A full stop within a title ends no sentence.
    let is_whole = |form: &String| form.matches('«').count() == form.matches('»').count();
    forms.find(|form| is_whole(form) && width(form) <= room)
}

/// The longest address or quoted title of a message, without its quotes.
fn longest_piece(message: &str) -> Option<&str> {
    let quoted = message.split('«').skip(1);
    let quoted = quoted.filter_map(|rest| Some(rest.split_once('»')?.0));
    let addresses = message.split_whitespace().filter(|it| it.contains("://"));
    let addresses = addresses.map(|it| it.trim_end_matches(['.', ':', ',', ';']));
    quoted.chain(addresses).max_by_key(|piece| width(piece))
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
    fn a_message_keeps_what_to_do_next() {
        #[track_caller]
        fn check(message: &str, room: usize, expected: &str) {
            let fitted = fit_message(message, true, room, Glyphs::of(false));
            assert_eq!(fitted, expected);
            assert!(width(&fitted) <= room);
        }
        let whole = "Saved. u takes it back.";
        check(whole, 40, whole);
        check(
            "Taken back: graded Good: «Effects of semaglutide on chronic kidney disease». U does it again.",
            64,
            "Taken back: graded Good: «Effects of semaglu…». U does it again.",
        );
        check(
            "Could not look at https://www.example.org/journals/heart/current/feed.xml: no feed. Enter tries again.",
            70,
            "Could not look at www.example.org/jo….xml: no feed. Enter tries again.",
        );
        check(
            "Following The New England Journal of Medicine of Massachusetts. u twice takes it back.",
            50,
            "Following The New England… u twice takes it back.",
        );
        check(
            "x does nothing here. ? shows all keys. : finds by name.",
            44,
            "x does nothing here. : finds by name.",
        );
        check(
            "Following «N. Engl. J. Med.»; it is asked now. u twice takes it back.",
            44,
            "Following «N. Engl.… u twice takes it back.",
        );
        check(
            "Out of review; its history is kept. u puts it back.",
            44,
            "Out of review. u puts it back.",
        );
        check(
            "Taken back: saved 2 items. U does it again.",
            42,
            "Taken back: saved 2 ite… U does it again.",
        );
        check(
            "Theme: dark, until you leave; [screen] theme keeps it.",
            44,
            "Theme: dark, until you leave.",
        );
        check(
            "Copied BibTeX: «@article{a, url={https://doi.org/10.1/2}, year=2025. Note}»",
            40,
            "Copied BibTeX: «@article{a, url={https…»",
        );
        check(
            "Column 4: is: does not know “old”. It knows unread, read, saved, toread, reading, done",
            78,
            "Column 4: is: does not know “old”. It knows unread, read, saved, toread, read…",
        );
        check(
            "Pasted text was ignored: no text field is open",
            20,
            "Pasted text was ign…",
        );
    }

    #[test]
    fn what_explains_a_trouble_is_cut_but_nothing_of_it_is_left_out() {
        let trouble = "Old settings hold; config.toml line 1: no such key.";
        let fitted = fit_message(trouble, false, 44, Glyphs::of(false));
        assert_eq!(fitted, "Old settings hold; config.toml line 1: no s…");
    }

    #[test]
    fn ascii_cuts_with_a_tilde() {
        assert_eq!(fit("Vitamin D", 8, Glyphs::of(true)), "Vitamin~");
        assert_eq!(fit("Vitamin D", 8, Glyphs::of(false)), "Vitamin…");
    }
}
