//! Hosts that are down: who follows 200 feeds of one host does not wait for 200
//! time limits.
//!
//! When a host has failed to answer several times in a row, its further
//! requests fail at once for a minute. One answer of any kind ends that.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use super::error::NetError;

/// So many failures in a row are believed: as many as may be under way at once.
const BELIEVED: u32 = 4;
/// And for so long.
const LASTS: Duration = Duration::from_secs(60);

/// What is known of hosts that did not answer.
#[derive(Debug, Default)]
pub struct Outages {
    hosts: Mutex<HashMap<String, Outage>>,
}

#[derive(Debug)]
struct Outage {
    n_failures: u32,
    last: Instant,
    error: NetError,
}

impl Outages {
    /// Notes how asking a host went.
    pub fn note(&self, host: &str, failure: Option<&NetError>, now: Instant) {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_silence =
            |error: &NetError| matches!(error, NetError::TimedOut { .. } | NetError::Silent { .. });
        let silent = failure.filter(|error| error.is_unreachable() || is_silence(error));
        let Some(error) = silent else {
            hosts.remove(host);
            return;
        };
        hosts
            .entry(host.to_string())
            .and_modify(|outage| {
                // What lies long ago is not part of the row.
                let in_a_row = now.saturating_duration_since(outage.last) < LASTS;
                outage.n_failures = if in_a_row { outage.n_failures + 1 } else { 1 };
                outage.last = now;
                outage.error = error.clone();
            })
            .or_insert(Outage {
                n_failures: 1,
                last: now,
                error: error.clone(),
            });
    }

    /// The error with which asking this host would end now, if that is known.
    pub fn known(&self, host: &str, now: Instant) -> Option<NetError> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let outage = hosts.get(host)?;
        let believed =
            outage.n_failures >= BELIEVED && now.saturating_duration_since(outage.last) < LASTS;
        match believed {
            true => Some(outage.error.clone()),
            false => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late() -> NetError {
        NetError::TimedOut {
            after: Duration::from_secs(30),
            connecting: false,
        }
    }

    #[test]
    fn a_host_is_down_after_four_failures_in_a_row_for_a_minute() {
        let outages = Outages::default();
        let now = Instant::now();
        for _ in 0..3 {
            outages.note("a.org", Some(&late()), now);
        }
        assert_eq!(outages.known("a.org", now), None);
        outages.note("a.org", Some(&late()), now);
        assert_eq!(outages.known("a.org", now), Some(late()));
        assert_eq!(outages.known("b.org", now), None);
        assert_eq!(outages.known("a.org", now + LASTS), None);
        outages.note("a.org", Some(&late()), now + LASTS);
        assert_eq!(outages.known("a.org", now + LASTS), None, "a new row");
    }

    #[test]
    fn any_answer_even_a_damaged_one_ends_an_outage() {
        let outages = Outages::default();
        let now = Instant::now();
        for _ in 0..9 {
            outages.note("a.org", Some(&late()), now);
        }
        outages.note("a.org", Some(&NetError::TooLarge { cap: 1 }), now);
        assert_eq!(outages.known("a.org", now), None);
        for _ in 0..9 {
            outages.note("a.org", Some(&late()), now);
        }
        outages.note("a.org", None, now);
        assert_eq!(outages.known("a.org", now), None);
    }
}
