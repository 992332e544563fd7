//! All entries of a log together: what stands, and what it adds up to.

use std::collections::HashSet;

use super::Day;
use super::Draft;
use super::Entry;
use super::EntryId;
use super::Kind;

/// The whole log, replaced and withdrawn entries among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// In the order in which they were written.
    pub entries: Vec<Entry>,
    /// The last day of what is closed.
    pub closed: Option<Day>,
}

/// Days from one to another, both among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub until: Day,
}

impl Period {
    /// A calendar year.
    pub fn of_year(year: i16) -> Period {
        let day = |month, day| Day::of(year, month, day).unwrap_or_default();
        Period {
            from: day(1, 1),
            until: day(12, 31),
        }
    }

    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }
}

impl Book {
    /// What stands: neither replaced nor withdrawn; what was learned last
    /// comes first.
    pub fn standing(&self) -> Vec<&Entry> {
        let replaced: HashSet<EntryId> = self.entries.iter().filter_map(|it| it.replaces).collect();
        let mut standing: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|it| !it.withdraws && !replaced.contains(&it.id))
            .collect();
        standing.sort_by_key(|it| std::cmp::Reverse((it.draft.learned_on, it.id)));
        standing
    }

    /// What stands of a period.
    pub fn within(&self, period: Period) -> Vec<&Entry> {
        let mut standing = self.standing();
        standing.retain(|it| period.holds(it.draft.learned_on));
        standing
    }

    /// Minutes of each month of a calendar year, from January.
    pub fn months(&self, year: i16) -> [u32; 12] {
        let mut months = [0; 12];
        for entry in self.within(Period::of_year(year)) {
            let at = usize::try_from(entry.draft.learned_on.month() - 1).unwrap_or(0);
            months[at.min(11)] += entry.draft.minutes;
        }
        months
    }

    /// Minutes of a calendar year by kind, most first.
    pub fn by_kind(&self, year: i16) -> Vec<(Kind, u32)> {
        let mut kinds: Vec<(Kind, u32)> = Vec::new();
        for entry in self.within(Period::of_year(year)) {
            let draft = &entry.draft;
            match kinds.iter_mut().find(|(kind, _)| *kind == draft.kind) {
                Some((_, minutes)) => *minutes += draft.minutes,
                None => kinds.push((draft.kind, draft.minutes)),
            }
        }
        kinds.sort_by_key(|(kind, minutes)| (std::cmp::Reverse(*minutes), *kind));
        kinds
    }

    /// Calendar years with entries, and this one; newest first.
    pub fn years(&self, today: Day) -> Vec<i16> {
        let standing = self.standing();
        let mut years: Vec<i16> = standing
            .iter()
            .map(|it| it.draft.learned_on.year())
            .collect();
        years.push(today.year());
        years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
        years.dedup();
        years
    }

    /// An entry of a period about the same work, other than this one.
    pub fn said_before(
        &self,
        draft: &Draft,
        except: Option<EntryId>,
        period: Period,
    ) -> Option<&Entry> {
        let mut within = self.within(period).into_iter();
        within.find(|it| Some(it.id) != except && it.draft.is_of_same_work(draft))
    }

    /// Each work of a period once, by its first entry; oldest first.
    pub fn distinct(&self, period: Period) -> Vec<&Entry> {
        let mut first: Vec<&Entry> = Vec::new();
        for entry in self.within(period).into_iter().rev() {
            if !first
                .iter()
                .any(|it| it.draft.is_of_same_work(&entry.draft))
            {
                first.push(entry);
            }
        }
        first
    }

    /// Accredited items to be claimed elsewhere, what is due first; what is
    /// long past is left out.
    pub fn claims(&self, today: Day) -> Vec<(&Entry, Day)> {
        const PAST: i64 = 14;
        let mut claims: Vec<(&Entry, Day)> = self
            .standing()
            .into_iter()
            .filter_map(|it| Some((it, it.draft.claim_by?)))
            .filter(|(_, by)| today.days_to(*by) >= -PAST)
            .collect();
        claims.sort_by_key(|(entry, by)| (*by, entry.id));
        claims
    }

    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|it| it.id == id)
    }
}
