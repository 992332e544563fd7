//! What an answer says, whatever was expected: a page of items, or a web page
//! with the feeds it links.
//!
//! Pure but slow (milliseconds a body), so it is called on a blocking thread.

use crate::page::discover;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::SourceKind;
use crate::sources::feed::decode;
use crate::wire::Response;

/// Reads an answer; a web page comes back with the feeds it links.
///
/// # Errors
///
/// What the kind says of the answer.
pub fn page(kind: &dyn SourceKind, response: &Response) -> Result<Page, DecodeError> {
    let error = match kind.decode(response) {
        Ok(page) => return Ok(page),
        Err(error) => error,
    };
    match error {
        DecodeError::HtmlPage { .. } | DecodeError::NotAFeed { .. } => {
            let text = decode::text(&response.body, response.header("content-type"));
            match (discover::looks_like_html(&text), &error) {
                (false, DecodeError::NotAFeed { .. }) => Err(error),
                _ => Err(DecodeError::HtmlPage {
                    feeds: discover::feeds(&text, &response.address),
                }),
            }
        }
        _ => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::Request;

    use super::*;

    struct OnlyFeeds;

    impl SourceKind for OnlyFeeds {
        fn id(&self) -> &'static str {
            "only-feeds"
        }
        fn recognises(&self, _address: &str) -> bool {
            false
        }
        fn request(&self, _address: &str) -> Request {
            Request::default()
        }
        fn decode(&self, response: &Response) -> Result<Page, DecodeError> {
            Err(DecodeError::NotAFeed {
                begins: String::from_utf8_lossy(&response.body).into_owned(),
            })
        }
    }

    fn read(body: &str) -> Result<Page, DecodeError> {
        let response = Response {
            address: "https://a.org/blog/".to_string(),
            body: body.as_bytes().to_vec(),
            ..Response::default()
        };
        page(&OnlyFeeds, &response)
    }

    #[test]
    fn a_web_page_is_told_with_the_feeds_it_links() {
        let html = "<!DOCTYPE html><html><head><title>A</title>\
            <link rel=\"alternate\" href=\"feed.xml\" type=\"application/rss+xml\">\
            </head><body><p>Words.</body></html>";
        let Err(DecodeError::HtmlPage { feeds }) = read(html) else {
            panic!("not told to be a web page");
        };
        assert_eq!(feeds.len(), 1);
        assert_eq!(feeds[0].0, "https://a.org/blog/feed.xml");
    }

    #[test]
    fn what_is_neither_stays_what_it_is() {
        assert!(matches!(
            read("%PDF-1.7"),
            Err(DecodeError::NotAFeed { .. })
        ));
    }
}
