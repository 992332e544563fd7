//! How asking a source goes, and what its answers say about itself.
//!
//! Kept up by every answer, good or not; nothing here touches an item.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Told;
use crate::domain::intake::Turn;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::domain::source::LONGEST_WAIT;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::moving;
use crate::store::sources;

/// So many answers in a row that name one new address are believed: one alone
/// may be a hotel's login page or a server being rebuilt.
const BELIEVED: u32 = 2;

/// Notes a try that brought nothing; whether the source is gone only since now.
/// Gone it stays until a good answer.
pub(super) fn note_failure(
    conn: &Connection,
    intake: &Intake,
    why: &str,
    gone: bool,
    unreachable: bool,
    told: &Told,
) -> Result<bool, StoreError> {
    let source = intake.source.0;
    let was_gone: Option<bool> = conn
        .prepare_cached("SELECT gone FROM fetch_state WHERE source = ?1")?
        .query_one([source], |row| row.get(0))
        .optional()?;
    let offers = match told.offers.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&told.offers)?),
    };
    // Who was not asked has not failed. "Not found" counts in a row, which
    // only another answer breaks.
    conn.prepare_cached(
        "INSERT INTO fetch_state (source, next_try, last_tried, n_failures, n_tries, gone, what,
                                  n_not_found, missed, offers)
         VALUES (?1, ?2, ?3, iif(?7, 0, 1), 1, ?4, ?5, ?6, ?8, ?9)
         ON CONFLICT (source) DO UPDATE SET
             next_try = excluded.next_try,
             last_tried = excluded.last_tried,
             n_tries = iif(?7, n_tries, iif(n_failures = 0, 1, n_tries + 1)),
             n_failures = n_failures + excluded.n_failures,
             gone = gone OR excluded.gone,
             what = excluded.what,
             n_not_found = iif(?6, n_not_found + 1, iif(?7 OR ?8, n_not_found, 0)),
             missed = excluded.missed,
             offers = iif(?7 OR ?8, offers, excluded.offers)",
    )?
    .execute(params![
        source,
        intake.next_try.0,
        intake.tried.0,
        gone,
        why,
        told.not_found,
        told.unasked,
        unreachable,
        offers,
    ])?;
    if let Some(until) = told.pause {
        pause_host(conn, source, until, intake.tried)?;
    }
    Ok(gone && was_gone != Some(true))
}

/// Leaves a source's whole host alone: none of its sources is due before, in
/// this run of the program or the next.
fn pause_host(
    conn: &Connection,
    source: i64,
    until: UtcTime,
    now: UtcTime,
) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM host_pauses WHERE until <= ?1 OR until > ?2")?
        .execute([now.0, now.plus(LONGEST_WAIT).0])?;
    conn.prepare_cached(
        "INSERT INTO host_pauses (host, until) SELECT host, ?2 FROM sources WHERE id = ?1
         ON CONFLICT (host) DO UPDATE SET until = MAX(until, excluded.until)",
    )?
    .execute([source, until.0])?;
    // A few minutes apart by their number, not all in the moment it ends.
    conn.prepare_cached(
        "UPDATE fetch_state SET next_try = MAX(next_try, ?2 + source % 300)
         WHERE source IN (SELECT o.id FROM sources o JOIN sources s ON s.host = o.host
                          WHERE s.id = ?1)",
    )?
    .execute([source, until.0])?;
    Ok(())
}

pub(super) fn note_answer(
    conn: &Connection,
    intake: &Intake,
    what: &str,
    validators: &Validators,
) -> Result<(), StoreError> {
    // A 304 may come without validators: then the old ones hold.
    conn.prepare_cached(
        "INSERT INTO fetch_state (source, next_try, last_tried, last_good, n_tries, n_answers,
                                  sum_ms, what, etag, last_modified)
         VALUES (?1, ?2, ?3, ?3, 1, 1, ?4, ?5, ?6, ?7)
         ON CONFLICT (source) DO UPDATE SET
             next_try = excluded.next_try,
             last_tried = excluded.last_tried,
             last_good = excluded.last_good,
             n_tries = iif(n_failures = 0, 1, n_tries + 1),
             n_failures = 0,
             gone = 0,
             n_not_found = 0,
             missed = 0,
             offers = NULL,
             n_answers = n_answers + 1,
             sum_ms = sum_ms + excluded.sum_ms,
             what = excluded.what,
             etag = iif(?8, COALESCE(excluded.etag, etag), excluded.etag),
             last_modified =
                 iif(?8, COALESCE(excluded.last_modified, last_modified), excluded.last_modified)",
    )?
    .execute(params![
        intake.source.0,
        intake.next_try.0,
        intake.tried.0,
        intake.millis,
        what,
        validators.etag,
        validators.last_modified,
        matches!(intake.outcome, Outcome::Unchanged { .. }),
    ])?;
    Ok(())
}

/// Gives a source that has just moved back what this answer, which came from
/// its new address, said.
pub(super) fn note_again(
    conn: &Connection,
    intake: &Intake,
    validators: &Validators,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE fetch_state SET next_try = ?2, etag = ?3, last_modified = ?4 WHERE source = ?1",
    )?
    .execute(params![
        intake.source.0,
        intake.next_try.0,
        validators.etag,
        validators.last_modified
    ])?;
    Ok(())
}

pub(super) fn note_info(
    conn: &Connection,
    source: i64,
    info: &SourceInfo,
) -> Result<(), StoreError> {
    let n_changed = conn
        .prepare_cached(
            "UPDATE sources
             SET own = iif(?2 = '', own, ?2), home = COALESCE(?3, home)
             WHERE id = ?1 AND (own <> iif(?2 = '', own, ?2) OR home IS NOT COALESCE(?3, home))",
        )?
        .execute(params![source, info.title, info.home])?;
    match n_changed {
        0 => Ok(()),
        _ => sources::retitle(conn, source),
    }
}

/// Notes where a good answer was redirected to for good, or that it was not.
/// Two answers in a row that name the same address move the source, unless
/// somebody lives there or the person took that move back; tells where to.
pub(super) fn note_redirect(
    conn: &Connection,
    source: i64,
    to: Option<&str>,
    now: UtcTime,
) -> Result<Option<Turn>, StoreError> {
    let to = to.map(str::trim).filter(|to| !to.is_empty());
    let Some(to) = to else {
        conn.prepare_cached(
            "UPDATE fetch_state SET moving_to = NULL, n_moving = 0
             WHERE source = ?1 AND moving_to IS NOT NULL",
        )?
        .execute([source])?;
        return Ok(None);
    };
    conn.prepare_cached(
        "UPDATE fetch_state
         SET n_moving = iif(moving_to = ?2, n_moving + 1, 1), moving_to = ?2
         WHERE source = ?1",
    )?
    .execute(params![source, to])?;
    let (was, stays_off, n_moving): (String, Option<String>, u32) = conn
        .prepare_cached(
            "SELECT s.address, s.stays_off, f.n_moving
             FROM sources s JOIN fetch_state f ON f.source = s.id
             WHERE s.id = ?1",
        )?
        .query_one([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let is_free = match sources::holder(conn, to)? {
        Some(holder) => holder.id == source,
        None => true,
    };
    if n_moving < BELIEVED || was == to || stays_off.as_deref() == Some(to) || !is_free {
        return Ok(None);
    }
    let title = sources::title_of(conn, source)?;
    moving::move_by_itself(conn, source, to, now)?;
    Ok(Some(Turn::Moved {
        title,
        to: to.to_string(),
    }))
}
