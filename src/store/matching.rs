//! The items of the cache as matching asks for them, and matching them on
//! several threads.
//!
//! What a word means is not known here: whoever asks brings the matching along.

use std::num::NonZero;
use std::thread;

use rusqlite::Connection;

use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::items;
use crate::store::source_topics;
use crate::store::works;

/// Threads that match beside each other at most; more would only wait for the
/// one that writes.
const MOST_THREADS: usize = 4;

/// What the cache has of an item that says what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cached {
    pub title: String,
    /// As it came.
    pub html: String,
    pub headings: Vec<String>,
    /// What its source is about.
    pub source: Vec<TopicId>,
}

/// Finds the topics of an item; asked from several threads.
pub type Matching<'a> = dyn Fn(&Cached) -> Vec<TopicId> + Sync + 'a;

impl Reader {
    /// What the cache has of each of a work's items, to say why it is in a
    /// topic.
    pub fn cached(&self, work: WorkId) -> Result<Vec<Cached>, StoreError> {
        let items = stored_items(&self.conn, work.0, work.0.saturating_add(1))?;
        let mut unpack = Unpack::new()?;
        items.into_iter().map(|item| unpack.item(item)).collect()
    }
}

/// An item as it lies in the database, its text packed.
struct Stored {
    work: i64,
    item: i64,
    n_bytes: usize,
    packed: Option<Vec<u8>>,
    cached: Cached,
}

/// Matches the items of the works from `lowest` to below `below`.
pub(super) fn rematch_slice(
    conn: &Connection,
    matching: &Matching<'_>,
    lowest: i64,
    below: i64,
) -> Result<(), StoreError> {
    let items = stored_items(conn, lowest, below)?;
    let mut turned = Vec::new();
    for (work, item, mut topics) in match_all(items, matching)? {
        topics.sort_unstable();
        topics.dedup();
        let before = items::topics_of_item(conn, item)?;
        if before != topics {
            match items::lose_one(&before, &topics) {
                true => works::leave(conn, work)?,
                false => works::touch(conn, work)?,
            }
            turned.push((item, topics));
        }
    }
    works::unlist(conn)?;
    for (item, topics) in turned {
        items::write_topics(conn, item, &topics)?;
    }
    Ok(())
}

fn stored_items(conn: &Connection, lowest: i64, below: i64) -> Result<Vec<Stored>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.work, i.id, i.source, i.title, i.headings, b.n_bytes, b.html
         FROM works w JOIN items i ON i.work = w.id
         LEFT JOIN bodies b ON b.item = i.id
         WHERE w.id >= ?1 AND w.id < ?2
         ORDER BY w.id DESC, i.id",
    )?;
    let mut rows = statement.query([lowest, below])?;
    let mut of_source: Vec<(i64, Vec<TopicId>)> = Vec::new();
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let source: i64 = row.get(2)?;
        let at = match of_source.iter().position(|(known, _)| *known == source) {
            Some(at) => at,
            None => {
                of_source.push((source, source_topics::ids_of(conn, SourceId(source))?));
                of_source.len() - 1
            }
        };
        let headings: String = row.get(4)?;
        items.push(Stored {
            work: row.get(0)?,
            item: row.get(1)?,
            n_bytes: usize::try_from(row.get::<_, Option<i64>>(5)?.unwrap_or(0)).unwrap_or(0),
            packed: row.get(6)?,
            cached: Cached {
                title: row.get(3)?,
                html: String::new(),
                headings: serde_json::from_str(&headings)?,
                source: of_source
                    .get(at)
                    .map(|(_, ids)| ids.clone())
                    .unwrap_or_default(),
            },
        });
    }
    Ok(items)
}

/// Unpacks and matches on as many threads as the machine has, for that is most
/// of the work; gives work, item and topics, in no particular order.
fn match_all(
    items: Vec<Stored>,
    matching: &Matching<'_>,
) -> Result<Vec<(i64, i64, Vec<TopicId>)>, StoreError> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get);
    let n_threads = n_threads.min(MOST_THREADS);
    let share = items.len().div_ceil(n_threads).max(1);
    let mut shares: Vec<Vec<Stored>> = Vec::new();
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        shares.push(items.by_ref().take(share).collect());
    }
    let match_share = |share: Vec<Stored>| {
        let mut unpack = Unpack::new()?;
        let mut matched = Vec::with_capacity(share.len());
        for stored in share {
            let (work, item) = (stored.work, stored.item);
            matched.push((work, item, matching(&unpack.item(stored)?)));
        }
        Ok::<_, StoreError>(matched)
    };
    let last = shares.pop().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || match_share(share)))
            .collect();
        let mut matched = match_share(last)?;
        for other in others {
            match other.join() {
                Ok(more) => matched.extend(more?),
                // A panic in the matching is the caller's, as it would be here.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(matched)
    })
}

/// Unpacks texts one after the other.
struct Unpack {
    zstd: zstd::bulk::Decompressor<'static>,
}

impl Unpack {
    fn new() -> Result<Unpack, StoreError> {
        let zstd = zstd::bulk::Decompressor::new().map_err(StoreError::Unpacking)?;
        Ok(Unpack { zstd })
    }

    fn item(&mut self, stored: Stored) -> Result<Cached, StoreError> {
        let html = match stored.packed {
            Some(packed) => {
                let bytes = self.zstd.decompress(&packed, stored.n_bytes);
                let bytes = bytes.map_err(StoreError::Unpacking)?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            None => String::new(),
        };
        Ok(Cached {
            html,
            ..stored.cached
        })
    }
}
