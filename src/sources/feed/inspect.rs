//! What was read, as lines of JSON for a person or a program to look at.
//!
//! Only says what is in the page; decides nothing.

use serde_json::json;

use crate::sources::DecodeError;
use crate::sources::Page;

/// One line for the feed (with a key `feed`), one for each entry in document
/// order: title, link, published (RFC 3339), id; null where there is none.
pub fn lines(page: &Page) -> Vec<String> {
    let feed = json!({
        "feed": page.info.title,
        "format": page.info.format,
        "home": page.info.home,
        "language": page.info.language,
        "skipped": page.skipped,
    });
    let entries = page.items.iter().map(|item| {
        json!({
            "title": (!item.title.is_empty()).then_some(&item.title),
            "link": item.link,
            "published": item.published.map(|time| time.rfc3339()),
            "id": item.id,
            "key": item.key,
            "authors": item.authors,
            "journal": item.journal,
            "identifiers": item.identifiers.iter().filter_map(|name| name.key()).collect::<Vec<_>>(),
        })
        .to_string()
    });
    std::iter::once(feed.to_string()).chain(entries).collect()
}

/// The line that ends a file when many are read in one run: whether it was
/// accepted, how long it took, and why not.
pub fn end(result: &Result<Page, DecodeError>, millis: f64) -> String {
    let mut end = json!({ "end": true, "ok": result.is_ok(), "ms": millis });
    if let Err(error) = result {
        end["error"] = json!(error.to_string());
        if *error == DecodeError::Panicked {
            end["panic"] = json!(true);
        }
    }
    end.to_string()
}
