//! Asking for the articles that are to be kept: politely, one at a time of
//! each host, after its robots.txt was looked at.
//!
//! Whatever happens becomes a catch; nothing here fails as a whole and nothing
//! is written. An address comes from a feed, so only the host of a source that
//! the person follows may be private. No door is tried twice: who refuses
//! programs is left alone.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use url::Url;

use crate::domain::article::Brought;
use crate::domain::article::Catch;
use crate::domain::article::Refusal;
use crate::domain::article::Stated;
use crate::domain::article::Wish;
use crate::domain::link;
use crate::net::Client;
use crate::net::Held;
use crate::net::NetError;
use crate::net::retry_after;
use crate::page::article;
use crate::sources::feed::decode;
use crate::sync::robots;
use crate::wire::Request;
use crate::wire::Response;

/// So many hosts are asked at once; nobody waits for an article as for a feed.
const HOSTS: usize = 8;

/// Stands for the followed source where nobody carries the work any more: no
/// host has this name, so none may be private (RFC 2606).
const NOBODY: &str = "https://nobody.invalid/";

/// Asks for all of these, and hands each catch on as it comes. `known` is what
/// servers said in their robots.txt within the last day.
///
/// Stops where nobody takes the catches any more.
pub async fn articles(
    client: Client,
    wishes: Vec<Wish>,
    known: HashMap<String, String>,
    catches: mpsc::Sender<Catch>,
) {
    let mut hosts: Vec<(String, Vec<Wish>)> = Vec::new();
    for wish in wishes {
        let host = link::host(&wish.address).unwrap_or_default().to_string();
        match hosts.iter_mut().find(|(it, _)| *it == host) {
            Some((_, wishes)) => wishes.push(wish),
            None => hosts.push((host, vec![wish])),
        }
    }
    let turns = Arc::new(Semaphore::new(HOSTS));
    let mut asking = JoinSet::new();
    for (_, wishes) in hosts {
        let turns = Arc::clone(&turns);
        let mut host = Host {
            client: client.clone(),
            known: known.clone(),
            catches: catches.clone(),
            missed: Vec::new(),
            was_reached: false,
        };
        asking.spawn(async move {
            let Ok(_turn) = turns.acquire().await else {
                return host;
            };
            host.ask_all(wishes).await;
            host
        });
    }
    let hosts = asking.join_all().await;
    let somebody_was_reached = hosts.iter().any(|host| host.was_reached);
    for (wish, why) in hosts.into_iter().flat_map(|host| host.missed) {
        // Where others answered, it is not our network.
        let brought = match somebody_was_reached {
            true => later(why, None),
            false => Brought::Missed { why },
        };
        let catch = Catch::Article { wish, brought };
        if catches.send(catch).await.is_err() {
            return;
        }
    }
}

/// One host while it is asked.
struct Host {
    client: Client,
    known: HashMap<String, String>,
    catches: mpsc::Sender<Catch>,
    /// What it could not be reached for, and why.
    missed: Vec<(Wish, String)>,
    was_reached: bool,
}

/// Why there is no answer to judge.
enum Halt {
    Unreached(String),
    Brought(Brought),
}

impl Host {
    async fn ask_all(&mut self, wishes: Vec<Wish>) {
        let mut wishes = wishes.into_iter();
        while let Some(wish) = wishes.next() {
            let brought = match self.ask(&wish).await {
                Ok(brought) | Err(Halt::Brought(brought)) => brought,
                Err(Halt::Unreached(why)) => {
                    // The others of this host would fare no better.
                    self.missed.push((wish, why.clone()));
                    self.missed.extend(wishes.map(|wish| (wish, why.clone())));
                    return;
                }
            };
            let is_paused = matches!(brought, Brought::Later { wait: Some(_), .. });
            let catch = Catch::Article { wish, brought };
            if self.catches.send(catch).await.is_err() || is_paused {
                return;
            }
        }
    }

    async fn ask(&mut self, wish: &Wish) -> Result<Brought, Halt> {
        let Ok(address) = Url::parse(&wish.address) else {
            return Ok(Brought::refused(Refusal::NotAsked));
        };
        if address.path().to_ascii_lowercase().ends_with(".pdf") {
            return Ok(pdf_at(wish.address.clone()));
        }
        if !self.may_ask(&address, &wish.followed).await? {
            return Ok(Brought::refused(Refusal::Robots));
        }
        let held = self.send(address.as_str(), &wish.followed).await?;
        // Who forwards (doi.org) leads to a server with rules of its own.
        let came_from = Url::parse(&held.response.address).ok();
        if let Some(came_from) = came_from.filter(|it| server(it) != server(&address))
            && !self.may_ask(&came_from, &wish.followed).await?
        {
            return Ok(Brought::refused(Refusal::Robots));
        }
        Ok(judge(held).await)
    }

    /// Whether a server's robots.txt lets us ask for an address.
    async fn may_ask(&mut self, address: &Url, followed: &str) -> Result<bool, Halt> {
        let server = server(address);
        let path = match address.query() {
            Some(query) => format!("{}?{query}", address.path()),
            None => address.path().to_string(),
        };
        if let Some(rules) = self.known.get(&server) {
            return Ok(robots::allows(rules, &path));
        }
        let held = self.send(&format!("{server}/robots.txt"), followed).await?;
        let rules = match held.response.status {
            200..300 => rules_of(&held.response),
            // Source: RFC 9309, section 2.3.1: who cannot say, forbids; who has
            // none, allows.
            status @ (408 | 425 | 429 | 500..) => {
                let why = format!("its robots.txt answered {status}");
                return Err(Halt::Brought(later(why, wait_of(&held.response))));
            }
            _ => String::new(),
        };
        let allowed = robots::allows(&rules, &path);
        self.known.insert(server.clone(), rules.clone());
        // Where nobody listens any more the next catch ends it.
        let _ = self.catches.send(Catch::Robots { server, rules }).await;
        Ok(allowed)
    }

    async fn send(&mut self, address: &str, followed: &str) -> Result<Held, Halt> {
        let request = Request {
            address: address.to_string(),
            headers: vec![(
                "accept".to_string(),
                "text/html, application/xhtml+xml, text/plain;q=0.5".to_string(),
            )],
        };
        let followed = match followed {
            "" => NOBODY,
            followed => followed,
        };
        let sent = self.client.send_linked(&request, followed).await;
        self.was_reached |= sent.as_ref().err().is_none_or(|it| !it.is_unreachable());
        sent.map_err(|error| halt(&error))
    }
}

/// `https://journal.example:8443`, a port only where it is not the usual one.
fn server(address: &Url) -> String {
    address.origin().ascii_serialization()
}

fn rules_of(response: &Response) -> String {
    let rules = String::from_utf8_lossy(&response.body);
    let end = rules.floor_char_boundary(robots::MOST_BYTES);
    rules[..end].to_string()
}

/// A PDF is no page to read: where it lies is kept.
fn pdf_at(address: String) -> Brought {
    Brought::Refused {
        refusal: Refusal::Pdf,
        stated: Box::new(Stated::pdf_at(address)),
    }
}

fn later(why: String, wait: Option<i64>) -> Brought {
    Brought::Later {
        why,
        wait,
        asked: true,
    }
}

fn halt(error: &NetError) -> Halt {
    let why = error.to_string();
    if error.is_unreachable() {
        return Halt::Unreached(why);
    }
    Halt::Brought(match error {
        NetError::PrivateAddress { .. } => Brought::refused(Refusal::Private),
        NetError::TooLarge { .. } | NetError::HeadersTooLarge { .. } => {
            Brought::refused(Refusal::TooLarge)
        }
        NetError::NotAnAddress
        | NetError::TooManyRedirects { .. }
        | NetError::RedirectLoop
        | NetError::BadRedirect
        | NetError::Downgrade { .. } => Brought::refused(Refusal::NotAsked),
        NetError::AskedToWait { wait, .. } => Brought::Later {
            why,
            wait: i64::try_from(wait.as_secs()).ok(),
            asked: false,
        },
        _ => later(why, None),
    })
}

/// How long an answer asks us to wait, in seconds.
fn wait_of(response: &Response) -> Option<i64> {
    let date = response.header("date").and_then(crate::net::http_date);
    let wait = retry_after(response.header("retry-after")?, date?)?;
    i64::try_from(wait.as_secs()).ok()
}

/// What an answer means. Reading a page is the CPU's work and happens on a
/// thread that may block.
async fn judge(held: Held) -> Brought {
    let Held { response, hold } = held;
    let refusal = match response.status {
        200..300 => None,
        401 | 402 | 407 => Some(Refusal::SignIn),
        403 | 406 | 429 | 451 => Some(Refusal::Programs),
        404 | 410 => Some(Refusal::Gone),
        status @ (408 | 425 | 500..) => {
            return later(format!("it answered {status}"), wait_of(&response));
        }
        _ => Some(Refusal::NotAsked),
    };
    if let Some(refusal) = refusal.or_else(|| refusal_of_headers(&response)) {
        return match refusal {
            Refusal::Pdf => pdf_at(response.address),
            refusal => Brought::refused(refusal),
        };
    }
    let reading = tokio::task::spawn_blocking(move || {
        let text = decode::text(&response.body, response.header("content-type"));
        let reading = article::read(&text, &response.address);
        drop(hold);
        reading
    });
    match reading.await {
        Ok(reading) => match reading.refusal {
            Some(refusal) => {
                let mut stated = Box::new(reading.article.stated);
                if refusal == Refusal::NoArchive {
                    // Facts are nobody's; an abstract is a copy of a text.
                    stated.abstract_ = None;
                }
                Brought::Refused { refusal, stated }
            }
            None => Brought::Article(Box::new(reading.article)),
        },
        Err(_) => Brought::refused(Refusal::NoText),
    }
}

fn refusal_of_headers(response: &Response) -> Option<Refusal> {
    let rules = response.headers.iter();
    let mut rules = rules.filter(|(name, _)| name == "x-robots-tag");
    if rules.any(|(_, rules)| article::keeps_none(rules)) {
        return Some(Refusal::NoArchive);
    }
    let kind = response.header("content-type").unwrap_or("text/html");
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    match kind.as_str() {
        _ if response.body.starts_with(b"%PDF-") => Some(Refusal::Pdf),
        "application/pdf" => Some(Refusal::Pdf),
        ""
        | "text/html"
        | "application/xhtml+xml"
        | "text/xml"
        | "application/xml"
        | "text/plain" => None,
        _ => Some(Refusal::OtherFile),
    }
}
