//! Rows of `items`: what one source says about one thing, and its topics.
//!
//! Nothing here decides which work an item belongs to.

use rusqlite::Connection;
use rusqlite::params;
use xxhash_rust::xxh3::Xxh3;

use crate::domain::about;
use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::intake::Record;
use crate::store::error::StoreError;
use crate::store::evidence;

/// What goes into an item's row beside its record.
pub(super) struct Place {
    pub source: i64,
    /// The work it belongs to; an item that has one is moved by merging alone.
    pub work: i64,
    pub hash: i64,
    pub time: i64,
    /// Its title as titles are looked up; `None` where it joins by none.
    pub title_key: Option<i64>,
}

/// Writes an item that its source never had before; gives its id.
pub(super) fn add_item(
    conn: &Connection,
    record: &Record,
    place: &Place,
) -> Result<i64, StoreError> {
    write_item(
        conn,
        "INSERT INTO items (source, key, work, hash, time, title, link, published, authors,
                            journal, badge, badge_why, details, headings, title_key, about,
                            about_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        record,
        place,
    )?;
    Ok(conn.last_insert_rowid())
}

/// Writes what its source says now over an item; its work stays.
pub(super) fn change_item(
    conn: &Connection,
    record: &Record,
    place: &Place,
) -> Result<(), StoreError> {
    write_item(
        conn,
        "UPDATE items SET
             hash = ?4, time = ?5, title = ?6, link = ?7, published = ?8, authors = ?9,
             journal = ?10, badge = ?11, badge_why = ?12, details = ?13, headings = ?14,
             title_key = ?15, about = ?16, about_key = ?17
         WHERE source = ?1 AND key = ?2",
        record,
        place,
    )
}

/// One list of what is bound, for both.
fn write_item(
    conn: &Connection,
    sql: &str,
    record: &Record,
    place: &Place,
) -> Result<(), StoreError> {
    let about = about::about(&record.title);
    conn.prepare_cached(sql)?.execute(params![
        place.source,
        record.key,
        place.work,
        place.hash,
        place.time,
        record.title,
        record.link,
        record.published.map(|time| time.0),
        serde_json::to_string(&record.authors)?,
        record.journal,
        record.badge.map(Badge::word),
        record.badge_why,
        details_json(record)?,
        serde_json::to_string(&record.headings)?,
        place.title_key,
        about.as_ref().map(|(relation, _)| relation.word()),
        about.as_ref().map(|(_, title)| evidence::hash(title)),
    ])?;
    Ok(())
}

/// `NULL` where there is nothing to say, which is most often.
fn details_json(record: &Record) -> Result<Option<String>, StoreError> {
    match record.details.is_empty() {
        true => Ok(None),
        false => Ok(Some(serde_json::to_string(&record.details)?)),
    }
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

/// Whether other topics take one away from an item: only then must its work leave
/// its timelines before [`turn_topics`].
pub(super) fn lose_one(before: &[TopicId], topics: &[TopicId]) -> bool {
    !before.iter().all(|topic| topics.contains(topic))
}

/// Gives an item other topics than it has, each once and wanted. Its work must
/// have left its timelines before, where one is taken away.
pub(super) fn turn_topics(
    conn: &Connection,
    item: i64,
    before: &[TopicId],
    topics: &[TopicId],
) -> Result<(), StoreError> {
    for lost in before.iter().filter(|topic| !topics.contains(topic)) {
        conn.prepare_cached("DELETE FROM item_topics WHERE item = ?1 AND topic = ?2")?
            .execute([item, lost.0])?;
    }
    for new in topics.iter().filter(|topic| !before.contains(topic)) {
        conn.prepare_cached("INSERT INTO item_topics (item, topic) VALUES (?1, ?2)")?
            .execute([item, new.0])?;
    }
    Ok(())
}

/// Of all that is written, so that an unchanged item is known by one number.
pub(super) fn hash_of(record: &Record) -> Result<i64, StoreError> {
    let mut hash = Xxh3::new();
    let mut add = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    // What is made of a record changed; what is in the cache is read anew.
    add("2");
    add(&record.title);
    add(record.link.as_deref().unwrap_or("-"));
    add(record.journal.as_deref().unwrap_or("-"));
    add(record.badge.map_or("-", Badge::word));
    add(record.badge_why.as_deref().unwrap_or("-"));
    add(record.html.as_deref().unwrap_or("-"));
    add(details_json(record)?.as_deref().unwrap_or("-"));
    for author in &record.authors {
        add(author);
    }
    add("/");
    for name in &record.work_keys {
        add(name);
    }
    add("/");
    for heading in &record.headings {
        add(heading);
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
    Ok(hash.digest().cast_signed())
}
