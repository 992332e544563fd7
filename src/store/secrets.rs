//! Which sources have a secret, and under which name it is kept elsewhere.
//!
//! No secret is ever read or written here.

use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::SourceId;
use crate::domain::secret;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sources;

impl Store {
    /// Notes that a secret is kept under an address, for the source that lives
    /// there or did so before it moved. `false` where there is none such.
    pub fn note_secret(&mut self, address: &str) -> Result<bool, StoreError> {
        self.write(Lane::Person, |conn| {
            let n_noted = conn
                .prepare_cached(
                    "UPDATE sources SET secret = ?1
                     WHERE id = (SELECT id FROM sources
                                 WHERE address = ?1 OR moved_from = ?1
                                 ORDER BY address <> ?1, id
                                 LIMIT 1)",
                )?
                .execute([address])?;
            Ok(n_noted > 0)
        })
    }

    /// Notes that a source has no secret any more; the name it had.
    pub fn forget_secret(&mut self, source: SourceId) -> Result<Option<String>, StoreError> {
        self.write(Lane::Person, |conn| {
            let name: Option<String> = conn
                .prepare_cached("SELECT secret FROM sources WHERE id = ?1")?
                .query_one([source.0], |row| row.get(0))
                .optional()?
                .ok_or(StoreError::NoSuchSource(source))?;
            conn.prepare_cached("UPDATE sources SET secret = NULL WHERE id = ?1")?
                .execute([source.0])?;
            Ok(name)
        })
    }

    /// Takes the secret out of an address that an older rounds wrote down with
    /// it; the address it is kept under from now on.
    pub fn clean_address(&mut self, source: SourceId) -> Result<String, StoreError> {
        self.write(Lane::Person, |conn| {
            let (address, moved_from): (String, Option<String>) = conn
                .prepare_cached("SELECT address, moved_from FROM sources WHERE id = ?1")?
                .query_one([source.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .ok_or(StoreError::NoSuchSource(source))?;
            let clean = secret::taken(&address).0;
            let moved_from = moved_from.map(|from| secret::taken(&from).0);
            let is_taken: bool = conn
                .prepare_cached("SELECT 1 FROM sources WHERE address = ?1 AND id <> ?2")?
                .exists(params![clean, source.0])?;
            // Two sources never share an address: a mark that no server sees
            // keeps them apart.
            let clean = match is_taken {
                true => format!("{clean}#{}", source.0),
                false => clean,
            };
            conn.prepare_cached(
                "UPDATE sources
                 SET address = ?2, moved_from = ?3, secret = ?4, host = ?5,
                     given = iif(given = address, ?2, given)
                 WHERE id = ?1",
            )?
            .execute(params![
                source.0,
                clean,
                moved_from,
                clean,
                sources::host_of(&clean)
            ])?;
            sources::retitle(conn, source.0)?;
            Ok(clean)
        })
    }
}

impl Reader {
    /// The names under which secrets are kept, and whether each one's source is
    /// followed.
    pub fn secret_names(&self) -> Result<Vec<(String, bool)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT secret, followed IS NOT NULL FROM sources
             WHERE secret IS NOT NULL
             ORDER BY id",
        )?;
        let names = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(names)
    }

    /// The name under which a source's secret is kept.
    pub fn secret_of(&self, source: SourceId) -> Result<Option<String>, StoreError> {
        self.conn
            .prepare_cached("SELECT secret FROM sources WHERE id = ?1")?
            .query_one([source.0], |row| row.get(0))
            .optional()?
            .ok_or(StoreError::NoSuchSource(source))
    }

    /// Addresses that an older rounds wrote down with a secret in them.
    pub fn addresses_with_secrets(&self) -> Result<Vec<(SourceId, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, address FROM sources WHERE address LIKE '%@%' ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((SourceId(row.get(0)?), row.get::<_, String>(1)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (source, address) = row?;
            if secret::taken(&address).1.is_some() {
                found.push((source, address));
            }
        }
        Ok(found)
    }
}
