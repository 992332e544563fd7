//! The saved library: tags, how far one is with what is saved, and many of
//! these in one step.
//!
//! Tags are kept as notes are: a row for each kept row that had one before it
//! was united with another, so that both sides' tags hold and go back to their
//! side. A tag says that something is worth keeping, so giving one saves.

use rusqlite::Connection;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::id::WorkId;
use crate::domain::shelf::Stage;
use crate::domain::shelf::shown;
use crate::domain::text::fold;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::marks;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

/// One row of `kept_tags`. Stored as JSON in `undo` and `merges`: names here
/// never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TagPart {
    pub study: i64,
    pub tag: String,
}

impl Store {
    /// Saves works, or takes the saves back, as one step; how many were not so
    /// before.
    pub fn set_saved_all(
        &mut self,
        works: &[WorkId],
        saved: bool,
        now: UtcTime,
    ) -> Result<u64, StoreError> {
        self.write(Lane::Person, |conn| {
            let mut step = Step::default();
            for work in works {
                works::begin(conn)?;
                let (kept, work) = kept::of_work(conn, *work)?;
                step.add(work, saving(conn, kept, saved, now)?);
            }
            let what = match saved {
                true => "saved",
                false => "no longer saved:",
            };
            step.perform(conn, what, now)
        })
    }

    /// Puts works under tags and takes others off, as one step; how many works
    /// that changed. What is put under a tag is saved by it.
    pub fn set_tags(
        &mut self,
        works: &[WorkId],
        add: &[String],
        remove: &[String],
        now: UtcTime,
    ) -> Result<u64, StoreError> {
        self.write(Lane::Person, |conn| {
            let add = add
                .iter()
                .map(|tag| spelled(conn, tag))
                .collect::<Result<Vec<_>, _>>()?;
            let mut step = Step::default();
            for work in works {
                works::begin(conn)?;
                let (kept, work) = kept::of_work(conn, *work)?;
                let there = tag_parts(conn, kept)?;
                let has = |tag: &str| there.iter().any(|part| fold(&part.tag) == fold(tag));
                let is: Vec<TagPart> = add
                    .iter()
                    .filter(|tag| !has(tag))
                    .map(|tag| TagPart {
                        study: kept,
                        tag: tag.clone(),
                    })
                    .collect();
                let goes = |part: &&TagPart| remove.iter().any(|it| fold(it) == fold(&part.tag));
                let was: Vec<TagPart> = there.iter().filter(goes).cloned().collect();
                let mut changes = Vec::new();
                if !add.is_empty() {
                    changes.extend(saving(conn, kept, true, now)?);
                }
                if !(was.is_empty() && is.is_empty()) {
                    changes.push(Change::Tags { kept, was, is });
                }
                step.add(work, changes);
            }
            let what = match (add.as_slice(), remove) {
                ([], []) => return Ok(0),
                ([], off) => format!("{} taken off", shown(off)),
                (on, _) => format!("tagged {}:", shown(on)),
            };
            step.perform(conn, &what, now)
        })
    }

    /// Says how far the person is with works, as one step; how many it was
    /// news of.
    pub fn set_stage(
        &mut self,
        works: &[WorkId],
        stage: Stage,
        now: UtcTime,
    ) -> Result<u64, StoreError> {
        self.write(Lane::Person, |conn| {
            let is = (stage != Stage::ToRead).then(|| stage.word().to_string());
            let mut step = Step::default();
            for work in works {
                works::begin(conn)?;
                let (kept, work) = kept::of_work(conn, *work)?;
                let was: Option<String> = conn
                    .prepare_cached("SELECT stage FROM kept WHERE id = ?1")?
                    .query_one([kept], |row| row.get(0))?;
                let is = is.clone();
                step.add(work, (was != is).then_some(Change::Stage { kept, was, is }));
            }
            step.perform(conn, &format!("{}:", stage.name()), now)
        })
    }
}

/// What is done to some works at once.
#[derive(Default)]
struct Step {
    works: Vec<i64>,
    changes: Vec<Change>,
}

impl Step {
    fn add(&mut self, work: i64, changes: impl IntoIterator<Item = Change>) {
        let n = self.changes.len();
        self.changes.extend(changes);
        if self.changes.len() > n {
            self.works.push(work);
        }
    }

    /// Does it, where it is anything; of how many works.
    fn perform(self, conn: &Connection, what: &str, now: UtcTime) -> Result<u64, StoreError> {
        let sentence = match self.works.as_slice() {
            [] => return Ok(0),
            [one] => format!("{what} «{}»", marks::title_of(conn, *one)?),
            more => format!("{what} {} items", more.len()),
        };
        undo::perform(conn, &sentence, &self.changes, now)?;
        Ok(self.works.len() as u64)
    }
}

/// The change that saves a kept row or takes the save back; `None` where it
/// stands so already.
pub(super) fn saving(
    conn: &Connection,
    kept: i64,
    saved: bool,
    now: UtcTime,
) -> Result<Option<Change>, StoreError> {
    let (was, was_set): (Option<i64>, Option<i64>) = conn
        .prepare_cached("SELECT saved, saved_set FROM kept WHERE id = ?1")?
        .query_one([kept], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((was.is_some() != saved).then(|| Change::Saved {
        kept,
        was,
        was_set,
        is: saved.then_some(now.0),
    }))
}

/// A tag as it was written when it was first given: `ckd` is `CKD`.
pub(super) fn spelled(conn: &Connection, tag: &str) -> Result<String, StoreError> {
    let wanted = fold(tag);
    let mut statement = conn.prepare_cached(
        "SELECT name FROM tags t
         WHERE EXISTS (SELECT 1 FROM kept_tags k WHERE k.tag = t.id)",
    )?;
    for name in statement.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        if fold(&name) == wanted {
            return Ok(name);
        }
    }
    Ok(tag.to_string())
}

/// The rows of a kept work's tags, by name.
pub(super) fn tag_parts(conn: &Connection, kept: i64) -> Result<Vec<TagPart>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT k.study, t.name FROM kept_tags k JOIN tags t ON t.id = k.tag
         WHERE k.kept = ?1
         ORDER BY t.name, k.study",
    )?;
    let parts = statement
        .query_map([kept], |row| {
            Ok(TagPart {
                study: row.get(0)?,
                tag: row.get(1)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(parts)
}

/// The tags of a kept work, each once, by name.
pub(super) fn tags(conn: &Connection, kept: i64) -> Result<Vec<String>, StoreError> {
    let mut tags: Vec<String> = tag_parts(conn, kept)?
        .into_iter()
        .map(|it| it.tag)
        .collect();
    tags.dedup();
    Ok(tags)
}

/// Puts some tags of a kept work in the place of others.
pub(super) fn write_tags(
    conn: &Connection,
    kept: i64,
    before: &[TagPart],
    after: &[TagPart],
) -> Result<(), StoreError> {
    for part in before {
        conn.prepare_cached(
            "DELETE FROM kept_tags
             WHERE kept = ?1 AND study = ?2 AND tag = (SELECT id FROM tags WHERE name = ?3)",
        )?
        .execute(params![kept, part.study, part.tag])?;
    }
    for part in after {
        conn.prepare_cached("INSERT INTO tags (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")?
            .execute([&part.tag])?;
        conn.prepare_cached(
            "INSERT INTO kept_tags (kept, study, tag)
             SELECT ?1, ?2, id FROM tags WHERE name = ?3
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![kept, part.study, part.tag])?;
    }
    Ok(())
}

/// Writes how far the person is with a kept work.
pub(super) fn write_stage(
    conn: &Connection,
    kept: i64,
    stage: Option<&str>,
    now: UtcTime,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE kept
         SET stage = ?2, stage_set = ?3,
             device = (SELECT value FROM meta WHERE name = 'device')
         WHERE id = ?1",
    )?
    .execute(params![kept, stage, now.0])?;
    Ok(())
}

/// One kept row became two again: the tags of the side that leaves go with it.
pub(super) fn part(
    conn: &Connection,
    stays: i64,
    leaves: i64,
    mine: &[TagPart],
    theirs: &[TagPart],
) -> Result<(), StoreError> {
    for part in mine.iter().filter(|part| !theirs.contains(part)) {
        conn.prepare_cached(
            "UPDATE kept_tags SET kept = ?1
             WHERE kept = ?2 AND study = ?3 AND tag = (SELECT id FROM tags WHERE name = ?4)",
        )?
        .execute(params![leaves, stays, part.study, part.tag])?;
    }
    Ok(())
}
