//! One work with everything that is kept of it, and finding a work by any of
//! its names.

use std::cell::RefCell;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use zstd::bulk::Decompressor;
use zstd::zstd_safe;

use crate::domain::details::Details;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::member;
use crate::domain::member::Member;
use crate::domain::time::UtcTime;
use crate::domain::work::Carrier;
use crate::domain::work::Work;
use crate::store::Reader;
use crate::store::articles;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::evidence::Piece;
use crate::store::highlights;
use crate::store::kept;
use crate::store::marks;
use crate::store::rows;
use crate::store::shelf;
use crate::store::titles;
use crate::store::works;

/// A text as a source gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    pub html: String,
    /// What links in it are relative to: the item's own link.
    pub base: Option<String>,
}

impl Reader {
    /// Everything about a work but its laid-out text, and the text it is laid
    /// out from. `None` where nothing is known of it, not even a kept copy.
    /// An id from before a merge opens what it became.
    pub fn work(&self, work: WorkId) -> Result<Option<(Work, Option<Body>)>, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let id = works::resolve(conn, work)?.0;
        let Some(row) = rows::row(conn, id)? else {
            return Ok(None);
        };
        let study = kept::study_of(conn, id)?;
        let mut work = Work {
            row,
            ..Work::default()
        };
        let mut body = match works::is_cached(conn, id)? {
            true => read_cached(conn, id, &mut work)?,
            false => None,
        };
        if let Some(study) = study {
            let copy = read_kept(conn, study, &mut work)?;
            if body.is_none() {
                body = copy;
            }
            if let Some(stated) = articles::stated(conn, study)? {
                work.fill_from(stated);
            }
        }
        // Our own words about what belongs together are no names.
        let is_ours = |key: &String| key.starts_with("hand:") || key.starts_with("apart:");
        work.keys.retain(|key| !is_ours(key));
        sort_keys(&mut work.keys);
        work.keys.dedup();
        Ok(Some((work, body)))
    }

    /// The work that a person means: by its number, one of its keys
    /// (`doi:…`), its DOI alone or its address.
    pub fn find_work(&self, name: &str) -> Result<Option<WorkId>, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let name = name.trim();
        if let Ok(number) = name.parse() {
            let id = works::resolve(conn, WorkId(number))?;
            if rows::row(conn, id.0)?.is_some() {
                return Ok(Some(id));
            }
        }
        if let Some(work) = evidence::work_of_item(conn, name)? {
            return Ok(Some(WorkId(work)));
        }
        for key in spellings(name) {
            let found: Option<i64> = conn
                .prepare_cached(
                    "SELECT work FROM work_keys WHERE key = ?1
                     UNION ALL
                     SELECT k.work FROM kept_keys n JOIN kept k ON k.id = n.kept WHERE n.key = ?1
                     LIMIT 1",
                )?
                .query_one([&key], |row| row.get(0))
                .optional()?;
            if let Some(work) = found {
                return Ok(Some(works::resolve(conn, WorkId(work))?));
            }
        }
        Ok(None)
    }
}

/// No text that we packed is longer than this, in bytes.
const LONGEST: u64 = 256 << 20;

thread_local! {
    /// Making one asks the processor what it can do, which a virtual machine
    /// answers slowly: 3 % of a cold refresh when each text had its own.
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Unpacks a stored text.
pub(super) fn unpack(packed: &[u8]) -> Result<String, StoreError> {
    let bytes = match zstd_safe::get_frame_content_size(packed) {
        Ok(Some(n_bytes)) if n_bytes <= LONGEST => UNPACKER.with_borrow_mut(|unpacker| {
            let unpacker = match unpacker {
                Some(unpacker) => unpacker,
                None => unpacker.insert(Decompressor::new()?),
            };
            unpacker.decompress(packed, usize::try_from(n_bytes).unwrap_or(0))
        }),
        _ => zstd::stream::decode_all(packed),
    };
    let bytes = bytes.map_err(StoreError::Unpacking)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

/// The longest text the cache has of a work, with its link and its source.
pub(super) fn longest_body(
    conn: &Connection,
    work: i64,
) -> Result<Option<(Body, String)>, StoreError> {
    let found: Option<(Vec<u8>, Option<String>, String)> = conn
        .prepare_cached(
            "SELECT b.html, COALESCE(i.link, s.home), s.title
             FROM items i
             JOIN bodies b ON b.item = i.id
             JOIN sources s ON s.id = i.source
             WHERE i.work = ?1
             ORDER BY b.n_bytes DESC, b.item
             LIMIT 1",
        )?
        .query_one([work], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((packed, base, source)) = found else {
        return Ok(None);
    };
    let html = unpack(&packed)?;
    Ok(Some((Body { html, base }, source)))
}

fn is_followed(conn: &Connection, piece: &Piece) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM sources WHERE id = ?1 AND followed IS NOT NULL")?
        .exists([piece.member.source.0])?)
}

fn read_cached(conn: &Connection, id: i64, work: &mut Work) -> Result<Option<Body>, StoreError> {
    work.keys = conn
        .prepare_cached(&format!(
            "SELECT key FROM work_keys WHERE work = ?1
             UNION ALL
             SELECT {} FROM items i WHERE i.work = ?1",
            evidence::OWN_NAME
        ))?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    work.topics = conn
        .prepare_cached(
            "SELECT DISTINCT x.topic
             FROM items i JOIN item_topics x ON x.item = i.id
             WHERE i.work = ?1
             ORDER BY x.topic",
        )?
        .query_map([id], |row| Ok(TopicId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    let pieces = evidence::pieces(conn, id)?;
    // What an item that stands alone is called joins nothing, but it is its
    // name nevertheless.
    for piece in pieces.iter().filter(|piece| piece.member.alone) {
        work.keys.extend(piece.member.names.iter().cloned());
    }
    let followed: Vec<bool> = pieces
        .iter()
        .map(|piece| is_followed(conn, piece))
        .collect::<Result<_, _>>()?;
    let any_followed = followed.contains(&true);
    // Who is not followed speaks only where nobody else does.
    let pieces: Vec<Piece> = pieces
        .into_iter()
        .zip(followed)
        .filter(|(_, is_followed)| *is_followed || !any_followed)
        .map(|(piece, _)| piece)
        .collect();
    let members: Vec<Member> = pieces.iter().map(|it| it.member.clone()).collect();
    for (piece, how) in pieces.into_iter().zip(member::reasons(&members)) {
        let (source_title, journal, details, published) = conn
            .prepare_cached(
                "SELECT s.title, i.journal, i.details, i.published
                 FROM items i JOIN sources s ON s.id = i.source
                 WHERE i.id = ?1",
            )?
            .query_one([piece.item], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, Option<i64>>(3)?,
                ))
            })?;
        if let Some(details) = details {
            work.details.fill(serde_json::from_str(&details)?);
        }
        say_ahead(work, published);
        if work.authors.is_empty() {
            work.authors = piece.member.authors;
        }
        work.journal = work.journal.take().or(journal);
        work.carriers.push(Carrier {
            item: piece.own,
            source: piece.member.source,
            source_title,
            title: piece.member.title,
            link: rows::shown(piece.member.link),
            published: piece.member.time,
            how,
        });
    }
    work.related = titles::related(conn, id)?;
    work.badge_why = conn
        .prepare_cached("SELECT badge_why FROM works WHERE id = ?1")?
        .query_one([id], |row| row.get(0))?;
    let Some((body, source)) = longest_body(conn, id)? else {
        return Ok(None);
    };
    work.origin = format!("as {source} gave it");
    Ok(Some(body))
}

/// Fills in marks, and what the cache does not know.
fn read_kept(conn: &Connection, study: i64, work: &mut Work) -> Result<Option<Body>, StoreError> {
    work.note = marks::join_notes(&marks::note_parts(conn, study)?);
    work.tags = shelf::tags(conn, study)?;
    work.highlights = highlights::highlights(conn, study)?;
    let (position, authors, journal, packed, link, source, details, published, badge_why) = conn
        .prepare_cached(
            "SELECT position, authors, journal, body, link, source_title, details, published,
                    badge_why
             FROM kept WHERE id = ?1",
        )?
        .query_one([study], |row| {
            Ok((
                row.get::<_, u32>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, Option<Vec<u8>>>(3)?,
                row.get::<_, Option<String>>(4)?,
                row.get::<_, Option<String>>(5)?,
                row.get::<_, Option<String>>(6)?,
                row.get::<_, Option<i64>>(7)?,
                row.get::<_, Option<String>>(8)?,
            ))
        })?;
    work.position = position;
    work.badge_why = work.badge_why.take().or(badge_why);
    if let (true, Some(authors)) = (work.authors.is_empty(), authors) {
        work.authors = serde_json::from_str(&authors)?;
    }
    if work.journal.is_none() {
        work.journal = journal;
    }
    if let Some(details) = details {
        let copies: Vec<Details> = serde_json::from_str(&details)?;
        copies.into_iter().for_each(|copy| work.details.fill(copy));
    }
    say_ahead(work, published);
    let mut statement = conn.prepare_cached("SELECT key FROM kept_keys WHERE kept = ?1")?;
    for key in statement.query_map([study], |row| row.get(0))? {
        work.keys.push(key?);
    }
    let Some(packed) = packed else {
        return Ok(None);
    };
    if work.origin.is_empty() {
        work.origin = match source {
            Some(source) => format!("kept: as {source} gave it"),
            None => "kept".to_string(),
        };
    }
    Ok(Some(Body {
        html: unpack(&packed)?,
        base: link,
    }))
}

/// A date as stated counts where it lies ahead of the time of the row.
fn say_ahead(work: &mut Work, published: Option<i64>) {
    let stated = published.map(UtcTime);
    let ahead = stated.filter(|stated| *stated > work.row.published);
    work.ahead = work.ahead.max(ahead);
}

/// Strongest names first.
fn sort_keys(keys: &mut [String]) {
    keys.sort_by(|a, b| {
        let rank = member::strength;
        rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
    });
}

/// The keys a person may mean by what they typed.
fn spellings(name: &str) -> Vec<String> {
    let mut keys = vec![name.to_string()];
    let lower = name.to_lowercase();
    let bare = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let doi = ["doi.org/", "dx.doi.org/", "doi:"]
        .iter()
        .find_map(|start| bare.strip_prefix(start))
        .unwrap_or(bare);
    if doi.starts_with("10.") {
        keys.push(format!("doi:{doi}"));
    }
    // Only the host ignores case.
    if let Some((_, rest)) = name.split_once("://") {
        let rest = rest.split('#').next().unwrap_or(rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        keys.push(format!("url:{host}{path}"));
        keys.push(format!("url:{host}{}", path.trim_end_matches('/')));
    }
    keys
}
