//! What sources are about, as the person or a catalogue says it.

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::topics;

impl Store {
    /// Sets what a source is about: ids of shipped topics and names of the
    /// person's own, also such as no tab shows; none says nothing of it. What
    /// is cached is to be matched again where that is news.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchSource`], and what a database may say.
    pub fn set_source_topics(
        &mut self,
        source: SourceId,
        names: &[String],
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let is_known = conn
                .prepare_cached("SELECT 1 FROM sources WHERE id = ?1")?
                .exists([source.0])?;
            if !is_known {
                return Err(StoreError::NoSuchSource(source));
            }
            let mut wanted = names.to_vec();
            wanted.sort_unstable();
            wanted.dedup();
            if names_of(conn, source)? == wanted {
                return Ok(());
            }
            conn.execute("DELETE FROM source_topics WHERE source = ?1", [source.0])?;
            for name in &wanted {
                conn.execute(
                    "INSERT INTO source_topics (source, topic) VALUES (?1, ?2)",
                    params![source.0, name],
                )?;
            }
            topics::match_all_again(conn)
        })
    }
}

impl Reader {
    /// What a source is said to be about, sorted.
    pub fn source_topics(&self, source: SourceId) -> Result<Vec<String>, StoreError> {
        names_of(&self.conn, source)
    }
}

fn names_of(conn: &Connection, source: SourceId) -> Result<Vec<String>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT topic FROM source_topics WHERE source = ?1 ORDER BY topic")?;
    let names = statement
        .query_map([source.0], |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(names)
}

/// The person's topics that a source is about, sorted.
pub(super) fn ids_of(conn: &Connection, source: SourceId) -> Result<Vec<TopicId>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT t.id
         FROM source_topics s JOIN topics t ON t.shipped = s.topic OR t.name = s.topic
         WHERE s.source = ?1 AND t.position IS NOT NULL
         ORDER BY t.id",
    )?;
    let topics = statement
        .query_map([source.0], |row| Ok(TopicId(row.get(0)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(topics)
}
