//! Asking one source once and looking at everything: for `rounds doctor`.
//!
//! The same asking and reading as in a refresh, but without saying what is
//! known, so that all of it comes. Nothing is handed on to be written.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::intake::Outcome;
use crate::domain::intake::Target;
use crate::domain::time::UtcTime;
use crate::net::Step;
use crate::sources;
use crate::sync::ask;
use crate::sync::failing;
use crate::sync::plan;
use crate::sync::refresh::Refresh;

/// What asking a source showed.
#[derive(Debug)]
pub struct Examination {
    /// Every answer on the way, the last one last.
    pub steps: Vec<Step>,
    /// The last answer; `None` where none came.
    pub answer: Option<Answered>,
    pub outcome: Outcome,
    /// When a refresh would ask again.
    pub next_try: UtcTime,
}

/// The last answer, without its body.
#[derive(Debug)]
pub struct Answered {
    pub status: u16,
    pub address: String,
    pub moved_to: Option<String>,
    pub headers: Vec<(String, String)>,
    /// After decompression.
    pub n_bytes: usize,
    pub is_utf8: bool,
    pub millis: u32,
}

/// Asks a source and reads what comes.
pub async fn examine(refresh: &Refresh, target: &Target) -> Examination {
    // What is known is not said: then the whole answer comes.
    let target = Target {
        etag: None,
        last_modified: None,
        body_hash: None,
        ..target.clone()
    };
    let mut steps = Vec::new();
    let mut answer = None;
    let (outcome, heard) = match sources::kind(&target.kind) {
        None => failing::unknown_kind(&target.kind),
        Some(kind) => {
            let request = kind.request(&target.address);
            let mut each = |step: Step| steps.push(step);
            match refresh.client.send_watched(&request, &mut each).await {
                Err(error) => failing::net_failed(&target, &error),
                Ok(held) => {
                    let response = held.response;
                    answer = Some(Answered {
                        status: response.status,
                        address: response.address.clone(),
                        moved_to: response.moved_to.clone(),
                        headers: response.headers.clone(),
                        n_bytes: response.body.len(),
                        is_utf8: std::str::from_utf8(&response.body).is_ok(),
                        millis: response.millis,
                    });
                    let readers = Arc::new(Semaphore::new(1));
                    ask::answered(refresh, &readers, kind, &target, response).await
                }
            }
        }
    };
    let next_try = plan::next_try(&target, heard, refresh.interval, (refresh.clock)());
    Examination {
        steps,
        answer,
        outcome,
        next_try,
    }
}
