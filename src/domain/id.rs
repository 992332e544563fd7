//! Numbers that name things, each of its own type so that two never meet by
//! mistake. What a number means is decided by the store alone.

/// One feed or account that is followed, or was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub i64);

/// A named set of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub i64);

/// A topic of the person, by its place in their file; stable while its name is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub i64);

/// A step that can be taken back; a later one has a larger number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub i64);

/// A work, by a key that sorts by time: `seconds << 20 | counter`.
///
/// Seconds are `min(published, first seen)` since 1970 UTC, the counter tells
/// apart what carries the same second (journals stamp midnight). Given once,
/// never changed, never reused; newest first is descending order. What a source
/// carried undated before it was followed has a place for its seconds; see
/// [`super::undated`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub i64);

impl WorkId {
    /// How many works can share one second.
    pub const PER_SECOND: i64 = 1 << 20;

    /// The smallest id of a second; ids of that second lie from here on.
    pub const fn first_of(seconds: i64) -> WorkId {
        WorkId(seconds * Self::PER_SECOND)
    }

    /// The second this id sorts by, since 1970 UTC.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(Self::PER_SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::WorkId;

    #[test]
    fn ids_of_a_later_second_are_larger_even_before_1970() {
        assert!(WorkId::first_of(10) > WorkId(WorkId::first_of(9).0 + WorkId::PER_SECOND - 1));
        assert_eq!(WorkId(WorkId::first_of(-5).0 + 3).seconds(), -5);
    }
}
