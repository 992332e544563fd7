//! How asking a source goes, and what its answers say about itself.
//!
//! Kept up by every answer, good or not; nothing here touches an item.

use rusqlite::Connection;
use rusqlite::params;

use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Validators;
use crate::domain::item::SourceInfo;
use crate::store::error::StoreError;
use crate::store::sources;

pub(super) fn note_failure(
    conn: &Connection,
    intake: &Intake,
    why: &str,
    gone: bool,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO fetch_state (source, next_try, last_tried, n_failures, n_tries, gone, what)
         VALUES (?1, ?2, ?3, 1, 1, ?4, ?5)
         ON CONFLICT (source) DO UPDATE SET
             next_try = excluded.next_try,
             last_tried = excluded.last_tried,
             n_tries = iif(n_failures = 0, 1, n_tries + 1),
             n_failures = n_failures + 1,
             gone = excluded.gone,
             what = excluded.what",
    )?
    .execute(params![
        intake.source.0,
        intake.next_try.0,
        intake.tried.0,
        gone,
        why
    ])?;
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

/// Follows a permanent redirect, unless somebody lives there already.
pub(super) fn move_to(conn: &Connection, source: i64, address: &str) -> Result<(), StoreError> {
    let n_moved = conn
        .prepare_cached(
            "UPDATE OR IGNORE sources
             SET moved_from = address, address = ?2, host = ?3
             WHERE id = ?1 AND address <> ?2 AND ?2 <> ''",
        )?
        .execute(params![source, address, sources::host_of(address)])?;
    match n_moved {
        0 => Ok(()),
        _ => sources::retitle(conn, source),
    }
}
