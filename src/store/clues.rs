//! What the person's own data says about whom to follow, who is never to be
//! suggested again, and whether this is the first time.
//!
//! Nothing is remembered of what was suggested or looked at: it is counted anew
//! from what is kept and cached.

use std::collections::BTreeSet;
use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::catalogue::Clues;
use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::importing;
use crate::store::importing::Imported;
use crate::store::reading;
use crate::store::undo;
use crate::store::undo::Change;

/// Links are looked for in so many of the newest items; in all, a large cache
/// would take seconds.
const NEWEST: i64 = 2_000;

/// Journals and authors that are told, most saved first.
const MOST: i64 = 50;

impl Store {
    /// Follows many sources as [`Store::import`] does, called `followed`;
    /// `welcomed` notes with it that the welcome was passed. With the `topics`
    /// that the person's file has just begun with it is one step.
    pub fn follow_all(
        &mut self,
        entries: &[(Vec<String>, NewSource)],
        topics: Option<&[(String, String)]>,
        welcomed: bool,
        now: UtcTime,
    ) -> Result<Imported, StoreError> {
        self.write(Lane::Person, |conn| {
            if welcomed {
                conn.prepare_cached(
                    "INSERT OR REPLACE INTO meta (name, value) VALUES ('welcomed', ?1)",
                )?
                .execute([now.0])?;
            }
            importing::take_in(conn, entries, topics, "followed", now)
        })
    }

    /// Never suggests somebody again. The name is for the sentence of undo.
    pub fn hide_suggestion(
        &mut self,
        suggestion: &str,
        name: &str,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            let was: Option<i64> = conn
                .prepare_cached("SELECT since FROM hidden_suggestions WHERE suggestion = ?1")?
                .query_one([suggestion], |row| row.get(0))
                .optional()?
                .flatten();
            let change = Change::Hidden {
                suggestion: suggestion.to_string(),
                was,
                is: Some(now.0),
            };
            let sentence = format!("hid {name} from the suggestions");
            undo::perform(conn, &sentence, &[change], now)
        })
    }
}

/// Writes since when somebody is never suggested; `None` where it was taken
/// back.
pub(super) fn write_hidden(
    conn: &Connection,
    suggestion: &str,
    since: Option<i64>,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO hidden_suggestions (suggestion, since) VALUES (?1, ?2)
         ON CONFLICT (suggestion) DO UPDATE SET since = excluded.since",
    )?
    .execute(params![suggestion, since])?;
    Ok(())
}

impl Reader {
    /// Whether nothing was ever followed and the welcome was never passed.
    pub fn is_first_run(&self) -> Result<bool, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT NOT EXISTS (SELECT 1 FROM sources)
                    AND NOT EXISTS (SELECT 1 FROM meta WHERE name = 'welcomed')",
            )?
            .query_one([], |row| row.get(0))?)
    }

    /// What speaks for following somebody: topics, links of what is cached,
    /// journals and authors of what is saved.
    pub fn clues(&self) -> Result<Clues, StoreError> {
        let snapshot = self.conn.unchecked_transaction()?;
        Ok(Clues {
            followed: texts(
                &snapshot,
                "SELECT address FROM sources WHERE followed IS NOT NULL",
            )?,
            hidden: texts(
                &snapshot,
                "SELECT suggestion FROM hidden_suggestions WHERE since IS NOT NULL",
            )?,
            topics: pairs(
                &snapshot,
                "SELECT shipped, name FROM topics
                 WHERE position IS NOT NULL AND shipped IS NOT NULL
                 ORDER BY position",
                [],
            )?,
            linked: linked(&snapshot)?,
            journals: pairs(
                &snapshot,
                "SELECT journal, COUNT(*) FROM kept
                 WHERE saved IS NOT NULL AND journal <> ''
                 GROUP BY journal
                 ORDER BY 2 DESC, 1
                 LIMIT ?1",
                [MOST],
            )?,
            authors: pairs(
                &snapshot,
                "SELECT a.value, COUNT(*) FROM kept k, json_each(k.authors) a
                 WHERE k.saved IS NOT NULL AND a.value <> ''
                 GROUP BY a.value
                 ORDER BY 2 DESC, 1
                 LIMIT ?1",
                [MOST],
            )?,
        })
    }
}

fn texts(conn: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let texts = statement.query_map([], |row| row.get(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

fn pairs<T: rusqlite::types::FromSql>(
    conn: &Connection,
    sql: &str,
    bound: impl rusqlite::Params,
) -> Result<Vec<(String, T)>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let pairs = statement.query_map(bound, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// How many followed sources link to each host that is not their own.
fn linked(conn: &Connection) -> Result<Vec<(String, u32)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.source, s.host, i.link, b.html
         FROM items i
         JOIN sources s ON s.id = i.source
         LEFT JOIN bodies b ON b.item = i.id
         WHERE s.followed IS NOT NULL
         ORDER BY i.id DESC
         LIMIT ?1",
    )?;
    let mut by_host: HashMap<String, BTreeSet<i64>> = HashMap::new();
    let mut rows = statement.query([NEWEST])?;
    while let Some(row) = rows.next()? {
        let source: i64 = row.get(0)?;
        let own: String = row.get(1)?;
        let link: Option<String> = row.get(2)?;
        let html = match row.get::<_, Option<Vec<u8>>>(3)? {
            Some(packed) => reading::unpack(&packed)?,
            None => String::new(),
        };
        for host in hosts(link.as_deref().unwrap_or_default()).chain(hosts(&html)) {
            if host != own {
                by_host.entry(host).or_default().insert(source);
            }
        }
    }
    let counted = by_host.into_iter();
    let mut counted: Vec<(String, u32)> = counted
        .map(|(host, sources)| (host, u32::try_from(sources.len()).unwrap_or(u32::MAX)))
        .collect();
    counted.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
    Ok(counted)
}

/// The hosts of the addresses in a text, without `www.`, in lower case.
fn hosts(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("://").skip(1).filter_map(|rest| {
        let is_host = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let end = rest.find(|c: char| !is_host(c)).unwrap_or(rest.len());
        let host = rest[..end].trim_end_matches('.').to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_string();
        host.contains('.').then_some(host)
    })
}

#[cfg(test)]
mod tests {
    use super::hosts;

    #[test]
    fn hosts_are_read_out_of_any_text() {
        let text = "see <a href=\"https://www.NephJC.com/x\">it</a> and http://a.example. no://end";
        let found: Vec<String> = hosts(text).collect();
        assert_eq!(found, ["nephjc.com", "a.example"]);
    }
}
