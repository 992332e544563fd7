//! Feeds: RSS 0.90 to 2.0, RDF, CDF, Atom 0.3 and 1.0, JSON Feed.
//!
//! Reads what comes, not what ought to come. Nothing here loads anything, and
//! no answer makes it panic, hang or grow: time and memory are in proportion
//! to the bytes.

mod address;
pub mod dates;
pub mod decode;
mod document;
mod entities;
mod entry;
mod field;
mod identifiers;
pub mod inspect;
mod json;
mod keys;
mod markup;
mod names;
mod people;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::SourceKind;
use crate::wire::Request;
use crate::wire::Response;

/// The kind `feed`.
#[derive(Debug)]
pub struct Feed;

impl SourceKind for Feed {
    fn id(&self) -> &'static str {
        "feed"
    }

    fn recognises(&self, address: &str) -> bool {
        ["http://", "https://", "feed:"].iter().any(|scheme| {
            address
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
    }

    /// Also for `feed://a.org/x` and `feed:https://a.org/x`, which browsers
    /// once handed to feed readers.
    fn request(&self, address: &str) -> Request {
        let address = match address.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
            Some(rest) => rest.to_string(),
            None => address.to_string(),
        };
        let accept = "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, \
                      application/feed+json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";
        Request {
            address,
            headers: vec![("accept".to_string(), accept.to_string())],
        }
    }

    fn decode(&self, response: &Response) -> Result<Page, DecodeError> {
        catch_unwind(AssertUnwindSafe(|| read(response))).unwrap_or(Err(DecodeError::Panicked))
    }
}

fn read(response: &Response) -> Result<Page, DecodeError> {
    let text = decode::text(&response.body, response.header("content-type"));
    let start =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0');
    if start.is_empty() {
        return Err(DecodeError::Empty);
    }
    let json = match start.starts_with('{') {
        true => json::read(start, &response.address),
        false => None,
    };
    let mut page = match json {
        Some(page) => page,
        None => document::read(start, &response.address)?,
    };
    keys::name(&mut page.items);
    Ok(page)
}
