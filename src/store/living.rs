//! Lists that live elsewhere: members come and go with them, each change one
//! step that can be taken back.
//!
//! What the person kept of a member that went stays as with any source that is
//! followed no more. What was taken back is remembered as known: it does not
//! come again by itself.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::ListId;
use crate::domain::living::Living;
use crate::domain::living::Reading;
use crate::domain::living::Shift;
use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::importing;
use crate::store::lists;
use crate::store::sources;
use crate::store::undo;
use crate::store::undo::Change;

/// How long until a list is asked again by itself, in seconds: lists change
/// seldom.
const PAUSE: i64 = 6 * 3_600;

impl Store {
    /// Follows a list that lives at an address: its members stand in the list
    /// of this path. How many were not followed before.
    pub fn follow_living(
        &mut self,
        address: &str,
        path: &[String],
        reading: &Reading,
        now: UtcTime,
    ) -> Result<Shift, StoreError> {
        self.write(Lane::Person, |conn| {
            let path = lists::checked(path)?;
            let mut changes = Vec::new();
            let list = match lists::find(conn, &path)? {
                Some(list) => list,
                None => lists::making(conn, &path, &mut changes)?,
            };
            let name = path.join(crate::domain::list::PATH_MARK);
            conn.prepare_cached(
                "INSERT INTO living_lists (address, title, list) VALUES (?1, ?2, ?3)
                 ON CONFLICT (address) DO UPDATE
                 SET title = excluded.title, list = excluded.list",
            )?
            .execute(params![address, name, list])?;
            let (living, was): (i64, Option<i64>) = conn
                .prepare_cached("SELECT id, followed FROM living_lists WHERE address = ?1")?
                .query_one([address], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if was.is_none() {
                // Whoever follows it anew wants all that stands in it.
                conn.prepare_cached("DELETE FROM living_members WHERE living = ?1")?
                    .execute([living])?;
            }
            changes.push(Change::Living {
                living,
                was,
                is: Some(now.0),
            });
            let shift = shift(
                conn,
                living,
                list,
                &name,
                members_of(reading),
                &mut changes,
                now,
            )?;
            note(conn, living, reading, now)?;
            let sentence = format!("followed the list {name}");
            undo::perform(conn, &sentence, &changes, now)?;
            Ok(shift)
        })
    }

    /// Takes in what asking a living list gave: members come and go.
    pub fn take_living(
        &mut self,
        living: i64,
        reading: &Reading,
        now: UtcTime,
    ) -> Result<Shift, StoreError> {
        self.write(Lane::Person, |conn| {
            let known = find(conn, living)?;
            let Some((name, list)) = known else {
                return Ok(Shift::default());
            };
            note(conn, living, reading, now)?;
            if !matches!(reading, Reading::Members { .. }) {
                return Ok(Shift {
                    list: name,
                    ..Shift::default()
                });
            }
            let mut changes = Vec::new();
            let shift = shift(
                conn,
                living,
                list,
                &name,
                members_of(reading),
                &mut changes,
                now,
            )?;
            if !changes.is_empty() {
                undo::perform_beside(conn, &shift.sentence(), &changes, now)?;
            }
            Ok(shift)
        })
    }

    /// Follows a living list no more, nor whom it alone brought.
    pub fn unfollow_living(&mut self, living: i64, now: UtcTime) -> Result<Shift, StoreError> {
        self.write(Lane::Person, |conn| {
            let Some((name, list)) = find(conn, living)? else {
                return Ok(Shift::default());
            };
            let mut changes = Vec::new();
            let mut gone = Shift {
                list: name.clone(),
                ..Shift::default()
            };
            for (source, brought) in known(conn, living)? {
                gone.went
                    .extend(leave(conn, list, source, brought, &mut changes)?);
            }
            let was: Option<i64> = conn
                .prepare_cached("SELECT followed FROM living_lists WHERE id = ?1")?
                .query_one([living], |row| row.get(0))?;
            changes.push(Change::Living {
                living,
                was,
                is: None,
            });
            let sentence = format!("followed the list {name} no more");
            undo::perform(conn, &sentence, &changes, now)?;
            Ok(gone)
        })
    }
}

impl Reader {
    /// The living lists that are followed and whose list is there.
    pub fn living(&self, now: UtcTime) -> Result<Vec<Living>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.id, v.address, v.title, v.list, s.etag, s.last_modified,
                    COALESCE(s.next_try, 0) <= ?1
             FROM living_lists v
             JOIN lists l ON l.id = v.list
             LEFT JOIN living_state s ON s.living = v.id
             WHERE v.followed IS NOT NULL
             ORDER BY v.id",
        )?;
        let living = statement.query_map([now.0], |row| {
            Ok(Living {
                id: row.get(0)?,
                address: row.get(1)?,
                title: row.get(2)?,
                list: ListId(row.get(3)?),
                etag: row.get(4)?,
                last_modified: row.get(5)?,
                due: row.get(6)?,
            })
        })?;
        Ok(living.collect::<Result<_, _>>()?)
    }
}

/// Writes since when a living list is followed.
pub(super) fn write(
    conn: &Connection,
    living: i64,
    followed: Option<i64>,
) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE living_lists SET followed = ?2 WHERE id = ?1")?
        .execute(params![living, followed])?;
    Ok(())
}

/// The name and list of a living list that is followed and whose list is
/// there.
fn find(conn: &Connection, living: i64) -> Result<Option<(String, i64)>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT v.title, v.list FROM living_lists v JOIN lists l ON l.id = v.list
             WHERE v.id = ?1 AND v.followed IS NOT NULL",
        )?
        .query_one([living], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn members_of(reading: &Reading) -> &[NewSource] {
    match reading {
        Reading::Members { members, .. } => members,
        Reading::Unchanged | Reading::Failed(_) => &[],
    }
}

/// Who was in it when it was last read, and whether it brought them.
fn known(conn: &Connection, living: i64) -> Result<BTreeMap<i64, bool>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT source, brought FROM living_members WHERE living = ?1")?;
    let known = statement.query_map([living], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(known.collect::<Result<_, _>>()?)
}

/// What the members' coming and going changes; who they are now is written at
/// once.
fn shift(
    conn: &Connection,
    living: i64,
    list: i64,
    name: &str,
    members: &[NewSource],
    changes: &mut Vec<Change>,
    now: UtcTime,
) -> Result<Shift, StoreError> {
    let mut left = known(conn, living)?;
    let mut shift = Shift {
        list: name.to_string(),
        ..Shift::default()
    };
    for member in members {
        let (source, followed) = sources::find_or_make(conn, member)?;
        if left.remove(&source).is_some() {
            continue;
        }
        if followed.is_none() {
            changes.push(Change::Followed {
                source,
                was: None,
                is: Some(now.0),
            });
        }
        conn.prepare_cached(
            "INSERT OR IGNORE INTO living_members (living, source, brought) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![living, source, followed.is_none()])?;
        changes.extend(lists::joining(conn, list, source)?);
        importing::write_members(conn, changes)?;
        shift.came.push(sources::title_of(conn, source)?);
    }
    for (source, brought) in left {
        shift
            .went
            .extend(leave(conn, list, source, brought, changes)?);
        conn.prepare_cached("DELETE FROM living_members WHERE living = ?1 AND source = ?2")?
            .execute([living, source])?;
    }
    Ok(shift)
}

/// Takes a member out of its list; whom the list brought and who stands in no
/// other is followed no more. Its title, where it was still there.
fn leave(
    conn: &Connection,
    list: i64,
    source: i64,
    brought: bool,
    changes: &mut Vec<Change>,
) -> Result<Option<String>, StoreError> {
    let Some(leaving) = lists::leaving(conn, list, source)? else {
        return Ok(None);
    };
    changes.push(leaving);
    let (followed, elsewhere): (Option<i64>, bool) = conn
        .prepare_cached(
            "SELECT followed, EXISTS (
                 SELECT 1 FROM list_sources m WHERE m.source = s.id AND m.list <> ?2)
             FROM sources s WHERE s.id = ?1",
        )?
        .query_one([source, list], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if brought && !elsewhere && followed.is_some() {
        changes.push(Change::Followed {
            source,
            was: followed,
            is: None,
        });
    }
    Ok(Some(sources::title_of(conn, source)?))
}

/// Notes how asking went, and when to ask again.
fn note(conn: &Connection, living: i64, reading: &Reading, now: UtcTime) -> Result<(), StoreError> {
    let (what, etag, last_modified) = match reading {
        Reading::Unchanged => ("not changed", None, None),
        Reading::Members {
            etag,
            last_modified,
            ..
        } => ("read", etag.as_deref(), last_modified.as_deref()),
        Reading::Failed(why) => (why.as_str(), None, None),
    };
    let is_read = matches!(reading, Reading::Members { .. });
    let last_good = match reading {
        Reading::Failed(_) => None,
        _ => Some(now.0),
    };
    conn.prepare_cached(
        "INSERT INTO living_state (living, etag, last_modified, next_try, last_good, what)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (living) DO UPDATE
         SET etag = iif(?7, excluded.etag, etag),
             last_modified = iif(?7, excluded.last_modified, last_modified),
             next_try = excluded.next_try,
             last_good = COALESCE(excluded.last_good, last_good),
             what = excluded.what",
    )?
    .execute(params![
        living,
        etag,
        last_modified,
        now.0.saturating_add(PAUSE),
        last_good,
        what,
        is_read
    ])?;
    Ok(())
}
