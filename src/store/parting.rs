//! One kept row that becomes two again, when the person says that two works
//! are not one.
//!
//! The record of the merge says what each side had. Nothing is taken away but
//! what goes to its own side; what was marked since they were one stays.

use rusqlite::Connection;
use rusqlite::params;
use serde::Deserialize;
use serde_json::Value;

use crate::store::articles;
use crate::store::error::StoreError;
use crate::store::highlights;
use crate::store::histories;
use crate::store::kept;
use crate::store::kept::NotePart;
use crate::store::review;
use crate::store::shelf;
use crate::store::shelf::TagPart;

/// One kept row as it was before it was united with another.
#[derive(Deserialize)]
struct Side {
    id: i64,
    read: Option<i64>,
    read_set: Option<i64>,
    saved: Option<i64>,
    saved_set: Option<i64>,
    position: i64,
    position_set: Option<i64>,
    title: Option<String>,
    link: Option<String>,
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    stage_set: Option<i64>,
    #[serde(default)]
    tags: Value,
    // SQLite may hand these on as text.
    notes: Value,
    keys: Value,
}

impl Side {
    fn has_any(&self, items: &[String]) -> Result<bool, StoreError> {
        let keys: Vec<String> = inner(&self.keys)?;
        Ok(keys.iter().any(|key| items.contains(key)))
    }

    fn notes(&self) -> Result<Vec<NotePart>, StoreError> {
        inner(&self.notes)
    }

    fn tags(&self) -> Result<Vec<TagPart>, StoreError> {
        match self.tags {
            Value::Null => Ok(Vec::new()),
            _ => inner(&self.tags),
        }
    }
}

fn inner<T: for<'a> Deserialize<'a>>(value: &Value) -> Result<T, StoreError> {
    Ok(match value.as_str() {
        Some(text) => serde_json::from_str(text)?,
        None => T::deserialize(value)?,
    })
}

/// A merge that is to be taken back.
struct Merge {
    leaving: Side,
    staying: Side,
    /// What uniting made of their steps.
    steps: Option<String>,
    gone: i64,
    at: i64,
}

/// Gives the work that leaves a kept row of its own, where the work it leaves
/// has one: with what the person had marked on it before the two were united,
/// and with the names that only it has.
pub(super) fn part(
    conn: &Connection,
    work: i64,
    new: i64,
    names: &[&String],
    leaving: &[String],
    staying: &[String],
) -> Result<(), StoreError> {
    let Some(study) = kept::study_of(conn, work)? else {
        return Ok(());
    };
    let merge = merge_of(conn, study, leaving, staying)?;
    let parted = match &merge {
        Some(merge) => take_back(conn, study, new, merge)?,
        None => {
            conn.prepare_cached(
                "INSERT INTO kept (work, device)
                 VALUES (?1, (SELECT value FROM meta WHERE name = 'device'))",
            )?
            .execute([new])?;
            conn.last_insert_rowid()
        }
    };
    for name in names {
        conn.prepare_cached(
            "INSERT INTO kept_keys (key, kept) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET kept = excluded.kept",
        )?
        .execute(params![name, parted])?;
    }
    Ok(())
}

/// The newest merge that brought one of these items to one of those.
fn merge_of(
    conn: &Connection,
    study: i64,
    leaving: &[String],
    staying: &[String],
) -> Result<Option<Merge>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT gone, sides, steps, at FROM merges WHERE stays = ?1 ORDER BY at DESC, gone DESC",
    )?;
    let mut rows = statement.query([study])?;
    while let Some(row) = rows.next()? {
        let sides: String = row.get(1)?;
        let [one, other]: [Side; 2] = serde_json::from_str(&sides)?;
        let found = match () {
            () if one.has_any(leaving)? && other.has_any(staying)? => Some((one, other)),
            () if other.has_any(leaving)? && one.has_any(staying)? => Some((other, one)),
            () => None,
        };
        if let Some((leaving, staying)) = found {
            return Ok(Some(Merge {
                leaving,
                staying,
                steps: row.get(2)?,
                gone: row.get(0)?,
                at: row.get(3)?,
            }));
        }
    }
    Ok(None)
}

/// The row that went is there again, with what the leaving side had.
fn take_back(conn: &Connection, study: i64, new: i64, merge: &Merge) -> Result<i64, StoreError> {
    let (mine, theirs) = (&merge.leaving, &merge.staying);
    conn.prepare_cached("DELETE FROM merges WHERE gone = ?1")?
        .execute([merge.gone])?;
    conn.prepare_cached(
        "INSERT INTO kept (id, work, device, read, read_set, saved, saved_set,
                           position, position_set, title, link, stage, stage_set)
         VALUES (?1, ?2, (SELECT value FROM meta WHERE name = 'device'),
                 ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        merge.gone,
        new,
        mine.read,
        mine.read_set,
        mine.saved,
        mine.saved_set,
        mine.position,
        mine.position_set,
        mine.title,
        mine.link,
        mine.stage,
        mine.stage_set,
    ])?;
    // A mark that came from the leaving side goes back with it; one that was
    // chosen since is the person's word on what stays.
    conn.prepare_cached(
        "UPDATE kept SET read = ?4, read_set = ?5
         WHERE id = ?1 AND read IS ?2 AND read_set IS ?3",
    )?
    .execute(params![
        study,
        mine.read,
        mine.read_set,
        theirs.read,
        theirs.read_set
    ])?;
    conn.prepare_cached(
        "UPDATE kept SET saved = ?4, saved_set = ?5
         WHERE id = ?1 AND saved IS ?2 AND saved_set IS ?3",
    )?
    .execute(params![
        study,
        mine.saved,
        mine.saved_set,
        theirs.saved,
        theirs.saved_set
    ])?;
    conn.prepare_cached(
        "UPDATE kept SET stage = ?4, stage_set = ?5
         WHERE id = ?1 AND stage IS ?2 AND stage_set IS ?3",
    )?
    .execute(params![
        study,
        mine.stage,
        mine.stage_set,
        theirs.stage,
        theirs.stage_set
    ])?;
    shelf::part(conn, study, merge.gone, &mine.tags()?, &theirs.tags()?)?;
    let stays = theirs.notes()?;
    for part in mine.notes()? {
        if !stays.contains(&part) {
            conn.prepare_cached(
                "UPDATE kept_notes SET kept = ?1
                 WHERE kept = ?2 AND study = ?3 AND note = ?4",
            )?
            .execute(params![merge.gone, study, part.study, part.note])?;
        }
    }
    part_references(conn, study, merge.gone, mine.id)?;
    review::part(conn, study, merge.gone, mine.id, merge.at)?;
    highlights::part(conn, study, merge.gone, mine.id, merge.at)?;
    articles::part(conn, study, merge.gone, mine.id, merge.at)?;
    if let Some(steps) = &merge.steps {
        let is_swapped = mine.id == study;
        histories::part(conn, steps, study, merge.gone, is_swapped)?;
    }
    Ok(merge.gone)
}

/// What files said goes with the side it was brought to.
fn part_references(
    conn: &Connection,
    stays: i64,
    leaves: i64,
    side: i64,
) -> Result<(), StoreError> {
    let studies: Vec<i64> = conn
        .prepare_cached("SELECT study FROM kept_references WHERE kept = ?1")?
        .query_map([stays], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for study in studies {
        if kept::resolve(conn, study)? == side {
            conn.prepare_cached(
                "UPDATE kept_references SET kept = ?3 WHERE kept = ?1 AND study = ?2",
            )?
            .execute([stays, study, leaves])?;
        }
    }
    Ok(())
}
