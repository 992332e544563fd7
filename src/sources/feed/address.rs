//! Links as feeds write them, to absolute http and https links.
//!
//! A link that is absolute already keeps its spelling, for it may be a key;
//! what leads nowhere a browser goes (`mailto:`, `urn:`) is no link.

use url::Url;

use crate::domain::text;

/// Relative links are read only at an address and a path no longer than this,
/// in bytes: each of them becomes as long as its base.
const LONGEST_BASE: usize = 2_000;
const LONGEST_PATH: usize = 500;

/// The link of `text`, read at `base`. `None` where it is none, or where it is
/// relative and the base is not known.
pub fn resolve(base: &str, text: &str) -> Option<String> {
    let text: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .replace("&amp;", "&")
        .replace(' ', "%20");
    let text = written_out(text);
    if text.is_empty() {
        return None;
    }
    if is_absolute(&text) {
        return Some(text);
    }
    if text.starts_with("www.") {
        return Some(format!("http://{text}"));
    }
    if base.len() > LONGEST_BASE || path_length(base) > LONGEST_PATH {
        return None;
    }
    let joined = Url::parse(base).ok()?.join(&text).ok()?;
    matches!(joined.scheme(), "http" | "https").then(|| joined.into())
}

/// The bytes of an address that its relative links keep.
fn path_length(base: &str) -> usize {
    base.find(['?', '#']).unwrap_or(base.len())
}

/// What cannot be seen (marks of direction, blanks of no width) as a browser
/// would send it: a link must not look like another.
fn written_out(link: String) -> String {
    if !link.contains(text::acts) {
        return link;
    }
    let mut out = String::with_capacity(link.len() + 16);
    for c in link.chars() {
        match text::acts(c) {
            true => c
                .encode_utf8(&mut [0; 4])
                .bytes()
                .for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
            false => out.push(c),
        }
    }
    out
}

/// Whether it names a place on the web by itself.
pub fn is_absolute(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    })
}

/// The base within an element that states `stated` inside of `outer`.
pub fn base(outer: &str, stated: &str) -> String {
    match Url::parse(outer) {
        Ok(outer_url) => match outer_url.join(stated) {
            Ok(joined) if matches!(joined.scheme(), "http" | "https") => joined.into(),
            _ => outer.to_string(),
        },
        Err(_) => stated.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[track_caller]
    fn check(base: &str, text: &str, expected: Option<&str>) {
        assert_eq!(resolve(base, text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_relative_link_is_read_at_its_base() {
        check(
            "https://a.org/b/feed",
            "c?d=1",
            Some("https://a.org/b/c?d=1"),
        );
        check("https://a.org/b/feed", "//e.org/", Some("https://e.org/"));
        check("", "c", None);
    }

    #[test]
    fn an_absolute_link_keeps_its_spelling() {
        check(
            "",
            " http://A.org/x y&amp;z\n",
            Some("http://A.org/x%20y&z"),
        );
    }

    #[test]
    fn what_cannot_be_seen_in_a_link_is_written_out() {
        check(
            "",
            "https://a.org/\u{202e}x\u{200b}\u{1b}",
            Some("https://a.org/%E2%80%AEx%E2%80%8B"),
        );
    }

    #[test]
    fn nothing_is_read_at_an_endless_address() {
        let base = format!("https://a.org/{}/", "b".repeat(600));
        check(&base, "c", None);
        check(&base, "https://d.org/", Some("https://d.org/"));
        check(
            &format!("https://a.org/e?{}", "b".repeat(600)),
            "c",
            Some("https://a.org/c"),
        );
    }

    #[test]
    fn what_no_browser_opens_is_no_link() {
        check("https://a.org/", "mailto:a@b.org", None);
        check("https://a.org/", "urn:x:1", None);
        check("https://a.org/", "javascript:alert(1)", None);
    }
}
