//! Asking a living list who stands in it now.
//!
//! A list that cannot be read, that is no list, that came only in part, or that is suddenly empty takes
//! nobody away: that is somebody's mistake more often than their wish.

use url::Url;

use crate::domain::living::Living;
use crate::domain::living::Reading;
use crate::domain::source::NewSource;
use crate::net::Client;
use crate::net::guard;
use crate::opml;
use crate::sources;
use crate::sync::status;
use crate::sync::status::Way;
use crate::wire::Request;

/// No list has more members; more would drown whoever follows it.
const MOST: usize = 1_000;

/// Asks a living list, saying what is known of it.
pub async fn living(client: &Client, living: &Living) -> Reading {
    let mut request = Request {
        address: living.address.clone(),
        ..Request::default()
    };
    let known = [
        ("if-none-match", &living.etag),
        ("if-modified-since", &living.last_modified),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            request.headers.push((name.to_string(), value.clone()));
        }
    }
    let response = match client.send_held(&request).await {
        Ok(held) => held.response,
        Err(error) => return Reading::Failed(error.to_string()),
    };
    match response.status {
        304 => return Reading::Unchanged,
        200..300 => {}
        status => {
            let way = Way::Unfollowed { told: false };
            return Reading::Failed(status::in_words_of(status, None, &way));
        }
    }
    let header = |name: &str| response.header(name).map(str::to_string);
    let (etag, last_modified) = (header("etag"), header("last-modified"));
    let address = living.address.clone();
    let reading = tokio::task::spawn_blocking(move || members(&address, &response.body));
    match reading.await {
        Err(_) => Reading::Failed("reading it broke off by a bug of ours".to_string()),
        Ok(Err(why)) => Reading::Failed(why),
        Ok(Ok((title, members, left_out))) => Reading::Members {
            title,
            members,
            etag,
            last_modified,
            left_out,
        },
    }
}

type Members = (String, Vec<NewSource>, Vec<String>);

/// Who stands in a list. Its owner never leads us into our own network: a
/// private address counts only where the list itself lies there.
fn members(address: &str, bytes: &[u8]) -> Result<Members, String> {
    let outline = opml::read(bytes);
    if !outline.recognised {
        return Err("it is no OPML list".to_string());
    }
    if outline.is_cut {
        return Err("it came only in part; nobody was taken away".to_string());
    }
    if outline.entries.is_empty() {
        return Err("it is empty now; nobody was taken away".to_string());
    }
    let home = Url::parse(address).ok();
    let home = home.as_ref().and_then(guard::host_of).unwrap_or_default();
    let mut members: Vec<NewSource> = Vec::new();
    let mut left_out = Vec::new();
    for entry in outline.entries {
        let mut source = entry.source;
        let url = Url::parse(&source.address).ok();
        let may = url.is_some_and(|url| guard::may_ask(&url, &home).is_ok());
        match sources::kind_for(&source.address) {
            Some(kind) if may && members.len() < MOST => {
                source.kind = kind.id().to_string();
                if members.iter().all(|it| it.address != source.address) {
                    members.push(source);
                }
            }
            Some(_) if may => {
                left_out.push(format!("the list is longer than {MOST} sources"));
                break;
            }
            _ => left_out.push(format!(
                "{} was left out: its address is none that a list may name",
                source.title
            )),
        }
    }
    match members.is_empty() {
        true => Err("it names nobody that can be followed; nobody was taken away".to_string()),
        false => Ok((outline.title, members, left_out)),
    }
}

#[cfg(test)]
mod tests {
    use super::members;

    fn list(addresses: &[&str]) -> String {
        let outlines: String = addresses
            .iter()
            .map(|it| format!("<outline text=\"{it}\" xmlUrl=\"{it}\" type=\"rss\"/>"))
            .collect();
        format!("<opml><head><title>Ours</title></head><body>{outlines}</body></opml>")
    }

    #[test]
    fn a_list_never_leads_into_the_network_around_us() {
        let text = list(&[
            "https://a.example/feed",
            "http://192.168.1.1/admin",
            "http://localhost:8080/x",
            "file:///etc/passwd",
        ]);
        let (title, found, left_out) =
            members("https://lists.example/ours.opml", text.as_bytes()).expect("a list");
        assert_eq!(title, "Ours");
        let found: Vec<&str> = found.iter().map(|it| it.address.as_str()).collect();
        assert_eq!(found, ["https://a.example/feed"]);
        assert!(left_out.len() >= 2, "{left_out:?}");
        let inside = list(&["http://192.168.1.1/feed"]);
        assert!(members("http://192.168.1.1/ours.opml", inside.as_bytes()).is_ok());
    }

    #[test]
    fn a_list_that_is_none_or_half_or_empty_takes_nobody_away() {
        let half = list(&["https://a.example/1", "https://a.example/2"]);
        let half = &half[..half.len() - 60];
        for text in ["<html><p>Log in</p></html>", "", &list(&[]), half] {
            assert!(
                members("https://a.example/x.opml", text.as_bytes()).is_err(),
                "{text}"
            );
        }
    }
}
