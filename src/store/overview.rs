//! Lists, topics and totals: everything beside and above the rows.
//!
//! All counts of unread works are read from `counts`, kept with every write, so
//! that they cost the same at a hundred works and at a million.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::answer::Overview;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::library;
use crate::store::lists;
use crate::store::mutes;
use crate::store::revision;
use crate::store::timelines;
use crate::store::topics;
use crate::store::walk;

impl Reader {
    /// Lists, topics and totals, as seen from the place of a query. How review
    /// stands hangs on the time and is asked by [`Reader::agenda`].
    pub fn overview(&self, query: &Query) -> Result<Overview, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let (n_sources, n_failing, fetched, next_due) = conn
            .prepare_cached(
                "SELECT COUNT(*), COALESCE(SUM(f.n_failures > 0), 0),
                        MAX(f.last_good), MIN(f.next_try)
                 FROM sources s LEFT JOIN fetch_state f ON f.source = s.id
                 WHERE s.followed IS NOT NULL",
            )?
            .query_one([], |row| {
                Ok((
                    row.get::<_, u32>(0)?,
                    row.get::<_, u32>(1)?,
                    row.get::<_, Option<i64>>(2)?,
                    row.get::<_, Option<i64>>(3)?,
                ))
            })?;
        let (can_undo, can_redo) = conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM undo WHERE undone = 0),
                        EXISTS (SELECT 1 FROM undo WHERE undone = 1)",
            )?
            .query_one([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let n_saved: i64 = conn
            .prepare_cached("SELECT COUNT(*) FROM kept WHERE saved IS NOT NULL")?
            .query_one([], |row| row.get(0))?;
        let (n_articles, article_bytes): (i64, i64) = conn
            .prepare_cached(
                "SELECT COUNT(DISTINCT a.kept), COALESCE(SUM(a.n_bytes), 0)
                 FROM articles a JOIN kept k ON k.id = a.kept
                 WHERE a.html IS NOT NULL AND k.saved IS NOT NULL",
            )?
            .query_one([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Overview {
            n_articles: n_articles.unsigned_abs(),
            article_bytes: article_bytes.unsigned_abs(),
            revision: revision(conn)?,
            lists: lists::all(conn)?,
            topics: topics(conn, query.place)?,
            n_unread_all: n_unread(conn, Place::All)?,
            n_unread_here: n_unread(conn, query.place)?,
            n_saved: n_saved.unsigned_abs(),
            review: Box::default(),
            shelf: Box::new(library::counts(conn)?),
            n_sources: u64::from(n_sources),
            n_failing: u64::from(n_failing),
            fetched: fetched.map(UtcTime),
            next_due: next_due.map(UtcTime),
            can_undo,
            can_redo,
            newest_here: newest(conn, query.place)?,
            n_sources_here: n_sources_here(conn, query.place, n_sources)?,
            timelines: timelines::all(conn)?,
            mutes: mutes::all(conn)?,
            n_muted: n_unread(conn, Place::Muted)?,
            n_folded: folds::n_unread(conn, query.place)?,
            n_round: walk::n_all(conn, walk::code(Place::Round), 0)?.unsigned_abs(),
            n_round_unread: n_unread(conn, Place::Round)?,
        })
    }
}

fn topics(conn: &Connection, place: Place) -> Result<Vec<Topic>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT t.id, t.name, t.shipped, t.words, t.without, t.not_in, COALESCE(c.n_unread, 0)
         FROM topics t LEFT JOIN counts c ON c.place = ?1 AND c.topic = t.id
         WHERE t.position IS NOT NULL
         ORDER BY t.position",
    )?;
    let mut rows = statement.query([walk::code(place)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Topic {
            n_unread: row.get(6)?,
            ..topics::read_topic(row)?
        });
    }
    if place == Place::Saved {
        for topic in &mut found {
            topic.n_unread = n_unread_saved_of(conn, topic.id)?;
        }
    }
    Ok(found)
}

fn n_unread_saved_of(conn: &Connection, topic: TopicId) -> Result<u32, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT COUNT(*) FROM kept k
             WHERE k.saved IS NOT NULL
               AND k.read IS NULL
               AND EXISTS (
                   SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                   WHERE i.work = k.work AND x.topic = ?1)",
        )?
        .query_one([topic.0], |row| row.get(0))?)
}

fn n_unread(conn: &Connection, place: Place) -> Result<u64, StoreError> {
    let n: Option<i64> = match place {
        Place::Saved => conn
            .prepare_cached("SELECT COUNT(*) FROM kept WHERE saved IS NOT NULL AND read IS NULL")?
            .query_one([], |row| row.get(0))
            .optional()?,
        place => conn
            .prepare_cached("SELECT n_unread FROM counts WHERE place = ?1 AND topic = 0")?
            .query_one([walk::code(place)], |row| row.get(0))
            .optional()?,
    };
    Ok(n.map_or(0, i64::unsigned_abs))
}

fn newest(conn: &Connection, place: Place) -> Result<Option<UtcTime>, StoreError> {
    let work: Option<i64> = match place {
        Place::Saved => conn
            .prepare_cached("SELECT MAX(work) FROM kept WHERE saved IS NOT NULL")?
            .query_one([], |row| row.get(0))?,
        place => conn
            .prepare_cached(
                "SELECT work FROM standing WHERE place = ?1 AND topic = 0
                 ORDER BY work DESC
                 LIMIT 1",
            )?
            .query_one([walk::code(place)], |row| row.get(0))
            .optional()?,
    };
    Ok(work.map(|work| UtcTime(WorkId(work).seconds())))
}

fn n_sources_here(conn: &Connection, place: Place, n_all: u32) -> Result<u64, StoreError> {
    let n: i64 = match place {
        Place::All => i64::from(n_all),
        Place::Saved => 0,
        Place::Muted | Place::Round => i64::from(n_all),
        Place::List(_) | Place::Source(_) => conn
            .prepare_cached("SELECT COUNT(*) FROM source_places WHERE place = ?1")?
            .query_one(params![walk::code(place)], |row| row.get(0))?,
    };
    Ok(n.unsigned_abs())
}
