//! What the writer does while nobody asks for anything, a slice at a time:
//! matching again, muting again, folding again, letting go of what is old; and
//! giving memory back. Nothing here keeps a lane waiting for longer than a slice.

use std::ops::RangeInclusive;
use std::time::Duration;
use std::time::Instant;

use crate::runtime::store_thread::SLICE;
use crate::runtime::store_thread::TIDIED;
use crate::runtime::store_thread::Writer;
use crate::runtime::topics as matching;
use crate::store::StoreError;
use crate::store::matching::Cached;

/// After so long without a word the writer gives memory back.
pub(super) const IDLE: Duration = Duration::from_secs(2);

/// About how long a slice may take: a save is safe on disk so much later.
const LONG: Duration = Duration::from_millis(100);

/// How many works are matched at a time: what costs the same for few and for
/// many is spread over as many as [`LONG`] allows.
pub(super) struct Pace(usize);

impl Default for Pace {
    fn default() -> Pace {
        Pace(*Pace::BOUNDS.start())
    }
}

impl Pace {
    const BOUNDS: RangeInclusive<usize> = 250..=4_000;

    /// A whole slice took so long.
    fn took(&mut self, time: Duration) {
        let n_works = match time {
            _ if time > LONG => self.0 / 2,
            _ if time < LONG / 2 => self.0 * 2,
            _ => self.0,
        };
        self.0 = n_works.clamp(*Pace::BOUNDS.start(), *Pace::BOUNDS.end());
    }
}

impl Writer {
    /// Nothing came for a while.
    pub(super) fn rest(&mut self) {
        self.warm = false;
        if let Err(error) = self.store.rest() {
            tracing::warn!("the memory of what was written is kept: {error}");
        }
    }

    /// Whether anything of the cache is to be looked at for what changed.
    pub(super) fn has_slices(&self) -> bool {
        self.rematching.is_some() || self.muting || self.folding
    }

    /// Matches one more slice of the cache against changed topics.
    pub(super) fn rematch(&mut self) {
        let Some(matcher) = self.rematching.take() else {
            return;
        };
        let topics_of = |item: &Cached| matching::topics_of(&matcher, item);
        let begun = Instant::now();
        let more = self.store.rematch(&topics_of, self.pace.0);
        if let Ok(true) = more {
            self.pace.took(begun.elapsed());
        }
        match more {
            // Another rounds writes just now; the rest is for later.
            Ok(true) | Err(StoreError::Busy) => self.rematching = Some(matcher),
            Ok(false) => {}
            Err(error) => tracing::error!("topics were not matched again: {error}"),
        }
    }

    /// Lets go of one more slice of what is old.
    pub(super) fn tidy(&mut self) {
        let Some(from) = self.tidying.take() else {
            return;
        };
        let now = (self.desk.clock)();
        match self.store.tidy(self.desk.retention, from, TIDIED, now) {
            Ok(tidied) => self.tidying = tidied.next,
            // Another rounds writes just now; the rest is for later.
            Err(StoreError::Busy) => self.tidying = Some(from),
            // It only takes room; the next start tries again.
            Err(error) => tracing::error!("old items were not let go: {error}"),
        }
    }

    /// Looks at one more slice of the cache for mutes that changed.
    pub(super) fn mute(&mut self) {
        if !self.muting {
            return;
        }
        self.muting = match self.store.mute_again(SLICE) {
            Ok(more) => more,
            Err(StoreError::Busy) => true,
            Err(error) => {
                tracing::error!("what is muted was not looked at again: {error}");
                false
            }
        };
    }

    /// Folds one more slice of days anew, for limits that changed.
    pub(super) fn fold(&mut self) {
        if !self.folding {
            return;
        }
        self.folding = match self.store.fold_again(SLICE) {
            Ok(more) => more,
            Err(StoreError::Busy) => true,
            Err(error) => {
                tracing::error!("days were not folded again: {error}");
                false
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_grow_while_they_are_quick_and_shrink_once_they_are_slow() {
        let mut pace = Pace::default();
        let mut after = |millis| {
            pace.took(Duration::from_millis(millis));
            pace.0
        };
        assert_eq!([after(10), after(30), after(70)], [500, 1_000, 1_000]);
        assert_eq!([after(120), after(200), after(900)], [500, 250, 250]);
        assert_eq!([1; 9].map(&mut after).last(), Some(&4_000));
    }
}
