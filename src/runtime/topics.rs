//! The store's topics kept in step with the person's file.

use std::path::Path;

use crate::config::topics;
use crate::domain::query::Query;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::problem::Problem;
use crate::store::Reader;
use crate::store::Store;

/// The topics, with the ids the store gives them.
pub struct Topics {
    pub known: Vec<Topic>,
    /// Whether the file says something else than the store did, so that the
    /// cache wants matching again.
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
    let stored = Reader::open(store.folder())?
        .overview(&Query::default())?
        .topics;
    let said = |topics: &[Topic]| -> Vec<(String, Vec<String>)> {
        let pairs = topics
            .iter()
            .map(|topic| (topic.name.clone(), topic.words.clone()));
        pairs.collect()
    };
    if said(&wanted) == said(&stored) {
        return Ok(Topics {
            known: stored,
            changed: false,
        });
    }
    Ok(Topics {
        known: store.set_topics(&wanted, now)?,
        changed: true,
    })
}
