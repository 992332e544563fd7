//! Which articles are to be asked for now, and what must be known to ask.
//!
//! Nothing is written here.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::Row;
use rusqlite::params;

use crate::domain::article::Keep;
use crate::domain::article::Wish;
use crate::domain::id::WorkId;
use crate::domain::link;
use crate::domain::time::UtcTime;
use crate::store::Reader;
use crate::store::articles::ROBOTS_HOLD;
use crate::store::error::StoreError;

/// So many unread works, the newest, have their articles kept where the person
/// wants that.
const MOST_UNREAD: i64 = 200;

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

    /// The address of a source that is followed and carries a work, best one of
    /// the host of `address`; empty where nobody carries it any more.
    pub fn followed(&self, work: WorkId, address: &str) -> Result<String, StoreError> {
        followed(&self.conn, work.0, address)
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
