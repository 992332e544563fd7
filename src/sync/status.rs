//! What an HTTP status means for a source, in words for its health.

use std::time::Duration;

use crate::domain::intake::Target;
use crate::net::in_words;

/// What the person can do about a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The source, called so on the command line, has none.
    None(String),
    /// It has one that was told, and that was not enough.
    Refused(String),
    /// It is not followed yet; whether one was told all the same.
    Unfollowed { told: bool },
}

impl Way {
    fn said(&self) -> String {
        match self {
            Way::None(source) => format!("rounds password {source}"),
            Way::Refused(source) => format!("rounds password {source} sets another"),
            Way::Unfollowed { told: true } => "try another in the address".to_string(),
            Way::Unfollowed { told: false } => {
                "write https://USER:PASSWORD@… to look with one".to_string()
            }
        }
    }
}

/// A source as `rounds password` is told of it: its title in quotes, or its
/// number where a shell would read more in it.
pub fn called(target: &Target) -> String {
    let title = target.title.as_str();
    let is_plain = !title.is_empty()
        && !title.starts_with('-')
        && !title.contains(['"', '$', '`', '\\', '!'])
        && !title.chars().any(char::is_control);
    match is_plain {
        true => format!("\"{title}\""),
        false => target.source.0.to_string(),
    }
}

/// A sentence part for an answer without a feed: `404 not found`. The server's
/// wish to be left alone for a while is added where it has one, and the way to
/// a password where that may help.
pub fn in_words_of(status: u16, retry_after: Option<Duration>, way: &Way) -> String {
    let told = matches!(way, Way::Refused(_) | Way::Unfollowed { told: true });
    let meaning = match status {
        304 => "not modified, though nothing was known of it",
        401 if told => "refuses the password",
        401 => "needs a password",
        402 => "needs a subscription",
        403 if told => "not allowed, also with the password",
        403 => "not allowed; it refuses feed readers, or needs a password",
        404 => "not found",
        406 => "has nothing in a form we read",
        407 => "the proxy needs a password",
        410 => "gone for good",
        429 => "asked too often",
        451 => "withheld for legal reasons",
        503 => "not available just now",
        // The latter are Cloudflare's.
        502 | 504 | 520..=527 => "the server behind it does not answer",
        _ => match status / 100 {
            3 => "a redirect we cannot follow",
            4 => "the server refuses",
            5 => "the server has a problem",
            _ => "an answer we do not understand",
        },
    };
    let mut said = format!("{status} {meaning}");
    if matches!(status, 401 | 403) {
        said.push_str(": ");
        said.push_str(&way.said());
    }
    if let Some(wait) = retry_after.filter(|wait| !wait.is_zero()) {
        said.push_str("; it asks us to wait ");
        said.push_str(&in_words(wait));
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::domain::id::SourceId;

    use super::*;

    fn nejm() -> Way {
        Way::None("\"NEJM\"".to_string())
    }

    #[track_caller]
    fn check(status: u16, wait: Option<u64>, expected: &str) {
        assert_eq!(
            in_words_of(status, wait.map(Duration::from_secs), &nejm()),
            expected,
            "{status}"
        );
    }

    #[test]
    fn a_status_is_said_in_words_with_its_number() {
        check(404, None, "404 not found");
        check(410, None, "410 gone for good");
        check(418, None, "418 the server refuses");
        check(599, None, "599 the server has a problem");
        check(522, None, "522 the server behind it does not answer");
        check(302, None, "302 a redirect we cannot follow");
    }

    #[test]
    fn where_a_password_may_help_the_way_to_one_is_said() {
        check(401, None, "401 needs a password: rounds password \"NEJM\"");
        check(
            403,
            None,
            "403 not allowed; it refuses feed readers, or needs a password: rounds password \"NEJM\"",
        );
        let refused = Way::Refused("7".to_string());
        assert_eq!(
            in_words_of(401, None, &refused),
            "401 refuses the password: rounds password 7 sets another"
        );
        assert!(in_words_of(403, None, &refused).starts_with("403 not allowed, also with"));
        assert_eq!(
            in_words_of(401, None, &Way::Unfollowed { told: false }),
            "401 needs a password: write https://USER:PASSWORD@… to look with one"
        );
        assert_eq!(
            in_words_of(401, None, &Way::Unfollowed { told: true }),
            "401 refuses the password: try another in the address"
        );
    }

    #[test]
    fn a_source_is_called_so_that_a_shell_understands_it() {
        let named = |title: &str| {
            called(&Target {
                source: SourceId(7),
                title: title.to_string(),
                ..Target::default()
            })
        };
        assert_eq!(
            named("The Lancet: 'Online' & First"),
            "\"The Lancet: 'Online' & First\""
        );
        for title in ["$(reboot)", "a\"b", "a`b", "a\\", "--forget", "", "wow!"] {
            assert_eq!(named(title), "7", "{title}");
        }
    }

    #[test]
    fn a_wish_to_be_left_alone_is_told() {
        check(
            429,
            Some(2_400),
            "429 asked too often; it asks us to wait 40 minutes",
        );
        check(
            503,
            Some(30),
            "503 not available just now; it asks us to wait 30 s",
        );
        check(503, Some(0), "503 not available just now");
    }
}
