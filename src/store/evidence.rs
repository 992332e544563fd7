//! What joins each item to its work: the names its own source gives it, its
//! title as titles are compared, and what it is about.
//!
//! Names of single items are not written: while a work has one item, its
//! names are the work's. They are written down when a second one comes.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::ident;
use crate::domain::link;
use crate::domain::member::Member;
use crate::domain::same::plain_title;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::rulings;

/// How an item is named in kept tables, which outlive its row. In the cache it is
/// found by what this is made of, and not written a second time.
pub(super) fn own_name(source: i64, key: &str) -> String {
    format!("item:{source}/{key}")
}

/// The same in SQL, of the items `i`.
pub(super) const OWN_NAME: &str = "'item:' || i.source || '/' || i.key";

/// The work of an item that is in the cache, by its own name.
pub(super) fn work_of_item(conn: &Connection, own: &str) -> Result<Option<i64>, StoreError> {
    let parts = own
        .strip_prefix("item:")
        .and_then(|rest| rest.split_once('/'));
    let Some((source, key)) = parts else {
        return Ok(None);
    };
    let Ok(source) = source.parse::<i64>() else {
        return Ok(None);
    };
    Ok(conn
        .prepare_cached("SELECT work FROM items WHERE source = ?1 AND key = ?2")?
        .query_one(params![source, key], |row| row.get(0))
        .optional()?)
}

/// An item of a work with what joining looks at.
pub(super) struct Piece {
    pub item: i64,
    pub own: String,
    pub member: Member,
}

/// The number under which titles are looked up; 64 bits, so that two of ten
/// million titles meet by chance once in three hundred thousand libraries;
/// whoever finds by it compares the titles themselves.
pub(super) fn title_key(title: &str) -> Option<i64> {
    plain_title(title).map(|plain| hash(&plain))
}

pub(super) fn hash(plain: &str) -> i64 {
    xxh3_64(plain.as_bytes()).cast_signed()
}

/// Writes down the names a record gives its item, where its work has other
/// items too or it stands alone.
pub(super) fn write_names(
    conn: &Connection,
    item: i64,
    work: i64,
    names: &[String],
    alone: bool,
) -> Result<(), StoreError> {
    let has_company = conn
        .prepare_cached("SELECT 1 FROM items WHERE work = ?1 AND id <> ?2")?
        .exists([work, item])?;
    if has_company || alone {
        conn.prepare_cached("DELETE FROM item_names WHERE item = ?1")?
            .execute([item])?;
        for name in names {
            add_name(conn, item, name)?;
        }
    }
    Ok(())
}

fn add_name(conn: &Connection, item: i64, name: &str) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR IGNORE INTO item_names (item, name) VALUES (?1, ?2)")?
        .execute(params![item, name])?;
    Ok(())
}

/// Writes down the names of the only item of a work, before another comes.
pub(super) fn write_down(conn: &Connection, work: i64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO item_names (item, name)
         SELECT i.id, n.key
         FROM items i CROSS JOIN work_keys n ON n.work = i.work
         WHERE i.work = ?1
           AND n.key NOT LIKE 'hand:%'
           AND (SELECT COUNT(*) FROM items o WHERE o.work = ?1) = 1",
    )?
    .execute([work])?;
    Ok(())
}

/// The items of a work, who speaks for it first.
pub(super) fn pieces(conn: &Connection, work: i64) -> Result<Vec<Piece>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.id, i.source, i.key, i.title, i.link, i.time, i.authors,
                COALESCE(i.journal, s.own), i.badge
         FROM items i JOIN sources s ON s.id = i.source
         WHERE i.work = ?1
         ORDER BY s.followed IS NULL, i.title = '', i.time, i.source, i.key",
    )?;
    let mut rows = statement.query([work])?;
    let mut pieces = Vec::new();
    while let Some(row) = rows.next()? {
        pieces.push(read_piece(row)?);
    }
    let names_of_work = match pieces.len() {
        1 => Some(names_of_work(conn, work)?),
        _ => None,
    };
    for piece in &mut pieces {
        let own_names = names_of_item(conn, piece.item)?;
        piece.member.names = match (own_names.is_empty(), &names_of_work) {
            (true, Some(names)) => names.clone(),
            // From before names were written down: what its link says.
            (true, None) => names_of_link(piece.member.link.as_deref()),
            (false, _) => own_names,
        };
        let ruled = rulings::of(conn, &piece.own)?;
        piece.member.alone = ruled.alone;
        piece.member.by_hand = ruled.by_hand;
    }
    Ok(pieces)
}

/// Columns: id, source, key, title, link, time, authors, journal, badge.
pub(super) fn read_piece(row: &rusqlite::Row<'_>) -> Result<Piece, StoreError> {
    let source: i64 = row.get(1)?;
    let key: String = row.get(2)?;
    let authors: String = row.get(6)?;
    let journal: Option<String> = row.get(7)?;
    let badge: Option<String> = row.get(8)?;
    Ok(Piece {
        item: row.get(0)?,
        own: own_name(source, &key),
        member: Member {
            source: SourceId(source),
            title: row.get(3)?,
            link: row.get(4)?,
            time: UtcTime(row.get(5)?),
            authors: serde_json::from_str(&authors)?,
            journal: journal.filter(|name| !name.is_empty()),
            preprint: badge.as_deref() == Some(Badge::Preprint.word()),
            ..Member::default()
        },
    })
}

fn names_of_item(conn: &Connection, item: i64) -> Result<Vec<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT name FROM item_names WHERE item = ?1")?
        .query_map([item], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The names of a work that say what it is, not what the person joined it by.
pub(super) fn names_of_work(conn: &Connection, work: i64) -> Result<Vec<String>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT key FROM work_keys
             WHERE work = ?1 AND key NOT LIKE 'hand:%'",
        )?
        .query_map([work], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn names_of_link(address: Option<&str>) -> Vec<String> {
    let Some(address) = address else {
        return Vec::new();
    };
    let found = ident::from_link(address);
    let names = found.iter().filter_map(ident::Identifier::key);
    names.chain(link::key(address)).collect()
}
