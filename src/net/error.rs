//! What happened on the wire, in sentences for a source's health.
//!
//! Only a host is ever named, never a whole address: addresses may carry a
//! password. An answer with a status such as 404 is no error here.

use std::error::Error;
use std::time::Duration;

use thiserror::Error;

use super::Settings;

/// Why there is no answer. Each is a sentence part: `could not find nejm.org`.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NetError {
    #[error("this is not an http or https address")]
    NotAnAddress,
    #[error("could not find {host}")]
    NoSuchHost { host: String },
    #[error("{host} refused the connection")]
    Refused { host: String },
    #[error("no way to reach {host}: {why}")]
    NoWay { host: String, why: String },
    #[error("timed out after {}", in_words(*.after))]
    TimedOut {
        after: Duration,
        /// Whether not even a connection was made.
        connecting: bool,
    },
    #[error("no secure connection to {host}: {trouble}")]
    Tls { host: String, trouble: TlsTrouble },
    #[error("no answer began within {}", in_words(*.after))]
    Silent { after: Duration },
    #[error("the answer is larger than {}", megabytes(*.cap))]
    TooLarge { cap: usize },
    #[error("the headers of the answer are too many, or larger than {}", megabytes(*.cap))]
    HeadersTooLarge { cap: usize },
    #[error("more than {most} redirects")]
    TooManyRedirects { most: usize },
    #[error("its redirects go round in a circle")]
    RedirectLoop,
    #[error("a redirect without a readable address")]
    BadRedirect,
    #[error("it redirects from https to http ({host}), which anyone on the way could read")]
    Downgrade { host: String },
    #[error("{host} is a private address, and was not followed by you")]
    PrivateAddress { host: String },
    #[error("{host} asks us to wait {}", in_words(*.wait))]
    AskedToWait { host: String, wait: Duration },
    #[error("the answer of {host} broke off or is damaged: {why}")]
    Broken { host: String, why: String },
    #[error("this machine has no connection left to give (too many open files)")]
    TooManyOpen,
    #[error(
        "this system has no certificates to check secure connections with; install ca-certificates"
    )]
    NoCertificates,
    #[error("the certificates of fetch.ca_file ({file}) cannot be used: {why}")]
    BadCaFile { file: String, why: String },
    #[error(
        "fetch.proxy in config.toml is no proxy's address; write http://HOST:PORT or socks5h://HOST:PORT, or \"none\""
    )]
    BadProxy,
    #[error("the network could not be prepared: {why}")]
    NotPrepared { why: String },
}

/// What is wrong with a secure connection.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TlsTrouble {
    #[error("its certificate has expired")]
    Expired,
    #[error("its certificate is not valid yet (is this machine's clock right?)")]
    NotYetValid,
    #[error("its certificate is made for another name")]
    OtherName,
    #[error("its certificate is not trusted")]
    NotTrusted,
    #[error("its certificate was revoked")]
    Revoked,
    #[error("{0}")]
    Other(String),
}

impl NetError {
    /// Whether no connection could be made at all: perhaps we are offline.
    pub fn is_unreachable(&self) -> bool {
        matches!(
            self,
            NetError::NoSuchHost { .. }
                | NetError::Refused { .. }
                | NetError::NoWay { .. }
                | NetError::TimedOut {
                    connecting: true,
                    ..
                }
        )
    }
}

/// A private address that a name led to; carried through reqwest's chain.
#[derive(Debug, Error)]
#[error("private address")]
pub(super) struct NamePrivate;

/// Reads reqwest's error while `host` was asked.
pub(super) fn from_reqwest(error: &reqwest::Error, host: &str, settings: &Settings) -> NetError {
    let host = host.to_string();
    let causes = causes(error);
    if causes.iter().any(|cause| cause.is::<NamePrivate>()) {
        return NetError::PrivateAddress { host };
    }
    if error.is_timeout() {
        return NetError::TimedOut {
            after: settings.connect,
            connecting: error.is_connect(),
        };
    }
    let said = causes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ");
    let io = causes
        .iter()
        .rev()
        .find_map(|cause| cause.downcast_ref::<std::io::Error>());
    if let Some(io) = io {
        // 23 and 24 are ENFILE and EMFILE wherever there are files to count.
        if matches!(io.raw_os_error(), Some(23 | 24)) {
            return NetError::TooManyOpen;
        }
        if io.kind() == std::io::ErrorKind::ConnectionRefused {
            return NetError::Refused { host };
        }
    }
    // hyper's own limit, wider than ours.
    if said.contains("message head is too large") {
        let cap = settings.header_cap;
        return NetError::HeadersTooLarge { cap };
    }
    if error.is_dns() {
        return NetError::NoSuchHost { host };
    }
    if let Some(trouble) = tls_trouble(&said) {
        return NetError::Tls { host, trouble };
    }
    let why = match causes.last() {
        Some(cause) => cause.to_string(),
        None => "no reason given".to_string(),
    };
    match error.is_connect() {
        true => NetError::NoWay { host, why },
        false => NetError::Broken { host, why },
    }
}

/// What lies beneath reqwest's own error, outermost first. Its own text is
/// left out because it carries the whole address.
fn causes(error: &reqwest::Error) -> Vec<&(dyn Error + 'static)> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        if !cause.is::<reqwest::Error>() {
            causes.push(cause);
        }
        next = cause.source();
    }
    causes
}

/// Reads what rustls said. By its text: its types are not ours to depend on,
/// and other systems' verifiers speak only text anyway.
fn tls_trouble(said: &str) -> Option<TlsTrouble> {
    let lower = said.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if !has(&["certificate", "tls", "handshake", "unknownissuer"]) {
        return None;
    }
    Some(
        if has(&["certificate expired", ": expired", "has expired"]) {
            TlsTrouble::Expired
        } else if has(&["not valid yet", "notvalidyet", "not yet valid"]) {
            TlsTrouble::NotYetValid
        } else if has(&["not valid for name", "notvalidforname", "name mismatch"]) {
            TlsTrouble::OtherName
        } else if has(&["revoked"]) {
            TlsTrouble::Revoked
        } else if has(&[
            "unknownissuer",
            "unknown issuer",
            "not trusted",
            "untrusted",
            "invalid peer certificate",
        ]) {
            TlsTrouble::NotTrusted
        } else {
            TlsTrouble::Other(match said.rsplit(": ").next() {
                Some(last) => last.to_string(),
                None => said.to_string(),
            })
        },
    )
}

/// `0.2 s`, `30 s`, `5 minutes`, `2 hours`.
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{:.1} s", time.as_secs_f32()),
        1..120 => format!("{seconds} s"),
        120..7_200 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3_600)),
    }
}

fn megabytes(n_bytes: usize) -> String {
    match n_bytes >> 20 {
        0 => format!("{} kB", n_bytes >> 10),
        whole => format!("{whole} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustls_says_becomes_a_sentence_about_the_certificate() {
        for (said, trouble) in [
            (
                "invalid peer certificate: certificate expired: verification time 1 (UNIX)",
                TlsTrouble::Expired,
            ),
            (
                "invalid peer certificate: certificate not valid yet: verification time 1",
                TlsTrouble::NotYetValid,
            ),
            (
                "invalid peer certificate: certificate not valid for name \"a.org\"",
                TlsTrouble::OtherName,
            ),
            (
                "invalid peer certificate: UnknownIssuer",
                TlsTrouble::NotTrusted,
            ),
            ("invalid peer certificate: Revoked", TlsTrouble::Revoked),
            (
                "received fatal alert: HandshakeFailure",
                TlsTrouble::Other("HandshakeFailure".to_string()),
            ),
        ] {
            assert_eq!(tls_trouble(said), Some(trouble), "{said}");
        }
        assert_eq!(tls_trouble("connection reset by peer"), None);
    }

    #[test]
    fn times_and_sizes_are_said_in_the_unit_a_person_would_use() {
        assert_eq!(in_words(Duration::from_millis(200)), "0.2 s");
        assert_eq!(in_words(Duration::from_secs(30)), "30 s");
        assert_eq!(in_words(Duration::from_secs(2_400)), "40 minutes");
        assert_eq!(in_words(Duration::from_secs(86_400)), "24 hours");
        assert_eq!(megabytes(10 << 20), "10 MB");
        assert_eq!(megabytes(64 << 10), "64 kB");
    }

    #[test]
    fn only_failing_to_connect_counts_as_unreachable() {
        let host = || "a.org".to_string();
        assert!(NetError::NoSuchHost { host: host() }.is_unreachable());
        assert!(!NetError::RedirectLoop.is_unreachable());
        let late = |connecting| NetError::TimedOut {
            after: Duration::from_secs(1),
            connecting,
        };
        assert!(late(true).is_unreachable());
        assert!(!late(false).is_unreachable());
    }
}
