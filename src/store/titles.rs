//! Works that a title joins, and works that are about another by their titles.
//!
//! Found through one index on the title's number; the titles themselves and
//! all else that must agree are compared in `domain::member`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::about::Relation;
use crate::domain::id::WorkId;
use crate::domain::member;
use crate::domain::member::Member;
use crate::domain::member::joined_by_title;
use crate::domain::same::WINDOW_DAYS;
use crate::domain::same::contradict;
use crate::domain::time::UtcTime;
use crate::domain::work::Related;
use crate::store::error::StoreError;
use crate::store::evidence;
use crate::store::evidence::Piece;
use crate::store::joining::Newcomer;

/// A title that so many items have within the window names a series.
const SERIES: usize = 16;

/// Works that the newcomer's title joins it to, besides those it was found in.
/// None where two of them contradict each other: then the title does not say
/// which.
pub(super) fn works_of(
    conn: &Connection,
    item: &Newcomer<'_>,
    found: &BTreeSet<i64>,
) -> Result<Vec<i64>, StoreError> {
    let Some(title_key) = item.title_key else {
        return Ok(Vec::new());
    };
    let candidates = candidates(conn, item, title_key)?;
    let elsewhere = candidates.keys().any(|work| !found.contains(work));
    if !elsewhere {
        return Ok(Vec::new());
    }
    // Joining them must not put two things of one source under one title, nor
    // two identifiers of one kind.
    let mut names = item.member.names.clone();
    let mut sources = BTreeSet::from([item.member.source.0]);
    for work in found {
        names.extend(evidence::names_of_work(conn, *work)?);
        if item.work != Some(*work) {
            sources.extend(sources_of(conn, *work)?);
        }
    }
    let mut joined: Vec<(i64, Vec<String>)> = Vec::new();
    for (work, pieces) in candidates {
        if found.contains(&work) {
            continue;
        }
        let theirs = evidence::names_of_work(conn, work)?;
        let agrees = pieces.iter().any(|piece| {
            // Preprints are known by names too; contradictions are for below.
            let is_preprint = theirs.iter().any(|name| member::names_preprint(name));
            let them = Member {
                preprint: piece.member.preprint || is_preprint,
                ..piece.member.clone()
            };
            joined_by_title(item.member, &them).is_some()
        });
        if !agrees {
            continue;
        }
        // The same title under other names: it does not say which it means.
        let means_two = contradict(&names, &theirs)
            || joined.iter().any(|(_, others)| contradict(others, &theirs));
        if means_two {
            return Ok(Vec::new());
        }
        let of_work = sources_of(conn, work)?;
        if sources.is_disjoint(&of_work) {
            sources.extend(of_work);
            joined.push((work, theirs));
        }
    }
    Ok(joined.into_iter().map(|(work, _)| work).collect())
}

/// Items under the title within the window, by their works; none for a series.
fn candidates(
    conn: &Connection,
    item: &Newcomer<'_>,
    title_key: i64,
) -> Result<BTreeMap<i64, Vec<Piece>>, StoreError> {
    let window = WINDOW_DAYS * 86_400;
    let time = item.member.time.0;
    let mut statement = conn.prepare_cached(
        "SELECT i.id, i.source, i.key, i.title, i.link, i.time, i.authors,
                COALESCE(i.journal, s.own), i.badge, i.work
         FROM items i CROSS JOIN sources s ON s.id = i.source
         WHERE i.title_key = ?1 AND i.time BETWEEN ?2 AND ?3
         LIMIT ?4",
    )?;
    let mut rows = statement.query(params![
        title_key,
        time - window,
        time + window,
        SERIES as i64 + 1
    ])?;
    let mut found: BTreeMap<i64, Vec<Piece>> = BTreeMap::new();
    let mut n_found = 0;
    while let Some(row) = rows.next()? {
        n_found += 1;
        let piece = evidence::read_piece(row)?;
        if piece.own != item.own {
            found.entry(row.get(9)?).or_default().push(piece);
        }
    }
    match n_found > SERIES {
        true => Ok(BTreeMap::new()),
        false => Ok(found),
    }
}

fn sources_of(conn: &Connection, work: i64) -> Result<BTreeSet<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT source FROM items WHERE work = ?1")?
        .query_map([work], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// What the touched works warn of is touched as well: a notice gives its badge
/// to the paper it is about, whichever of the two came first.
pub(super) fn touch_warned(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO touched (work)
         SELECT i.work
         FROM touched t
         CROSS JOIN items a ON a.work = t.work
         CROSS JOIN badges b ON b.notice = a.about
         CROSS JOIN items i ON i.title_key = a.about_key",
    )?
    .execute([])?;
    Ok(())
}

/// Works about this one, what this one is about, and its versions; those that
/// warn first.
pub(super) fn related(conn: &Connection, work: i64) -> Result<Vec<Related>, StoreError> {
    let mut found: Vec<Related> = Vec::new();
    let mut add = |related: Related| {
        if !found.iter().any(|known| known.work == related.work) {
            found.push(related);
        }
    };
    let mut statement = conn.prepare_cached(
        "SELECT i.work, i.title, s.title, i.time, i.about, 0
         FROM items i CROSS JOIN sources s ON s.id = i.source
         WHERE i.about_key IN (SELECT title_key FROM items WHERE work = ?1)
           AND i.work <> ?1
         UNION ALL
         SELECT i.work, i.title, s.title, i.time, a.about, 1
         FROM items a
         CROSS JOIN items i ON i.title_key = a.about_key
         CROSS JOIN sources s ON s.id = i.source
         WHERE a.work = ?1 AND a.about_key IS NOT NULL AND i.work <> ?1
         LIMIT 64",
    )?;
    let mut rows = statement.query([work])?;
    while let Some(row) = rows.next()? {
        let word: String = row.get(4)?;
        if let Some(relation) = Relation::from_word(&word) {
            add(Related {
                work: WorkId(row.get(0)?),
                title: row.get(1)?,
                source_title: row.get(2)?,
                published: UtcTime(row.get(3)?),
                relation,
                is_about_other: row.get(5)?,
            });
        }
    }
    for version in versions(conn, work)? {
        add(version);
    }
    found.sort_by_key(|related| (related.relation, std::cmp::Reverse(related.published)));
    Ok(found)
}

/// The preprint of a paper, or the paper of a preprint: one title, and only
/// one of the two a preprint.
fn versions(conn: &Connection, work: i64) -> Result<Vec<Related>, StoreError> {
    let pieces = evidence::pieces(conn, work)?;
    let Some(speaker) = pieces.first() else {
        return Ok(Vec::new());
    };
    let is_preprint = pieces.iter().any(|piece| piece.member.is_preprint());
    let Some(title_key) = evidence::title_key(&speaker.member.title) else {
        return Ok(Vec::new());
    };
    let others: Vec<i64> = conn
        .prepare_cached(
            "SELECT DISTINCT work FROM items WHERE title_key = ?1 AND work <> ?2 LIMIT 8",
        )?
        .query_map([title_key, work], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for other in others {
        let pieces = evidence::pieces(conn, other)?;
        let other_is_preprint = pieces.iter().any(|piece| piece.member.is_preprint());
        if other_is_preprint == is_preprint {
            continue;
        }
        let Some(piece) = pieces.first() else {
            continue;
        };
        let source_title = conn
            .prepare_cached("SELECT title FROM sources WHERE id = ?1")?
            .query_one([piece.member.source.0], |row| row.get(0))?;
        found.push(Related {
            work: WorkId(other),
            title: piece.member.title.clone(),
            source_title,
            published: piece.member.time,
            relation: match other_is_preprint {
                true => Relation::Preprint,
                false => Relation::Published,
            },
            is_about_other: false,
        });
    }
    Ok(found)
}
