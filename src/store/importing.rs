//! Following many sources at once, each in its list, as one step.

use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::lists;
use crate::store::sources;
use crate::store::undo;
use crate::store::undo::Change;

/// What taking in many sources at once did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Sources that are followed now and were not.
    pub n_new: u32,
    /// Sources that were followed already; they may stand in more lists now.
    pub n_known: u32,
    /// Lists that were made.
    pub n_lists: u32,
}

impl Store {
    /// Follows many sources, each in the list of its path; an empty path is
    /// no list. One transaction and one step to undo.
    pub fn import(
        &mut self,
        entries: &[(Vec<String>, NewSource)],
        now: UtcTime,
    ) -> Result<Imported, StoreError> {
        self.write(Lane::Person, |conn| {
            take_in(conn, entries, None, "imported", now)
        })
    }
}

/// Follows many sources, each in the list of its path, as one step that is
/// called so: `imported 3 sources`. The topics that were chosen with them, if
/// any were, belong to it.
pub(super) fn take_in(
    conn: &Connection,
    entries: &[(Vec<String>, NewSource)],
    topics: Option<&[(String, String)]>,
    deed: &str,
    now: UtcTime,
) -> Result<Imported, StoreError> {
    let mut imported = Imported::default();
    let mut changes: Vec<Change> = Vec::new();
    let mut done = HashSet::new();
    for (path, new) in entries {
        if new.address.trim().is_empty() {
            continue;
        }
        let (source, followed) = sources::find_or_make(conn, new)?;
        if done.insert(source) {
            match followed {
                Some(_) => imported.n_known += 1,
                None => {
                    imported.n_new += 1;
                    changes.push(Change::Followed {
                        source,
                        was: None,
                        is: Some(now.0),
                    });
                }
            }
        }
        let Ok(path) = lists::checked(path) else {
            continue;
        };
        let list = match lists::find(conn, &path)? {
            Some(list) => list,
            None => {
                imported.n_lists += 1;
                lists::making(conn, &path, &mut changes)?
            }
        };
        changes.extend(lists::joining(conn, list, source)?);
        // Written at once so that the next entry finds its place; the step
        // writes the same again.
        write_members(conn, &changes)?;
    }
    changes.extend(topics.map(|topics| Change::Topics {
        begun: topics.to_vec(),
    }));
    if !changes.is_empty() {
        let sources = match imported.n_new {
            1 => format!("{deed} 1 source"),
            n => format!("{deed} {n} sources"),
        };
        let sentence = match topics.map(<[_]>::len) {
            None => sources,
            Some(1) => format!("{sources} and began with 1 topic"),
            Some(n) => format!("{sources} and began with {n} topics"),
        };
        undo::perform(conn, &sentence, &changes, now)?;
    }
    Ok(imported)
}

/// Writes the newest of the changes where it is a membership.
pub(super) fn write_members(conn: &Connection, changes: &[Change]) -> Result<(), StoreError> {
    if let Some(Change::Member {
        list,
        source,
        is: Some(position),
        ..
    }) = changes.last()
    {
        conn.prepare_cached(
            "INSERT OR IGNORE INTO list_sources (list, source, position) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![list, source, position])?;
    }
    Ok(())
}
