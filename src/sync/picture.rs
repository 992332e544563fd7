//! Asking for one image of an article that is read just now.
//!
//! Asked by the person who opened the article and wants images; the answer is
//! given on and nothing is written. An address comes from a text, so only the
//! host of the source that the person follows may be private. Whether the bytes
//! are an image is for others to say: here only what its server calls them.

use crate::domain::picture;
use crate::domain::picture::SVG;
use crate::net::Client;
use crate::net::Held;
use crate::sync::status;
use crate::sync::status::Way;
use crate::wire::Request;
use crate::wire::Response;

/// What can be drawn. Others are not asked for: a server may have the same
/// image in several.
const ACCEPT: &str = "image/png, image/webp, image/jpeg, image/gif";

/// Stands for the followed source where none is known: no host has this name,
/// so none may be private (RFC 2606).
const NOBODY: &str = "https://nobody.invalid/";

/// Fetches an image; at most the cap of the client's settings.
///
/// # Errors
///
/// A sentence part: why it is not here.
pub async fn picture(client: &Client, address: &str, followed: &str) -> Result<Held, String> {
    if let Some(why) = picture::objection(address, followed) {
        return Err(why.to_string());
    }
    let request = Request {
        address: address.to_string(),
        headers: vec![("accept".to_string(), ACCEPT.to_string())],
    };
    let followed_or_nobody = match followed {
        "" => NOBODY,
        followed => followed,
    };
    let sent = client.send_linked(&request, followed_or_nobody).await;
    let held = sent.map_err(|error| error.to_string())?;
    let response = &held.response;
    if !(200..300).contains(&response.status) {
        let way = Way::Unfollowed { told: false };
        return Err(status::in_words_of(response.status, None, &way));
    }
    // A redirect may lead on to what would not have been asked for.
    match picture::objection(&response.address, followed).or_else(|| other_kind(response)) {
        Some(why) => Err(why.to_string()),
        None => Ok(held),
    }
}

/// What a server says it sent, where that is no image we draw; one that says
/// nothing, or only that it is a file, is believed to have sent one.
fn other_kind(response: &Response) -> Option<&'static str> {
    let kind = response.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind.to_ascii_lowercase().as_str() {
        "image/svg+xml" => Some(SVG),
        "text/html" | "application/xhtml+xml" => Some("its server sent a web page instead"),
        "" | "application/octet-stream" | "binary/octet-stream" => None,
        kind if kind.starts_with("image/") => None,
        _ => Some("its server says that it is no image"),
    }
}
