//! Writing what a refresh brings.
//!
//! An item that is read again as it was costs one look; an empty answer
//! deletes nothing. One transaction holds all that is handed over at once.

use std::collections::HashMap;
use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use xxhash_rust::xxh3::Xxh3;
use zstd::bulk::Compressor;

use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Taken;
use crate::domain::item::SourceInfo;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::health;
use crate::store::joining;
use crate::store::joining::Newcomer;
use crate::store::works;

/// Measured on real abstracts: beyond 3 it costs more than it saves.
const ZSTD_LEVEL: i32 = 3;

impl Store {
    /// Writes answers in one transaction; what each of them brought, in the
    /// same order. An answer of a source nobody knows counts as failed.
    pub fn ingest(&mut self, intakes: &[Intake], now: UtcTime) -> Result<Vec<Taken>, StoreError> {
        let mut squeeze = Compressor::new(ZSTD_LEVEL).map_err(StoreError::Unpacking)?;
        self.write(Lane::Refresh, |conn| {
            works::begin(conn)?;
            let mut taken = Vec::with_capacity(intakes.len());
            for intake in intakes {
                taken.push(take(conn, intake, now, &mut squeeze)?);
            }
            works::settle(conn)?;
            Ok(taken)
        })
    }
}

fn take(
    conn: &Connection,
    intake: &Intake,
    now: UtcTime,
    squeeze: &mut Compressor<'_>,
) -> Result<Taken, StoreError> {
    let mut taken = Taken {
        source: intake.source,
        ..Taken::default()
    };
    let source = intake.source.0;
    let is_known = conn
        .prepare_cached("SELECT 1 FROM sources WHERE id = ?1")?
        .exists([source])?;
    if !is_known {
        taken.failed = true;
        return Ok(taken);
    }
    match &intake.outcome {
        Outcome::Failed {
            why,
            gone,
            unreachable: _,
        } => {
            health::note_failure(conn, intake, why, *gone)?;
            taken.failed = true;
        }
        Outcome::Unchanged {
            by_server,
            validators,
        } => {
            let what = match by_server {
                true => "not changed (304)",
                false => "not changed",
            };
            health::note_answer(conn, intake, what, validators)?;
            if *by_server {
                conn.prepare_cached(
                    "UPDATE fetch_state SET n_unchanged = n_unchanged + 1 WHERE source = ?1",
                )?
                .execute([source])?;
            }
        }
        Outcome::News {
            info,
            validators,
            body_hash,
            n_bytes,
            records,
            skipped,
            moved_to,
        } => {
            health::note_info(conn, source, info)?;
            if let Some(address) = moved_to {
                health::move_to(conn, source, address)?;
            }
            taken.n_items = u32::try_from(records.len()).unwrap_or(u32::MAX);
            taken.n_new = take_records(conn, source, info, records, now, squeeze)?;
            let what = match taken.n_new {
                0 => "nothing new".to_string(),
                n => format!("new {n}"),
            };
            health::note_answer(conn, intake, &what, validators)?;
            conn.prepare_cached(
                "UPDATE fetch_state
                 SET body_hash = ?2, n_bytes = ?3, n_skipped = ?4, min_interval = ?5, format = ?6
                 WHERE source = ?1",
            )?
            .execute(params![
                source,
                body_hash,
                i64::try_from(*n_bytes).unwrap_or(i64::MAX),
                skipped.len() as i64,
                info.min_interval,
                info.format,
            ])?;
        }
    }
    Ok(taken)
}

fn take_records(
    conn: &Connection,
    source: i64,
    info: &SourceInfo,
    records: &[Record],
    now: UtcTime,
    squeeze: &mut Compressor<'_>,
) -> Result<u32, StoreError> {
    let shared = shared_links(info, records);
    for name in &shared {
        joining::spoil(conn, name)?;
    }
    let mut seen = HashSet::new();
    let mut n_new = 0;
    for record in records {
        // Of two entries under one key the first holds; they are told apart
        // by nothing, and taking turns would rewrite both each time.
        if seen.insert(record.key.as_str()) && take_record(conn, source, record, now, squeeze)? {
            n_new += 1;
        }
    }
    Ok(n_new)
}

/// The url keys that name no article: those of two or more different entries
/// of one answer, and that of the source's own page.
fn shared_links(info: &SourceInfo, records: &[Record]) -> HashSet<String> {
    let mut holder: HashMap<&str, &str> = HashMap::new();
    let mut shared = HashSet::new();
    let home = info.home.as_deref().map(bare);
    for record in records {
        for name in record
            .work_keys
            .iter()
            .filter(|name| name.starts_with("url:"))
        {
            let first = holder.entry(name).or_insert(&record.key);
            let is_home = home.is_some_and(|home| bare(name.trim_start_matches("url:")) == home);
            if *first != record.key || is_home {
                shared.insert(name.clone());
            }
        }
    }
    shared
}

/// An address without what two spellings of a home page differ in.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.")
        .unwrap_or(rest)
        .trim_end_matches('/')
}

/// Writes an item; whether a work was made for it.
fn take_record(
    conn: &Connection,
    source: i64,
    record: &Record,
    now: UtcTime,
    squeeze: &mut Compressor<'_>,
) -> Result<bool, StoreError> {
    let hash = hash_of(record);
    let stored: Option<(i64, i64, i64, i64)> = conn
        .prepare_cached("SELECT id, work, hash, time FROM items WHERE source = ?1 AND key = ?2")?
        .query_one(params![source, record.key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    if stored.is_some_and(|(_, _, before, _)| before == hash) {
        return Ok(false);
    }
    let mut work_keys = Vec::with_capacity(record.work_keys.len());
    for name in &record.work_keys {
        if !(name.starts_with("url:") && joining::is_spoiled(conn, name)?) {
            work_keys.push(name.clone());
        }
    }
    // An item keeps the earliest time it ever had: a correction of its date
    // does not make it new.
    let time = works::time_of(record.published, now);
    let time = stored.map_or(time, |(.., before)| before.min(time));
    let newcomer = Newcomer {
        source,
        key: &record.key,
        title: &record.title,
        work: stored.map(|(_, work, ..)| work),
        time,
        work_keys: &work_keys,
    };
    let (work, made) = joining::work_for(conn, &newcomer, now)?;
    let mut topics = record.topics.clone();
    topics.sort_unstable();
    topics.dedup();
    let item = match stored {
        None => insert_item(conn, source, record, work, hash, time)?,
        Some((item, ..)) => {
            if topics_of_item(conn, item)? != topics {
                works::unlist_one(conn, work)?;
            }
            update_item(conn, item, record, hash, time)?;
            item
        }
    };
    write_topics(conn, item, &topics)?;
    write_subjects(conn, item, &record.subjects)?;
    if let Some(html) = record.html.as_deref().filter(|html| !html.is_empty()) {
        let packed = squeeze
            .compress(html.as_bytes())
            .map_err(StoreError::Unpacking)?;
        conn.prepare_cached(
            "INSERT OR REPLACE INTO bodies (item, n_bytes, html) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![item, html.len() as i64, packed])?;
    }
    works::note_change(conn, work)?;
    Ok(made)
}

fn insert_item(
    conn: &Connection,
    source: i64,
    record: &Record,
    work: i64,
    hash: i64,
    time: i64,
) -> Result<i64, StoreError> {
    conn.prepare_cached(
        "INSERT INTO items (source, key, work, hash, time, title, link, published,
                            authors, journal, badge)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        source,
        record.key,
        work,
        hash,
        time,
        record.title,
        record.link,
        record.published.map(|time| time.0),
        serde_json::to_string(&record.authors)?,
        record.journal,
        record.badge.map(Badge::word),
    ])?;
    Ok(conn.last_insert_rowid())
}

fn update_item(
    conn: &Connection,
    item: i64,
    record: &Record,
    hash: i64,
    time: i64,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE items
         SET hash = ?2, time = ?3, title = ?4, link = ?5, published = ?6,
             authors = ?7, journal = ?8, badge = ?9
         WHERE id = ?1",
    )?
    .execute(params![
        item,
        hash,
        time,
        record.title,
        record.link,
        record.published.map(|time| time.0),
        serde_json::to_string(&record.authors)?,
        record.journal,
        record.badge.map(Badge::word),
    ])?;
    Ok(())
}

/// The topics of an item, sorted.
pub(super) fn topics_of_item(conn: &Connection, item: i64) -> Result<Vec<TopicId>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT topic FROM item_topics WHERE item = ?1 ORDER BY topic")?;
    let topics = statement
        .query_map([item], |row| Ok(TopicId(row.get(0)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(topics)
}

/// Gives an item its topics. Its work must have left its timelines before,
/// where one is taken away. Topics that are not wanted (any more) are dropped:
/// an answer may have been matched before they changed.
pub(super) fn write_topics(
    conn: &Connection,
    item: i64,
    topics: &[TopicId],
) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM item_topics WHERE item = ?1")?
        .execute([item])?;
    for topic in topics {
        conn.prepare_cached(
            "INSERT INTO item_topics (item, topic)
             SELECT ?1, id FROM topics WHERE id = ?2 AND position IS NOT NULL",
        )?
        .execute([item, topic.0])?;
    }
    Ok(())
}

/// What a source says an item is about.
fn write_subjects(conn: &Connection, item: i64, subjects: &[String]) -> Result<(), StoreError> {
    match subjects.is_empty() {
        true => conn
            .prepare_cached("DELETE FROM subjects WHERE item = ?1")?
            .execute([item])?,
        false => conn
            .prepare_cached("INSERT OR REPLACE INTO subjects (item, names) VALUES (?1, ?2)")?
            .execute(params![item, serde_json::to_string(subjects)?])?,
    };
    Ok(())
}

/// Of all that is written, so that an unchanged item is known by one number.
fn hash_of(record: &Record) -> i64 {
    let mut hash = Xxh3::new();
    let mut add = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    add(&record.title);
    add(record.link.as_deref().unwrap_or("-"));
    add(record.journal.as_deref().unwrap_or("-"));
    add(record.badge.map_or("-", Badge::word));
    add(record.html.as_deref().unwrap_or("-"));
    for author in &record.authors {
        add(author);
    }
    add("/");
    for subject in &record.subjects {
        add(subject);
    }
    add("/");
    for name in &record.work_keys {
        add(name);
    }
    for topic in &record.topics {
        hash.update(&topic.0.to_le_bytes());
    }
    hash.update(
        &record
            .published
            .map_or(i64::MIN, |time| time.0)
            .to_le_bytes(),
    );
    hash.digest().cast_signed()
}
