//! Which work a reference of a file is: by its identifiers, by its address
//! where that is the address of one work, by its words.
//!
//! Only asks; nothing is written here.

use std::collections::HashMap;
use std::collections::HashSet;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::id::WorkId;
use crate::domain::reference::Reference;
use crate::domain::text;
use crate::store::error::StoreError;
use crate::store::joining;
use crate::store::kept;

/// The kept row of the work that answers to one of a reference's names, the
/// strongest first; made where the work is only in the cache.
pub(super) fn holder(
    conn: &Connection,
    reference: &Reference,
    names: &[String],
) -> Result<Option<i64>, StoreError> {
    for name in names {
        let kept: Option<i64> = conn
            .prepare_cached("SELECT kept FROM kept_keys WHERE key = ?1")?
            .query_one([name], |row| row.get(0))
            .optional()?;
        let study = match kept {
            Some(study) => study,
            None => {
                let work: Option<i64> = conn
                    .prepare_cached("SELECT work FROM work_keys WHERE key = ?1")?
                    .query_one([name], |row| row.get(0))
                    .optional()?;
                match work {
                    Some(work) if !has_another_doi(conn, work, None, name, reference)? => {
                        kept::of_work(conn, WorkId(work))?.0
                    }
                    _ => continue,
                }
            }
        };
        let work = kept::work_of(conn, study)?;
        if !has_another_doi(conn, work, Some(study), name, reference)? {
            return Ok(Some(study));
        }
    }
    Ok(None)
}

/// Whether only an address is shared while the DOIs differ: a page of many
/// papers.
fn has_another_doi(
    conn: &Connection,
    work: i64,
    study: Option<i64>,
    name: &str,
    reference: &Reference,
) -> Result<bool, StoreError> {
    let Some(doi) = reference.doi.as_ref().filter(|_| name.starts_with("url:")) else {
        return Ok(false);
    };
    let (n_all, n_same): (i64, i64) = conn
        .prepare_cached(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE key = ?3)
             FROM (
                 SELECT key FROM work_keys WHERE work = ?1
                 UNION
                 SELECT key FROM kept_keys WHERE kept = ?2
             )
             WHERE key >= 'doi:' AND key < 'doi;'",
        )?
        .query_one(params![work, study, format!("doi:{doi}")], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(n_all > 0 && n_same == 0)
}

/// Addresses that in one file stand for works of different titles: the page of
/// a show, not of one of its episodes. They name none of them.
pub(super) fn shared_addresses(references: &[Reference]) -> HashSet<String> {
    let mut titles: HashMap<String, String> = HashMap::new();
    let mut shared = HashSet::new();
    for reference in references {
        let words = own_words(reference);
        for name in reference.keys() {
            if !name.starts_with("url:") {
                continue;
            }
            match titles.get(&name) {
                None => _ = titles.insert(name, words.clone()),
                Some(other) if *other == words => {}
                Some(_) => _ = shared.insert(name),
            }
        }
    }
    shared
}

/// What tells it from others in words.
fn own_words(reference: &Reference) -> String {
    match reference.title.is_empty() {
        true => text::fold(reference.text.as_deref().unwrap_or("")),
        false => text::fold(&reference.title),
    }
}

/// What a reference answers to; also by its words where it has no identifier,
/// so that the same file brought twice is not there twice.
pub(super) fn of(
    conn: &Connection,
    reference: &Reference,
    shared: &HashSet<String>,
) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for name in reference.keys() {
        let is_page = name.starts_with("url:");
        if !(is_page && (shared.contains(&name) || joining::is_spoiled(conn, &name)?)) {
            names.push(name);
        }
    }
    if names.iter().all(|name| name.starts_with("url:")) {
        let author = reference.authors.first().map(|person| person.listed());
        let words = format!(
            "{}\n{}\n{}\n{}",
            own_words(reference),
            reference.published.map_or(0, |day| day.year),
            author.unwrap_or_default(),
            reference.link.as_deref().unwrap_or("")
        );
        names.push(format!("words:{:016x}", xxh3_64(words.as_bytes())));
    }
    Ok(names)
}
