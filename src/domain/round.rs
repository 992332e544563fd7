//! A round: a finite list out of what is unread, with an end.
//!
//! Picked by rules that a person could follow with a finger, never by what
//! somebody else reads: newest first, no source more than its share, until the
//! minutes are full. What is never left out: a retraction, a concern, a safety
//! notice. Nothing is asked here and nothing remembered.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::id::SourceId;
use crate::domain::id::WorkId;

/// How long a round is where nobody says, in minutes.
pub const MINUTES: u32 = 15;

/// The longest round, in minutes: a day of it is no round.
pub const MOST_MINUTES: u32 = 480;

/// Looking at a title and deciding takes about this long, in seconds.
const LOOK: u32 = 20;

/// No article counts for more than this, in seconds: beyond, one skims.
const LONGEST: u32 = 600;

/// Characters read in a second: 238 words a minute of six characters each.
///
/// Source: Brysbaert, "How many words do we read per minute?" (2019).
const CHARACTERS: u32 = 24;

/// No source takes more than one of so many parts, where there are so many.
const PARTS: u32 = 4;

/// Something unread that a round may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub work: WorkId,
    /// Who speaks for it.
    pub source: SourceId,
    /// How long reading it takes, of [`seconds`].
    pub seconds: u32,
    /// RETRACTED, CONCERN or SAFETY.
    pub is_warning: bool,
}

/// How long reading takes, in seconds, from the length of a text in
/// characters; of HTML, tags and all, it is a little more than the truth.
pub fn seconds(n_characters: u64) -> u32 {
    let reading = n_characters / u64::from(CHARACTERS);
    let reading = u32::try_from(reading).unwrap_or(LONGEST);
    LOOK.saturating_add(reading).min(LONGEST)
}

/// The works of a round of so many minutes, newest first, each once.
///
/// Every warning is among them, and they fill it first. Of the rest the newest
/// that still fit, where no source takes more than its share: a quarter, or as
/// much as it must where there are fewer sources. The first work of a source
/// is within its share however long it is, and a round is never empty where
/// there is something to read.
pub fn pick(candidates: &[Candidate], minutes: u32) -> Vec<WorkId> {
    let whole = minutes.min(MOST_MINUTES).saturating_mul(60);
    let mut newest: Vec<&Candidate> = candidates.iter().collect();
    newest.sort_by_key(|it| (std::cmp::Reverse(it.work), !it.is_warning));
    newest.dedup_by_key(|it| it.work);

    let (warnings, others): (Vec<&Candidate>, Vec<&Candidate>) =
        newest.into_iter().partition(|it| it.is_warning);
    let mut picked: BTreeSet<WorkId> = warnings.iter().map(|it| it.work).collect();
    let mut used: u32 = warnings
        .iter()
        .fold(0, |sum, it| sum.saturating_add(it.seconds));

    let sources: BTreeSet<SourceId> = others.iter().map(|it| it.source).collect();
    let n_parts = u32::try_from(sources.len()).map_or(PARTS, |n| n.clamp(1, PARTS));
    let share = whole.div_ceil(n_parts);
    let mut of_source: BTreeMap<SourceId, u32> = BTreeMap::new();
    for one in others {
        let taken = of_source.entry(one.source).or_default();
        let is_first = *taken == 0;
        let fits = used.saturating_add(one.seconds) <= whole || picked.is_empty();
        let is_shared = is_first || taken.saturating_add(one.seconds) <= share;
        if fits && is_shared {
            *taken = taken.saturating_add(one.seconds.max(1));
            used = used.saturating_add(one.seconds);
            picked.insert(one.work);
        }
    }
    picked.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn candidate(work: i64, source: i64, seconds: u32, is_warning: bool) -> Candidate {
        Candidate {
            work: WorkId(work),
            source: SourceId(source),
            seconds,
            is_warning,
        }
    }

    fn numbers(picked: &[WorkId]) -> Vec<i64> {
        picked.iter().map(|work| work.0).collect()
    }

    #[test]
    fn a_journal_that_brings_much_leaves_room_for_the_others() {
        let mut all: Vec<Candidate> = (100..150)
            .map(|work| candidate(work, 1, 60, false))
            .collect();
        all.push(candidate(7, 2, 60, false));
        all.push(candidate(3, 3, 60, false));
        assert_eq!(
            numbers(&pick(&all, 9)),
            [149, 148, 147, 7, 3],
            "a third each"
        );
    }

    #[test]
    fn a_warning_is_in_however_old_it_is_and_however_full_the_round() {
        let all = [
            candidate(9, 1, 60, false),
            candidate(8, 1, 60, false),
            candidate(1, 1, 600, true),
        ];
        assert_eq!(numbers(&pick(&all, 1)), [1]);
        assert_eq!(numbers(&pick(&all, 11)), [9, 1]);
    }

    #[test]
    fn a_round_is_never_empty_where_there_is_something_to_read() {
        assert_eq!(numbers(&pick(&[candidate(4, 1, 600, false)], 1)), [4]);
        assert!(pick(&[], 15).is_empty());
    }

    #[test]
    fn a_text_takes_its_length_and_no_text_takes_a_look() {
        assert_eq!(seconds(0), LOOK);
        assert_eq!(seconds(2_400), LOOK + 100);
        assert_eq!(seconds(u64::MAX), LONGEST);
    }

    fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let one = (0..200_i64, 1..6_i64, 1..=LONGEST, prop::bool::weighted(0.1));
        let one = one.prop_map(|(work, source, seconds, is_warning)| {
            candidate(work, source, seconds, is_warning)
        });
        prop::collection::vec(one, 0..120)
    }

    proptest! {
        #[test]
        fn a_round_is_finite_newest_first_spread_and_has_every_warning(
            all in candidates(), minutes in 1..60_u32
        ) {
            let picked = pick(&all, minutes);
            let numbers = numbers(&picked);
            prop_assert!(numbers.windows(2).all(|pair| pair[0] > pair[1]), "newest first, each once");
            let mut by_work: BTreeMap<i64, Candidate> = BTreeMap::new();
            for one in &all {
                let known = by_work.entry(one.work.0).or_insert(*one);
                if one.is_warning && !known.is_warning {
                    *known = *one;
                }
            }
            for one in by_work.values().filter(|one| one.is_warning) {
                prop_assert!(picked.contains(&one.work), "{one:?} is left out");
            }
            let others = || by_work.values().filter(|one| !one.is_warning);
            let sources: BTreeSet<SourceId> = others().map(|one| one.source).collect();
            let share = (minutes * 60).div_ceil((sources.len() as u32).clamp(1, PARTS));
            let mut seconds = 0;
            for source in sources {
                let mine: Vec<u32> = others()
                    .filter(|one| one.source == source && picked.contains(&one.work))
                    .map(|one| one.seconds)
                    .collect();
                let sum: u32 = mine.iter().sum();
                prop_assert!(mine.len() <= 1 || sum <= share.max(LONGEST), "{source:?} has {sum}");
                seconds += sum;
            }
            let warned: u32 = by_work.values().filter(|one| one.is_warning).map(|it| it.seconds).sum();
            prop_assert!(
                warned + seconds <= (minutes * 60).max(warned).max(LONGEST),
                "{warned} and {seconds} in {minutes} minutes"
            );
            prop_assert_eq!(picked.is_empty(), all.is_empty());
            prop_assert_eq!(pick(&all, minutes), picked, "the same again");
        }
    }
}
