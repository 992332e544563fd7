//! Asking many sources, a window of them at a time.
//!
//! Only as many sources as the window is wide have a task; the others wait as
//! plain data. Nothing here writes: each answer goes to `out`, and a full `out`
//! slows everything down. A source that fails, hangs or makes a decoder panic
//! fails alone.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::Sender;
use tokio::sync::watch;
use tokio::task::JoinSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Target;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::net::NetError;
use crate::net::Settings;
use crate::net::budget::Hold;
use crate::net::retry_after;
use crate::sources;
use crate::sources::DecodeError;
use crate::sources::SourceKind;
use crate::sync::borrowed::topic::Matcher;
use crate::sync::plan;
use crate::sync::plan::Heard;
use crate::sync::prepare;
use crate::sync::read;
use crate::sync::status;
use crate::wire::Request;
use crate::wire::Response;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> UtcTime + Send + Sync>;

/// What a refresh works with.
#[derive(Clone)]
pub struct Refresh {
    pub client: Client,
    /// Those the client was made with.
    pub settings: Settings,
    /// How often sources are asked where nobody says otherwise.
    pub interval: Duration,
    pub matcher: Arc<Matcher>,
    pub clock: Clock,
}

/// How long answers that are already here may wait for `out` once we are told
/// to stop.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Asks all targets and sends an intake for each as it comes, in any order.
///
/// When `stop` turns true it ends within 200 ms: what has come is sent, and
/// nothing for the others. It also ends when `out` is closed.
pub async fn refresh(
    refresh: &Refresh,
    targets: Vec<Target>,
    out: Sender<Intake>,
    stop: watch::Receiver<bool>,
) {
    let n_cpus = std::thread::available_parallelism().map_or(2, usize::from);
    // Reading is the CPU's work: more at once would only hold more memory.
    let readers = Arc::new(Semaphore::new(n_cpus));
    let mut waiting = plan::spread(targets).into_iter();
    let mut under_way = JoinSet::new();
    let mut stopped = pin!(told_to(stop));
    let mut came: Option<Answer> = None;
    loop {
        while under_way.len() < refresh.settings.in_flight.max(1)
            && let Some(target) = waiting.next()
        {
            under_way.spawn(ask(refresh.clone(), readers.clone(), target));
        }
        let joined = tokio::select! {
            biased;
            () = &mut stopped => break,
            () = out.closed() => return,
            joined = under_way.join_next() => joined,
        };
        match joined {
            None => return,
            // Our own bug, not the decoder's: that one is caught in `ask`.
            Some(Err(_)) => continue,
            Some(Ok(answer)) => came = Some(answer),
        }
        let room = tokio::select! {
            biased;
            room = out.reserve() => room,
            () = &mut stopped => break,
        };
        match (room, came.take()) {
            (Ok(room), Some(answer)) => room.send(answer.intake),
            _ => return,
        }
    }
    let last_words = async {
        while let Some(answer) = match came.take() {
            Some(answer) => Some(answer),
            None => under_way.try_join_next().and_then(Result::ok),
        } {
            if out.send(answer.intake).await.is_err() {
                return;
            }
        }
    };
    // Who does not take them in time asks those sources again some day.
    let _ = tokio::time::timeout(LAST_WORDS, last_words).await;
    // Dropping `under_way` ends the rest.
}

/// An intake, and the room its body takes until the intake is handed on.
struct Answer {
    intake: Intake,
    _hold: Option<Hold>,
}

/// Waits until `stop` turns true; for ever if nobody can say so any more.
async fn told_to(mut stop: watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Asks one source.
async fn ask(refresh: Refresh, readers: Arc<Semaphore>, target: Target) -> Answer {
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
    let Ok(_turn) = readers.acquire().await else {
        return failed("rounds is ending".to_string());
    };
    let reading = tokio::task::spawn_blocking(move || digest(kind, response, known_hash, &matcher));
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
        records: prepare::records(page, matcher),
        info,
        skipped,
        body_hash,
    }
}

fn failed(why: String) -> (Outcome, Heard) {
    let outcome = Outcome::Failed {
        why,
        gone: false,
        unreachable: false,
    };
    let heard = Heard::Failed {
        retry_after: None,
        unreachable: false,
        gone: false,
    };
    (outcome, heard)
}

fn net_failed(error: &NetError) -> (Outcome, Heard) {
    let unreachable = error.is_unreachable();
    let outcome = Outcome::Failed {
        why: error.to_string(),
        gone: false,
        unreachable,
    };
    let heard = Heard::Failed {
        retry_after: match error {
            NetError::AskedToWait { wait, .. } => Some(*wait),
            _ => None,
        },
        unreachable,
        gone: false,
    };
    (outcome, heard)
}

fn status_failed(response: &Response, now: UtcTime) -> (Outcome, Heard) {
    let retry_after = response
        .header("retry-after")
        .and_then(|value| retry_after(value, now.0));
    let gone = response.status == 410;
    let outcome = Outcome::Failed {
        why: status::in_words_of(response.status, retry_after),
        gone,
        unreachable: false,
    };
    let heard = Heard::Failed {
        retry_after,
        unreachable: false,
        gone,
    };
    (outcome, heard)
}

#[cfg(test)]
mod tests {
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
            matcher: Arc::new(Matcher::new(&[])),
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
