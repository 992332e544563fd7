//! DOIs as they stand in text and links.

/// The most bytes of a suffix. The longest DOIs in use have about 200; without
/// an end, text made of openings would take quadratic time.
const LONGEST_SUFFIX: usize = 400;

/// Where a DOI stands: that decides what may end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Prose,
    Link,
}

/// The first DOI of a text, lower-case and without resolver: bare, after
/// `doi:`, in a link, in brackets.
///
/// `None` unless there is `10.`, a registrant of 4 to 9 digits (perhaps with
/// parts, `10.1000.10`; ISBN-A: `10.978.`…), a slash and a suffix that has a
/// letter or digit. Old suffixes with `<`, `>`, `;` and brackets (SICI) are
/// read whole.
///
/// Source: Crossref, "DOIs and matching regular expressions" (2015); DOI
/// Handbook, 2.2.
pub fn parse(text: &str) -> Option<String> {
    let text = plain(text);
    all(&text, Place::Prose).into_iter().next()
}

/// Every DOI of a text that went through [`plain`], in order, with repeats.
pub(super) fn all(text: &str, place: Place) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"10.").map(|at| from + at)
    {
        from = at + 3;
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_digit() || c == '.') {
            continue;
        }
        if let Some((doi, end)) = read(&text[at..], place) {
            found.push(doi);
            from = at + end;
        }
    }
    found
}

/// Full-width characters as plain ones, hyphens of every kind as hyphens,
/// nothing invisible.
pub(super) fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    text.chars()
        .filter(|c| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}'))
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
            c if c.is_whitespace() && c != '\n' => ' ',
            c => c,
        })
        .collect::<String>()
        .into()
}

/// One character of text, percent-encoding taken off.
struct Unit {
    c: char,
    encoded: bool,
    len: usize,
}

fn unit(text: &str) -> Option<Unit> {
    let c = text.chars().next()?;
    if c == '%'
        && let Some(hex) = text.get(1..3)
        && hex.bytes().all(|b| b.is_ascii_hexdigit())
        && let Ok(byte) = u8::from_str_radix(hex, 16)
    {
        return Some(Unit {
            c: char::from(byte),
            encoded: true,
            len: 3,
        });
    }
    for (entity, c) in [("&lt;", '<'), ("&gt;", '>')] {
        if text.starts_with(entity) {
            return Some(Unit {
                c,
                encoded: false,
                len: entity.len(),
            });
        }
    }
    Some(Unit {
        c,
        encoded: false,
        len: c.len_utf8(),
    })
}

/// The DOI at the very start, and how many bytes it took.
fn read(text: &str, place: Place) -> Option<(String, usize)> {
    let registrant_len = text[3..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|&len| len <= 40)?;
    let registrant = &text[3..3 + registrant_len];
    let slash = unit(&text[3 + registrant_len..]).filter(|unit| unit.c == '/')?;
    let first = registrant.split('.').next()?;
    let is_isbn = matches!(first, "978" | "979");
    if registrant.split('.').any(str::is_empty) || !(is_isbn || (4..=9).contains(&first.len())) {
        return None;
    }
    let mut at = 3 + registrant_len + slash.len;
    // `10.1037//0002`: a slip that was minted so, and resolves with one slash too.
    while let Some(next) = unit(&text[at..]).filter(|unit| unit.c == '/') {
        at += next.len;
    }
    let (suffix, len) = read_suffix(&text[at..], place)?;
    let suffix = trim(&suffix);
    if !suffix.bytes().any(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if is_isbn && !suffix.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((
        format!("10.{registrant}/{suffix}").to_ascii_lowercase(),
        at + len,
    ))
}

fn read_suffix(text: &str, place: Place) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut open: Vec<char> = Vec::new();
    let mut angle = false;
    let mut at = 0;
    while let Some(next) = unit(&text[at..]) {
        let c = next.c;
        let after = &text[at + next.len..];
        let goes_on = match c {
            // A letter with an accent: not a DOI at all, or one that was
            // garbled; to stop before it would name another work.
            '\u{C0}'..='\u{24F}' => return None,
            _ if !c.is_ascii_graphic() => false,
            _ if next.encoded => true,
            '<' => {
                angle = out.contains(':')
                    && after.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
                angle
            }
            '>' => std::mem::take(&mut angle),
            '(' | '[' => {
                open.push(if c == '(' { ')' } else { ']' });
                true
            }
            ')' | ']' => open.pop() == Some(c),
            ';' => after.starts_with('2') && out.to_ascii_lowercase().ends_with(".co"),
            '#' => out.to_ascii_lowercase().ends_with("co;2-"),
            '-' => !after.starts_with("10."),
            ',' => !after.starts_with("10.") && !after.starts_with("http"),
            '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '&' | '?' => false,
            _ => true,
        };
        if !goes_on {
            break;
        }
        out.push(c);
        at += next.len;
        if out.len() > LONGEST_SUFFIX {
            return None;
        }
    }
    // `10.1000/a -b` was one DOI before someone broke it.
    let mut rest = text[at..].chars();
    if place == Place::Prose
        && (rest.next(), rest.next()) == (Some(' '), Some('-'))
        && rest.next().is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    if angle {
        out.truncate(out.rfind('<').unwrap_or(out.len()));
    }
    Some((out, at))
}

/// Takes off what belongs to the sentence: punctuation, and a bracket that was
/// opened and never closed.
fn trim(suffix: &str) -> &str {
    let mut suffix = suffix;
    loop {
        let before = suffix;
        suffix = suffix.strip_suffix("'s").unwrap_or(suffix);
        suffix =
            suffix.trim_end_matches(['.', ',', ';', ':', '!', '\'', '*', '_', '~', '/', '(', '[']);
        for (opener, closer) in [('(', ')'), ('[', ']')] {
            if suffix.matches(opener).count() > suffix.matches(closer).count()
                && let Some(at) = suffix.rfind(opener)
            {
                suffix = &suffix[..at];
            }
        }
        if suffix == before {
            return suffix;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_doi_is_read_however_it_is_dressed() {
        for text in [
            "10.1000/abc.123",
            "doi:10.1000/ABC.123",
            "DOI: 10.1000/abc.123.",
            "(see 10.1000/abc.123)",
            "https://doi.org/10.1000/abc.123?x=1",
            "[paper](https://doi.org/10.1000/abc.123)",
            "\"10.1000/abc.123\", 2021",
            "https://doi.org/10.1000%2Fabc.123",
            "DOI：１０．１０００／ａｂｃ.123。",
            "doi = {10.1000/abc.123}",
            "<a href=\"https://doi.org/10.1000/abc.123\">x</a>",
            "10.1000/abc.123, 10.1000/def",
            "*10.1000/abc.123*",
            "10.1000/abc\u{200b}.123…",
            "10.1000//abc.123",
            "10.1000/abc.123|next",
        ] {
            check(text, Some("10.1000/abc.123"));
        }
    }

    #[test]
    fn brackets_belong_to_a_doi_only_in_pairs() {
        check(
            "(10.1016/S0000-0000(99)00001-2)",
            Some("10.1016/s0000-0000(99)00001-2"),
        );
        check("10.1000/a(b", Some("10.1000/a"));
        check("10.1000/a–10.1000/b", Some("10.1000/a"));
        check("10.1000/a’s", Some("10.1000/a"));
        check("10.1000/a's", Some("10.1000/a"));
        check(
            "10.1890/0000(2006)87[2445:XX]2.0.CO;2",
            Some("10.1890/0000(2006)87[2445:xx]2.0.co;2"),
        );
    }

    #[test]
    fn the_old_form_with_angles_is_read_whole() {
        let doi = "10.1002/(sici)1000-0000(199601)99:1<135::aid-xx8>3.0.co;2-k";
        check(
            "10.1002/(SICI)1000-0000(199601)99:1<135::AID-XX8>3.0.CO;2-K",
            Some(doi),
        );
        check(
            "10.1002/(SICI)1000-0000(199601)99:1%3C135::AID-XX8%3E3.0.CO;2-K.",
            Some(doi),
        );
        check(
            "10.1002/(SICI)1000-0000(199601)99:1&lt;135::AID-XX8&gt;3.0.CO;2-K;",
            Some(doi),
        );
        check("<b>10.1000/abc</b>", Some("10.1000/abc"));
    }

    #[test]
    fn what_only_resembles_a_doi_is_refused() {
        for text in [
            "10.1056",
            "10.1000/",
            "10.1000/ abc",
            "10..1000/a",
            "10.001/a",
            "110.1000/a",
            "10.1000/!).'",
            "10.1000/diálogos.1",
            "10.978.8898392/abc",
        ] {
            check(text, None);
        }
    }
}
