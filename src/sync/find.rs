//! What an address offers to follow: itself, or the feeds its page links.
//!
//! Nothing here is remembered; the person chooses from what is found.

use futures_util::future::join_all;
use url::Url;

use crate::domain::answer::Found;
use crate::domain::secret::Secret;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::net::Held;
use crate::sources;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sync::read;
use crate::sync::status;
use crate::sync::status::Way;
use crate::wire::AUTHORIZATION;
use crate::wire::same_server;

/// Feeds of one page that are looked at.
const MOST: usize = 10;
/// Where sites keep a feed that their page does not link.
const WELL_KNOWN: [&str; 3] = ["/feed", "/rss.xml", "/atom.xml"];

/// Looks at an address, however the person wrote it: a feed is found as
/// itself; of a web page, the feeds it links; of one that links none, what lies
/// where feeds usually lie. The secret, if one is given, is told to the
/// address's own server only.
///
/// # Errors
///
/// A sentence for the person.
pub async fn find(
    client: &Client,
    address: &str,
    secret: Option<&Secret>,
    clock: &(dyn Fn() -> UtcTime + Send + Sync),
) -> Result<Vec<Found>, String> {
    let mut why = "that is no address".to_string();
    for address in spellings(address)? {
        let client = Asker {
            client,
            server: &address,
            secret,
        };
        match client.look(&address, None).await {
            Ok(Look::Feed(feed)) => return Ok(vec![found(*feed, "", clock())]),
            Ok(Look::Site { feeds, home }) => {
                return of_site(&client, feeds, &home, clock()).await;
            }
            Err(Refusal::Wire(said)) => why = said,
            // The server is there, so another spelling finds nothing better.
            Err(Refusal::Answer(said)) => return Err(said),
        }
    }
    Err(why)
}

/// The addresses that may be meant, the likeliest first.
fn spellings(address: &str) -> Result<Vec<String>, String> {
    let address = address.trim();
    let address = address.strip_prefix("feed:").unwrap_or(address);
    let address = address.strip_prefix("//").unwrap_or(address);
    if address.is_empty() {
        return Err("type or paste the address of a feed or a web page".to_string());
    }
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Ok(vec![address.to_string()]);
    }
    match lower.split_once("://") {
        Some((scheme, _)) => Err(format!(
            "only http and https addresses can be followed, not {scheme}"
        )),
        None => Ok(vec![
            format!("https://{address}"),
            format!("http://{address}"),
        ]),
    }
}

/// What lies at an address.
enum Look {
    Feed(Box<Feed>),
    Site {
        /// Address and title.
        feeds: Vec<(String, String)>,
        /// Where the page was in the end.
        home: String,
    },
}

struct Feed {
    page: Page,
    /// Where it is to be followed.
    address: String,
    with_secret: bool,
}

/// One who looks at addresses for a person.
struct Asker<'a> {
    client: &'a Client,
    /// The address that the secret is for.
    server: &'a str,
    secret: Option<&'a Secret>,
}

/// Why nothing can be said of an address.
enum Refusal {
    Wire(String),
    Answer(String),
}

impl Refusal {
    fn said(self) -> String {
        match self {
            Refusal::Wire(said) | Refusal::Answer(said) => said,
        }
    }
}

impl Asker<'_> {
    /// The secret, where an address is of the server that it is for.
    fn secret_for(&self, address: &str) -> Option<&Secret> {
        let (from, to) = (Url::parse(self.server).ok()?, Url::parse(address).ok()?);
        self.secret.filter(|_| same_server(&from, &to))
    }

    /// Asks an address; `linked_on` is the page that named it, if one did.
    async fn look(&self, address: &str, linked_on: Option<&str>) -> Result<Look, Refusal> {
        let Some(kind) = sources::kind_for(address) else {
            return Err(Refusal::Answer("no kind of source is there".to_string()));
        };
        let mut request = kind.request(address);
        let secret = self.secret_for(address);
        if let Some(secret) = secret {
            let header = (AUTHORIZATION.to_string(), secret.authorization());
            request.headers.push(header);
        }
        let sent = match linked_on {
            None => self.client.send_held(&request).await,
            Some(followed) => self.client.send_linked(&request, followed).await,
        };
        let Held { response, hold } = sent.map_err(|error| Refusal::Wire(error.to_string()))?;
        if !(200..300).contains(&response.status) {
            let told = secret.is_some();
            let said = status::in_words_of(response.status, None, &Way::Unfollowed { told });
            return Err(Refusal::Answer(said));
        }
        let home = response.address.clone();
        let moved_to = response.moved_to.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let _hold = hold;
            read::page(kind, &response)
        });
        match reading.await.unwrap_or(Err(DecodeError::Panicked)) {
            Ok(page) => {
                let address = moved_to.unwrap_or_else(|| address.to_string());
                Ok(Look::Feed(Box::new(Feed {
                    page,
                    with_secret: secret.is_some() && self.secret_for(&address).is_some(),
                    address,
                })))
            }
            Err(DecodeError::HtmlPage { feeds }) => Ok(Look::Site { feeds, home }),
            Err(error) => Err(Refusal::Answer(error.to_string())),
        }
    }
}

/// The feeds of the web page that was asked for, asked to say what they hold.
async fn of_site(
    client: &Asker<'_>,
    mut feeds: Vec<(String, String)>,
    home: &str,
    now: UtcTime,
) -> Result<Vec<Found>, String> {
    let linked = !feeds.is_empty();
    if !linked {
        feeds = well_known(home);
    }
    let mut seen = std::collections::HashSet::new();
    feeds.retain(|(feed, _)| seen.insert(feed.clone()));
    feeds.truncate(MOST);
    let looks = join_all(
        feeds
            .iter()
            .map(|(feed, _)| client.look(feed, Some(client.server))),
    )
    .await;
    let mut all: Vec<Found> = Vec::new();
    let mut why = None;
    for (look, (_, title)) in looks.into_iter().zip(&feeds) {
        match look {
            Ok(Look::Feed(feed)) => {
                let found = found(*feed, title, now);
                // One feed under two addresses is one feed.
                let known = all.iter().any(|other| {
                    (&other.title, other.n_items, &other.newest)
                        == (&found.title, found.n_items, &found.newest)
                        && other.newest.is_some()
                });
                if !known {
                    all.push(found);
                }
            }
            Ok(Look::Site { .. }) => {}
            Err(refusal) => why = why.or(Some(refusal.said())),
        }
    }
    match (all.is_empty(), linked, why) {
        (false, _, _) => Ok(all),
        (true, true, Some(why)) => {
            Err(format!("this page links a feed that cannot be read: {why}"))
        }
        (true, _, _) => {
            Err("this page links no feed, and none lies where feeds usually lie".into())
        }
    }
}

/// Addresses of a page's site where a feed may lie. Three at most: nobody
/// asked the site whether it wants to be searched. Blogs below a path say in
/// their page where their feed is.
fn well_known(home: &str) -> Vec<(String, String)> {
    let Ok(home) = Url::parse(home) else {
        return Vec::new();
    };
    WELL_KNOWN
        .iter()
        .filter_map(|path| home.join(path).ok())
        .map(|address| (address.to_string(), String::new()))
        .collect()
}

/// A feed as the person chooses from.
fn found(feed: Feed, linked_as: &str, now: UtcTime) -> Found {
    let page = feed.page;
    // What is dated far ahead is announced, not new.
    let tomorrow = now.plus(86_400);
    let newest = page
        .items
        .iter()
        .filter(|item| item.published.is_none_or(|time| time <= tomorrow))
        .rev()
        .max_by_key(|item| item.published)
        .map(|item| item.title.clone());
    Found {
        title: match page.info.title.is_empty() {
            true => linked_as.to_string(),
            false => page.info.title,
        },
        home: page.info.home,
        n_items: u32::try_from(page.items.len()).unwrap_or(u32::MAX),
        newest,
        address: feed.address,
        with_secret: feed.with_secret,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::item::Draft;
    use crate::domain::item::SourceInfo;

    use super::*;

    #[test]
    fn an_address_may_be_written_as_people_write_it() {
        for (typed, asked) in [
            (
                " nejm.org/feed ",
                vec!["https://nejm.org/feed", "http://nejm.org/feed"],
            ),
            ("HTTP://nejm.org", vec!["HTTP://nejm.org"]),
            ("feed:https://nejm.org/rss", vec!["https://nejm.org/rss"]),
            (
                "feed://nejm.org/rss",
                vec!["https://nejm.org/rss", "http://nejm.org/rss"],
            ),
        ] {
            assert_eq!(spellings(typed).unwrap(), asked, "{typed}");
        }
        assert!(spellings("").is_err());
        assert_eq!(
            spellings("ftp://nejm.org").unwrap_err(),
            "only http and https addresses can be followed, not ftp"
        );
    }

    #[test]
    fn at_most_three_places_are_tried_where_no_feed_is_linked() {
        let lies: Vec<String> = well_known("https://a.org/blog/")
            .into_iter()
            .map(|(address, _)| address)
            .collect();
        let places = [
            "https://a.org/feed",
            "https://a.org/rss.xml",
            "https://a.org/atom.xml",
        ];
        assert_eq!(lies, places);
    }

    #[test]
    fn the_newest_item_is_the_latest_that_is_not_ahead_of_us() {
        let now = UtcTime(1_000_000);
        let item = |title: &str, published: Option<i64>| Draft {
            title: title.to_string(),
            published: published.map(UtcTime),
            ..Draft::default()
        };
        let newest = |items: Vec<Draft>| {
            let page = Page {
                info: SourceInfo::default(),
                items,
                ..Page::default()
            };
            let feed = Feed {
                page,
                address: String::new(),
                with_secret: false,
            };
            found(feed, "", now).newest
        };
        let dated = vec![
            item("undated", None),
            item("old", Some(5)),
            item("new", Some(9)),
            item("congress next year", Some(40_000_000)),
        ];
        assert_eq!(newest(dated).as_deref(), Some("new"));
        let undated = vec![item("first", None), item("second", None)];
        assert_eq!(newest(undated).as_deref(), Some("first"));
    }
}
