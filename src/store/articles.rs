//! The articles of what is saved: which are to be asked for, what came, and
//! what shows.
//!
//! There is no queue to fall out of step: what is saved, has a link and no
//! answer yet is to be asked for, whoever saved it and in whichever run.
//! A refusal is never asked again at the same address, a failure three times
//! at most. Uniting kept rows keeps the articles of both; the longest shows.

use std::collections::HashMap;

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
use crate::domain::article::TRIES;
use crate::domain::article::Wish;
use crate::domain::article::pause_after;
use crate::domain::article::pause_offline;
use crate::domain::id::WorkId;
use crate::domain::link;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::reading;
use crate::store::works;

/// So many unread works, the newest, have their articles kept where the person
/// wants that.
const MOST_UNREAD: i64 = 200;

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
    /// The articles to ask for now, what was saved last first; where the
    /// network is `back`, also those that nobody was reached for.
    pub fn article_wishes(
        &self,
        keep: Keep,
        back: bool,
        now: UtcTime,
    ) -> Result<Vec<Wish>, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let mut wishes = Vec::new();
        if keep == Keep::Never {
            return Ok(wishes);
        }
        let mut statement = conn.prepare_cached(
            "SELECT k.work, k.id, COALESCE(w.link, k.link)
             FROM kept k LEFT JOIN works w ON w.id = k.work
             WHERE k.saved IS NOT NULL
             ORDER BY k.saved DESC, k.id DESC",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            wishes.extend(wish(conn, row, back, now)?);
        }
        if keep == Keep::SavedAndUnread {
            let mut statement = conn.prepare_cached(
                "SELECT e.work, k.id, w.link
                 FROM entries e
                 JOIN works w ON w.id = e.work
                 LEFT JOIN kept k ON k.work = e.work
                 WHERE e.place = 0 AND e.topic = 0 AND e.unread = 1 AND w.saved = 0
                 ORDER BY e.work DESC
                 LIMIT ?1",
            )?;
            let mut rows = statement.query([MOST_UNREAD])?;
            while let Some(row) = rows.next()? {
                wishes.extend(wish(conn, row, back, now)?);
            }
        }
        Ok(wishes)
    }

    /// What servers said in their robots.txt within the last day, by server.
    pub fn robots(&self, now: UtcTime) -> Result<HashMap<String, String>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT server, rules FROM robots WHERE at > ?1 AND at <= ?2")?
            .query_map([now.0 - ROBOTS_HOLD, now.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?)
    }

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

/// The wish for the article of a row (work, study, link), if it is to be asked
/// for now.
fn wish(
    conn: &Connection,
    row: &Row<'_>,
    back: bool,
    now: UtcTime,
) -> Result<Option<Wish>, StoreError> {
    let (work, study): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
    let Some(address) = row.get::<_, Option<String>>(2)? else {
        return Ok(None);
    };
    let mut wish = Wish {
        work: WorkId(work),
        study,
        address,
        ..Wish::default()
    };
    if let Some(study) = study {
        let answers = conn
            .prepare_cached(
                "SELECT html IS NOT NULL, n_tries, next_try, missed IS NOT NULL
                 FROM articles
                 WHERE kept = ?1 AND (html IS NOT NULL OR address = ?2)",
            )?
            .query_map(params![study, wish.address], |row| {
                Ok((
                    row.get::<_, bool>(0)?,
                    row.get::<_, u32>(1)?,
                    row.get::<_, Option<i64>>(2)?,
                    row.get::<_, bool>(3)?,
                ))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for (is_here, n_tries, next_try, missed) in answers {
            let is_due = next_try.is_some_and(|next| next <= now.0 || (missed && back));
            if is_here || !is_due {
                return Ok(None);
            }
            wish.n_tries = wish.n_tries.max(n_tries);
        }
    }
    if is_paused(conn, &wish.address, now)? {
        return Ok(None);
    }
    wish.followed = followed(conn, work, &wish.address)?;
    Ok(Some(wish))
}

/// Whether the host of an address wishes to be left alone.
fn is_paused(conn: &Connection, address: &str, now: UtcTime) -> Result<bool, StoreError> {
    let host = link::host(address).unwrap_or_default();
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM host_pauses WHERE host = ?1 AND until > ?2)")?
        .query_one(params![host, now.0], |row| row.get(0))?)
}

/// The address of a followed source that carries a work, best one of the
/// link's own host; empty where nobody carries it any more.
fn followed(conn: &Connection, work: i64, address: &str) -> Result<String, StoreError> {
    let addresses = conn
        .prepare_cached(
            "SELECT DISTINCT s.address
             FROM items i JOIN sources s ON s.id = i.source
             WHERE i.work = ?1 AND s.followed IS NOT NULL
             ORDER BY s.id",
        )?
        .query_map([work], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let at_home = |it: &&String| link::host(it) == link::host(address);
    let best = addresses.iter().find(at_home).or(addresses.first());
    Ok(best.cloned().unwrap_or_default())
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
        Brought::Refused(refusal) => row.refusal = Some(refusal.word()),
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
