//! Which catalogue holds: the shipped one, or a list of somebody else from a
//! file or an address, in its place or beside it.
//!
//! A list that cannot be had is told and never in the way: what was read of it
//! last time holds, else the shipped one.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::app::effect::Msg;
use crate::config;
use crate::config::catalogue::parse;
use crate::config::catalogue::shipped;
use crate::domain::catalogue::Catalogue;
use crate::net::Client;
use crate::runtime::wishes::net_settings;
use crate::sync::look;

/// The file of the last list that came from an address.
const KEPT: &str = "catalogue.toml";

/// Where the screen's catalogue lies, and what asking for it needs.
#[derive(Clone)]
pub struct Place {
    pub said: String,
    pub folder: PathBuf,
    pub fetch: config::Fetch,
}

impl Place {
    /// Reads it beside whoever asks, since it may lie elsewhere, and tells the
    /// screen.
    pub fn tell(&self, inbox: &mpsc::Sender<Msg>) {
        let (place, inbox) = (self.clone(), inbox.clone());
        tokio::spawn(async move {
            let read = load(&place.said, &place.folder, &place.fetch).await;
            let (catalogue, trouble) = (Arc::new(read.0), read.1);
            // The screen is gone only when all of rounds is ending.
            let _ = inbox.send(Msg::Catalogue { catalogue, trouble }).await;
        });
    }
}

/// The catalogue that `said` means: nothing, a file, or an http address; and
/// what could not be had, a sentence. `folder` is the data folder.
pub async fn load(said: &str, folder: &Path, fetch: &config::Fetch) -> (Catalogue, Option<String>) {
    let said = said.trim();
    if said.is_empty() {
        return (shipped().clone(), None);
    }
    if !said.starts_with("http://") && !said.starts_with("https://") {
        let text = fs::read_to_string(said).map_err(|error| error.to_string());
        return match text.map(|text| parse(&text, said)) {
            Ok(Ok(read)) => (beside(read), None),
            Ok(Err(error)) => ours(error.to_string()),
            Err(why) => ours(format!("{said} could not be read: {why}")),
        };
    }
    let kept = folder.join(KEPT);
    match asked(said, fetch).await {
        Ok(text) => match parse(&text, said) {
            Ok(read) => {
                if let Err(error) = fs::write(&kept, &text) {
                    tracing::error!("the list was not kept: {error}");
                }
                (beside(read), None)
            }
            Err(error) => last(&kept, error.to_string()),
        },
        Err(why) => last(&kept, format!("{said}: {why}")),
    }
}

async fn asked(address: &str, fetch: &config::Fetch) -> Result<String, String> {
    let client = Client::new(&net_settings(fetch)).map_err(|error| error.to_string())?;
    let response = look::fetch(&client, address).await?;
    String::from_utf8(response.body).map_err(|_| "it is no text".to_string())
}

fn beside((catalogue, adds): (Catalogue, bool)) -> Catalogue {
    match adds {
        true => shipped().clone().with(catalogue),
        false => catalogue,
    }
}

/// What was read last time, where there is such a thing.
fn last(kept: &Path, why: String) -> (Catalogue, Option<String>) {
    let read = fs::read_to_string(kept).ok();
    match read.and_then(|text| parse(&text, KEPT).ok()) {
        Some(read) => {
            let why = format!("{why}. The list is used as it was last read");
            (beside(read), Some(why))
        }
        None => ours(why),
    }
}

fn ours(why: String) -> (Catalogue, Option<String>) {
    let why = format!("{why}. The shipped catalogue is used");
    (shipped().clone(), Some(why))
}
