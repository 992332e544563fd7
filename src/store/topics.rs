//! Topics as the person's file has them, and matching works again when their
//! words change.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::TopicId;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::entries;
use crate::store::error::StoreError;
use crate::store::matching;
use crate::store::matching::Matching;
use crate::store::mutes;

/// The row of `meta` that says that topics changed and which works are still
/// to be matched: those with an id below its value.
const PLACE: &str = "rematch_below";

/// The row of `meta` that says by which edition of the shipped topics.
const EDITION: &str = "vocabulary";

impl Reader {
    /// The person's topics, in their order.
    pub fn topics(&self) -> Result<Vec<Topic>, StoreError> {
        wanted_topics(&self.conn)
    }
}

impl Store {
    /// Takes the topics of the person's file, in its order; gives them back
    /// with their ids. An id stays with its name, also when the name is away
    /// for a while. Works of a topic that is gone are matched to it no more;
    /// for new words there is [`Store::rematch`]. Writes nothing where these
    /// are the topics already.
    pub fn set_topics(
        &mut self,
        topics: &[Topic],
        _now: UtcTime,
    ) -> Result<Vec<Topic>, StoreError> {
        let known = wanted_topics(&self.conn)?;
        let set = match is_same(&known, topics) {
            true => known,
            false => self.write(Lane::Person, |conn| write_topics(conn, topics))?,
        };
        self.topics = Some(set.clone());
        Ok(set)
    }

    /// Whether works are still to be matched to topics that changed, here or
    /// before an earlier end.
    pub fn must_rematch(&self) -> Result<bool, StoreError> {
        Ok(place(&self.conn)?.is_some() && self.knows_the_topics()?)
    }

    /// Matches up to `limit` more works anew, newest first; whether there is
    /// more to do. Remembers in the same transaction how far it came, so that
    /// whoever opens the database next goes on from there.
    ///
    /// Does nothing where another rounds set other topics than this one knows:
    /// that one matches.
    pub fn rematch(&mut self, matching: &Matching<'_>, limit: usize) -> Result<bool, StoreError> {
        if !self.must_rematch()? {
            return Ok(false);
        }
        let mine = self.topics.clone();
        self.write(Lane::Refresh, |conn| {
            // Asked again: another rounds may have written since.
            let Some(below) = place(conn)? else {
                return Ok(false);
            };
            if !mine.map_or(Ok(true), |mine| stands(conn, &mine))? {
                return Ok(false);
            }
            let limit = limit.max(1);
            let works = slice(conn, below, limit)?;
            matching::rematch(conn, matching, &works, below)?;
            let end = works.last().filter(|_| works.len() == limit);
            set_place(conn, end.copied())?;
            Ok(end.is_some())
        })
    }

    /// Takes note of the edition of the shipped topics; a new one is matched
    /// anew where somebody has one of them. Writes nothing where it is known.
    pub fn set_vocabulary(&mut self, edition: i64) -> Result<(), StoreError> {
        let known: Option<i64> = self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
            .query_one([EDITION], |row| row.get(0))
            .optional()?;
        if known == Some(edition) {
            return Ok(());
        }
        self.write(Lane::Person, |conn| {
            conn.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
                .execute(params![EDITION, edition])?;
            let is_used = conn
                .prepare_cached(
                    "SELECT 1 FROM topics WHERE shipped IS NOT NULL AND position IS NOT NULL",
                )?
                .exists([])?;
            match is_used {
                true => match_all_again(conn),
                false => Ok(()),
            }
        })
    }

    /// Where nobody told this store of topics, whoever asks vouches for them.
    fn knows_the_topics(&self) -> Result<bool, StoreError> {
        match &self.topics {
            Some(mine) => stands(&self.conn, mine),
            None => Ok(true),
        }
    }
}

/// The topics of the file, in its order.
fn wanted_topics(conn: &Connection) -> Result<Vec<Topic>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, shipped, words, without, not_in
         FROM topics WHERE position IS NOT NULL ORDER BY position",
    )?;
    let mut rows = statement.query([])?;
    let mut topics = Vec::new();
    while let Some(row) = rows.next()? {
        topics.push(read_topic(row)?);
    }
    Ok(topics)
}

/// Whose names and words those are.
pub(super) fn wanted_ids(conn: &Connection) -> Result<Vec<TopicId>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id FROM topics WHERE position IS NOT NULL ORDER BY position")?
        .query_map([], |row| Ok(TopicId(row.get(0)?)))?
        .collect::<Result<_, _>>()?)
}

/// A topic from id, name, shipped, words, without and not_in.
pub(super) fn read_topic(row: &rusqlite::Row<'_>) -> Result<Topic, StoreError> {
    let words = |column: usize| -> Result<Vec<String>, StoreError> {
        let json: String = row.get(column)?;
        Ok(serde_json::from_str(&json)?)
    };
    Ok(Topic {
        id: TopicId(row.get(0)?),
        name: row.get(1)?,
        shipped: row.get(2)?,
        words: words(3)?,
        without: words(4)?,
        not: words(5)?,
        n_unread: 0,
    })
}

fn stands(conn: &Connection, mine: &[Topic]) -> Result<bool, StoreError> {
    Ok(is_same(&wanted_topics(conn)?, mine))
}

/// All but ids, in the same order; ids come from the store.
fn is_same(one: &[Topic], other: &[Topic]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.says_the_same(b))
}

fn write_topics(conn: &Connection, topics: &[Topic]) -> Result<Vec<Topic>, StoreError> {
    let before = wanted_topics(conn)?;
    conn.execute("UPDATE topics SET position = NULL", [])?;
    let mut set = Vec::with_capacity(topics.len());
    for (position, topic) in topics.iter().enumerate() {
        let id: i64 = conn
            .prepare_cached(
                "INSERT INTO topics (name, words, position, shipped, without, not_in)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (name) DO UPDATE
                 SET words = excluded.words, position = excluded.position,
                     shipped = excluded.shipped, without = excluded.without,
                     not_in = excluded.not_in
                 RETURNING id",
            )?
            .query_one(
                params![
                    topic.name,
                    serde_json::to_string(&topic.words)?,
                    position as i64,
                    topic.shipped,
                    serde_json::to_string(&topic.without)?,
                    serde_json::to_string(&topic.not)?,
                ],
                |row| row.get(0),
            )?;
        set.push(Topic {
            id: TopicId(id),
            ..topic.clone()
        });
    }
    entries::take_unwanted(conn)?;
    conn.execute(
        "DELETE FROM folds
         WHERE topic <> 0 AND topic IN (SELECT id FROM topics WHERE position IS NULL)",
        [],
    )?;
    let has_gone = |known: &Topic| set.iter().all(|topic| topic.id != known.id);
    if before.iter().any(has_gone) {
        // Looks at all of the table: it has no index for this alone.
        conn.execute(
            "DELETE FROM item_topics
             WHERE topic IN (SELECT id FROM topics WHERE position IS NULL)",
            [],
        )?;
    }
    mutes::names_changed(conn)?;
    // Another order, or one less, matches nothing else.
    let is_known = |topic: &Topic| before.iter().any(|known| known.says_the_same(topic));
    if !topics.iter().all(is_known) {
        match_all_again(conn)?;
    }
    Ok(set)
}

/// Has all works matched anew.
pub(super) fn match_all_again(conn: &Connection) -> Result<(), StoreError> {
    set_place(conn, Some(i64::MAX))
}

/// Below which id works are still to be matched; `None` where none are.
fn place(conn: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_one([PLACE], |row| row.get(0))
        .optional()?)
}

fn set_place(conn: &Connection, place: Option<i64>) -> Result<(), StoreError> {
    match place {
        Some(below) => conn
            .prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
            .execute(params![PLACE, below])?,
        None => conn
            .prepare_cached("DELETE FROM meta WHERE name = ?1")?
            .execute([PLACE])?,
    };
    Ok(())
}

fn slice(conn: &Connection, below: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement =
        conn.prepare_cached("SELECT id FROM works WHERE id < ?1 ORDER BY id DESC LIMIT ?2")?;
    let works = statement
        .query_map([below, limit], |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(works)
}
