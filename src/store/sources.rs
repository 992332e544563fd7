//! Whom the person follows, under which name, and how asking them goes.
//!
//! A source is never deleted: unfollowing takes its rows out of every
//! timeline and keeps everything else, so that undo brings all of it back.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::intake::Target;
use crate::domain::item::Skips;
use crate::domain::secret;
use crate::domain::secret::Login;
use crate::domain::source::Moving;
use crate::domain::source::NewSource;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::source::Stays;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::lists;
use crate::store::source_topics;
use crate::store::undo;
use crate::store::undo::Change;

/// An answer that takes longer than this on average is odd, in milliseconds.
const SLOW_MS: u32 = 10_000;

impl Store {
    /// Follows an address, in a list if one is given. Also tells whether it
    /// was followed before; then only the list may be new.
    pub fn follow(
        &mut self,
        new: &NewSource,
        list: Option<ListId>,
        now: UtcTime,
    ) -> Result<(SourceId, bool), StoreError> {
        if new.address.trim().is_empty() {
            return Err(StoreError::EmptyAddress);
        }
        self.write(Lane::Person, |conn| {
            if let Some(list) = list {
                lists::row_of(conn, list)?;
            }
            let (source, followed) = find_or_make(conn, new)?;
            let mut changes = Vec::new();
            if followed.is_none() {
                changes.push(Change::Followed {
                    source,
                    was: None,
                    is: Some(now.0),
                });
            }
            if let Some(list) = list {
                changes.extend(lists::joining(conn, list.0, source)?);
            }
            if !changes.is_empty() {
                let sentence = format!("followed {}", title_of(conn, source)?);
                undo::perform(conn, &sentence, &changes, now)?;
            }
            Ok((SourceId(source), followed.is_some()))
        })
    }

    /// Follows a source no more. What is saved stays in the saved list.
    pub fn unfollow(&mut self, source: SourceId, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let followed: Option<i64> = conn
                .prepare_cached("SELECT followed FROM sources WHERE id = ?1")?
                .query_one([source.0], |row| row.get(0))
                .optional()?
                .ok_or(StoreError::NoSuchSource(source))?;
            if followed.is_none() {
                return Ok(());
            }
            let change = Change::Followed {
                source: source.0,
                was: followed,
                is: None,
            };
            let sentence = format!("unfollowed {}", title_of(conn, source.0)?);
            undo::perform(conn, &sentence, &[change], now)
        })
    }

    /// Gives a source the person's own name; an empty one gives its own back.
    pub fn rename_source(
        &mut self,
        source: SourceId,
        name: &str,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let was: Option<String> = conn
                .prepare_cached("SELECT name FROM sources WHERE id = ?1")?
                .query_one([source.0], |row| row.get(0))
                .optional()?
                .ok_or(StoreError::NoSuchSource(source))?;
            let is = Some(name.trim().to_string()).filter(|name| !name.is_empty());
            if was == is {
                return Ok(());
            }
            let before = title_of(conn, source.0)?;
            let sentence = match &is {
                Some(name) => format!("renamed {before} to {name}"),
                None => format!("took the name {before} off"),
            };
            let change = Change::Named {
                source: source.0,
                was,
                is,
            };
            undo::perform(conn, &sentence, &[change], now)
        })
    }
}

impl Reader {
    /// What is followed, in the order in which it was first met.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.id, s.kind, s.address, s.title, s.home, s.extra, s.moved_from,
                    f.last_good, f.last_tried, f.next_try, f.n_failures, f.n_tries,
                    f.what, f.sum_ms, f.n_bytes, f.n_answers, f.n_unchanged, f.n_skipped, f.gone,
                    c.n_all, c.n_unread,
                    (SELECT e.work FROM standing e WHERE e.place = -s.id AND e.topic = 0
                     ORDER BY e.work DESC LIMIT 1),
                    f.moving_to, s.stays_off, f.offers, s.own, s.daily
             FROM sources s
             LEFT JOIN fetch_state f ON f.source = s.id
             LEFT JOIN counts c ON c.place = -s.id AND c.topic = 0
             WHERE s.followed IS NOT NULL
             ORDER BY s.id",
        )?;
        let mut rows = statement.query([])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            let mut source = read_source(row)?;
            if let Some(Moving { to, why }) = &mut source.moving_to
                && *why == Stays::SaidOnce
                && let Some(holder) = holder(&self.conn, to)?
                && holder.id != source.id.0
            {
                *why = Stays::Taken(holder.title);
            }
            sources.push(source);
        }
        Ok(sources)
    }

    /// Whom a refresh may ask.
    pub fn targets(&self) -> Result<Vec<Target>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.id, s.kind, s.address, s.title,
                    f.etag, f.last_modified, f.body_hash, f.next_try, f.n_failures, f.min_interval,
                    f.skip_hours, f.skip_days, f.n_not_found, f.gone, f.missed, p.until, s.secret
             FROM sources s
             LEFT JOIN fetch_state f ON f.source = s.id
             LEFT JOIN host_pauses p ON p.host = s.host
             WHERE s.followed IS NOT NULL
             ORDER BY s.id",
        )?;
        let mut targets = statement
            .query_map([], |row| {
                Ok(Target {
                    source: SourceId(row.get(0)?),
                    kind: row.get(1)?,
                    address: row.get(2)?,
                    title: row.get(3)?,
                    etag: row.get(4)?,
                    last_modified: row.get(5)?,
                    body_hash: row.get(6)?,
                    next_try: row.get::<_, Option<i64>>(7)?.map(UtcTime),
                    n_failures: row.get::<_, Option<u32>>(8)?.unwrap_or(0),
                    min_interval: row.get(9)?,
                    secret_name: row.get(16)?,
                    login: Login::None,
                    skips: Skips {
                        hours: row.get::<_, Option<u32>>(10)?.unwrap_or(0),
                        days: row.get::<_, Option<u8>>(11)?.unwrap_or(0),
                    },
                    n_not_found: row.get::<_, Option<u32>>(12)?.unwrap_or(0),
                    gone: row.get::<_, Option<bool>>(13)?.unwrap_or(false),
                    missed: row.get::<_, Option<bool>>(14)?.unwrap_or(false),
                    paused: row.get::<_, Option<i64>>(15)?.map(UtcTime),
                    topics: Vec::new(),
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for target in &mut targets {
            target.topics = source_topics::ids_of(&self.conn, target.source)?;
        }
        Ok(targets)
    }
}

fn read_source(row: &rusqlite::Row<'_>) -> Result<Source, StoreError> {
    // No row in fetch_state or counts means none yet: zero, not unknown.
    let number = |column| -> Result<u32, rusqlite::Error> {
        Ok(row.get::<_, Option<u32>>(column)?.unwrap_or(0))
    };
    let time = |column| -> Result<Option<UtcTime>, rusqlite::Error> {
        Ok(row.get::<_, Option<i64>>(column)?.map(UtcTime))
    };
    let extra: String = row.get(5)?;
    let n_failures = number(10)?;
    let n_answers = number(15)?;
    let sum_ms: i64 = row.get::<_, Option<i64>>(13)?.unwrap_or(0);
    let mean_ms = u32::try_from(sum_ms / i64::from(n_answers.max(1))).unwrap_or(u32::MAX);
    let what: String = row
        .get::<_, Option<String>>(12)?
        .unwrap_or_else(String::new);
    let last_tried = time(8)?;
    let is_gone = number(18)? > 0;
    let last_good = time(7)?;
    let standing = match last_tried {
        None => Standing::New,
        Some(_) if is_gone => Standing::Gone,
        Some(_) if n_failures > 0 => Standing::Failing,
        // Its host wished to be left alone before it was ever asked.
        Some(_) if last_good.is_none() => Standing::New,
        Some(_) if number(17)? > 0 || mean_ms > SLOW_MS => Standing::Odd,
        Some(_) => Standing::Good,
    };
    let stays_off: Option<String> = row.get(23)?;
    let moving_to = row.get::<_, Option<String>>(22)?.map(|to| Moving {
        why: match stays_off.as_deref() == Some(to.as_str()) {
            true => Stays::TakenBack,
            false => Stays::SaidOnce,
        },
        to,
    });
    let offers = match row.get::<_, Option<String>>(24)? {
        Some(offers) => serde_json::from_str(&offers)?,
        None => Vec::new(),
    };
    Ok(Source {
        id: SourceId(row.get(0)?),
        kind: row.get(1)?,
        address: row.get(2)?,
        title: row.get(3)?,
        own: row.get(25)?,
        home: row.get(4)?,
        extra: serde_json::from_str(&extra)?,
        moved_from: row.get(6)?,
        standing,
        last_good,
        last_tried,
        next_try: time(9)?,
        n_tries: number(11)?,
        what,
        n_items: number(19)?,
        n_unread: number(20)?,
        mean_ms,
        n_bytes: row.get::<_, Option<i64>>(14)?.map_or(0, i64::unsigned_abs),
        n_answers,
        n_unchanged: number(16)?,
        n_skipped: number(17)?,
        moving_to,
        offers,
        daily: row.get(26)?,
        newest: row
            .get::<_, Option<i64>>(21)?
            .map(|work| UtcTime(crate::domain::id::WorkId(work).seconds())),
    })
}

/// The source of an address, made where nobody knows it; and since when it is
/// followed. Known also by where it lived before it moved.
pub(super) fn find_or_make(
    conn: &Connection,
    new: &NewSource,
) -> Result<(i64, Option<i64>), StoreError> {
    // Whoever hands over an address has put its secret aside; what is written
    // here carries none in any case.
    let address = secret::taken(&new.address).0;
    let address = address.as_str();
    let extra: Vec<(&String, String)> = new
        .extra
        .iter()
        .map(|(name, value)| (name, secret::hidden(value)))
        .collect();
    if let Some(known) = holder(conn, address)? {
        return Ok((known.id, known.followed));
    }
    conn.prepare_cached(
        "INSERT INTO sources (kind, address, given, own, host, title, home, extra)
         VALUES (?1, ?2, ?3, '', ?4, '', ?5, ?6)",
    )?
    .execute(params![
        new.kind,
        address,
        secret::hidden(new.title.trim()),
        host_of(address),
        new.home.as_deref().map(secret::hidden),
        serde_json::to_string(&extra)?,
    ])?;
    let source = conn.last_insert_rowid();
    retitle(conn, source)?;
    Ok((source, None))
}

/// Who lives or lived at an address.
pub(super) struct Holder {
    pub id: i64,
    pub title: String,
    /// Since when it is followed.
    pub followed: Option<i64>,
}

/// Who lives at an address, else who lived there.
pub(super) fn holder(conn: &Connection, address: &str) -> Result<Option<Holder>, StoreError> {
    let holder = conn
        .prepare_cached(
            "SELECT id, title, followed FROM sources
             WHERE address = ?1
                OR id = (SELECT source FROM former_addresses WHERE address = ?1)
             ORDER BY address <> ?1
             LIMIT 1",
        )?
        .query_one([address], |row| {
            Ok(Holder {
                id: row.get(0)?,
                title: row.get(1)?,
                followed: row.get(2)?,
            })
        })
        .optional()?;
    Ok(holder)
}

/// Derives what a source is called.
pub(super) fn retitle(conn: &Connection, source: i64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE sources
         SET title = COALESCE(NULLIF(name, ''), NULLIF(given, ''), NULLIF(own, ''), host)
         WHERE id = ?1",
    )?
    .execute([source])?;
    Ok(())
}

/// What a source is called, for sentences.
pub(super) fn title_of(conn: &Connection, source: i64) -> Result<String, StoreError> {
    conn.prepare_cached("SELECT title FROM sources WHERE id = ?1")?
        .query_one([source], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchSource(SourceId(source)))
}

/// The host of an address as it is asked for, in the letters of the network
/// (`xn--…`), so that it cannot pass for another; the address where it has
/// none. Never empty.
pub(super) fn host_of(address: &str) -> String {
    let Ok(url) = url::Url::parse(address) else {
        return address.to_string();
    };
    let host = url.host_str().unwrap_or_default();
    match (host.strip_prefix("www.").unwrap_or(host), url.port()) {
        ("", _) => address.to_string(),
        (host, None) => host.to_string(),
        (host, Some(port)) => format!("{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn a_host_is_named_as_it_is_asked() {
        for (address, host) in [
            ("https://www.nejm.org/rss", "nejm.org"),
            ("http://a.example:8080/", "a.example:8080"),
            ("https://nejm.org\\@n\u{435}jm.org/", "nejm.org"),
            ("https://n\u{435}jm.org/rss", "xn--njm-rdd.org"),
            ("https://me@a.example/", "a.example"),
            ("no address", "no address"),
        ] {
            assert_eq!(host_of(address), host, "{address}");
        }
    }
}
