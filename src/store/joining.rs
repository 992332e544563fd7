//! Which work an item belongs to, and works that turn out to be one.
//!
//! What names what stands in `domain::member`: names first, then titles, and
//! the person's own word ([`super::rulings`]) before both.
//!
//! Items that share a key share the work; an item that knows keys of several
//! works makes them one. Whatever the order in which items come, the same
//! items end in the same works, and no mark is lost on the way.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::member::Member;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::kept;
use crate::store::rounds;
use crate::store::titles;
use crate::store::works;

/// The item that asks.
pub(super) struct Newcomer<'a> {
    /// Its own name, `item:<source>/<key>`.
    pub own: &'a str,
    /// The work it already has, from an earlier reading.
    pub work: Option<i64>,
    /// Its title as titles are looked up; `None` where it joins by none.
    pub title_key: Option<i64>,
    /// What it says, its names and what the person ruled among it.
    pub member: &'a Member,
    pub stand: Stand,
}

/// What is known of the time of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Its source states it.
    Dated,
    /// Nobody does, or it was asked before.
    Known,
    /// Nobody does, and it was there before its source was followed: a work
    /// that is made for it stands here.
    Guessed(UtcTime),
}

/// The work of an item, made, found or merged; and whether it was made.
pub(super) fn work_for(
    conn: &Connection,
    item: &Newcomer<'_>,
    now: UtcTime,
) -> Result<(i64, bool), StoreError> {
    let mut cached: BTreeSet<i64> = item.work.into_iter().collect();
    let mut studies = BTreeSet::new();
    let mut names = Vec::with_capacity(item.member.names.len());
    for name in item.member.joining_names() {
        let holder = work_of(conn, name)?;
        if let Some(work) = holder {
            if name.starts_with("url:") && names_another(conn, work, item)? {
                continue;
            }
            cached.insert(work);
        }
        studies.extend(kept_by(conn, name, &mut cached)?);
        names.push((name, holder.is_none()));
    }
    // The items of the cache say themselves whose they are.
    let kept_by_own = kept_by(conn, item.own, &mut cached)?;
    studies.extend(kept_by_own);
    let by_title = titles::works_of(conn, item, &cached)?;
    cached.extend(by_title);
    for work in &cached {
        studies.extend(kept::study_of(conn, *work)?);
        if item.work != Some(*work) || cached.len() > 1 {
            evidence::write_down(conn, *work)?;
        }
    }

    let (work, made) = match stays(conn, &cached, item)? {
        Some(work) => (work, false),
        None => (make(conn, &studies, item)?, true),
    };
    let has_merged = cached.len() > 1;
    for other in cached.into_iter().filter(|other| *other != work) {
        merge(conn, work, other)?;
    }
    let mut n_new_names = usize::from(kept_by_own.is_none());
    for (name, is_new) in &names {
        if *is_new {
            n_new_names += conn
                .prepare_cached("INSERT OR IGNORE INTO work_keys (key, work) VALUES (?1, ?2)")?
                .execute(params![name, work])?;
        }
    }
    let united = kept::unite(conn, &studies, work, now)?;
    if let Some(study) = united.filter(|_| n_new_names > 0 || has_merged || studies.len() > 1) {
        kept::take_names(conn, study, work, item.own)?;
    }
    works::touch(conn, work)?;
    Ok((work, made))
}

/// Which of the works of an item stays; `None` where it has none. The oldest,
/// but where an id is only a place behind the news, a date says more: then a
/// work that has one stays, or is made by the item's own.
fn stays(
    conn: &Connection,
    cached: &BTreeSet<i64>,
    item: &Newcomer<'_>,
) -> Result<Option<i64>, StoreError> {
    let mut n_guessed = 0;
    let mut oldest_dated = None;
    for work in cached {
        let (is_guessed, is_dated): (bool, bool) = conn
            .prepare_cached(
                "SELECT w.guessed, EXISTS (
                     SELECT 1 FROM items i WHERE i.work = w.id AND i.published IS NOT NULL)
                 FROM works w WHERE w.id = ?1",
            )?
            .query_one([work], |row| Ok((row.get(0)?, row.get(1)?)))?;
        n_guessed += usize::from(is_guessed);
        if is_dated && !is_guessed && oldest_dated.is_none() {
            oldest_dated = Some(*work);
        }
    }
    let oldest = cached.first().copied();
    if n_guessed == 0 {
        return Ok(oldest);
    }
    match (oldest_dated, item.stand) {
        (Some(dated), _) => Ok(Some(dated)),
        (None, Stand::Dated) => {
            let work = works::new_id(conn, item.member.time.0)?;
            insert(conn, work, false)?;
            Ok(Some(work))
        }
        (None, _) => Ok(oldest),
    }
}

/// A new work; under the id that the oldest kept row remembers, if one does,
/// so that what the person kept comes back as what it was.
fn make(
    conn: &Connection,
    studies: &BTreeSet<i64>,
    item: &Newcomer<'_>,
) -> Result<i64, StoreError> {
    if let Some(study) = studies.first() {
        let work = kept::work_of(conn, *study)?;
        insert(conn, work, kept::is_guessed(conn, *study)?)?;
        return Ok(work);
    }
    let (seconds, is_guessed) = match item.stand {
        Stand::Guessed(place) => (place.0, true),
        Stand::Dated | Stand::Known => (item.member.time.0, false),
    };
    let work = works::new_id(conn, seconds)?;
    insert(conn, work, is_guessed)?;
    Ok(work)
}

fn insert(conn: &Connection, work: i64, is_guessed: bool) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO works (id, guessed) VALUES (?1, ?2)")?
        .execute(params![work, is_guessed])?;
    Ok(())
}

/// Makes two works one. The id of the one that goes leads to the other.
fn merge(conn: &Connection, stays: i64, goes: i64) -> Result<(), StoreError> {
    works::unlist_one(conn, goes)?;
    works::unlist_one(conn, stays)?;
    conn.prepare_cached("UPDATE items SET work = ?1 WHERE work = ?2")?
        .execute([stays, goes])?;
    conn.prepare_cached("UPDATE work_keys SET work = ?1 WHERE work = ?2")?
        .execute([stays, goes])?;
    redirect(conn, goes, stays)?;
    rounds::follow(conn, goes, stays)?;
    conn.prepare_cached("DELETE FROM works WHERE id = ?1")?
        .execute([goes])?;
    conn.prepare_cached("DELETE FROM touched WHERE work = ?1")?
        .execute([goes])?;
    works::note_change(conn, goes)?;
    works::note_change(conn, stays)
}

/// From now on the old id leads to the new one, and so does what led to it.
pub(super) fn redirect(conn: &Connection, old: i64, new: i64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE redirects SET new = ?2 WHERE new = ?1")?
        .execute([old, new])?;
    conn.prepare_cached("INSERT OR REPLACE INTO redirects (old, new) VALUES (?1, ?2)")?
        .execute([old, new])?;
    Ok(())
}

fn work_of(conn: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT work FROM work_keys WHERE key = ?1")?
        .query_one([name], |row| row.get(0))
        .optional()?)
}

/// The kept row that answers to a name; the work it remembers, where the cache
/// has that, is added to those found.
fn kept_by(
    conn: &Connection,
    name: &str,
    cached: &mut BTreeSet<i64>,
) -> Result<Option<i64>, StoreError> {
    let kept: Option<(i64, i64)> = conn
        .prepare_cached(
            "SELECT k.id, k.work
             FROM kept_keys n CROSS JOIN kept k ON k.id = n.kept
             WHERE n.key = ?1",
        )?
        .query_one([name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((study, work)) = kept else {
        return Ok(None);
    };
    if works::is_cached(conn, work)? {
        cached.insert(work);
    }
    Ok(Some(study))
}

/// Whether the work already holds another thing of the same source under
/// another title: then the address they share is not the article's (a journal
/// that links its home page from every entry, one entry an answer).
fn names_another(conn: &Connection, work: i64, item: &Newcomer<'_>) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT 1 FROM items i
             WHERE i.work = ?1
               AND i.source = ?2
               AND {} <> ?3
               AND i.title <> ?4",
            evidence::OWN_NAME
        ))?
        .exists(params![
            work,
            item.member.source.0,
            item.own,
            item.member.title
        ])?)
}

/// An address that several items of one answer share names none of them, from
/// now on for everybody.
pub(super) fn spoil(conn: &Connection, name: &str) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR IGNORE INTO spoiled_keys (key) VALUES (?1)")?
        .execute([name])?;
    conn.prepare_cached("DELETE FROM work_keys WHERE key = ?1")?
        .execute([name])?;
    Ok(())
}

pub(super) fn is_spoiled(conn: &Connection, name: &str) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM spoiled_keys WHERE key = ?1")?
        .exists([name])?)
}
