//! Words and other conditions under one NOT or OR: `gout OR since:3d`, `-gout`.
//! No index can walk these, so a piece of works is looked at at a time.

use std::collections::HashMap;
use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::params;

use crate::store::belonging;
use crate::store::error::StoreError;
use crate::store::search::expression::Words;
use crate::store::search::finder::Look;
use crate::store::search::finder::sql;
use crate::store::search::tail;
use crate::store::search::tail::Tail;
use crate::store::walk::Way;
use crate::store::wish::Branch;
use crate::store::wish::Mixed;

/// Those of these works that something mixed holds for, looked through one by
/// one: for what has just come, which no index has yet. Works in any order.
pub(in crate::store) fn holding(
    main: &Connection,
    mixed: &Mixed,
    works: &[i64],
) -> Result<Vec<i64>, StoreError> {
    let tail = match mixed.has_words() {
        true => Tail::of(main, works, tail::drop_tags)?,
        false => Tail::of(main, &[], tail::drop_tags)?,
    };
    let mut sorted = works.to_vec();
    sorted.sort_unstable();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Ok(Vec::new());
    };
    let look = Look::at(main, &tail);
    let mut having = HashMap::new();
    look.ask(mixed, *first, *last, &mut having)?;
    let mut holding = Vec::new();
    for work in &sorted {
        if look.meets(mixed, *work, &having)? {
            holding.push(*work);
        }
    }
    Ok(holding)
}

impl Look<'_> {
    /// Those works of a sorted piece that the mixed part of a branch holds for.
    /// The index is asked once for each of its words, not once a work: that
    /// would take ten milliseconds each for a common beginning at a million.
    pub(super) fn agreeing(&self, branch: &Branch, works: &[i64]) -> Result<Vec<i64>, StoreError> {
        let (Some(mixed), Some(first), Some(last)) = (&branch.mixed, works.first(), works.last())
        else {
            return Ok(works.to_vec());
        };
        let mut having = HashMap::new();
        self.ask(mixed, *first.min(last), *first.max(last), &mut having)?;
        let mut agreeing = Vec::new();
        for work in works {
            if self.meets(mixed, *work, &having)? {
                agreeing.push(*work);
            }
        }
        Ok(agreeing)
    }

    /// Which works between two ids have each of the words.
    fn ask<'m>(
        &self,
        mixed: &'m Mixed,
        oldest: i64,
        newest: i64,
        having: &mut HashMap<&'m Words, HashSet<i64>>,
    ) -> Result<(), StoreError> {
        match mixed {
            Mixed::Every(all) | Mixed::Either(all) => {
                for one in all {
                    self.ask(one, oldest, newest, having)?;
                }
            }
            Mixed::Not(inner) => self.ask(inner, oldest, newest, having)?,
            Mixed::Condition(_) => {}
            Mixed::Words(words) => {
                let end = newest.saturating_add(1);
                let mut found = HashSet::new();
                if let Some(index) = &self.index {
                    let mut far = index.prepare_cached(sql(Way::Down))?;
                    let mut rows = far.query(params![words.whole, oldest, end])?;
                    while let Some(row) = rows.next()? {
                        let work = row.get(0)?;
                        if !self.tail.works.contains(&work) {
                            found.insert(work);
                        }
                    }
                }
                let mut near = self.tail.conn.prepare_cached(sql(Way::Down))?;
                let mut rows = near.query(params![words.whole, oldest, end])?;
                while let Some(row) = rows.next()? {
                    found.insert(row.get(0)?);
                }
                having.insert(words, found);
            }
        }
        Ok(())
    }

    fn meets(
        &self,
        mixed: &Mixed,
        work: i64,
        having: &HashMap<&Words, HashSet<i64>>,
    ) -> Result<bool, StoreError> {
        match mixed {
            Mixed::Every(all) => {
                for one in all {
                    if !self.meets(one, work, having)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Mixed::Either(all) => {
                for one in all {
                    if self.meets(one, work, having)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Mixed::Not(inner) => Ok(!self.meets(inner, work, having)?),
            Mixed::Condition(condition) => belonging::meets(self.main, condition, work),
            Mixed::Words(words) => Ok(having.get(words).is_some_and(|it| it.contains(&work))),
        }
    }
}
