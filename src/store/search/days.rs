//! Folding by day where no index can know it beforehand: what a filter or a
//! kept query leaves of a limited source. And, for every timeline, behind which
//! row how many are folded.
//!
//! The rule is that of [`crate::store::daily`], with the works that the plan
//! finds in the place of those of a topic. Only days that are looked at are
//! ranked, and each once. Whether a work is read has no say in its rank here
//! either: a filter for what is unread does not refill as one reads.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::query::Place;
use crate::domain::work::Row;
use crate::store::daily;
use crate::store::error::StoreError;
use crate::store::search::finder::Finder;
use crate::store::search::finder::Hits;
use crate::store::walk;
use crate::store::walk::Way;
use crate::store::wish::Branch;
use crate::store::wish::Plan;

/// At least so many works are taken at a time: many of them may be folded.
const CHUNK: usize = 200;

/// The days of one plan that were looked at, good for one snapshot.
pub(in crate::store) struct Days<'a> {
    plan: &'a Plan,
    /// By source and the first id of the day.
    known: HashMap<(i64, i64), Rc<Day>>,
}

/// A day of a limited source in a plan.
#[derive(Debug, Default)]
struct Day {
    /// The last that is shown of what the source alone brings.
    last: Option<i64>,
    folded: Vec<i64>,
}

/// A work that a source with a limit alone brings.
#[derive(Clone, Copy)]
struct Alone {
    work: i64,
    stays: bool,
}

impl<'a> Days<'a> {
    pub fn of(plan: &'a Plan) -> Days<'a> {
        Days {
            plan,
            known: HashMap::new(),
        }
    }

    /// As [`Finder::all`]: what the plan finds, less what is folded.
    pub fn all(
        &mut self,
        finder: &mut Finder,
        main: &Connection,
        (mut low, mut end): (i64, i64),
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        loop {
            let wanted = limit.saturating_sub(hits.ids.len()).max(CHUNK);
            let some = finder.whole(main, self.plan, low, end, way, wanted)?;
            hits.caveat = hits.caveat.or(some.caveat);
            for work in &some.ids {
                let day = self.day_of(finder, main, *work)?;
                if day.is_none_or(|day| !day.folded.contains(work)) {
                    hits.ids.push(*work);
                }
            }
            let Some(last) = some.ids.last().filter(|_| some.ids.len() >= wanted) else {
                break;
            };
            if hits.ids.len() >= limit {
                break;
            }
            match way {
                Way::Down => end = *last,
                Way::Up => low = last + 1,
            }
        }
        hits.ids.truncate(limit);
        Ok(hits)
    }

    /// Writes into each row behind which works are folded how many they are.
    pub fn tell(
        &mut self,
        finder: &mut Finder,
        main: &Connection,
        rows: &mut [Row],
    ) -> Result<(), StoreError> {
        if !daily::is_used(main)? {
            return Ok(());
        }
        for row in rows.iter_mut().filter(|row| row.n_sources == 1) {
            if let Some(day) = self.day_of(finder, main, row.work.0)?
                && day.last == Some(row.work.0)
            {
                row.n_folded = u32::try_from(day.folded.len()).unwrap_or(u32::MAX);
            }
        }
        Ok(())
    }

    /// The day of a work that a limited source alone brings.
    fn day_of(
        &mut self,
        finder: &mut Finder,
        main: &Connection,
        work: i64,
    ) -> Result<Option<Rc<Day>>, StoreError> {
        let limited: Option<(i64, u32)> = main
            .prepare_cached(
                "SELECT s.id, s.daily FROM works w JOIN sources s ON s.id = w.source
                 WHERE w.id = ?1 AND w.n_sources = 1 AND w.muted = 0 AND s.daily IS NOT NULL",
            )?
            .query_one([work], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((source, limit)) = limited else {
            return Ok(None);
        };
        let span = daily::day_of(work);
        if let Some(day) = self.known.get(&(source, span.0)) {
            return Ok(Some(Rc::clone(day)));
        }
        let day = Rc::new(self.look(finder, main, source, span, limit)?);
        self.known.insert((source, span.0), Rc::clone(&day));
        Ok(Some(day))
    }

    fn look(
        &self,
        finder: &mut Finder,
        main: &Connection,
        source: i64,
        (low, end): (i64, i64),
        limit: u32,
    ) -> Result<Day, StoreError> {
        let plan = of_source(main, self.plan, source)?;
        let mut found = |plan: &Plan| -> Result<Vec<Alone>, StoreError> {
            let hits = finder.whole(main, plan, low, end, Way::Down, usize::MAX)?;
            alone(main, source, &hits.ids)
        };
        let here = found(&plan)?;
        let beyond = match (self.plan.folds, plan.branches.as_slice()) {
            // The index says it.
            (false, [branch]) => folded_of(main, source, (low, end), branch)?,
            _ => {
                let ranked = match plan.branches.iter().any(|branch| branch.unread_only) {
                    true => found(&read_or_not(&plan))?,
                    false => here.clone(),
                };
                let beyond = ranked.into_iter().skip(limit as usize);
                beyond.filter(|it| !it.stays).map(|it| it.work).collect()
            }
        };
        let (folded, shown): (Vec<i64>, Vec<i64>) = here
            .iter()
            .map(|it| it.work)
            .partition(|work| beyond.contains(work));
        Ok(Day {
            last: shown.last().copied(),
            folded,
        })
    }
}

/// The plan within the works of one source that stand in its places.
fn of_source(conn: &Connection, plan: &Plan, source: i64) -> Result<Plan, StoreError> {
    let mut branches = Vec::new();
    for branch in plan.branches.iter().filter(|branch| !branch.folded) {
        let place = match branch.place {
            Place::All | Place::List(_) => {
                let stands = conn
                    .prepare_cached("SELECT 1 FROM source_places WHERE source = ?1 AND place = ?2")?
                    .exists([source, walk::code(branch.place)])?;
                if !stands {
                    continue;
                }
                Place::Source(SourceId(source))
            }
            place => place,
        };
        branches.push(Branch {
            place,
            ..branch.clone()
        });
    }
    Ok(Plan {
        branches,
        ..Plan::default()
    })
}

fn read_or_not(plan: &Plan) -> Plan {
    let branches = plan.branches.iter().map(|branch| Branch {
        unread_only: false,
        ..branch.clone()
    });
    Plan {
        branches: branches.collect(),
        ..Plan::default()
    }
}

/// Of these works those that a source alone brings, in the same order.
fn alone(conn: &Connection, source: i64, works: &[i64]) -> Result<Vec<Alone>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT w.id, w.saved OR w.noted, w.badge
         FROM json_each(?1) j CROSS JOIN works w ON w.id = j.value
         WHERE w.source = ?2 AND w.n_sources = 1 AND w.muted = 0
         ORDER BY j.key",
    )?;
    let mut rows = statement.query(params![serde_json::to_string(works)?, source])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let badge: Option<String> = row.get(2)?;
        let badge = badge.as_deref().and_then(Badge::from_word);
        found.push(Alone {
            work: row.get(0)?,
            stays: row.get(1)? || badge.is_some_and(Badge::is_safety_word),
        });
    }
    Ok(found)
}

/// What the index has folded of a day in the timeline of a branch.
fn folded_of(
    conn: &Connection,
    source: i64,
    (low, end): (i64, i64),
    branch: &Branch,
) -> Result<Vec<i64>, StoreError> {
    let topic = branch.topic.map_or(0, |topic| topic.0);
    Ok(conn
        .prepare_cached(
            "SELECT work FROM folds
             WHERE source = ?1 AND work >= ?2 AND work < ?3 AND topic = ?4",
        )?
        .query_map([source, low, end, topic], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
