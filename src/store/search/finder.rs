//! Answers a query's words from the index and from what it does not hold yet.

use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::Transaction;
use rusqlite::params;

use crate::domain::query::Place;
use crate::store::belonging;
use crate::store::error::StoreError;
use crate::store::opening;
use crate::store::search::FILE;
use crate::store::search::SCHEMA;
use crate::store::search::days::Days;
use crate::store::search::expression::Words;
use crate::store::search::index;
use crate::store::search::ranking::Ranked;
use crate::store::search::streams;
use crate::store::search::streams::Ids;
use crate::store::search::tail;
use crate::store::search::tail::Tail;
use crate::store::walk;
use crate::store::walk::Way;
use crate::store::wish::Branch;
use crate::store::wish::Plan;

/// So many hits are looked at for one page: about 0.2 s. Reached only where a
/// common word is searched in a place that hardly has it.
const LOOKED_AT: usize = 100_000;

/// So many works are taken from a walk at a time, to be looked at one by one.
const CHUNK: usize = 500;

/// And so many where hardly any of them is wanted.
const LARGEST_CHUNK: usize = 16_000;

/// The same for hits of words, which are looked up in one statement.
const LARGEST_PIECE: usize = 4_000;

/// A beginning that so many titles have is looked for in titles only.
const COMMON: i64 = 500;

/// Searches for one connection to the main file. Holds the unindexed tail.
#[derive(Default)]
pub struct Finder {
    folder: PathBuf,
    index: Option<Connection>,
    tail: Option<Tail>,
    text_of: Option<fn(&str) -> String>,
    pub(super) last: Option<Ranked>,
}

/// Ids that were found, in the order of the way.
#[derive(Debug, Default)]
pub(in crate::store) struct Hits {
    pub ids: Vec<i64>,
    /// Why that may not be all; a sentence.
    pub caveat: Option<String>,
}

/// One look at the index and the tail together, with the main file.
pub(super) struct Look<'a> {
    pub main: &'a Connection,
    pub tail: &'a Tail,
    pub index: Option<Transaction<'a>>,
    n_left: u64,
}

impl Finder {
    pub(in crate::store) fn new(folder: &Path) -> Finder {
        Finder {
            folder: folder.to_path_buf(),
            ..Finder::default()
        }
    }

    /// Gives back the memory that pages of the index took.
    pub(in crate::store) fn rest(&self) -> Result<(), StoreError> {
        self.index.as_ref().map_or(Ok(()), opening::rest)
    }

    pub(in crate::store) fn read_text_with(&mut self, text_of: fn(&str) -> String) {
        self.text_of = Some(text_of);
        self.tail = None;
    }

    /// HTML as words.
    pub(in crate::store) fn text_of(&self, html: &str) -> String {
        self.text_of.unwrap_or(tail::drop_tags)(html)
    }

    /// Up to `limit` works of a plan from `low` to below `end`, each once, and
    /// folded by day where it says so. `main` must be within a snapshot.
    pub(in crate::store) fn all(
        &mut self,
        main: &Connection,
        plan: &Plan,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        match plan.folds {
            true => Days::of(plan).all(self, main, (low, end), way, limit),
            false => self.whole(main, plan, low, end, way, limit),
        }
    }

    /// The same with nothing folded.
    pub(super) fn whole(
        &mut self,
        main: &Connection,
        plan: &Plan,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let mut all = Hits::default();
        for branch in &plan.branches {
            let some = match branch.words.is_some() || branch.mixed.is_some() {
                false => Hits {
                    ids: walk::ids(main, branch, low, end, way, limit)?,
                    caveat: None,
                },
                true => {
                    let look = self.look(main, branch.place)?;
                    look.hits(branch, low, end, way, limit)?
                }
            };
            all.ids.extend(some.ids);
            all.caveat = all.caveat.or(some.caveat);
        }
        if plan.branches.len() > 1 {
            all.ids.sort_unstable();
            all.ids.dedup();
            if way == Way::Down {
                all.ids.reverse();
            }
            all.ids.truncate(limit);
        }
        Ok(all)
    }

    /// Makes ready for words: the tail is taken in, the index is opened.
    pub(super) fn look<'a>(
        &'a mut self,
        main: &'a Connection,
        place: Place,
    ) -> Result<Look<'a>, StoreError> {
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
        let text_of = self.text_of.unwrap_or(tail::drop_tags);
        let tail = tail::prepare(&mut self.tail, uuid, from)?;
        let n_left = tail.take_in(main, text_of)?;
        if place == Place::Saved {
            tail.take_in_kept(main, text_of)?;
        }
        Ok(Look {
            main,
            tail,
            index: snapshot.filter(|_| indexed.is_some()),
            n_left,
        })
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
        let conn = opening::to_look(&file)?;
        // A broken or half-made one is no index; the tail stands in for it.
        let schema: Result<i64, _> = conn.query_one("PRAGMA user_version", [], |row| row.get(0));
        if matches!(schema, Ok(SCHEMA)) {
            conn.pragma_update(None, "cache_size", -16_384)?;
            conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
            self.index = Some(conn);
        }
        Ok(())
    }
}

impl<'a> Look<'a> {
    /// A look at a tail alone.
    pub(super) fn at(main: &'a Connection, tail: &'a Tail) -> Look<'a> {
        Look {
            main,
            tail,
            index: None,
            n_left: 0,
        }
    }
}

impl Look<'_> {
    /// Up to `limit` works of a branch that is about words, too.
    pub fn hits(
        &self,
        branch: &Branch,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let (low, end) = (low.max(branch.low), end.min(branch.end));
        let mut hits = match &branch.words {
            Some(words) => self.of_words(branch, words, low, end, way, limit)?,
            None => self.of_walk(branch, low, end, way, limit)?,
        };
        if self.n_left > 0 {
            hits.caveat = Some(format!("{} items are not searched yet", self.n_left));
        }
        Ok(hits)
    }

    /// From the words to the works.
    fn of_words(
        &self,
        branch: &Branch,
        words: &Words,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        let mut near = self.tail.conn.prepare_cached(sql(way))?;
        let near = near.query_map(params![words.whole, low, end], |row| row.get(0))?;
        let near: Ids = Box::new(near);
        let mut looked = |ids: Ids| -> Result<(), StoreError> {
            let mut ids = ids.peekable();
            let mut n_left = LOOKED_AT;
            let mut chunk = limit.clamp(1, CHUNK);
            while hits.ids.len() < limit && ids.peek().is_some() {
                if n_left == 0 {
                    hits.caveat = Some(format!(
                        "only {LOOKED_AT} items with these words were looked through"
                    ));
                    break;
                }
                let some: Vec<i64> = ids
                    .by_ref()
                    .take(chunk.min(n_left))
                    .collect::<Result<_, _>>()?;
                n_left -= some.len();
                let some = belonging::those(self.main, branch, &some)?;
                hits.ids.extend(self.agreeing(branch, &some)?);
                chunk = (chunk * 2).min(LARGEST_PIECE);
            }
            hits.ids.truncate(limit);
            Ok(())
        };
        let Some(index) = &self.index else {
            looked(near)?;
            return Ok(hits);
        };
        // What the tail holds too is known better there.
        let fresh = |work: &rusqlite::Result<i64>| !matches!(work, Ok(work) if self.tail.works.contains(work));
        let common = match &words.short {
            Some(short) if is_common(index, &short.beginning)? => Some(short),
            _ => None,
        };
        let mut first = index.prepare_cached(sql(way))?;
        let Some(short) = common else {
            let far = first.query_map(params![words.whole, low, end], |row| row.get(0))?;
            looked(streams::either(near, Box::new(far.filter(fresh)), way))?;
            return Ok(hits);
        };
        let mut second = index.prepare_cached(titles_sql(way))?;
        let mut third = index.prepare(sql(way))?;
        let exact = first.query_map(params![short.exact, low, end], |row| row.get(0))?;
        let titles = second.query_map(params![short.beginning, low, end], |row| row.get(0))?;
        let begun: Ids = match &short.others {
            None => Box::new(titles),
            Some(others) => {
                let others = third.query_map(params![others, low, end], |row| row.get(0))?;
                streams::both(Box::new(titles), Box::new(others), way)
            }
        };
        let far = streams::either(Box::new(exact), begun, way);
        looked(streams::either(near, Box::new(far.filter(fresh)), way))?;
        hits.caveat.get_or_insert_with(|| {
            "so short a beginning is looked for in titles; type on for all texts".to_string()
        });
        Ok(hits)
    }

    /// From the works to the words.
    fn of_walk(
        &self,
        branch: &Branch,
        low: i64,
        end: i64,
        way: Way,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        let (mut low, mut end) = (low, end);
        let mut n_looked = 0;
        let mut chunk = CHUNK;
        loop {
            let some = walk::ids(self.main, branch, low, end, way, chunk)?;
            hits.ids.extend(self.agreeing(branch, &some)?);
            if hits.ids.len() >= limit {
                hits.ids.truncate(limit);
                return Ok(hits);
            }
            let Some(last) = some.last().filter(|_| some.len() == chunk) else {
                return Ok(hits);
            };
            match way {
                Way::Down => end = *last,
                Way::Up => low = last + 1,
            }
            n_looked += some.len();
            if n_looked >= LOOKED_AT {
                hits.caveat = Some(format!("only {n_looked} items were looked through"));
                return Ok(hits);
            }
            chunk = (chunk * 2).min(LARGEST_CHUNK);
        }
    }
}

/// Whether many titles have a beginning.
pub(super) fn is_common(index: &Connection, beginning: &str) -> Result<bool, StoreError> {
    let n: i64 = index
        .prepare_cached(
            "SELECT COUNT(*) FROM (SELECT 1 FROM titles WHERE titles MATCH ?1 LIMIT ?2)",
        )?
        .query_one(params![beginning, COMMON + 1], |row| row.get(0))?;
    Ok(n > COMMON)
}

pub(super) fn sql(way: Way) -> &'static str {
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

fn titles_sql(way: Way) -> &'static str {
    match way {
        Way::Down => {
            "SELECT rowid FROM titles
             WHERE titles MATCH ?1 AND rowid >= ?2 AND rowid < ?3
             ORDER BY rowid DESC"
        }
        Way::Up => {
            "SELECT rowid FROM titles
             WHERE titles MATCH ?1 AND rowid >= ?2 AND rowid < ?3
             ORDER BY rowid"
        }
    }
}
