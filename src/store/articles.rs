//! The articles of what is saved: what came, what shows, and whose it is.
//!
//! There is no queue to fall out of step: what is saved, has a link and no
//! answer yet is to be asked for, whoever saved it and in whichever run.
//! A refusal is never asked again at the same address, a failure three times
//! at most. Uniting kept rows keeps the articles of both, the longest shows, and
//! splitting them gives each its own back.

mod due;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;

use crate::domain::article::Article;
use crate::domain::article::Brought;
use crate::domain::article::Catch;
use crate::domain::article::Fate;
use crate::domain::article::Keep;
use crate::domain::article::Record;
use crate::domain::article::Refusal;
use crate::domain::article::Stated;
use crate::domain::article::TRIES;
use crate::domain::article::Wish;
use crate::domain::article::pause_after;
use crate::domain::article::pause_offline;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::reading;
use crate::store::works;

/// What is no longer saved keeps its article for so long, in case it is saved
/// again: 30 days.
const LINGERS: i64 = 30 * 86_400;

/// A server is asked for its robots.txt once a day.
///
/// Source: RFC 9309, section 2.4.
const ROBOTS_HOLD: i64 = 86_400;

/// How well it packs hardly changes above this.
const ZSTD_LEVEL: i32 = 9;

impl Reader {
    /// What is kept of a work's article; `None` where none was asked for yet.
    pub fn article(&self, work: WorkId) -> Result<Option<Record>, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let id = works::resolve(conn, work)?.0;
        let Some(study) = kept::study_of(conn, id)? else {
            return Ok(None);
        };
        let found = conn
            .prepare_cached(
                "SELECT address, at, refusal, why, next_try, stated, n_bytes, html
                 FROM articles
                 WHERE kept = ?1
                 ORDER BY html IS NULL, n_bytes DESC, at DESC, study
                 LIMIT 1",
            )?
            .query_one([study], Answer::read)
            .optional()?;
        found.map(Answer::record).transpose()
    }
}

/// A row of `articles`, as it lies there.
struct Answer {
    address: String,
    at: i64,
    refusal: Option<String>,
    why: Option<String>,
    next_try: Option<i64>,
    stated: Option<String>,
    n_bytes: i64,
    html: Option<Vec<u8>>,
}

impl Answer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Answer> {
        Ok(Answer {
            address: row.get(0)?,
            at: row.get(1)?,
            refusal: row.get(2)?,
            why: row.get(3)?,
            next_try: row.get(4)?,
            stated: row.get(5)?,
            n_bytes: row.get(6)?,
            html: row.get(7)?,
        })
    }

    fn record(self) -> Result<Record, StoreError> {
        let mut article = Article::default();
        if let Some(stated) = &self.stated {
            article.stated = serde_json::from_str(stated)?;
        }
        let why = self.why.unwrap_or_default();
        let fate = match (&self.html, &self.refusal, self.next_try) {
            (Some(packed), _, _) => {
                article.html = reading::unpack(packed)?;
                Fate::Kept {
                    at: UtcTime(self.at),
                    n_bytes: self.n_bytes.unsigned_abs(),
                }
            }
            // A word of a later version still means: refused.
            (None, Some(word), _) => {
                Fate::Refused(Refusal::from_word(word).unwrap_or(Refusal::NotAsked))
            }
            (None, None, None) => Fate::GivenUp(why),
            (None, None, Some(_)) => Fate::Waiting(why),
        };
        Ok(Record {
            fate,
            address: self.address,
            article,
        })
    }
}

impl Store {
    /// Writes what became of asking for an article, or what a robots.txt said.
    pub fn take_catch(&mut self, catch: &Catch, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| match catch {
            Catch::Robots { server, rules } => {
                conn.prepare_cached("DELETE FROM robots WHERE at <= ?1 OR at > ?2")?
                    .execute([now.0 - ROBOTS_HOLD, now.0])?;
                conn.prepare_cached(
                    "INSERT OR REPLACE INTO robots (server, at, rules) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![server, now.0, rules])?;
                Ok(())
            }
            Catch::Article { wish, brought } => take(conn, wish, brought, now),
        })
    }

    /// Lets go of the articles of what has not been saved for 30 days and has
    /// no note. Saved again, they are asked for again.
    pub fn tidy_articles(&mut self, keep: Keep, now: UtcTime) -> Result<(), StoreError> {
        let old = "SELECT a.rowid, k.work
             FROM articles a JOIN kept k ON k.id = a.kept
             WHERE a.html IS NOT NULL
               AND k.saved IS NULL
               AND MAX(a.at, COALESCE(k.saved_set, 0), COALESCE(k.read_set, 0)) < ?1
               AND (k.read IS NOT NULL OR ?2)
               AND NOT EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = k.id)";
        let bound = params![now.0 - LINGERS, keep != Keep::SavedAndUnread];
        let found = self
            .conn
            .prepare_cached(old)?
            .query_map(bound, |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(i64, i64)>, _>>()?;
        if found.is_empty() {
            return Ok(());
        }
        self.write(Lane::Refresh, |conn| {
            for (row, work) in found {
                conn.prepare_cached("DELETE FROM articles WHERE rowid = ?1")?
                    .execute([row])?;
                works::note_change(conn, work)?;
            }
            Ok(())
        })
    }
}

fn take(conn: &Connection, wish: &Wish, brought: &Brought, now: UtcTime) -> Result<(), StoreError> {
    works::begin(conn)?;
    let study = match wish.study {
        Some(study) => study,
        None => match kept::of_work(conn, wish.work) {
            Ok((study, _)) => study,
            // It went while its article was on the way.
            Err(StoreError::NoSuchWork(_)) => return Ok(()),
            Err(error) => return Err(error),
        },
    };
    let kept = kept::resolve(conn, study)?;
    let before: Option<(u32, Option<i64>)> = conn
        .prepare_cached("SELECT n_tries, missed FROM articles WHERE kept = ?1 AND study = ?2")?
        .query_one([kept, study], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let missed = before.and_then(|(_, missed)| missed).unwrap_or(now.0);
    let mut row = Written {
        n_tries: wish.n_tries,
        ..Written::default()
    };
    match brought {
        Brought::Article(article) => {
            row.stated = Some(serde_json::to_string(&article.stated)?);
            row.n_bytes = article.html.len() as i64;
            let packed = zstd::stream::encode_all(article.html.as_bytes(), ZSTD_LEVEL);
            row.html = Some(packed.map_err(StoreError::Unpacking)?);
        }
        Brought::Refused { refusal, stated } => {
            row.refusal = Some(refusal.word());
            if !stated.is_empty() {
                row.stated = Some(serde_json::to_string(stated)?);
            }
        }
        Brought::Later { why, wait, asked } => {
            row.why = Some(why.as_str());
            row.n_tries += u32::from(*asked);
            let wait = wait.unwrap_or(0);
            row.next_try = match row.n_tries {
                TRIES.. => None,
                n => Some(now.0 + wait.max(if *asked { pause_after(n) } else { 60 })),
            };
        }
        Brought::Missed { why } => {
            row.why = Some(why.as_str());
            row.missed = Some(missed);
            row.next_try = pause_offline(UtcTime(missed), now).map(|pause| now.0 + pause);
        }
    }
    conn.prepare_cached(
        "INSERT OR REPLACE INTO articles
             (kept, study, address, at, refusal, why, n_tries, missed, next_try,
              stated, n_bytes, html)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
         WHERE EXISTS (SELECT 1 FROM kept WHERE id = ?1)",
    )?
    .execute(params![
        kept,
        study,
        wish.address,
        now.0,
        row.refusal,
        row.why,
        row.n_tries,
        row.missed,
        row.next_try,
        row.stated,
        row.n_bytes,
        row.html,
    ])?;
    works::note_change(conn, kept::work_of(conn, kept)?)
}

/// What is written of an answer.
#[derive(Default)]
struct Written<'a> {
    refusal: Option<&'static str>,
    why: Option<&'a str>,
    n_tries: u32,
    missed: Option<i64>,
    next_try: Option<i64>,
    stated: Option<String>,
    n_bytes: i64,
    html: Option<Vec<u8>>,
}

/// Two kept rows are about to become one: the articles of both are kept. Where
/// both have one that was asked for the same row, before they were split and
/// since, the longer is.
pub(super) fn unite(conn: &Connection, stays: i64, gone: i64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "DELETE FROM articles AS a
         WHERE a.kept IN (?1, ?2)
           AND EXISTS (
               SELECT 1 FROM articles b
               WHERE b.kept IN (?1, ?2)
                 AND b.kept <> a.kept
                 AND b.study = a.study
                 AND (b.n_bytes, b.kept) > (a.n_bytes, a.kept))",
    )?
    .execute([stays, gone])?;
    conn.prepare_cached("UPDATE articles SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    Ok(())
}

/// One kept row became two again: what was asked for on the side that leaves,
/// before the two were one, goes with it. What came since stays.
pub(super) fn part(
    conn: &Connection,
    stays: i64,
    leaves: i64,
    side: i64,
    united_at: i64,
) -> Result<(), StoreError> {
    let asked: Vec<i64> = conn
        .prepare_cached("SELECT study FROM articles WHERE kept = ?1 AND at <= ?2")?
        .query_map(params![stays, united_at], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for study in asked {
        if kept::resolve(conn, study)? == side {
            conn.prepare_cached("UPDATE articles SET kept = ?3 WHERE kept = ?1 AND study = ?2")?
                .execute([stays, study, leaves])?;
        }
    }
    // Each goes by the row it is now on, so that neither is taken for the
    // other's when the two become one again.
    for (own, other) in [(leaves, stays), (stays, leaves)] {
        conn.prepare_cached(
            "UPDATE OR IGNORE articles SET study = ?1 WHERE kept = ?1 AND study = ?2",
        )?
        .execute([own, other])?;
    }
    Ok(())
}

/// What the page of a kept row's article stated, where anything was.
pub(super) fn stated(conn: &Connection, study: i64) -> Result<Option<Stated>, StoreError> {
    let stated: Option<String> = conn
        .prepare_cached(
            "SELECT stated FROM articles
             WHERE kept = ?1 AND stated IS NOT NULL
             ORDER BY html IS NULL, n_bytes DESC, at DESC, study
             LIMIT 1",
        )?
        .query_one([study], |row| row.get(0))
        .optional()?;
    Ok(stated.as_deref().map(serde_json::from_str).transpose()?)
}

/// The HTML of a work's article that shows, for the search index.
pub(super) fn html_of(conn: &Connection, work: i64) -> Result<Option<String>, StoreError> {
    let packed: Option<Vec<u8>> = conn
        .prepare_cached(
            "SELECT a.html
             FROM kept k CROSS JOIN articles a ON a.kept = k.id
             WHERE k.work = ?1 AND a.html IS NOT NULL
             ORDER BY a.n_bytes DESC, a.at DESC, a.study
             LIMIT 1",
        )?
        .query_one([work], |row| row.get(0))
        .optional()?;
    packed.map(|packed| reading::unpack(&packed)).transpose()
}
