//! Topics as the person's file has them, and matching works again when their
//! words change.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::ingest;
use crate::store::reading;
use crate::store::works;

impl Store {
    /// Takes the topics of the person's file, in its order; gives them back
    /// with their ids. An id stays with its name, also when the name is away
    /// for a while. Works of a topic that is gone are matched to it no more;
    /// for new words call [`Store::rematch`].
    pub fn set_topics(
        &mut self,
        topics: &[Topic],
        _now: UtcTime,
    ) -> Result<Vec<Topic>, StoreError> {
        self.write(Lane::Person, |conn| {
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
            Ok(set)
        })
    }

    /// Matches up to `limit` works anew, newest first, from below a work (or
    /// from the top); gives the last one, to go on from, or `None` at the end.
    ///
    /// `topics_of` is asked with an item's title and HTML.
    pub fn rematch(
        &mut self,
        topics_of: &dyn Fn(&str, &str) -> Vec<TopicId>,
        from: Option<WorkId>,
        limit: usize,
    ) -> Result<Option<WorkId>, StoreError> {
        self.write(Lane::Refresh, |conn| {
            works::begin(conn)?;
            let works = slice(conn, from, limit)?;
            for work in &works {
                rematch_one(conn, topics_of, *work)?;
            }
            works::settle_marks(conn)?;
            Ok(works.last().copied().map(WorkId))
        })
    }
}

fn slice(conn: &Connection, from: Option<WorkId>, limit: usize) -> Result<Vec<i64>, StoreError> {
    let below = from.map_or(i64::MAX, |work| work.0);
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
