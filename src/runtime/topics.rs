//! The store's topics kept in step with the person's file.

use std::path::Path;

use crate::config::topics;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::problem::Problem;
use crate::store::Store;

/// The topics, with the ids the store gives them.
pub struct Topics {
    pub known: Vec<Topic>,
    /// Whether the cache wants matching again: the file says something else
    /// than the store did, or an earlier matching was broken off.
    pub changed: bool,
}

/// Reads the person's file and brings the store in step with it; writes
/// nothing where nothing changed.
///
/// # Errors
///
/// A sentence where the file cannot be understood or the store not written.
pub fn in_step(store: &mut Store, file: &Path, now: UtcTime) -> Result<Topics, Problem> {
    let wanted = topics::read(file)?;
    let known = store.set_topics(&wanted, now)?;
    Ok(Topics {
        changed: store.must_rematch()?,
        known,
    })
}
