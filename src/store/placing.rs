//! Where works stand: putting the touched ones where they belong, and taking
//! away those that are leaving.
//!
//! A work stands in each place of each of its sources, under no topic (0) and
//! under each topic of its items. A muted one stands only among the muted; one
//! that is picked for the round stands there as well. What a daily limit folds
//! stands where its place keeps that ([`super::folds`]).
//!
//! Nothing is derived here: sources, topics, marks and mutes are as they are.

use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::Row;
use rusqlite::params;

use crate::domain::query::Place;
use crate::store::entries::Heap;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::walk;

/// So many works are looked at together, so that memory does not grow when all
/// of a large cache is marked.
const AT_ONCE: i64 = 4_096;

/// The connection's own tables that name works.
#[derive(Clone, Copy)]
enum Named {
    Touched,
    Leaving,
}

impl Named {
    fn table(self) -> &'static str {
        match self {
            Named::Touched => "touched",
            Named::Leaving => "leaving",
        }
    }
}

/// A work with what says where it stands.
struct Stand {
    work: i64,
    unread: bool,
    muted: bool,
    /// No topic, 0, and each of its own.
    topics: Vec<i64>,
    /// Each source with a place of it.
    places: Vec<(i64, i64)>,
}

impl Stand {
    fn is_followed(&self) -> bool {
        let all = walk::code(Place::All);
        self.places.iter().any(|(_, place)| *place == all)
    }

    fn add_to(&self, heap: &mut Heap, place: i64) {
        for topic in &self.topics {
            heap.add(place, *topic, self.work, self.unread);
        }
    }
}

/// Puts the touched works where they belong, what is folded to where that is;
/// what stands there is only turned.
pub(super) fn enlist(conn: &Connection) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let stands = stands(conn, Named::Touched, after)?;
        let Some(last) = stands.last().map(|stand| stand.work) else {
            return Ok(());
        };
        let folded = folded(conn, after, last)?;
        let picked = picked(conn, after, last)?;
        let mut heap = Heap::default();
        for stand in &stands {
            if stand.muted {
                if stand.is_followed() {
                    stand.add_to(&mut heap, walk::code(Place::Muted));
                }
                continue;
            }
            if picked.contains(&stand.work) && stand.is_followed() {
                stand.add_to(&mut heap, walk::code(Place::Round));
            }
            for (source, place) in &stand.places {
                for topic in &stand.topics {
                    let folds = *place >= 0 && folded.contains(&(*source, stand.work, *topic));
                    let place = place + if folds { folds::FOLDED } else { 0 };
                    heap.add(place, *topic, stand.work, stand.unread);
                }
            }
        }
        heap.put(conn)?;
        after = last;
    }
}

/// Takes the works in `leaving` out of every timeline where nothing is folded of
/// them any more. Called while what places them still stands.
pub(super) fn unlist(conn: &Connection) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let stands = stands(conn, Named::Leaving, after)?;
        let Some(last) = stands.last().map(|stand| stand.work) else {
            return Ok(());
        };
        let mut heap = Heap::default();
        for stand in &stands {
            for (_, place) in &stand.places {
                stand.add_to(&mut heap, *place);
            }
            // Where sources have no say.
            for place in [Place::Muted, Place::Round] {
                stand.add_to(&mut heap, walk::code(place));
            }
        }
        heap.take(conn)?;
        after = last;
    }
}

/// The next works of a table after one, in order.
fn stands(conn: &Connection, named: Named, after: i64) -> Result<Vec<Stand>, StoreError> {
    let table = named.table();
    let mut stands = conn
        .prepare_cached(&format!(
            "SELECT w.id, w.unread, w.muted
             FROM {table} t CROSS JOIN works w ON w.id = t.work
             WHERE t.work > ?1
             ORDER BY t.work
             LIMIT ?2"
        ))?
        .query_map([after, AT_ONCE], |row| {
            Ok(Stand {
                work: row.get(0)?,
                unread: row.get(1)?,
                muted: row.get(2)?,
                topics: vec![0],
                places: Vec::new(),
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let Some(last) = stands.last().map(|stand| stand.work) else {
        return Ok(stands);
    };
    let topics = format!(
        "SELECT t.work, x.topic
         FROM {table} t
         CROSS JOIN items k ON k.work = t.work
         CROSS JOIN item_topics x ON x.item = k.id
         WHERE t.work > ?1 AND t.work <= ?2
         ORDER BY t.work"
    );
    for_each(conn, &topics, [after, last], &mut stands, |stand, row| {
        let topic = row.get(1)?;
        if !stand.topics.contains(&topic) {
            stand.topics.push(topic);
        }
        Ok(())
    })?;
    let places = format!(
        "SELECT t.work, i.source, p.place
         FROM {table} t
         CROSS JOIN items i ON i.work = t.work
         CROSS JOIN source_places p ON p.source = i.source
         WHERE t.work > ?1 AND t.work <= ?2
         ORDER BY t.work"
    );
    for_each(conn, &places, [after, last], &mut stands, |stand, row| {
        stand.places.push((row.get(1)?, row.get(2)?));
        Ok(())
    })?;
    Ok(stands)
}

/// Tells each row of a statement to the stand of its work, the first column;
/// both are in order.
fn for_each(
    conn: &Connection,
    sql: &str,
    bound: [i64; 2],
    stands: &mut [Stand],
    mut tell: impl FnMut(&mut Stand, &Row<'_>) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(bound)?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let work: i64 = row.get(0)?;
        while stands.get(at).is_some_and(|stand| stand.work < work) {
            at += 1;
        }
        if let Some(stand) = stands.get_mut(at).filter(|stand| stand.work == work) {
            tell(stand, row)?;
        }
    }
    Ok(())
}

/// What of the touched works between two is folded: source, work and topic.
fn folded(
    conn: &Connection,
    after: i64,
    last: i64,
) -> Result<HashSet<(i64, i64, i64)>, StoreError> {
    if !conn.prepare_cached("SELECT 1 FROM folds")?.exists([])? {
        return Ok(HashSet::new());
    }
    Ok(conn
        .prepare_cached(
            "SELECT f.source, f.work, f.topic
             FROM touched t
             CROSS JOIN items i ON i.work = t.work
             CROSS JOIN folds f ON f.source = i.source AND f.work = t.work
             WHERE t.work > ?1 AND t.work <= ?2",
        )?
        .query_map([after, last], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?)
}

/// Which of the touched works between two are picked for the round.
fn picked(conn: &Connection, after: i64, last: i64) -> Result<HashSet<i64>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT r.work FROM round_works r CROSS JOIN touched t ON t.work = r.work
             WHERE r.work > ?1 AND r.work <= ?2",
        )?
        .query_map(params![after, last], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
