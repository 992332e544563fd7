//! What fits best, among the newest hits.
//!
//! A score over all hits of a common word takes 0.35 s at a million works;
//! over the newest two thousand a few milliseconds, and older ones are seldom
//! wanted. A word in the title weighs ten times one in the text.
//!
//! How rare a word is counts where it is weighed against another. Of a single
//! one it says nothing; where that has more hits than are ranked, it is not
//! counted, for that goes through all of the index: such hits are ranked by
//! where the word stands.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::store::error::StoreError;
use crate::store::search::expression::Words;
use crate::store::search::finder::Finder;
use crate::store::search::finder::Look;
use crate::store::search::finder::is_common;
use crate::store::walk::Way;
use crate::store::wish::Plan;

/// So many hits are ranked.
const RANKED: usize = 2_000;

/// A ranked list, kept for the next page of it.
#[derive(Clone)]
pub(in crate::store) struct Ranked {
    query: Query,
    revision: u64,
    /// The best first.
    pub ids: Arc<[i64]>,
    pub caveat: Option<String>,
}

impl Finder {
    /// The newest hits of a plan with words, the best first.
    pub(in crate::store) fn ranked(
        &mut self,
        main: &Connection,
        query: &Query,
        plan: &Plan,
        revision: u64,
    ) -> Result<Ranked, StoreError> {
        if let Some(last) = &self.last
            && last.query == *query
            && last.revision == revision
        {
            return Ok(last.clone());
        }
        let hits = self.all(main, plan, i64::MIN, i64::MAX, Way::Down, RANKED)?;
        let cut = hits.ids.len() >= RANKED;
        let mut scores: HashMap<i64, f64> = HashMap::new();
        if let (Some(newest), Some(oldest)) = (hits.ids.first(), hits.ids.last()) {
            // Branches of other marks and places ask for the same words.
            let mut asked: Vec<(&Words, Place)> = Vec::new();
            for branch in &plan.branches {
                if let Some(words) = &branch.words
                    && asked.iter().all(|(known, _)| *known != words)
                {
                    asked.push((words, branch.place));
                }
            }
            let wanted = Wanted {
                oldest: *oldest,
                newest: *newest,
                ids: serde_json::to_string(&hits.ids)?,
                by_place: cut && matches!(asked[..], [(words, _)] if words.single),
            };
            for (words, place) in asked {
                self.look(main, place)?.score(words, &wanted, &mut scores)?;
            }
        }
        // Scores are below zero; the lowest fits best.
        let score = |id: &i64| scores.get(id).copied().unwrap_or(0.0);
        let mut ids = hits.ids;
        ids.sort_by(|a, b| score(a).total_cmp(&score(b)).then(b.cmp(a)));
        let caveat = match (hits.caveat, cut) {
            (Some(caveat), _) => Some(caveat),
            (None, true) => Some(format!("the best of the newest {RANKED} hits")),
            (None, false) => None,
        };
        let ranked = Ranked {
            query: query.clone(),
            revision,
            ids: ids.into(),
            caveat,
        };
        self.last = Some(ranked.clone());
        Ok(ranked)
    }
}

/// The hits that are to be scored.
struct Wanted {
    oldest: i64,
    newest: i64,
    /// All of them as JSON.
    ids: String,
    /// Whether they are ranked by where the word stands.
    by_place: bool,
}

impl Look<'_> {
    /// Adds the scores that some words give the wanted hits.
    fn score(
        &self,
        words: &Words,
        wanted: &Wanted,
        scores: &mut HashMap<i64, f64>,
    ) -> Result<(), StoreError> {
        let score = match wanted.by_place {
            true => by_place,
            false => by_worth,
        };
        let mut own = HashMap::new();
        if let Some(index) = &self.index {
            let expression = match &words.short {
                Some(short) if is_common(index, &short.beginning)? => &short.exact,
                _ => &words.whole,
            };
            own = score(index, expression, wanted)?;
        }
        // What the tail holds too is known better there.
        own.extend(score(&self.tail.conn, &words.whole, wanted)?);
        for (work, score) in own {
            *scores.entry(work).or_default() += score;
        }
        Ok(())
    }
}

/// The columns that weigh more than the text, with the score of a hit there.
const PLACES: [(&str, f64); 2] = [("title", -10.0), ("authors journal subjects note", -3.0)];

/// By where a single word or phrase stands; of works that are not wanted too,
/// which nobody asks for.
fn by_place(
    conn: &Connection,
    expression: &str,
    wanted: &Wanted,
) -> Result<HashMap<i64, f64>, StoreError> {
    let mut scores: HashMap<i64, f64> = HashMap::new();
    let mut statement = conn.prepare_cached(
        "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid >= ?2 AND rowid <= ?3",
    )?;
    for (columns, score) in PLACES {
        let there = format!("{{{columns}}} : {expression}");
        let mut rows = statement.query(params![there, wanted.oldest, wanted.newest])?;
        while let Some(row) = rows.next()? {
            *scores.entry(row.get(0)?).or_default() += score;
        }
    }
    Ok(scores)
}

/// By BM25: where the words stand, how often, in how long a text, and how rare
/// each is.
fn by_worth(
    conn: &Connection,
    expression: &str,
    wanted: &Wanted,
) -> Result<HashMap<i64, f64>, StoreError> {
    let mut scores = HashMap::new();
    // The weights stand in the order of the columns: title, text, authors,
    // journal, subjects, note. The list is asked of each hit before its score,
    // which costs ten times as much: the words may have many hits that another
    // condition left out. With the plus it is not looked up hit by hit.
    let mut statement = conn.prepare_cached(
        "SELECT rowid, bm25(words, 10.0, 1.0, 4.0, 2.0, 3.0, 5.0)
         FROM words
         WHERE words MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
           AND +rowid IN (SELECT value FROM json_each(?4))",
    )?;
    let mut rows = statement.query(params![
        expression,
        wanted.oldest,
        wanted.newest,
        wanted.ids
    ])?;
    while let Some(row) = rows.next()? {
        scores.insert(row.get(0)?, row.get(1)?);
    }
    Ok(scores)
}
