//! Links as feeds write them, to absolute http and https links.
//!
//! A link that is absolute already keeps its spelling, for it may be a key;
//! what leads nowhere a browser goes (`mailto:`, `urn:`) is no link. Only a
//! host that could be taken for another one is written out: in the letters
//! that are asked for (`xn--…`), without what stands before an `@`.

use url::Url;

use crate::domain::text::clean;

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
    let text = with_the_invisible_written_out(text);
    // A link whose end tag was lost goes no further than the tag.
    let text = text.split('<').next().unwrap_or_default().trim_end();
    if text.is_empty() {
        return None;
    }
    if is_absolute(text) {
        return match is_plain(text) {
            true => Some(text.to_string()),
            false => spelled_out(text),
        };
    }
    if text.starts_with("www.") {
        return Some(format!("http://{text}"));
    }
    let path = base.split(['?', '#']).next().unwrap_or(base);
    if base.len() > LONGEST_BASE || path.len() > LONGEST_PATH {
        return None;
    }
    let joined = Url::parse(base).ok()?.join(text).ok()?;
    matches!(joined.scheme(), "http" | "https").then(|| joined.into())
}

/// Whether the host of an absolute link is the one a person reads.
fn is_plain(link: &str) -> bool {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.is_ascii() && !host.contains(['\\', '@'])
}

/// An absolute link with its host as it is asked for.
///
/// Source: UTS 46 by way of WHATWG URL.
fn spelled_out(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let (scheme, rest) = link.split_once("://")?;
    let path = rest
        .find(['/', '\\', '?', '#'])
        .map_or("", |at| &rest[at..]);
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let host = url.host_str()?;
    Some(format!(
        "{scheme}://{host}{port}{}",
        path.replace('\\', "/")
    ))
}

/// What shows nothing or turns its neighbours round is percent-encoded, as a
/// browser sends it: the link leads where it led and hides nothing.
fn with_the_invisible_written_out(text: String) -> String {
    let hidden = |c: char| !c.is_ascii() && clean(c.encode_utf8(&mut [0; 4])).is_empty();
    if text.is_ascii() || !text.contains(|c| hidden(c) && !is_combining(c)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match hidden(c) && !is_combining(c) {
            true => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            false => out.push(c),
        }
    }
    out
}

/// An accent alone is nothing either, but on its letter it is seen.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
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
    fn a_host_cannot_pass_for_another() {
        check(
            "",
            "https://n\u{435}jm.org/a",
            Some("https://xn--njm-rdd.org/a"),
        );
        check(
            "",
            "https://nejm.org@evil.example/a",
            Some("https://evil.example/a"),
        );
        check(
            "",
            "https://evil.example\\@nejm.org/",
            Some("https://evil.example/@nejm.org/"),
        );
    }

    #[test]
    fn a_link_ends_where_a_lost_end_tag_stands() {
        check("", "https://a.org/b</link> <x>", Some("https://a.org/b"));
        check("", "<b>", None);
    }

    #[test]
    fn a_link_hides_nothing() {
        check(
            "",
            "https://a.org/x\u{202e}fdp.exe\u{200b}",
            Some("https://a.org/x%E2%80%AEfdp.exe%E2%80%8B"),
        );
        check(
            "",
            "https://a.org/\u{e9}te\u{301}",
            Some("https://a.org/éte\u{301}"),
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
