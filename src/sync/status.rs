//! What an HTTP status means for a source, in words for its health.

use std::time::Duration;

use crate::net::in_words;

/// A sentence part for an answer without a feed: `404 not found`. The server's
/// wish to be left alone for a while is added where it has one.
pub fn in_words_of(status: u16, retry_after: Option<Duration>) -> String {
    let meaning = match status {
        304 => "not modified, though nothing was known of it",
        401 => "needs a password",
        402 => "needs a subscription",
        403 => "not allowed: it needs a password, or refuses feed readers",
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
    match retry_after {
        Some(wait) if !wait.is_zero() => {
            format!("{status} {meaning}; it asks us to wait {}", in_words(wait))
        }
        _ => format!("{status} {meaning}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, wait: Option<u64>, expected: &str) {
        assert_eq!(
            in_words_of(status, wait.map(Duration::from_secs)),
            expected,
            "{status}"
        );
    }

    #[test]
    fn a_status_is_said_in_words_with_its_number() {
        check(401, None, "401 needs a password");
        check(404, None, "404 not found");
        check(410, None, "410 gone for good");
        check(418, None, "418 the server refuses");
        check(599, None, "599 the server has a problem");
        check(522, None, "522 the server behind it does not answer");
        check(302, None, "302 a redirect we cannot follow");
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
