//! Asking one source: request, answer, reading, and when to ask again.
//!
//! Whatever happens becomes an intake; nothing here fails as a whole. Reading
//! is the CPU's work and happens on a blocking thread, few at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::id::TopicId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Target;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::net::Hold;
use crate::net::NetError;
use crate::net::http_date;
use crate::net::retry_after;
use crate::sources;
use crate::sources::DecodeError;
use crate::sources::SourceKind;
use crate::sync::plan;
use crate::sync::plan::Heard;
use crate::sync::prepare;
use crate::sync::read;
use crate::sync::refresh::Refresh;
use crate::sync::status;
use crate::wire::Request;
use crate::wire::Response;

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
        None => failed(format!(
            "this version of rounds knows no source of the kind {:?}",
            target.kind
        )),
        Some(kind) => match refresh.client.send_held(&request(kind, &target)).await {
            Err(error) => net_failed(&error),
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
    request
}

async fn answered(
    refresh: &Refresh,
    readers: &Semaphore,
    kind: &'static dyn SourceKind,
    target: &Target,
    response: Response,
) -> (Outcome, Heard) {
    let status = response.status;
    let max_age = response.header("cache-control").and_then(plan::max_age);
    let fresh = |min_interval| Heard::Answered {
        min_interval,
        max_age,
    };
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
            };
            return (outcome, fresh(None));
        }
        200..300 => {}
        _ => return status_failed(&response, (refresh.clock)()),
    }
    let moved_to = response.moved_to.clone();
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
            };
            (outcome, fresh(None))
        }
        Ok(Digest::Unreadable(error)) => failed(error.to_string()),
        Ok(Digest::Read {
            info,
            records,
            skipped,
            body_hash,
        }) => {
            let heard = fresh(info.min_interval);
            let outcome = Outcome::News {
                info,
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

fn failed(why: String) -> (Outcome, Heard) {
    failure(why, false, false, None)
}

fn net_failed(error: &NetError) -> (Outcome, Heard) {
    let wait = match error {
        NetError::AskedToWait { wait, .. } => Some(*wait),
        _ => None,
    };
    failure(error.to_string(), false, error.is_unreachable(), wait)
}

fn status_failed(response: &Response, now: UtcTime) -> (Outcome, Heard) {
    // By the server's own clock, where it tells it.
    let now = response.header("date").and_then(http_date).unwrap_or(now.0);
    let wait = response
        .header("retry-after")
        .and_then(|value| retry_after(value, now));
    let why = status::in_words_of(response.status, wait);
    failure(why, response.status == 410, false, wait)
}

fn failure(
    why: String,
    gone: bool,
    unreachable: bool,
    retry_after: Option<Duration>,
) -> (Outcome, Heard) {
    let outcome = Outcome::Failed {
        why,
        gone,
        unreachable,
    };
    let heard = Heard::Failed {
        retry_after,
        unreachable,
        gone,
    };
    (outcome, heard)
}

#[cfg(test)]
mod tests {
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
