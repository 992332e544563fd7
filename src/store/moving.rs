//! A source that goes to live at another address: by itself, or because the
//! person said so. Either way it is one step that can be taken back.
//!
//! Nothing here decides whether a redirect is believed; see `health`.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::id::SourceId;
use crate::domain::link;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sources;
use crate::store::undo;
use crate::store::undo::Change;

/// Where a source lives. Stored as JSON in `undo`: names here never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Home {
    pub address: String,
    pub moved_from: Option<String>,
    /// Where it may not go by itself.
    pub stays_off: Option<String>,
}

impl Store {
    /// Moves a source to an address that the person chose; it is due at once.
    ///
    /// # Errors
    ///
    /// [`StoreError::AddressTaken`] where another source lives or lived there.
    pub fn readdress(
        &mut self,
        source: SourceId,
        address: &str,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        let address = address.trim();
        if address.is_empty() {
            return Err(StoreError::EmptyAddress);
        }
        self.write(Lane::Person, |conn| {
            if let Some(holder) = sources::holder(conn, address)?
                && holder.id != source.0
            {
                return Err(StoreError::AddressTaken(holder.title));
            }
            let Some((sentence, change)) = step(conn, source.0, address)? else {
                return Ok(());
            };
            undo::perform(conn, &sentence, &[change], now)
        })
    }
}

/// Moves a source as its redirects say. What the person took back before can
/// still be done again: this step stands beside theirs.
pub(super) fn move_by_itself(
    conn: &Connection,
    source: i64,
    address: &str,
    now: UtcTime,
) -> Result<(), StoreError> {
    let Some((sentence, change)) = step(conn, source, address)? else {
        return Ok(());
    };
    undo::perform_beside(conn, &sentence, &[change], now)
}

/// The step that moves a source; `None` where it lives there.
fn step(
    conn: &Connection,
    source: i64,
    address: &str,
) -> Result<Option<(String, Change)>, StoreError> {
    let was = conn
        .prepare_cached("SELECT address, moved_from, stays_off FROM sources WHERE id = ?1")?
        .query_one([source], |row| {
            Ok(Home {
                address: row.get(0)?,
                moved_from: row.get(1)?,
                stays_off: row.get(2)?,
            })
        })
        .optional()?
        .ok_or(StoreError::NoSuchSource(SourceId(source)))?;
    if was.address == address {
        return Ok(None);
    }
    let is = Home {
        address: address.to_string(),
        moved_from: Some(was.address.clone()),
        stays_off: None,
    };
    // Taken back, it stays off that address, whoever led it there.
    let was = Home {
        stays_off: Some(address.to_string()),
        ..was
    };
    let title = sources::title_of(conn, source)?;
    let sentence = format!("moved {title} to {}", link::without_secrets(address));
    Ok(Some((sentence, Change::Moved { source, was, is })))
}

/// Writes where a source lives. What its server said at the other address means
/// nothing here, and it is due at once.
pub(super) fn write(conn: &Connection, source: i64, home: &Home) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO former_addresses (address, source)
         SELECT address, id FROM sources WHERE id = ?1",
    )?
    .execute([source])?;
    conn.prepare_cached("DELETE FROM former_addresses WHERE address = ?1")?
        .execute([&home.address])?;
    conn.prepare_cached(
        "UPDATE sources
         SET address = ?2, host = ?3, moved_from = ?4, stays_off = ?5
         WHERE id = ?1",
    )?
    .execute(params![
        source,
        home.address,
        sources::host_of(&home.address),
        home.moved_from,
        home.stays_off
    ])?;
    conn.prepare_cached(
        "UPDATE fetch_state
         SET etag = NULL, last_modified = NULL, next_try = last_tried, moving_to = NULL,
             n_moving = 0, n_not_found = 0, gone = 0, offers = NULL
         WHERE source = ?1",
    )?
    .execute([source])?;
    sources::retitle(conn, source)
}
