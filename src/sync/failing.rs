//! What becomes of an ask that brought no feed: the sentence for the source's
//! health, and when to ask again.
//!
//! Nothing here asks.

use std::time::Duration;

use crate::domain::intake::Outcome;
use crate::domain::intake::Target;
use crate::domain::intake::Told;
use crate::domain::link;
use crate::domain::time::UtcTime;
use crate::net::NetError;
use crate::net::http_date;
use crate::net::retry_after;
use crate::sources::DecodeError;
use crate::sync::ask::authorization;
use crate::sync::plan;
use crate::sync::plan::Heard;
use crate::sync::status;
use crate::sync::status::Way;
use crate::wire::Response;

/// So many feeds of a page that came instead of one are remembered.
const OFFERS: usize = 5;

pub(super) fn unknown_kind(kind: &str) -> (Outcome, Heard) {
    failed(format!(
        "this version of rounds knows no source of the kind {kind:?}"
    ))
}

pub(super) fn failed(why: String) -> (Outcome, Heard) {
    failure(why, false, false, None, Told::default())
}

/// Something came that is no feed. Where it is a web page, the feeds it links
/// are remembered for the person to choose from.
pub(super) fn unreadable(target: &Target, error: DecodeError) -> (Outcome, Heard) {
    let why = error.to_string();
    let offers = match error {
        DecodeError::HtmlPage { feeds } => feeds,
        _ => Vec::new(),
    };
    let told = Told {
        offers: offers.into_iter().take(OFFERS).collect(),
        ..Told::default()
    };
    failure(why, target.gone, false, None, told)
}

pub(super) fn net_failed(target: &Target, error: &NetError) -> (Outcome, Heard) {
    let wait = match error {
        NetError::AskedToWait { wait, .. } => Some(*wait),
        _ => None,
    };
    let told = Told {
        unasked: wait.is_some(),
        ..Told::default()
    };
    let unreachable = error.is_unreachable();
    failure(error.to_string(), target.gone, unreachable, wait, told)
}

pub(super) fn status_failed(
    target: &Target,
    response: &Response,
    now: UtcTime,
) -> (Outcome, Heard) {
    let status = response.status;
    // By the server's own clock, where it tells it.
    let servers = response.header("date").and_then(http_date).unwrap_or(now.0);
    let wait = response
        .header("retry-after")
        .and_then(|value| retry_after(value, servers));
    let way = match authorization(target) {
        Some(_) => Way::Refused(status::called(target)),
        None => Way::None(status::called(target)),
    };
    // A wish of the host that the person follows, not of one it led us to.
    let at_home = link::host(&response.address) == link::host(&target.address);
    let asks_pause = matches!(status, 429 | 503) && at_home;
    let told = Told {
        not_found: status == 404,
        pause: wait
            .filter(|wait| asks_pause && !wait.is_zero())
            .map(|wait| now.plus(i64::try_from(wait.as_secs()).unwrap_or(0))),
        ..Told::default()
    };
    let gone = plan::is_gone(target, status);
    failure(
        status::in_words_of(status, wait, &way),
        gone,
        false,
        wait,
        told,
    )
}

fn failure(
    why: String,
    gone: bool,
    unreachable: bool,
    retry_after: Option<Duration>,
    told: Told,
) -> (Outcome, Heard) {
    let outcome = Outcome::Failed {
        why,
        gone,
        unreachable,
        told,
    };
    let heard = Heard::Failed {
        retry_after,
        unreachable,
        gone,
    };
    (outcome, heard)
}
