//! Lists: which there are, who stands in them, and giving them all out again in
//! the stored order.

use rusqlite::Connection;
use rusqlite::OptionalExtension;

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::list::List;
use crate::domain::list::PATH_MARK;
use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sources;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::undo::ListRow;

impl Store {
    /// Makes a list, or finds the one of that path.
    pub fn make_list(&mut self, path: &[String], now: UtcTime) -> Result<ListId, StoreError> {
        let path = checked(path)?;
        self.write(Lane::Person, |conn| {
            if let Some(list) = find(conn, &path)? {
                return Ok(ListId(list));
            }
            let mut changes = Vec::new();
            let list = making(conn, &path, &mut changes)?;
            let sentence = format!("made the list {}", path.join(PATH_MARK));
            undo::perform(conn, &sentence, &changes, now)?;
            Ok(ListId(list))
        })
    }

    /// Gives a list another path.
    pub fn rename_list(
        &mut self,
        list: ListId,
        path: &[String],
        now: UtcTime,
    ) -> Result<(), StoreError> {
        let path = checked(path)?;
        self.write(Lane::Person, |conn| {
            let was = row_of(conn, list)?;
            match find(conn, &path)? {
                Some(same) if same == list.0 => return Ok(()),
                Some(_) => return Err(StoreError::NameTaken(path.join(PATH_MARK))),
                None => {}
            }
            let before = was.path.join(PATH_MARK);
            let sentence = format!("renamed the list {before} to {}", path.join(PATH_MARK));
            let change = Change::List {
                list: list.0,
                is: Some(ListRow {
                    path,
                    position: was.position,
                }),
                was: Some(was),
            };
            undo::perform(conn, &sentence, &[change], now)
        })
    }

    /// Takes a list away; its sources are followed as before.
    pub fn delete_list(&mut self, list: ListId, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let was = row_of(conn, list)?;
            let mut changes: Vec<Change> = members(conn, list.0)?
                .into_iter()
                .map(|(source, position)| Change::Member {
                    list: list.0,
                    source,
                    was: Some(position),
                    is: None,
                })
                .collect();
            let sentence = format!("deleted the list {}", was.path.join(PATH_MARK));
            changes.push(Change::List {
                list: list.0,
                was: Some(was),
                is: None,
            });
            undo::perform(conn, &sentence, &changes, now)
        })
    }

    /// Puts a source into a list, at its end, or takes it out.
    pub fn set_member(
        &mut self,
        list: ListId,
        source: SourceId,
        member: bool,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let name = row_of(conn, list)?.path.join(PATH_MARK);
            let title = sources::title_of(conn, source.0)?;
            let (change, sentence) = match member {
                true => (
                    joining(conn, list.0, source.0)?,
                    format!("put {title} into {name}"),
                ),
                false => (
                    leaving(conn, list.0, source.0)?,
                    format!("took {title} out of {name}"),
                ),
            };
            match change {
                None => Ok(()),
                Some(change) => undo::perform(conn, &sentence, &[change], now),
            }
        })
    }

    /// Takes a source out of one list and puts it into another, as one step.
    pub fn move_source(
        &mut self,
        source: SourceId,
        from: ListId,
        to: ListId,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let title = sources::title_of(conn, source.0)?;
            let from_name = row_of(conn, from)?.path.join(PATH_MARK);
            let to_name = row_of(conn, to)?.path.join(PATH_MARK);
            if from == to {
                return Ok(());
            }
            let leaves = leaving(conn, from.0, source.0)?;
            let joins = joining(conn, to.0, source.0)?;
            let changes: Vec<Change> = leaves.into_iter().chain(joins).collect();
            if changes.is_empty() {
                return Ok(());
            }
            let sentence = format!("moved {title} from {from_name} to {to_name}");
            undo::perform(conn, &sentence, &changes, now)
        })
    }
}

impl Reader {
    /// Every list in its order, with the followed sources in it.
    pub fn lists(&self) -> Result<Vec<List>, StoreError> {
        let snapshot = self.conn.unchecked_transaction()?;
        all(&snapshot)
    }

    /// All that is followed as lists hold it, in the stored order; what stands
    /// in no list comes last, under an empty path.
    pub fn outline(&self) -> Result<Vec<(Vec<String>, NewSource)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT l.path, s.kind, s.address, s.title, s.home, s.extra,
                    l.position, m.position, s.id
             FROM lists l
             JOIN list_sources m ON m.list = l.id
             JOIN sources s ON s.id = m.source
             WHERE s.followed IS NOT NULL
             UNION ALL
             SELECT '[]', s.kind, s.address, s.title, s.home, s.extra, NULL, NULL, s.id
             FROM sources s
             WHERE s.followed IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM list_sources m WHERE m.source = s.id)
             ORDER BY 7 NULLS LAST, 8, 9",
        )?;
        let mut rows = statement.query([])?;
        let mut outline = Vec::new();
        while let Some(row) = rows.next()? {
            let path: String = row.get(0)?;
            let extra: String = row.get(5)?;
            outline.push((
                serde_json::from_str(&path)?,
                NewSource {
                    kind: row.get(1)?,
                    address: row.get(2)?,
                    title: row.get(3)?,
                    home: row.get(4)?,
                    extra: serde_json::from_str(&extra)?,
                },
            ));
        }
        Ok(outline)
    }
}

/// Every list in its order.
pub(super) fn all(conn: &Connection) -> Result<Vec<List>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT l.id, l.path, COALESCE(c.n_unread, 0)
         FROM lists l LEFT JOIN counts c ON c.place = l.id AND c.topic = 0
         ORDER BY l.position, l.id",
    )?;
    let mut rows = statement.query([])?;
    let mut lists = Vec::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(1)?;
        lists.push(List {
            id: ListId(row.get(0)?),
            path: serde_json::from_str(&path)?,
            sources: Vec::new(),
            n_unread: row.get(2)?,
        });
    }
    for list in &mut lists {
        let mut members = conn.prepare_cached(
            "SELECT m.source
             FROM list_sources m JOIN sources s ON s.id = m.source
             WHERE m.list = ?1 AND s.followed IS NOT NULL
             ORDER BY m.position, m.source",
        )?;
        for source in members.query_map([list.id.0], |row| row.get(0))? {
            list.sources.push(SourceId(source?));
        }
    }
    Ok(lists)
}

/// A list as it is stored.
pub(super) fn row_of(conn: &Connection, list: ListId) -> Result<ListRow, StoreError> {
    let (path, position): (String, i64) = conn
        .prepare_cached("SELECT path, position FROM lists WHERE id = ?1")?
        .query_one([list.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::NoSuchList(list))?;
    Ok(ListRow {
        path: serde_json::from_str(&path)?,
        position,
    })
}

/// What putting a source into a list changes: nothing if it is there.
pub(super) fn joining(
    conn: &Connection,
    list: i64,
    source: i64,
) -> Result<Option<Change>, StoreError> {
    if position(conn, list, source)?.is_some() {
        return Ok(None);
    }
    let last: i64 = conn
        .prepare_cached("SELECT COALESCE(MAX(position), 0) FROM list_sources WHERE list = ?1")?
        .query_one([list], |row| row.get(0))?;
    Ok(Some(Change::Member {
        list,
        source,
        was: None,
        is: Some(last + 1),
    }))
}

pub(super) fn leaving(
    conn: &Connection,
    list: i64,
    source: i64,
) -> Result<Option<Change>, StoreError> {
    let was = position(conn, list, source)?;
    Ok(was.map(|was| Change::Member {
        list,
        source,
        was: Some(was),
        is: None,
    }))
}

fn position(conn: &Connection, list: i64, source: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT position FROM list_sources WHERE list = ?1 AND source = ?2")?
        .query_one([list, source], |row| row.get(0))
        .optional()?)
}

fn members(conn: &Connection, list: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT source, position FROM list_sources WHERE list = ?1")?;
    let members = statement
        .query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(members)
}

pub(super) fn find(conn: &Connection, path: &[String]) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM lists WHERE path = ?1")?
        .query_one([serde_json::to_string(path)?], |row| row.get(0))
        .optional()?)
}

/// Gives a new list an id that was never given, at the end of all lists.
pub(super) fn making(
    conn: &Connection,
    path: &[String],
    changes: &mut Vec<Change>,
) -> Result<i64, StoreError> {
    conn.prepare_cached(
        "INSERT INTO lists (path, position)
         VALUES (?1, (SELECT COALESCE(MAX(position), 0) + 1 FROM lists))",
    )?
    .execute([serde_json::to_string(path)?])?;
    let list = conn.last_insert_rowid();
    changes.push(Change::List {
        list,
        was: None,
        is: Some(row_of(conn, ListId(list))?),
    });
    Ok(list)
}

/// A path without empty parts, and not empty.
pub(super) fn checked(path: &[String]) -> Result<Vec<String>, StoreError> {
    let path: Vec<String> = path
        .iter()
        .map(|part| part.trim().to_string())
        .filter(|part| !part.is_empty())
        .collect();
    match path.is_empty() {
        true => Err(StoreError::EmptyName),
        false => Ok(path),
    }
}
