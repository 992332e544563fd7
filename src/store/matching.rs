//! The items of the cache as matching asks for them, and matching them on
//! several threads.
//!
//! What a word means is not known here: whoever asks brings the matching along.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::collections::hash_map::Entry;
use std::num::NonZero;
use std::thread;
use std::thread::Scope;
use std::thread::ScopedJoinHandle;

use rusqlite::Connection;

use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::items;
use crate::store::mutes;
use crate::store::source_topics;
use crate::store::topics;
use crate::store::works;

/// Threads that match a piece at most; more would only wait for the one that
/// writes.
const MOST_THREADS: usize = 4;

/// So many works are matched and written at a time; few in tests, so that these
/// have more than one piece.
const PIECE: usize = if cfg!(test) { 2 } else { 500 };

/// So many pieces are matched while the one before them is written and settled:
/// with one, a processor had nothing to do for a third of the time.
const AHEAD: usize = 2;

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
        let below = work.0.saturating_add(1);
        let items = stored_items(&self.conn, work.0, below, &mut Subjects::new())?;
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

/// What each source is about, as far as it was asked.
type Subjects = HashMap<i64, Vec<TopicId>>;

/// A work, an item of it, and the topics of that.
type Matched = (i64, i64, Vec<TopicId>);

/// Matches the items of these works, the newest first, all below an id. While
/// some are matched on threads of their own, those before them are put where
/// they now belong.
pub(super) fn rematch(
    conn: &Connection,
    matching: &Matching<'_>,
    works: &[i64],
    mut below: i64,
) -> Result<(), StoreError> {
    let mut subjects = Subjects::new();
    let wanted = topics::wanted_ids(conn)?;
    thread::scope(|scope| {
        let mut under_way: VecDeque<UnderWay<'_>> = VecDeque::new();
        for piece in works.chunks(PIECE) {
            let Some(lowest) = piece.last() else {
                continue;
            };
            let items = stored_items(conn, *lowest, below, &mut subjects)?;
            below = *lowest;
            under_way.push_back(begin(scope, items, matching));
            if under_way.len() > AHEAD
                && let Some(first) = under_way.pop_front()
            {
                write(conn, end(first)?, &wanted)?;
            }
        }
        for piece in under_way {
            write(conn, end(piece)?, &wanted)?;
        }
        Ok(())
    })
}

/// Gives each item its topics, of those that are wanted (any more), and puts its
/// work where it belongs by them.
fn write(conn: &Connection, matched: Vec<Matched>, wanted: &[TopicId]) -> Result<(), StoreError> {
    works::begin(conn)?;
    let mut turned = Vec::new();
    for (work, item, mut topics) in matched {
        topics.retain(|topic| wanted.contains(topic));
        topics.sort_unstable();
        topics.dedup();
        let before = items::topics_of_item(conn, item)?;
        if before != topics {
            match items::lose_one(&before, &topics) {
                true => works::leave(conn, work)?,
                false => works::touch(conn, work)?,
            }
            turned.push((item, before, topics));
        }
    }
    works::unlist(conn)?;
    for (item, before, topics) in turned {
        items::turn_topics(conn, item, &before, &topics)?;
    }
    // A mute may be about topics, and so is what a daily limit folds.
    mutes::judge(conn)?;
    folds::note_touched(conn)?;
    works::settle_marks(conn)
}

fn stored_items(
    conn: &Connection,
    lowest: i64,
    below: i64,
    subjects: &mut Subjects,
) -> Result<Vec<Stored>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.work, i.id, i.source, i.title, i.headings, b.n_bytes, b.html
         FROM works w JOIN items i ON i.work = w.id
         LEFT JOIN bodies b ON b.item = i.id
         WHERE w.id >= ?1 AND w.id < ?2
         ORDER BY w.id DESC, i.id",
    )?;
    let mut rows = statement.query([lowest, below])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let source = match subjects.entry(row.get(2)?) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => {
                let ids = source_topics::ids_of(conn, SourceId(*new.key()))?;
                new.insert(ids).clone()
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
                source,
            },
        });
    }
    Ok(items)
}

/// Threads that match a share each.
type UnderWay<'scope> = Vec<ScopedJoinHandle<'scope, Result<Vec<Matched>, StoreError>>>;

/// Unpacks and matches on as many threads as the machine has, for that is most
/// of the work.
fn begin<'scope>(
    scope: &'scope Scope<'scope, '_>,
    items: Vec<Stored>,
    matching: &'scope Matching<'scope>,
) -> UnderWay<'scope> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get);
    let n_threads = n_threads.min(MOST_THREADS);
    let share = items.len().div_ceil(n_threads).max(1);
    let mut items = items.into_iter().peekable();
    let mut threads = Vec::with_capacity(n_threads);
    while items.peek().is_some() {
        let share: Vec<Stored> = items.by_ref().take(share).collect();
        threads.push(scope.spawn(move || match_share(share, matching)));
    }
    threads
}

fn match_share(share: Vec<Stored>, matching: &Matching<'_>) -> Result<Vec<Matched>, StoreError> {
    let mut unpack = Unpack::new()?;
    let mut matched = Vec::with_capacity(share.len());
    for stored in share {
        let (work, item) = (stored.work, stored.item);
        matched.push((work, item, matching(&unpack.item(stored)?)));
    }
    Ok(matched)
}

/// Waits for what was found, in no particular order.
fn end(threads: UnderWay<'_>) -> Result<Vec<Matched>, StoreError> {
    let mut matched = Vec::new();
    for thread in threads {
        match thread.join() {
            Ok(more) => matched.extend(more?),
            // A panic in the matching is the caller's, as it would be here.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
    Ok(matched)
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
