//! What lets us in where a source asks who we are: a user name and a password.
//!
//! Nothing here keeps or sends one. No secret shows itself: not to `{:?}`, not
//! in an address once [`taken`] has been over it.

use std::fmt;
use std::ops::Range;

use url::Url;

/// A user name and a password, as Basic authentication joins them.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// `user:password`.
    text: String,
}

/// What a source's server is told about who we are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Login {
    /// Nothing.
    #[default]
    None,
    /// A secret, for the server of this address and for no other.
    With { secret: Secret, server: String },
    /// There is a secret, and it could not be had; why, as a sentence part.
    Unreadable(String),
}

impl Secret {
    pub fn new(user: &str, password: &str) -> Secret {
        Secret {
            text: format!("{user}:{password}"),
        }
    }

    /// Reads what [`text`](Self::text) gave.
    pub fn of_text(text: &str) -> Secret {
        match text.contains(':') {
            true => Secret {
                text: text.to_string(),
            },
            false => Secret::new(text, ""),
        }
    }

    /// `user:password`, for those who keep it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value of an `Authorization` header.
    ///
    /// Source: RFC 7617 (Basic), RFC 4648, section 4 (base64).
    pub fn authorization(&self) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::from("Basic ");
        for three in self.text.as_bytes().chunks(3) {
            let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for digit in 0..4 {
                let idx = (bits >> (18 - 6 * digit)) & 63;
                out.push(match digit <= three.len() {
                    true => char::from(DIGITS[idx as usize]),
                    false => '=',
                });
            }
        }
        out
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// An address as a person wrote it, with or without scheme, parted into the
/// address alone and the secret that stood in it. What holds none stays as it
/// was, letter by letter.
pub fn taken(address: &str) -> (String, Option<Secret>) {
    let address = address.trim();
    // Twice: as the eye reads it, and as a browser does, which forgives
    // `https:/me:secret@…` and more.
    let (clean, read) = match userinfo(address) {
        Some((start, end)) => (
            // Blanks after the `@` are none of the address either.
            format!("{}{}", &address[..start], &address[end + 1..])
                .trim()
                .to_string(),
            Some(unescaped(&address[start..end])),
        ),
        None => (address.to_string(), None),
    };
    let read = read.filter(|text| !text.is_empty() && text != ":");
    let secret = read.as_deref().map(Secret::of_text);
    match Url::parse(&clean) {
        Ok(mut url) if has_userinfo(&url) => {
            let user = unescaped(url.username());
            let password = unescaped(url.password().unwrap_or_default());
            let _ = url.set_username("");
            let _ = url.set_password(None);
            let secret = secret.unwrap_or_else(|| Secret::new(&user, &password));
            (url.to_string(), Some(secret))
        }
        _ => (clean, secret),
    }
}

/// The part of an address being typed that is a password, or may become one:
/// from the `:` after a user name to the `@`, or to the end while no `@` is
/// there yet. What can be a port (`example.org:8080`) is none.
pub fn being_typed(address: &str) -> Option<Range<usize>> {
    let (start, end) = userinfo(address).unwrap_or_else(|| {
        let start = address.find("//").map_or(0, |at| at + 2);
        let tail = &address[start..];
        // A password may hold any of these; an address without `@` ends there.
        let end = tail.find(['/', '?', '#', '\\']).unwrap_or(tail.len());
        (start, start + end)
    });
    let colon = start + address[start..end].find(':')?;
    let is_done = address[end..].starts_with('@');
    let (host, behind) = (&address[start..colon], &address[colon + 1..end]);
    let is_host = host.contains('.') || host == "localhost" || host.starts_with('[');
    let is_port = behind.len() <= 5 && behind.bytes().all(|byte| byte.is_ascii_digit());
    let is_scheme = host.eq_ignore_ascii_case("http") || host.eq_ignore_ascii_case("https");
    if behind.is_empty() || (!is_done && (is_scheme || (is_host && is_port))) {
        return None;
    }
    Some(colon + 1..end)
}

/// A text in which no address carries a user name or a password any more.
pub fn hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (head, tail) = rest.split_at(at + 3);
        out.push_str(head);
        let ends =
            |c: char| matches!(c, '/' | '?' | '#' | '\\' | '"' | '<' | '>') || c.is_whitespace();
        let end = tail.find(ends).unwrap_or(tail.len());
        let authority = &tail[..end];
        out.push_str(match authority.rsplit_once('@') {
            Some((_, host)) => host,
            None => authority,
        });
        rest = &tail[end..];
    }
    out.push_str(rest);
    out
}

fn has_userinfo(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Where the user and the password of an address begin and end; their end is
/// the place of the `@`.
fn userinfo(address: &str) -> Option<(usize, usize)> {
    let start = address.find("//").map_or(0, |at| at + 2);
    let scheme = &address[..start];
    // `?next=https://…` is no scheme.
    let start = match scheme.contains(['?', '#', '@']) || scheme.matches('/').count() > 2 {
        true => 0,
        false => start,
    };
    let tail = &address[start..];
    let end = tail.find(['/', '?', '#', '\\']).unwrap_or(tail.len());
    let at = tail[..end].rfind('@')?;
    // Without a scheme it may be anything; a command line has blanks.
    let is_one_word = !tail[..at].contains(char::is_whitespace);
    (start > 0 || is_one_word).then_some((start, start + at))
}

/// Percent-encoding undone; what is no text then stays as it was.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match digits {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, clean: &str, secret: Option<&str>) {
        let (left, took) = taken(address);
        assert_eq!(left, clean, "{address}");
        assert_eq!(took.as_ref().map(Secret::text), secret, "{address}");
        assert!(taken(&left).1.is_none(), "{left}");
    }

    #[test]
    fn what_stands_before_the_host_is_taken_out() {
        check(
            "https://me:secret@a.example/feed?x=1#y",
            "https://a.example/feed?x=1#y",
            Some("me:secret"),
        );
        check("me:se@a.example/feed", "a.example/feed", Some("me:se"));
        check("feed://me@a.example", "feed://a.example", Some("me:"));
        check("//me:x@a.example/", "//a.example/", Some("me:x"));
        check("me:x@ a.example/", "a.example/", Some("me:x"));
        check(
            "https://me:p%40ss%3A%2f@a.example/",
            "https://a.example/",
            Some("me:p@ss:/"),
        );
        check(
            "https://me:with@sign@a.example/",
            "https://a.example/",
            Some("me:with@sign"),
        );
        check("https://@a.example/", "https://a.example/", None);
        check("https://:@a.example/", "https://a.example/", None);
    }

    #[test]
    fn what_only_a_browser_would_read_so_is_taken_out_too() {
        check(
            "https:/me:secret@a.example/feed",
            "https://a.example/feed",
            Some("me:secret"),
        );
        check(
            "https:\\\\me:secret@a.example\\feed",
            "https://a.example/feed",
            Some("me:secret"),
        );
        check(
            "ht\ttps://me:secret@a.example/feed",
            "ht\ttps://a.example/feed",
            Some("me:secret"),
        );
    }

    #[test]
    fn an_address_without_a_secret_stays_letter_by_letter() {
        for address in [
            "HTTPS://A.example:443/Feed/@me?to=x@y.example",
            "https://a.example/go?next=https://me:x@b.example/",
            "a.example/@me/feed",
            "filter:to me@a.example:http://b.example/",
            "https://a.example#@",
            "",
        ] {
            check(address, address, None);
        }
    }

    #[test]
    fn no_address_in_a_text_shows_a_password() {
        assert_eq!(
            hidden("see https://me:secret@a.example/x and http://b.example/@c, me@d.example"),
            "see https://a.example/x and http://b.example/@c, me@d.example"
        );
        assert_eq!(hidden("https://me:s@t@a.example"), "https://a.example");
        assert_eq!(hidden("nothing"), "nothing");
    }

    #[test]
    fn a_secret_never_shows_itself() {
        let secret = Secret::new("me", "hunter2");
        let login = Login::With {
            secret,
            server: String::new(),
        };
        assert!(!format!("{login:?}").contains("hunter2"));
    }

    #[test]
    fn basic_authentication_is_written_as_the_standard_does() {
        // The examples of RFC 7617, section 2, and of RFC 4648, section 10.
        let said = |user, password| Secret::new(user, password).authorization();
        assert_eq!(
            said("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert_eq!(said("test", "123\u{a3}"), "Basic dGVzdDoxMjPCow==");
        assert_eq!(said("", ""), "Basic Og==");
        assert_eq!(said("f", "o"), "Basic Zjpv");
    }
}
