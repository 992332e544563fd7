//! Whose turn it is: so many requests at once in all, and few to one host.
//!
//! Nobody holds a turn while waiting for something that another turn's owner
//! holds: the host's turn is taken first, then one of all, then room for the
//! body ([`budget`](super::budget)); a redirect to another host gives all three
//! back and begins anew. So nothing can wait in a circle.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;

/// Hands out turns.
#[derive(Debug)]
pub struct Turns {
    all: Arc<Semaphore>,
    per_host: usize,
    /// Kept for as long as the program runs: some hundred bytes a host.
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A turn; given back when dropped. The permits are `None` only if a semaphore
/// was closed, which never happens.
#[derive(Debug)]
pub struct Turn {
    _of_host: Option<OwnedSemaphorePermit>,
    _of_all: Option<OwnedSemaphorePermit>,
}

impl Turns {
    pub fn new(in_flight: usize, per_host: usize) -> Turns {
        Turns {
            all: Arc::new(Semaphore::new(in_flight.max(1))),
            per_host: per_host.max(1),
            hosts: Mutex::default(),
        }
    }

    /// Waits for a turn at a host.
    pub async fn take(&self, host: &str) -> Turn {
        let of_host = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            match hosts.get(host) {
                Some(turns) => turns.clone(),
                None => hosts
                    .entry(host.to_string())
                    .or_insert_with(|| Arc::new(Semaphore::new(self.per_host)))
                    .clone(),
            }
        };
        // The host's first: who waits for a busy host keeps nobody else back.
        let of_host = of_host.acquire_owned().await.ok();
        let of_all = self.all.clone().acquire_owned().await.ok();
        Turn {
            _of_host: of_host,
            _of_all: of_all,
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_busy_host_keeps_nobody_else_back() {
        let turns = Turns::new(3, 2);
        let first = turns.take("a.org").now_or_never();
        let second = turns.take("a.org").now_or_never();
        assert!(first.is_some() && second.is_some());
        assert!(turns.take("a.org").now_or_never().is_none());
        let third = turns.take("b.org").now_or_never();
        assert!(third.is_some());
        assert!(turns.take("c.org").now_or_never().is_none(), "three in all");
        drop(first);
        assert!(turns.take("c.org").now_or_never().is_some());
    }
}
