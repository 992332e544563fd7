//! Living lists at a refresh: which are due, and asking them.
//!
//! Nothing is written here; the writer takes in what came.

use std::path::Path;

use futures_util::future::join_all;

use crate::domain::living::Living;
use crate::domain::living::Reading;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::problem::Problem;
use crate::store::Reader;
use crate::sync;

/// The living lists to ask: those that are due, or every one.
///
/// # Errors
///
/// A sentence where the store cannot be read.
pub fn wanted(folder: &Path, all: bool, now: UtcTime) -> Result<Vec<Living>, Problem> {
    let mut lists = Reader::open(folder)?.living(now)?;
    lists.retain(|living| all || living.due);
    Ok(lists)
}

/// Asks them all at once.
pub async fn ask(client: &Client, lists: Vec<Living>) -> Vec<(Living, Reading)> {
    let asking = lists.into_iter().map(|living| async move {
        let reading = sync::living(client, &living).await;
        (living, reading)
    });
    join_all(asking).await
}
