//! Where the person stood when they left: one text that only the app reads.

use rusqlite::OptionalExtension;

use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;

impl Store {
    /// Remembers where the person stands.
    pub fn set_session(&mut self, session: &str) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            conn.prepare_cached("INSERT OR REPLACE INTO session (one, value) VALUES (1, ?1)")?
                .execute([session])?;
            Ok(())
        })
    }
}

impl Reader {
    /// Where the person stood; `None` at the first start.
    pub fn session(&self) -> Result<Option<String>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM session WHERE one = 1")?
            .query_one([], |row| row.get(0))
            .optional()?)
    }
}
