//! What undo would take back, told and not done.

use crate::store::Reader;
use crate::store::error::StoreError;

impl Reader {
    /// What undo would take back, the next first, as sentence parts.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn steps(&self, most: u32) -> Result<Vec<String>, StoreError> {
        let mut query = self.conn.prepare_cached(
            "SELECT sentence FROM undo
             WHERE undone = 0
             ORDER BY id DESC
             LIMIT ?1",
        )?;
        let steps = query.query_map([most], |row| row.get(0))?;
        Ok(steps.collect::<Result<_, _>>()?)
    }
}
