//! Living lists at a refresh: which are due, and asking them.
//!
//! Nothing is written here; the writer takes in what came.

use std::path::Path;
use std::path::PathBuf;

use futures_util::future::join_all;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::domain::living::Living;
use crate::domain::living::Reading;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::net::Settings;
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

/// Asks those that are wanted and tells the screen what each said.
pub async fn ask_wanted(
    folder: PathBuf,
    all: bool,
    now: UtcTime,
    settings: Settings,
    inbox: mpsc::Sender<Msg>,
) {
    let wanted = spawn_blocking(move || wanted(&folder, all, now)).await;
    // Where the store cannot be read the refresh says so.
    let Ok(Ok(lists)) = wanted else { return };
    if lists.is_empty() {
        return;
    }
    let Ok(Ok(client)) = spawn_blocking(move || Client::new(&settings)).await else {
        return;
    };
    for (living, reading) in ask(&client, lists).await {
        let news = FetchNews::Living(living.id, reading);
        let _ = inbox.send(Msg::Fetch(news)).await;
    }
}

/// Looks at the list at an address and tells the screen, as what it is or why
/// it is none.
pub async fn find(settings: Settings, address: String, inbox: mpsc::Sender<Msg>) {
    let asked = Living {
        address: address.clone(),
        ..Living::default()
    };
    let reading = match spawn_blocking(move || Client::new(&settings)).await {
        Ok(Ok(client)) => sync::living(&client, &asked).await,
        Ok(Err(error)) => Reading::Failed(error.to_string()),
        Err(error) => Reading::Failed(error.to_string()),
    };
    let news = match reading {
        Reading::Members { .. } => FetchNews::List(address, reading),
        Reading::Failed(why) => FetchNews::Feeds {
            address,
            found: Err(why),
        },
        Reading::Unchanged => return,
    };
    let _ = inbox.send(Msg::Fetch(news)).await;
}

/// Asks them all at once.
pub async fn ask(client: &Client, lists: Vec<Living>) -> Vec<(Living, Reading)> {
    let asking = lists.into_iter().map(|living| async move {
        let reading = sync::living(client, &living).await;
        (living, reading)
    });
    join_all(asking).await
}
