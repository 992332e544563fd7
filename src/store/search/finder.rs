//! Answers a query's words from the index and from what it does not hold yet.

use std::collections::HashSet;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::params;

use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::text::fold;
use crate::store::PATIENCE;
use crate::store::error::StoreError;
use crate::store::listing;
use crate::store::listing::Way;
use crate::store::reading;
use crate::store::search::FILE;
use crate::store::search::SCHEMA;
use crate::store::search::expression;
use crate::store::search::index;
use crate::store::search::words_of;

/// So many works are taken into memory for one question: about 0.2 s.
const TAKEN_AT_ONCE: i64 = 2_000;

/// And so many stay there.
const TAKEN_AT_MOST: i64 = 20_000;

/// So many hits are looked at for one page: about 0.2 s. Reached only where a
/// common word is searched in a place that hardly has it.
const LOOKED_AT: usize = 100_000;

/// Searches for one connection to the main file. Holds the unindexed tail.
#[derive(Default)]
pub struct Finder {
    folder: PathBuf,
    index: Option<Connection>,
    tail: Option<Tail>,
    text_of: Option<fn(&str) -> String>,
}

/// Works whose last change the index does not hold, indexed in memory.
struct Tail {
    conn: Connection,
    uuid: String,
    /// The last change that was taken in.
    last: i64,
    works: HashSet<i64>,
}

/// Ids that were found, in the order of the way.
#[derive(Debug, Default)]
pub(in crate::store) struct Hits {
    pub ids: Vec<i64>,
    /// Why that may not be all; a sentence.
    pub caveat: Option<String>,
}

impl Finder {
    pub(in crate::store) fn new(folder: &Path) -> Finder {
        Finder {
            folder: folder.to_path_buf(),
            ..Finder::default()
        }
    }

    pub(in crate::store) fn read_text_with(&mut self, text_of: fn(&str) -> String) {
        self.text_of = Some(text_of);
        self.tail = None;
    }

    /// Up to `limit` works of a query that hold its words, from `low` to below
    /// `end`. `main` must be within a snapshot.
    pub(in crate::store) fn hits(
        &mut self,
        main: &Connection,
        query: &Query,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let Some(expression) = expression(query.wish.text()) else {
            return Ok(Hits::default());
        };
        let uuid = index::uuid_of(main)?;
        self.open_index()?;
        // One snapshot of the index for how far it came and what it holds.
        let snapshot = match &self.index {
            Some(index) => Some(index.unchecked_transaction()?),
            None => None,
        };
        let indexed = match &snapshot {
            Some(index) => index::state(index)?.filter(|(of, _)| *of == uuid),
            None => None,
        };
        let from = indexed.as_ref().map_or(0, |(_, last)| *last);
        let text_of = self.text_of.unwrap_or(drop_tags);
        let tail = prepare_tail(&mut self.tail, uuid, from)?;
        let n_left = take_in(tail, main, text_of)?;
        if query.place == Place::Saved {
            take_in_kept(tail, main, text_of)?;
        }

        let mut merged = Merged {
            main,
            query,
            hits: Hits::default(),
            limit,
            n_looked: 0,
        };
        let near = tail_ids(tail, &expression, low, end, way)?;
        match snapshot.filter(|_| indexed.is_some()) {
            None => {
                for work in near {
                    if !merged.offer(work)? {
                        break;
                    }
                }
            }
            Some(index) => {
                let mut statement = index.prepare_cached(sql(way))?;
                let mut far = statement.query(params![expression, low, end])?;
                merged.both(near, &mut far, &tail.works, way)?;
            }
        }
        let mut hits = merged.hits;
        if n_left > 0 {
            hits.caveat = Some(format!("{n_left} items are not searched yet"));
        }
        Ok(hits)
    }

    /// The index may come to be after us, and may be thrown away.
    fn open_index(&mut self) -> Result<(), StoreError> {
        let file = self.folder.join(FILE);
        if !file.exists() {
            self.index = None;
            return Ok(());
        }
        if self.index.is_some() {
            return Ok(());
        }
        let conn = Connection::open_with_flags(
            &file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        conn.busy_timeout(PATIENCE)?;
        // A broken or half-made one is no index; the tail stands in for it.
        let schema: Result<i64, _> = conn.query_one("PRAGMA user_version", [], |row| row.get(0));
        if matches!(schema, Ok(SCHEMA)) {
            self.index = Some(conn);
        }
        Ok(())
    }
}

/// Two streams of hits in one order, filtered by what the query wants.
struct Merged<'a> {
    main: &'a Connection,
    query: &'a Query,
    hits: Hits,
    limit: usize,
    n_looked: usize,
}

impl Merged<'_> {
    /// Takes a hit if the query holds it; whether more are wanted.
    fn offer(&mut self, work: i64) -> Result<bool, StoreError> {
        if self.n_looked >= LOOKED_AT {
            self.hits.caveat = Some(format!(
                "only {LOOKED_AT} items with these words were looked through"
            ));
            return Ok(false);
        }
        self.n_looked += 1;
        if listing::holds(self.main, self.query, work)? {
            self.hits.ids.push(work);
        }
        Ok(self.hits.ids.len() < self.limit)
    }

    fn both(
        &mut self,
        near: Vec<i64>,
        far: &mut rusqlite::Rows<'_>,
        in_tail: &HashSet<i64>,
        way: Way,
    ) -> Result<(), StoreError> {
        let mut near = near.into_iter().peekable();
        loop {
            // What the tail holds too is known better there.
            let next_far = loop {
                match far.next()? {
                    None => break None,
                    Some(row) => {
                        let work: i64 = row.get(0)?;
                        if !in_tail.contains(&work) {
                            break Some(work);
                        }
                    }
                }
            };
            while let Some(work) = near.next_if(|near| match (next_far, way) {
                (None, _) => true,
                (Some(far), Way::Down) => *near > far,
                (Some(far), Way::Up) => *near < far,
            }) {
                if !self.offer(work)? {
                    return Ok(());
                }
            }
            let Some(work) = next_far else {
                return Ok(());
            };
            if !self.offer(work)? {
                return Ok(());
            }
        }
    }
}

fn sql(way: Way) -> &'static str {
    match way {
        Way::Down => {
            "SELECT rowid FROM words
             WHERE words MATCH ?1 AND rowid >= ?2 AND rowid < ?3
             ORDER BY rowid DESC"
        }
        Way::Up => {
            "SELECT rowid FROM words
             WHERE words MATCH ?1 AND rowid >= ?2 AND rowid < ?3
             ORDER BY rowid"
        }
    }
}

fn tail_ids(
    tail: &Tail,
    expression: &str,
    low: i64,
    end: i64,
    way: Way,
) -> Result<Vec<i64>, StoreError> {
    let mut statement = tail.conn.prepare_cached(sql(way))?;
    let ids = statement
        .query_map(params![expression, low, end], |row| row.get(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids)
}

/// The tail from a change on: the one we have, where it goes on from there.
fn prepare_tail(tail: &mut Option<Tail>, uuid: String, from: i64) -> Result<&mut Tail, StoreError> {
    let goes_on = tail
        .as_ref()
        .is_some_and(|tail| tail.uuid == uuid && tail.last >= from);
    if !goes_on {
        *tail = None;
    }
    match tail {
        Some(tail) => Ok(tail),
        none => {
            let conn = Connection::open_in_memory()?;
            conn.execute_batch(
                "CREATE VIRTUAL TABLE words USING fts5 (
                     title, text,
                     content = '', contentless_delete = 1,
                     tokenize = 'porter unicode61 remove_diacritics 2'
                 );",
            )?;
            Ok(none.insert(Tail {
                conn,
                uuid,
                last: from,
                works: HashSet::new(),
            }))
        }
    }
}

/// Takes in what changed since; how many works are still not searched.
fn take_in(
    tail: &mut Tail,
    main: &Connection,
    text_of: fn(&str) -> String,
) -> Result<u64, StoreError> {
    let room = TAKEN_AT_MOST - TAKEN_AT_MOST.min(tail.works.len() as i64);
    let mut statement =
        main.prepare_cached("SELECT seq, work FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let changes = statement
        .query_map([tail.last, TAKEN_AT_ONCE.min(room)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<Vec<(i64, i64)>, _>>()?;
    let memory = tail.conn.unchecked_transaction()?;
    for (seq, work) in changes {
        match words_of(main, work, &text_of)? {
            Some((title, text)) => put(&memory, work, &title, &text)?,
            None => {
                memory
                    .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
                    .execute([work])?;
            }
        }
        tail.works.insert(work);
        tail.last = seq;
    }
    memory.commit()?;
    let n_left: i64 = main
        .prepare_cached("SELECT COUNT(*) FROM changes WHERE seq > ?1")?
        .query_one([tail.last], |row| row.get(0))?;
    Ok(n_left.unsigned_abs())
}

/// What is saved but gone from the cache is in no index.
fn take_in_kept(
    tail: &mut Tail,
    main: &Connection,
    text_of: fn(&str) -> String,
) -> Result<(), StoreError> {
    let mut statement = main.prepare_cached(
        "SELECT k.work, COALESCE(k.title, ''), k.body FROM kept k
         WHERE k.saved IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM works w WHERE w.id = k.work)",
    )?;
    let memory = tail.conn.unchecked_transaction()?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let title: String = row.get(1)?;
        let body: Option<Vec<u8>> = row.get(2)?;
        let text = match body {
            Some(body) => text_of(&reading::unpack(&body)?),
            None => String::new(),
        };
        let work: i64 = row.get(0)?;
        put(&memory, work, &fold(&title), &fold(&text))?;
        tail.works.insert(work);
    }
    memory.commit()?;
    Ok(())
}

fn put(memory: &Connection, work: i64, title: &str, text: &str) -> Result<(), StoreError> {
    memory
        .prepare_cached("INSERT OR REPLACE INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![work, title, text])?;
    Ok(())
}

/// Words of HTML without a parser: tags become blanks. Good enough for what
/// waits to be indexed; `page::plain_text` should be given instead.
fn drop_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        out.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}
