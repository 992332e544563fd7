//! What the person ruled: this item is not that paper; these two are one.
//!
//! A ruling is about items under names that outlive the cache, so it holds on
//! every later refresh. It is written and taken back by one piece of code; the
//! works are then arranged anew from what their items say.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::id::WorkId;
use crate::domain::member;
use crate::domain::member::Member;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::evidence::Piece;
use crate::store::joining;
use crate::store::joining::Newcomer;
use crate::store::joining::Stand;
use crate::store::kept;
use crate::store::marks;
use crate::store::parting;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

/// What holds for one item.
#[derive(Default)]
pub(super) struct Ruled {
    pub alone: bool,
    /// A name for each item that it was joined to; that one has it too.
    pub by_hand: Vec<String>,
}

impl Store {
    /// Says that one of a work's items is not what the others are: it becomes
    /// a work of its own and stays one. What the person marked on it before it
    /// was joined goes with it, all else stays with the others.
    ///
    /// # Errors
    ///
    /// Where nothing else is in its work, or the item is not in the cache.
    pub fn split(&mut self, item: &str, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let work = evidence::work_of_item(conn, item)?.ok_or(StoreError::NoSuchItem)?;
            let pieces = evidence::pieces(conn, work)?;
            if pieces.len() < 2 {
                return Err(StoreError::NothingToSplit);
            }
            let mut changes: Vec<Change> = hands_of(conn, item)?
                .into_iter()
                .map(|(one, other)| ruled(one, other, true, false))
                .collect();
            let was = stands_alone(conn, item)?;
            changes.push(ruled(item.to_string(), String::new(), was, true));
            let title = pieces.iter().find(|piece| piece.own == item);
            let title = title.map_or("", |piece| piece.member.title.as_str());
            let sentence = format!("split off «{}»", marks::shortened(title));
            undo::perform(conn, &sentence, &changes, now)
        })
    }

    /// Says that two works are one; whether they were two.
    pub fn join(&mut self, one: WorkId, other: WorkId, now: UtcTime) -> Result<bool, StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let one = works::resolve(conn, one)?;
            let other = works::resolve(conn, other)?;
            if one == other {
                return Ok(false);
            }
            let pieces = |work: WorkId| -> Result<Vec<Piece>, StoreError> {
                let pieces = evidence::pieces(conn, work.0)?;
                match pieces.is_empty() {
                    true => Err(StoreError::NoSuchWork(work)),
                    false => Ok(pieces),
                }
            };
            let (one, other) = (pieces(one)?, pieces(other)?);
            let title = other.first().map_or("", |it| it.member.title.as_str());
            let sentence = format!("joined «{}»", marks::shortened(title));
            // An item may stand in a row only by what its source said before:
            // it would leave when the row is arranged anew, though the person
            // saw it there. So one of each that hang together is named.
            let mut heads = heads(&one).chain(heads(&other));
            let anchor = heads.next().ok_or(StoreError::NoSuchItem)?;
            let changes: Vec<Change> = heads
                .map(|head| match anchor < head {
                    true => ruled(anchor.to_string(), head.to_string(), false, true),
                    false => ruled(head.to_string(), anchor.to_string(), false, true),
                })
                .collect();
            undo::perform(conn, &sentence, &changes, now)?;
            Ok(true)
        })
    }
}

/// The first item of each of those that hang together, by what they say now.
fn heads(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    let members: Vec<Member> = pieces.iter().map(|piece| piece.member.clone()).collect();
    let groups = member::groups(&members).into_iter().enumerate();
    groups
        .filter(|(at, first)| at == first)
        .map(|(at, _)| pieces[at].own.as_str())
}

fn ruled(one: String, other: String, was: bool, is: bool) -> Change {
    Change::Ruled {
        one,
        other,
        was,
        is,
    }
}

/// The items whose works may be others after this change.
pub(super) fn items_of(change: &Change) -> impl Iterator<Item = &str> {
    let items = match change {
        Change::Ruled { one, other, .. } => [one.as_str(), other.as_str()],
        _ => ["", ""],
    };
    items.into_iter().filter(|item| !item.is_empty())
}

/// Writes a ruling, or takes it back.
pub(super) fn write(
    conn: &Connection,
    one: &str,
    other: &str,
    holds: bool,
    now: UtcTime,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO rulings (one, other, holds, set_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (one, other) DO UPDATE
         SET holds = excluded.holds, set_at = excluded.set_at",
    )?
    .execute(params![one, other, holds, now.0])?;
    Ok(())
}

pub(super) fn stands_alone(conn: &Connection, item: &str) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM rulings WHERE one = ?1 AND other = '' AND holds = 1")?
        .exists([item])?)
}

/// Everything that holds for an item.
pub(super) fn of(conn: &Connection, item: &str) -> Result<Ruled, StoreError> {
    let by_hand = hands_of(conn, item)?
        .into_iter()
        .map(|(one, other)| format!("hand:{one}={other}"))
        .collect();
    Ok(Ruled {
        alone: stands_alone(conn, item)?,
        by_hand,
    })
}

/// The pairs by hand that an item is in.
fn hands_of(conn: &Connection, item: &str) -> Result<Vec<(String, String)>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT one, other FROM rulings WHERE one = ?1 AND other <> '' AND holds = 1
             UNION ALL
             SELECT one, other FROM rulings WHERE other = ?1 AND other <> '' AND holds = 1",
        )?
        .query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

/// Arranges the works of these items anew: apart what no longer hangs
/// together, then together what does. Items that are not in the cache are
/// arranged when they come again.
pub(super) fn rearrange(
    conn: &Connection,
    items: &BTreeSet<&str>,
    now: UtcTime,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    for item in items {
        if let Some(work) = evidence::work_of_item(conn, item)?
            && seen.insert(work)
        {
            evidence::write_down(conn, work)?;
            part(conn, work, now)?;
        }
    }
    for item in items {
        let Some(work) = evidence::work_of_item(conn, item)? else {
            continue;
        };
        let pieces = evidence::pieces(conn, work)?;
        let Some(piece) = pieces.into_iter().find(|piece| piece.own == **item) else {
            continue;
        };
        let title_key = evidence::title_key(&piece.member.title).filter(|_| !piece.member.alone);
        conn.prepare_cached("UPDATE items SET title_key = ?2 WHERE id = ?1")?
            .execute(params![piece.item, title_key])?;
        let newcomer = Newcomer {
            own: &piece.own,
            work: Some(work),
            title_key,
            member: &piece.member,
            stand: Stand::Known,
        };
        joining::work_for(conn, &newcomer, now)?;
    }
    Ok(())
}

/// Takes a work apart where its items no longer hang together. The group of
/// most items keeps the id and what the person marked since they were one.
fn part(conn: &Connection, work: i64, now: UtcTime) -> Result<(), StoreError> {
    let pieces = evidence::pieces(conn, work)?;
    let members: Vec<member::Member> = pieces.iter().map(|it| it.member.clone()).collect();
    let groups = member::groups(&members);
    let size = |group: usize| groups.iter().filter(|other| **other == group).count();
    let is_alone = |group: usize| {
        let of_group = pieces.iter().zip(&groups).filter(|(_, it)| **it == group);
        of_group.into_iter().all(|(piece, _)| piece.member.alone)
    };
    let Some(stays) = groups
        .iter()
        .copied()
        .max_by_key(|&group| (!is_alone(group), size(group), std::cmp::Reverse(group)))
    else {
        return Ok(());
    };
    let others: BTreeSet<usize> = groups.iter().copied().filter(|it| *it != stays).collect();
    if others.is_empty() {
        return Ok(());
    }
    works::unlist_one(conn, work)?;
    for group in others {
        let (leaving, staying): (Vec<_>, Vec<_>) = pieces
            .iter()
            .zip(&groups)
            .partition(|(_, it)| **it == group);
        let leaving: Vec<&Piece> = leaving.into_iter().map(|(piece, _)| piece).collect();
        let staying: Vec<&Piece> = staying.into_iter().map(|(piece, _)| piece).collect();
        leave(conn, work, &leaving, &staying, now)?;
    }
    works::note_change(conn, work)
}

/// Gives a group of items a work of its own.
fn leave(
    conn: &Connection,
    work: i64,
    leaving: &[&Piece],
    staying: &[&Piece],
    now: UtcTime,
) -> Result<(), StoreError> {
    let first = leaving.iter().map(|piece| piece.member.time.0).min();
    let new = works::new_id(conn, first.unwrap_or(now.0))?;
    conn.prepare_cached("INSERT INTO works (id) VALUES (?1)")?
        .execute([new])?;
    let claimed: BTreeSet<&String> = staying
        .iter()
        .flat_map(|piece| piece.member.joining_names())
        .collect();
    let mut taken: Vec<&String> = Vec::new();
    for piece in leaving {
        conn.prepare_cached("UPDATE items SET work = ?1 WHERE id = ?2")?
            .execute([new, piece.item])?;
        let names = piece.member.joining_names();
        taken.extend(names.filter(|name| !claimed.contains(name)));
        // Names that nobody claims any more must join nothing to what stays.
        for name in &piece.member.names {
            if !claimed.contains(name) {
                conn.prepare_cached("DELETE FROM work_keys WHERE key = ?1 AND work = ?2")?
                    .execute(params![name, work])?;
                if piece.member.alone {
                    kept::lay_aside(conn, name)?;
                }
            }
        }
    }
    for name in &taken {
        conn.prepare_cached(
            "INSERT INTO work_keys (key, work) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET work = excluded.work",
        )?
        .execute(params![name, new])?;
    }
    taken.extend(leaving.iter().map(|piece| &piece.own));
    let own = |pieces: &[&Piece]| pieces.iter().map(|it| it.own.clone()).collect::<Vec<_>>();
    parting::part(conn, work, new, &taken, &own(leaving), &own(staying))?;
    works::touch(conn, work)?;
    works::touch(conn, new)?;
    works::note_change(conn, new)
}
