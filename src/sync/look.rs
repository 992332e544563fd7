//! Asking an address once, only to learn who answers there: for the catalogue's
//! check, and for files of ours that lie elsewhere.
//!
//! Nothing is remembered and nothing is handed on to be written.

use crate::net::Client;
use crate::net::Held;
use crate::sources;
use crate::sources::DecodeError;
use crate::sync::read;
use crate::sync::status;
use crate::sync::status::Way;
use crate::wire::Request;
use crate::wire::Response;

/// Who answers at an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// What it calls itself; may be empty.
    pub title: String,
    pub n_items: usize,
    /// Where permanent redirects led, if anywhere.
    pub moved_to: Option<String>,
}

/// Asks who is there.
///
/// # Errors
///
/// A sentence part: why nobody is, or that no feed is.
pub async fn who(client: &Client, address: &str) -> Result<Who, String> {
    let Some(kind) = sources::kind_for(address) else {
        return Err("no kind of source is there".to_string());
    };
    let Held { response, hold } = good(client, &kind.request(address)).await?;
    let moved_to = response.moved_to.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let _hold = hold;
        read::page(kind, &response)
    });
    let page = reading.await.unwrap_or(Err(DecodeError::Panicked));
    let page = page.map_err(|error| error.to_string())?;
    Ok(Who {
        title: page.info.title,
        n_items: page.items.len(),
        moved_to,
    })
}

/// Fetches what lies at an address, as it is.
///
/// # Errors
///
/// A sentence part.
pub async fn fetch(client: &Client, address: &str) -> Result<Response, String> {
    let request = Request {
        address: address.to_string(),
        ..Request::default()
    };
    Ok(good(client, &request).await?.response)
}

async fn good(client: &Client, request: &Request) -> Result<Held, String> {
    let held = client.send_held(request).await;
    let held = held.map_err(|error| error.to_string())?;
    match held.response.status {
        200..300 => Ok(held),
        status => {
            let way = Way::Unfollowed { told: false };
            Err(status::in_words_of(status, None, &way))
        }
    }
}
