//! Writing what a refresh brings.
//!
//! An item that is read again as it was costs one look; an empty answer
//! deletes nothing. One transaction holds all that is handed over at once.

use std::collections::HashMap;
use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use zstd::bulk::Compressor;

use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Taken;
use crate::domain::intake::Turn;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::domain::member::Member;
use crate::domain::time::UtcTime;
use crate::domain::undated;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::health;
use crate::store::items::Place;
use crate::store::items::add_item;
use crate::store::items::change_item;
use crate::store::items::hash_of;
use crate::store::items::lose_one;
use crate::store::items::topics_of_item;
use crate::store::items::turn_topics;
use crate::store::joining;
use crate::store::joining::Newcomer;
use crate::store::joining::Stand;
use crate::store::rulings;
use crate::store::sources;
use crate::store::topics;
use crate::store::works;

/// Measured on real abstracts: beyond 3 it costs more than it saves.
const ZSTD_LEVEL: i32 = 3;

impl Store {
    /// Writes answers in one transaction; what each of them brought, in the
    /// same order. An answer of a source nobody knows counts as failed.
    pub fn ingest(&mut self, intakes: &[Intake], now: UtcTime) -> Result<Vec<Taken>, StoreError> {
        let squeeze = Compressor::new(ZSTD_LEVEL).map_err(StoreError::Unpacking)?;
        self.write(Lane::Refresh, |conn| {
            works::begin(conn)?;
            let mut desk = Desk {
                now,
                squeeze,
                topics: topics::wanted_ids(conn)?,
            };
            let mut taken = Vec::with_capacity(intakes.len());
            for intake in intakes {
                taken.push(take(conn, intake, &mut desk)?);
            }
            works::note_touched(conn)?;
            works::settle(conn)?;
            Ok(taken)
        })
    }
}

/// What all answers of a transaction are taken with.
struct Desk {
    now: UtcTime,
    squeeze: Compressor<'static>,
    /// The topics there are: an answer may have been matched before they changed.
    topics: Vec<TopicId>,
}

fn take(conn: &Connection, intake: &Intake, desk: &mut Desk) -> Result<Taken, StoreError> {
    let now = desk.now;
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
            unreachable,
            told,
        } => {
            if health::note_failure(conn, intake, why, *gone, *unreachable, told)? {
                let title = sources::title_of(conn, source)?;
                taken.turn = Some(Turn::Gone { title });
            }
            // Who was not asked has not failed.
            match told.unasked {
                true => taken.waits = Some(intake.next_try),
                false => taken.failed = true,
            }
        }
        Outcome::Unchanged {
            by_server,
            validators,
            moved_to,
        } => {
            let what = match by_server {
                true => "not changed (304)",
                false => "not changed",
            };
            taken.turn = answered(conn, intake, what, validators, moved_to.as_deref(), now)?;
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
            taken.n_items = u32::try_from(records.len()).unwrap_or(u32::MAX);
            taken.n_new = take_records(conn, source, info, records, desk)?;
            let what = match taken.n_new {
                0 => "nothing new".to_string(),
                n => format!("new {n}"),
            };
            taken.turn = answered(conn, intake, &what, validators, moved_to.as_deref(), now)?;
            conn.prepare_cached(
                "UPDATE fetch_state
                 SET body_hash = ?2, n_bytes = ?3, n_skipped = ?4, min_interval = ?5, format = ?6,
                     skip_hours = ?7, skip_days = ?8
                 WHERE source = ?1",
            )?
            .execute(params![
                source,
                body_hash,
                i64::try_from(*n_bytes).unwrap_or(i64::MAX),
                skipped.len() as i64,
                info.min_interval,
                info.format,
                info.skips.hours,
                info.skips.days,
            ])?;
        }
    }
    Ok(taken)
}

/// Notes a good answer and where it was redirected to; where the source moved,
/// what its new server said still holds.
fn answered(
    conn: &Connection,
    intake: &Intake,
    what: &str,
    validators: &Validators,
    moved_to: Option<&str>,
    now: UtcTime,
) -> Result<Option<Turn>, StoreError> {
    health::note_answer(conn, intake, what, validators)?;
    let turn = health::note_redirect(conn, intake.source.0, moved_to, now)?;
    if turn.is_some() {
        health::note_again(conn, intake, validators)?;
    }
    Ok(turn)
}

fn take_records(
    conn: &Connection,
    source: i64,
    info: &SourceInfo,
    records: &[Record],
    desk: &mut Desk,
) -> Result<u32, StoreError> {
    let shared = shared_links(info, records);
    for name in &shared {
        joining::spoil(conn, name)?;
    }
    note_carried(conn, source, records)?;
    let behind = match is_first_answer(conn, source)? {
        true => {
            let dated = records.iter().filter_map(|record| record.published);
            let place = undated::place(dated, info.as_of, desk.now);
            Some(UtcTime(works::time_of(Some(place), desk.now)))
        }
        false => None,
    };
    // Of two entries under one key the first holds; they are told apart by
    // nothing, and taking turns would rewrite both each time.
    let mut seen = HashSet::new();
    let (dated, undated): (Vec<&Record>, Vec<&Record>) = records
        .iter()
        .filter(|record| seen.insert(record.key.as_str()))
        .partition(|record| record.published.is_some());
    let mut n_new = 0;
    // What has no date has its feed's order, and of one second the last that is
    // written stands above.
    for record in dated.into_iter().chain(undated.into_iter().rev()) {
        if take_record(conn, source, info, record, behind, desk)? {
            n_new += 1;
        }
    }
    Ok(n_new)
}

/// Whether a source was never read since it is followed: what it carries then
/// is not what came while somebody waited for it.
fn is_first_answer(conn: &Connection, source: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM sources s LEFT JOIN fetch_state f ON f.source = s.id
             WHERE s.id = ?1 AND (f.last_good IS NULL OR f.last_good < s.followed)",
        )?
        .exists([source])?)
}

/// Remembers what a source carries, so that nothing is let go which the next
/// answer would bring back. An empty answer says nothing of that.
fn note_carried(conn: &Connection, source: i64, records: &[Record]) -> Result<(), StoreError> {
    if records.is_empty() {
        return Ok(());
    }
    let keys: Vec<u8> = records
        .iter()
        .flat_map(|record| evidence::hash(&record.key).to_le_bytes())
        .collect();
    conn.prepare_cached("INSERT OR REPLACE INTO carried (source, keys) VALUES (?1, ?2)")?
        .execute(params![source, keys])?;
    Ok(())
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

/// Writes an item; whether a work was made for it. Where it is not dated and
/// there is a place `behind` the news, a new work stands there.
fn take_record(
    conn: &Connection,
    source: i64,
    info: &SourceInfo,
    record: &Record,
    behind: Option<UtcTime>,
    desk: &mut Desk,
) -> Result<bool, StoreError> {
    let now = desk.now;
    let hash = hash_of(record)?;
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
    let own = evidence::own_name(source, &record.key);
    let ruled = rulings::of(conn, &own)?;
    let member = Member {
        source: SourceId(source),
        title: record.title.clone(),
        link: record.link.clone(),
        time: UtcTime(time),
        authors: record.authors.clone(),
        journal: record.journal.clone().or_else(|| own_title(info)),
        names: work_keys,
        by_hand: ruled.by_hand,
        alone: ruled.alone,
        preprint: record.badge == Some(Badge::Preprint),
    };
    let newcomer = Newcomer {
        own: &own,
        work: stored.map(|(_, work, ..)| work),
        title_key: evidence::title_key(&record.title).filter(|_| !ruled.alone),
        member: &member,
        stand: match (record.published, behind) {
            (Some(_), _) => Stand::Dated,
            (None, Some(place)) => Stand::Guessed(place),
            (None, None) => Stand::Known,
        },
    };
    let (work, made) = joining::work_for(conn, &newcomer, now)?;
    let mut topics = record.topics.clone();
    topics.retain(|topic| desk.topics.contains(topic));
    topics.sort_unstable();
    topics.dedup();
    let before = match stored {
        Some((item, ..)) => topics_of_item(conn, item)?,
        None => Vec::new(),
    };
    if lose_one(&before, &topics) {
        works::unlist_one(conn, work)?;
    }
    let place = Place {
        source,
        work,
        hash,
        time,
        title_key: newcomer.title_key,
    };
    let item = match stored {
        Some((item, ..)) => {
            change_item(conn, record, &place)?;
            item
        }
        None => add_item(conn, record, &place)?,
    };
    turn_topics(conn, item, &before, &topics)?;
    // The names of the only item of a work are the work's.
    if !made || ruled.alone {
        evidence::write_names(conn, item, work, &record.work_keys, ruled.alone)?;
    }
    if let Some(html) = record.html.as_deref().filter(|html| !html.is_empty()) {
        let packed = desk
            .squeeze
            .compress(html.as_bytes())
            .map_err(StoreError::Unpacking)?;
        conn.prepare_cached(
            "INSERT OR REPLACE INTO bodies (item, n_bytes, html) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![item, html.len() as i64, packed])?;
    }
    Ok(made)
}

/// What the source calls itself, for items that name no journal.
fn own_title(info: &SourceInfo) -> Option<String> {
    Some(info.title.clone()).filter(|title| !title.is_empty())
}
