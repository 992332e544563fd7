//! Asking one source: request, answer, reading, and when to ask again.
//!
//! Whatever happens becomes an intake; nothing here fails as a whole. Reading
//! is the CPU's work and happens on a blocking thread, few at once.

use std::sync::Arc;

use tokio::sync::Semaphore;
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::id::TopicId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Target;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::domain::link;
use crate::domain::secret::Login;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::net::Held;
use crate::net::Hold;
use crate::net::NetError;
use crate::net::http_date;
use crate::sources;
use crate::sources::DecodeError;
use crate::sources::SourceKind;
use crate::sync::failing::failed;
use crate::sync::failing::net_failed;
use crate::sync::failing::status_failed;
use crate::sync::failing::unknown_kind;
use crate::sync::failing::unreadable;
use crate::sync::plan;
use crate::sync::plan::Heard;
use crate::sync::prepare;
use crate::sync::read;
use crate::sync::refresh::Refresh;
use crate::wire::AUTHORIZATION;
use crate::wire::Request;
use crate::wire::Response;
use crate::wire::same_server;

/// An intake, and the room its body takes until the intake is handed on.
pub(super) struct Answer {
    pub(super) intake: Intake,
    _hold: Option<Hold>,
}

/// Asks one source.
pub(super) async fn ask(refresh: Refresh, readers: Arc<Semaphore>, target: Target) -> Answer {
    let tried = (refresh.clock)();
    let mut hold = None;
    let mut millis = 0;
    let (outcome, heard) = match sources::kind(&target.kind) {
        None => unknown_kind(&target.kind),
        Some(_) if let Login::Unreadable(why) = &target.login => failed(format!(
            "it was not asked, because its password could not be had: {why}"
        )),
        Some(kind) => match send(&refresh, kind, &target, tried).await {
            Err(error) => net_failed(&target, &error),
            Ok(held) => {
                millis = held.response.millis;
                hold = Some(held.hold);
                answered(&refresh, &readers, kind, &target, held.response).await
            }
        },
    };
    let now = (refresh.clock)();
    let intake = Intake {
        source: target.source,
        tried,
        millis,
        next_try: plan::next_try(&target, heard, refresh.interval, now),
        outcome,
    };
    Answer {
        intake,
        _hold: hold,
    }
}

/// Asks, unless the host wished to be left alone for longer than one waits:
/// it may have said so to another run of the program.
async fn send(
    refresh: &Refresh,
    kind: &dyn SourceKind,
    target: &Target,
    now: UtcTime,
) -> Result<Held, NetError> {
    match plan::pause_left(target, now) {
        Some(wait) if wait > refresh.settings.patience => Err(NetError::AskedToWait {
            host: link::host(&target.address)
                .unwrap_or("the server")
                .to_string(),
            wait,
        }),
        _ => refresh.client.send_held(&request(kind, target)).await,
    }
}

/// The kind's request, with what lets the server say "nothing new". Only where
/// a body was read before: forgetting its hash is how to have it read anew.
fn request(kind: &dyn SourceKind, target: &Target) -> Request {
    let mut request = kind.request(&target.address);
    if target.body_hash.is_some() {
        let known = [
            ("if-none-match", &target.etag),
            ("if-modified-since", &target.last_modified),
        ];
        for (name, value) in known {
            if let Some(value) = value {
                request.headers.push((name.to_string(), value.clone()));
            }
        }
    }
    if let Some(value) = authorization(target) {
        request.headers.push((AUTHORIZATION.to_string(), value));
    }
    request
}

/// What tells a source's server who we are; nothing where the source has moved
/// to another server since the secret was given.
pub(super) fn authorization(target: &Target) -> Option<String> {
    let Login::With { secret, server } = &target.login else {
        return None;
    };
    let (from, to) = (Url::parse(server).ok()?, Url::parse(&target.address).ok()?);
    same_server(&from, &to).then(|| secret.authorization())
}

pub(super) async fn answered(
    refresh: &Refresh,
    readers: &Semaphore,
    kind: &'static dyn SourceKind,
    target: &Target,
    response: Response,
) -> (Outcome, Heard) {
    let status = response.status;
    let max_age = freshness(&response, (refresh.clock)());
    let fresh = |min_interval, skips| Heard::Answered {
        min_interval,
        max_age,
        skips,
    };
    let moved_to = response.moved_to.clone();
    let mut validators = Validators {
        etag: response.header("etag").map(str::to_string),
        last_modified: response.header("last-modified").map(str::to_string),
    };
    match status {
        304 if target.body_hash.is_some() => {
            validators.etag = validators.etag.or_else(|| target.etag.clone());
            validators.last_modified = validators
                .last_modified
                .or_else(|| target.last_modified.clone());
            let outcome = Outcome::Unchanged {
                by_server: true,
                validators,
                moved_to,
            };
            return (outcome, fresh(None, None));
        }
        200..300 => {}
        _ => return status_failed(target, &response, (refresh.clock)()),
    }
    let n_bytes = response.body.len() as u64;
    let known_hash = target.body_hash;
    let matcher = refresh.matcher.clone();
    let about = target.topics.clone();
    let Ok(_turn) = readers.acquire().await else {
        return failed("rounds is ending".to_string());
    };
    let reading =
        tokio::task::spawn_blocking(move || digest(kind, response, known_hash, &matcher, &about));
    match reading.await {
        Err(_) => failed(DecodeError::Panicked.to_string()),
        Ok(Digest::Same) => {
            let outcome = Outcome::Unchanged {
                by_server: false,
                validators,
                moved_to,
            };
            (outcome, fresh(None, None))
        }
        Ok(Digest::Unreadable(error)) => unreadable(target, error),
        Ok(Digest::Read {
            mut info,
            records,
            skipped,
            body_hash,
        }) => {
            let modified = validators.last_modified.as_deref().and_then(http_date);
            info.as_of = info.as_of.into_iter().chain(modified.map(UtcTime)).min();
            let heard = fresh(info.min_interval, Some(info.skips));
            let outcome = Outcome::News {
                info: Box::new(info),
                validators,
                body_hash,
                n_bytes,
                records,
                skipped,
                moved_to,
            };
            (outcome, heard)
        }
    }
}

/// What reading a body gave.
enum Digest {
    Same,
    Unreadable(DecodeError),
    Read {
        info: SourceInfo,
        records: Vec<Record>,
        skipped: Vec<String>,
        body_hash: i64,
    },
}

/// Reads a body, unless it is the known one. The slow part, on a blocking
/// thread.
fn digest(
    kind: &dyn SourceKind,
    response: Response,
    known_hash: Option<i64>,
    matcher: &Matcher,
    about: &[TopicId],
) -> Digest {
    let body_hash = xxh3_64(&response.body).cast_signed();
    if known_hash == Some(body_hash) {
        return Digest::Same;
    }
    let page = match read::page(kind, &response) {
        Ok(page) => page,
        Err(error) => return Digest::Unreadable(error),
    };
    // The body goes before its records are made.
    drop(response);
    let info = page.info.clone();
    let skipped = page.skipped.clone();
    Digest::Read {
        records: prepare::records(page, matcher, about),
        info,
        skipped,
        body_hash,
    }
}

/// How long the server calls its answer fresh, in seconds: by `Cache-Control`,
/// else by `Expires`, counted from the server's own clock where it tells it.
fn freshness(response: &Response, now: UtcTime) -> Option<u32> {
    let control = response.header("cache-control").unwrap_or_default();
    let control = control.to_ascii_lowercase();
    match ["max-age", "no-cache", "no-store"].map(|word| control.contains(word)) {
        [true, ..] | [_, true, _] | [.., true] => plan::max_age(&control),
        _ => {
            let expires = http_date(response.header("expires")?)?;
            let now = response.header("date").and_then(http_date).unwrap_or(now.0);
            u32::try_from(expires.saturating_sub(now)).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::secret::Secret;
    use crate::net::Client;
    use crate::net::Settings;

    use super::*;

    struct Stumbles;

    impl SourceKind for Stumbles {
        fn id(&self) -> &'static str {
            "stumbles"
        }
        fn recognises(&self, _address: &str) -> bool {
            false
        }
        fn request(&self, _address: &str) -> Request {
            Request::default()
        }
        fn decode(&self, _response: &Response) -> Result<sources::Page, DecodeError> {
            panic!("as a decoder with a bug does")
        }
    }

    #[tokio::test]
    async fn a_decoder_that_panics_fails_its_source_alone() {
        let settings = Settings::default();
        let refresh = Refresh {
            client: Client::new(&settings).unwrap(),
            settings,
            interval: plan::INTERVAL,
            matcher: Arc::new(Matcher::of_words(&[])),
            clock: Arc::new(|| UtcTime(0)),
        };
        let response = Response {
            status: 200,
            body: b"x".to_vec(),
            ..Response::default()
        };
        let target = Target::default();
        let readers = Semaphore::new(1);
        let (outcome, _) = answered(&refresh, &readers, &Stumbles, &target, response).await;
        let Outcome::Failed { why, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(why, DecodeError::Panicked.to_string());
    }

    #[test]
    fn a_secret_goes_to_the_server_it_was_given_for_and_no_other() {
        let told = |server: &str, address: &str| {
            let target = Target {
                address: address.to_string(),
                login: Login::With {
                    secret: Secret::new("me", "x"),
                    server: server.to_string(),
                },
                ..Target::default()
            };
            let headers = request(&Stumbles, &target).headers;
            headers.iter().any(|(name, _)| name == AUTHORIZATION)
        };
        assert!(told("https://a.example/old", "https://a.example/feed"));
        assert!(told("http://a.example/feed", "https://a.example/feed"));
        for moved in [
            "http://a.example/feed",
            "https://b.example/feed",
            "https://a.example:8443/feed",
            "https://a.example.b.example/feed",
            "",
        ] {
            assert!(!told("https://a.example/feed", moved), "{moved}");
        }
    }

    #[test]
    fn nothing_is_said_to_be_known_of_a_source_that_was_never_read() {
        let target = |body_hash| Target {
            etag: Some("\"x\"".to_string()),
            body_hash,
            ..Target::default()
        };
        assert!(request(&Stumbles, &target(None)).headers.is_empty());
        assert_eq!(
            request(&Stumbles, &target(Some(1))).headers,
            [("if-none-match".to_string(), "\"x\"".to_string())]
        );
    }
}
