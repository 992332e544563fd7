//! The person's own rows: made when a work is first marked, united when two
//! works turn out to be one, and holding a copy of what was worth keeping.
//!
//! Uniting is the same in any order: each mark by the time it was set, notes
//! all of them, names all of them; both sides are recorded as they were.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;
use crate::store::articles;
use crate::store::error::StoreError;
use crate::store::evidence::OWN_NAME;
use crate::store::highlights;
use crate::store::histories;
use crate::store::joining;
use crate::store::review;
use crate::store::works;

/// The study id of a work the person touched.
pub(super) fn study_of(conn: &Connection, work: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM kept WHERE work = ?1")?
        .query_one([work], |row| row.get(0))
        .optional()?)
}

/// The work's id that a kept row remembers.
pub(super) fn work_of(conn: &Connection, study: i64) -> Result<i64, StoreError> {
    Ok(conn
        .prepare_cached("SELECT work FROM kept WHERE id = ?1")?
        .query_one([study], |row| row.get(0))?)
}

/// Whether the id that a kept row remembers is only a place behind the news.
pub(super) fn is_guessed(conn: &Connection, study: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM kept WHERE id = ?1 AND undated > 1")?
        .exists([study])?)
}

/// Where a study id went, after uniting.
pub(super) fn resolve(conn: &Connection, study: i64) -> Result<i64, StoreError> {
    let mut study = study;
    loop {
        let stays: Option<i64> = conn
            .prepare_cached("SELECT stays FROM merges WHERE gone = ?1")?
            .query_one([study], |row| row.get(0))
            .optional()?;
        match stays {
            Some(stays) => study = stays,
            None => return Ok(study),
        }
    }
}

/// The kept row of a work, made where there is none; and the id the work
/// answers to now.
pub(super) fn of_work(conn: &Connection, work: WorkId) -> Result<(i64, i64), StoreError> {
    let work = works::resolve(conn, work)?;
    works::touch(conn, work.0)?;
    if let Some(study) = study_of(conn, work.0)? {
        return Ok((study, work.0));
    }
    if !works::is_cached(conn, work.0)? {
        return Err(StoreError::NoSuchWork(work));
    }
    make_for_touched(conn)?;
    match study_of(conn, work.0)? {
        Some(study) => Ok((study, work.0)),
        None => Err(StoreError::NoSuchWork(work)),
    }
}

/// A kept row for every touched work that has none.
pub(super) fn make_for_touched(conn: &Connection) -> Result<(), StoreError> {
    let last: i64 = conn
        .prepare_cached("SELECT COALESCE(MAX(id), 0) FROM kept")?
        .query_one([], |row| row.get(0))?;
    let n_made = conn
        .prepare_cached(
            "INSERT INTO kept (work, device)
             SELECT t.work, (SELECT value FROM meta WHERE name = 'device')
             FROM touched t CROSS JOIN works w ON w.id = t.work
             WHERE NOT EXISTS (SELECT 1 FROM kept k WHERE k.work = t.work)",
        )?
        .execute([])?;
    if n_made > 0 {
        conn.prepare_cached(
            "INSERT INTO kept_keys (key, kept)
             SELECT n.key, k.id
             FROM kept k CROSS JOIN work_keys n ON n.work = k.work
             WHERE k.id > ?1
             ON CONFLICT (key) DO NOTHING",
        )?
        .execute([last])?;
        conn.prepare_cached(&format!(
            "INSERT INTO kept_keys (key, kept)
             SELECT {OWN_NAME}, k.id
             FROM kept k CROSS JOIN items i ON i.work = k.work
             WHERE k.id > ?1
             ON CONFLICT (key) DO NOTHING"
        ))?
        .execute([last])?;
    }
    Ok(())
}

/// A kept row answers to every name of its work, to those of its items, and to
/// that of the item that is coming.
pub(super) fn take_names(
    conn: &Connection,
    study: i64,
    work: i64,
    coming: &str,
) -> Result<(), StoreError> {
    conn.prepare_cached(&format!(
        "INSERT INTO kept_keys (key, kept)
         SELECT key, ?1 FROM work_keys WHERE work = ?2
         UNION ALL
         SELECT {OWN_NAME}, ?1 FROM items i WHERE i.work = ?2
         UNION ALL
         SELECT ?3, ?1
         ON CONFLICT (key) DO NOTHING"
    ))?
    .execute(params![study, work, coming])?;
    Ok(())
}

/// A name that no longer says what a kept row is: remembered under a name that
/// nothing else has.
pub(super) fn lay_aside(conn: &Connection, name: &str) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR REPLACE kept_keys SET key = 'apart:' || key WHERE key = ?1")?
        .execute([name])?;
    Ok(())
}

/// Makes all these kept rows one, the oldest, and gives it to the work.
pub(super) fn unite(
    conn: &Connection,
    studies: &BTreeSet<i64>,
    work: i64,
    now: UtcTime,
) -> Result<Option<i64>, StoreError> {
    let mut studies = studies.iter().copied();
    let Some(stays) = studies.next() else {
        return Ok(None);
    };
    for gone in studies {
        let before = work_of(conn, gone)?;
        record_merge(conn, stays, gone, now)?;
        let steps = histories::unite(conn, stays, gone)?;
        conn.prepare_cached("UPDATE merges SET steps = ?2 WHERE gone = ?1")?
            .execute(params![gone, steps])?;
        unite_two(conn, stays, gone)?;
        lead_on(conn, before, work)?;
    }
    let before = work_of(conn, stays)?;
    if before != work {
        conn.prepare_cached("UPDATE kept SET work = ?2 WHERE id = ?1")?
            .execute([stays, work])?;
        lead_on(conn, before, work)?;
    }
    Ok(Some(stays))
}

/// An id that only a kept row remembered must still open.
fn lead_on(conn: &Connection, before: i64, work: i64) -> Result<(), StoreError> {
    if before != work && !works::is_cached(conn, before)? {
        joining::redirect(conn, before, work)?;
    }
    Ok(())
}

fn record_merge(conn: &Connection, stays: i64, gone: i64, now: UtcTime) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO merges (gone, stays, at, sides)
         SELECT ?2, ?1, ?3, json_group_array(json_object(
             'id', id, 'work', work, 'read', read, 'read_set', read_set,
             'saved', saved, 'saved_set', saved_set,
             'position', position, 'position_set', position_set,
             'stage', stage, 'stage_set', stage_set,
             'device', device, 'title', title, 'link', link,
             'tags', (
                 SELECT json_group_array(json_object('study', x.study, 'tag', t.name))
                 FROM kept_tags x JOIN tags t ON t.id = x.tag WHERE x.kept = kept.id
             ),
             'notes', (
                 SELECT json_group_array(json_object(
                     'study', n.study, 'note', n.note, 'set_at', n.set_at))
                 FROM kept_notes n WHERE n.kept = kept.id
             ),
             'keys', (
                 SELECT json_group_array(n.key) FROM kept_keys n WHERE n.kept = kept.id
             )))
         FROM (SELECT * FROM kept WHERE id IN (?1, ?2) ORDER BY id) AS kept",
    )?
    .execute(params![stays, gone, now.0])?;
    Ok(())
}

fn unite_two(conn: &Connection, stays: i64, gone: i64) -> Result<(), StoreError> {
    // A mark that was never set is older than any; of two set in one second
    // the one that says yes holds.
    conn.prepare_cached(
        "UPDATE kept SET
             read = CASE
                 WHEN kept.read_set IS g.read_set THEN COALESCE(kept.read, g.read)
                 WHEN kept.read_set IS NULL OR g.read_set > kept.read_set THEN g.read
                 ELSE kept.read END,
             read_set = MAX(COALESCE(kept.read_set, g.read_set),
                            COALESCE(g.read_set, kept.read_set)),
             saved = CASE
                 WHEN kept.saved_set IS g.saved_set THEN COALESCE(kept.saved, g.saved)
                 WHEN kept.saved_set IS NULL OR g.saved_set > kept.saved_set THEN g.saved
                 ELSE kept.saved END,
             saved_set = MAX(COALESCE(kept.saved_set, g.saved_set),
                             COALESCE(g.saved_set, kept.saved_set)),
             stage = CASE
                 WHEN kept.stage_set IS g.stage_set THEN COALESCE(kept.stage, g.stage)
                 WHEN kept.stage_set IS NULL OR g.stage_set > kept.stage_set THEN g.stage
                 ELSE kept.stage END,
             stage_set = MAX(COALESCE(kept.stage_set, g.stage_set),
                             COALESCE(g.stage_set, kept.stage_set)),
             note_set = MAX(COALESCE(kept.note_set, g.note_set),
                            COALESCE(g.note_set, kept.note_set)),
             position = CASE
                 WHEN kept.position_set IS g.position_set THEN MAX(kept.position, g.position)
                 WHEN kept.position_set IS NULL OR g.position_set > kept.position_set
                     THEN g.position
                 ELSE kept.position END,
             position_set = MAX(COALESCE(kept.position_set, g.position_set),
                                COALESCE(g.position_set, kept.position_set)),
             title = COALESCE(kept.title, g.title),
             link = COALESCE(kept.link, g.link),
             source_title = COALESCE(kept.source_title, g.source_title),
             authors = COALESCE(kept.authors, g.authors),
             journal = COALESCE(kept.journal, g.journal),
             badge = COALESCE(kept.badge, g.badge),
             badge_why = COALESCE(kept.badge_why, g.badge_why),
             undated = MIN(kept.undated, g.undated),
             published = COALESCE(MAX(kept.published, g.published),
                                  kept.published, g.published),
             details = (
                 SELECT NULLIF(json_group_array(json(value)), '[]') FROM (
                     SELECT value FROM json_each(COALESCE(kept.details, '[]'))
                     UNION
                     SELECT value FROM json_each(COALESCE(g.details, '[]'))
                     ORDER BY value)),
             body = COALESCE(kept.body, g.body)
         FROM kept g
         WHERE kept.id = ?1 AND g.id = ?2",
    )?
    .execute([stays, gone])?;
    // After joining, splitting and steps back both rows may have the same part.
    conn.prepare_cached(
        "DELETE FROM kept_notes AS a
         WHERE a.kept = ?2
           AND EXISTS (
               SELECT 1 FROM kept_notes b
               WHERE b.kept = ?1 AND b.study = a.study AND b.note = a.note)",
    )?
    .execute([stays, gone])?;
    conn.prepare_cached("UPDATE kept_notes SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    conn.prepare_cached("UPDATE kept_tags SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    highlights::unite(conn, stays, gone)?;
    articles::unite(conn, stays, gone)?;
    conn.prepare_cached("UPDATE kept_references SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    conn.prepare_cached("UPDATE kept_keys SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    review::unite(conn, stays, gone)?;
    conn.prepare_cached("DELETE FROM kept WHERE id = ?1")?
        .execute([gone])?;
    Ok(())
}

/// What is saved or noted among the touched works takes a copy of its own.
/// What the cache does not know (any more) is left as it was copied before.
pub(super) fn copy_touched(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        // Not UPDATE … FROM: the planner then walks all of kept for each.
        "UPDATE kept SET
             (title, link, source_title, authors, journal) = (
                 SELECT m.title, COALESCE(m.link, kept.link), f.title, m.authors,
                        COALESCE(m.journal, kept.journal)
                 FROM items m JOIN sources f ON f.id = m.source
                 WHERE m.work = kept.work
                 ORDER BY f.followed IS NULL, m.title = '', m.time, m.source, m.key
                 LIMIT 1),
             badge = COALESCE(
                 (SELECT w.badge FROM works w WHERE w.id = kept.work), kept.badge),
             badge_why = COALESCE(
                 (SELECT w.badge_why FROM works w WHERE w.id = kept.work), kept.badge_why),
             undated = iif(EXISTS (
                 SELECT 1 FROM items m
                 WHERE m.work = kept.work AND m.published IS NOT NULL),
                 0, 1 + COALESCE((SELECT w.guessed FROM works w WHERE w.id = kept.work), 0)),
             published = COALESCE(
                 (SELECT MAX(m.published) FROM items m WHERE m.work = kept.work),
                 kept.published),
             details = COALESCE(
                 (SELECT NULLIF(json_group_array(json(details)), '[]') FROM (
                     SELECT m.details
                     FROM items m JOIN sources f ON f.id = m.source
                     WHERE m.work = kept.work AND m.details IS NOT NULL
                     ORDER BY f.followed IS NULL, m.title = '', m.time, m.source, m.key)),
                 kept.details),
             body = COALESCE(
                 (SELECT b.html FROM items m JOIN bodies b ON b.item = m.id
                  WHERE m.work = kept.work ORDER BY b.n_bytes DESC, b.item LIMIT 1),
                 kept.body)
         WHERE id IN (
             SELECT q.id
             FROM touched t
             CROSS JOIN works w ON w.id = t.work
             CROSS JOIN kept q ON q.work = t.work
             WHERE q.saved IS NOT NULL
                OR EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = q.id))",
    )?
    .execute([])?;
    Ok(())
}

/// One row of `kept_notes`. Stored as JSON in `undo`: names here never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NotePart {
    pub study: i64,
    pub note: String,
    pub set_at: i64,
}

/// Puts some notes of a kept work in the place of others.
pub(super) fn write_note(
    conn: &Connection,
    kept: i64,
    before: &[NotePart],
    after: &[NotePart],
    now: UtcTime,
) -> Result<(), StoreError> {
    for part in before {
        conn.prepare_cached("DELETE FROM kept_notes WHERE kept = ?1 AND study = ?2")?
            .execute([kept, part.study])?;
    }
    for part in after {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO kept_notes (kept, study, note, set_at)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![kept, part.study, part.note, part.set_at])?;
    }
    conn.prepare_cached(
        "UPDATE kept
         SET note_set = ?2, device = (SELECT value FROM meta WHERE name = 'device')
         WHERE id = ?1",
    )?
    .execute([kept, now.0])?;
    Ok(())
}
