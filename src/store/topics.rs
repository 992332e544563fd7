//! Topics as the person's file has them, and matching works again when their
//! words change.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::TopicId;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::ingest;
use crate::store::reading;
use crate::store::works;

/// The row of `meta` that says that topics changed and which works are still
/// to be matched: those with an id below its value.
const PLACE: &str = "rematch_below";

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
    /// `topics_of` is asked with an item's title and HTML. Does nothing where
    /// another rounds set other topics than this one knows: that one matches.
    pub fn rematch(
        &mut self,
        topics_of: &dyn Fn(&str, &str) -> Vec<TopicId>,
        limit: usize,
    ) -> Result<bool, StoreError> {
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
            works::begin(conn)?;
            let limit = limit.max(1);
            let works = slice(conn, below, limit)?;
            for work in &works {
                rematch_one(conn, topics_of, *work)?;
            }
            works::settle_marks(conn)?;
            let end = works.last().filter(|_| works.len() == limit);
            set_place(conn, end.copied())?;
            Ok(end.is_some())
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
    let rows: Vec<(i64, String, String)> = conn
        .prepare_cached(
            "SELECT id, name, words FROM topics WHERE position IS NOT NULL ORDER BY position",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut topics = Vec::with_capacity(rows.len());
    for (id, name, words) in rows {
        topics.push(Topic {
            id: TopicId(id),
            name,
            words: serde_json::from_str(&words)?,
            ..Topic::default()
        });
    }
    Ok(topics)
}

fn stands(conn: &Connection, mine: &[Topic]) -> Result<bool, StoreError> {
    Ok(is_same(&wanted_topics(conn)?, mine))
}

/// Names and words, in the same order; ids come from the store.
fn is_same(one: &[Topic], other: &[Topic]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| says_the_same(a, b))
}

fn says_the_same(one: &Topic, other: &Topic) -> bool {
    one.name == other.name && one.words == other.words
}

fn write_topics(conn: &Connection, topics: &[Topic]) -> Result<Vec<Topic>, StoreError> {
    let before = wanted_topics(conn)?;
    conn.execute("UPDATE topics SET position = NULL", [])?;
    let mut set = Vec::with_capacity(topics.len());
    for (position, topic) in topics.iter().enumerate() {
        let id: i64 = conn
            .prepare_cached(
                "INSERT INTO topics (name, words, position) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE
                 SET words = excluded.words, position = excluded.position
                 RETURNING id",
            )?
            .query_one(
                params![
                    topic.name,
                    serde_json::to_string(&topic.words)?,
                    position as i64
                ],
                |row| row.get(0),
            )?;
        set.push(Topic {
            id: TopicId(id),
            ..topic.clone()
        });
    }
    // By place, so that each is one stretch of the table.
    conn.execute(
        "DELETE FROM entries
         WHERE (place, topic, work) IN (
             SELECT e.place, e.topic, e.work
             FROM counts c
             CROSS JOIN topics t ON t.id = c.topic AND t.position IS NULL
             CROSS JOIN entries e ON e.place = c.place AND e.topic = c.topic
             WHERE c.n_all > 0
         )",
        [],
    )?;
    conn.execute(
        "DELETE FROM item_topics
         WHERE topic IN (SELECT id FROM topics WHERE position IS NULL)",
        [],
    )?;
    // Another order, or one less, matches nothing else.
    let is_known = |topic: &Topic| before.iter().any(|known| says_the_same(known, topic));
    if !topics.iter().all(is_known) {
        set_place(conn, Some(i64::MAX))?;
    }
    Ok(set)
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

fn rematch_one(
    conn: &Connection,
    topics_of: &dyn Fn(&str, &str) -> Vec<TopicId>,
    work: i64,
) -> Result<(), StoreError> {
    let items: Vec<(i64, String)> = conn
        .prepare_cached("SELECT id, title FROM items WHERE work = ?1")?
        .query_map([work], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (item, title) in items {
        let html: Option<Vec<u8>> = conn
            .prepare_cached("SELECT html FROM bodies WHERE item = ?1")?
            .query_one([item], |row| row.get(0))
            .optional()?;
        let html = match html {
            Some(html) => reading::unpack(&html)?,
            None => String::new(),
        };
        let mut topics = topics_of(&title, &html);
        topics.sort_unstable();
        topics.dedup();
        if ingest::topics_of_item(conn, item)? != topics {
            works::unlist_one(conn, work)?;
            ingest::write_topics(conn, item, &topics)?;
        }
    }
    Ok(())
}
