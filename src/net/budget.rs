//! How many bytes of bodies may be held at once, by everybody together.
//!
//! A body's size is not known before it is read, so it takes a little room at
//! first and more as it grows. If every body waited for room while holding
//! some, nobody would ever finish; so a part of the budget as large as the
//! largest body is a lane of its own, for one body at a time. Whoever is in the
//! lane can finish, and gives room back when its consumer is done with it.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;

/// What every body takes before its size is known; most feeds need little more.
const FIRST: usize = 32 << 10;

/// The room there is.
#[derive(Clone, Debug)]
pub struct Budget {
    pool: Arc<Semaphore>,
    n_pool: usize,
    lane: Arc<Semaphore>,
    body_cap: usize,
}

/// Room taken for one body; given back when dropped.
#[derive(Debug)]
pub struct Hold {
    budget: Budget,
    pool: Option<OwnedSemaphorePermit>,
    lane: Option<OwnedSemaphorePermit>,
}

impl Budget {
    /// `bytes_held` in all, of which the lane takes `body_cap`.
    pub fn new(bytes_held: usize, body_cap: usize) -> Budget {
        let n_pool = bytes_held
            .saturating_sub(body_cap)
            .clamp(FIRST, Semaphore::MAX_PERMITS);
        Budget {
            pool: Arc::new(Semaphore::new(n_pool)),
            n_pool,
            lane: Arc::new(Semaphore::new(1)),
            body_cap,
        }
    }

    /// Waits for the room that a body of unknown size takes at first.
    pub async fn take(&self) -> Hold {
        let first = FIRST.min(self.body_cap).max(1) as u32;
        let pool = self.pool.clone().acquire_many_owned(first).await.ok();
        Hold {
            budget: self.clone(),
            pool,
            lane: None,
        }
    }
}

impl Hold {
    /// The room taken, in bytes.
    pub fn n_bytes(&self) -> usize {
        match (&self.lane, &self.pool) {
            (Some(_), _) => self.budget.body_cap,
            (None, Some(pool)) => pool.num_permits(),
            (None, None) => 0,
        }
    }

    /// Waits until there is room for `n_bytes`, and rather for twice what there
    /// was, so that a large body asks seldom. Never more than the cap.
    pub async fn grow(&mut self, n_bytes: usize) {
        let has = self.n_bytes();
        if n_bytes <= has {
            return;
        }
        let wanted = n_bytes.max(2 * has).min(self.budget.body_cap.max(n_bytes));
        let more = wanted - has;
        let lane = self.budget.lane.clone().acquire_owned();
        let fits = wanted <= self.budget.n_pool;
        let Some(more) = u32::try_from(more).ok().filter(|_| fits) else {
            self.lane = lane.await.ok();
            return;
        };
        tokio::select! {
            biased;
            room = self.budget.pool.clone().acquire_many_owned(more) => {
                match (&mut self.pool, room.ok()) {
                    (Some(pool), Some(room)) => pool.merge(room),
                    (pool, room) => *pool = room,
                }
            }
            lane = lane => self.lane = lane.ok(),
        }
    }

    /// Gives back what a body of `n_bytes` does not need.
    pub fn shrink(&mut self, n_bytes: usize) {
        if self.lane.is_none()
            && let Some(pool) = &mut self.pool
        {
            let surplus = pool.num_permits().saturating_sub(n_bytes);
            drop(pool.split(surplus));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    const KB: usize = 1 << 10;

    fn taken(budget: &Budget) -> Option<Hold> {
        budget.take().now_or_never()
    }

    #[test]
    fn whoever_comes_when_there_is_no_room_waits_until_some_is_given_back() {
        let budget = Budget::new(192 * KB, 128 * KB);
        let first = taken(&budget);
        let second = taken(&budget);
        assert!(first.is_some() && second.is_some());
        assert!(taken(&budget).is_none());
        drop(first);
        assert!(taken(&budget).is_some());
    }

    #[test]
    fn one_body_at_a_time_grows_in_the_lane_when_the_room_is_full() {
        let budget = Budget::new(192 * KB, 128 * KB);
        let mut first = taken(&budget).unwrap();
        let mut second = taken(&budget).unwrap();
        assert!(first.grow(100 * KB).now_or_never().is_some());
        assert_eq!(first.n_bytes(), 128 * KB);
        assert!(second.grow(100 * KB).now_or_never().is_none());
        drop(first);
        assert!(second.grow(100 * KB).now_or_never().is_some());
    }

    #[test]
    fn what_a_body_does_not_need_is_given_back() {
        let budget = Budget::new(1_024 * KB, 512 * KB);
        let mut hold = taken(&budget).unwrap();
        hold.grow(33 * KB).now_or_never().unwrap();
        assert_eq!(hold.n_bytes(), 64 * KB, "twice what there was");
        hold.shrink(40 * KB);
        assert_eq!(hold.n_bytes(), 40 * KB);
        drop(hold);
        assert_eq!(budget.pool.available_permits(), budget.n_pool);
    }
}
