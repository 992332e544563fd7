//! The one who sends.
//!
//! Cheap to clone; all clones share turns, budget and pauses. Nothing here
//! reads what a body means, and no error names more than a host.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use reqwest::header::HeaderMap;
use reqwest::header::HeaderName;
use reqwest::header::HeaderValue;
use tokio::time::timeout;

use crate::wire::AUTHORIZATION;
use crate::wire::Request;
use crate::wire::Response;

use super::Settings;
use super::budget::Budget;
use super::budget::Hold;
use super::error::NetError;
use super::error::from_reqwest;
use super::names::Names;
use super::names::proxy_hosts;
use super::outage::Outages;
use super::pause::Pauses;
use super::pause::asked_by;
use super::prepare::build;
use super::redirect::Way;
use super::turns::Turn;
use super::turns::Turns;

/// Request headers that may go along to another server after a redirect.
const HARMLESS: [&str; 4] = [
    "accept",
    "accept-language",
    "if-none-match",
    "if-modified-since",
];

/// Sends requests, politely and safely.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    /// For the host that the person follows: any address will do.
    open: reqwest::Client,
    /// For all other hosts: public addresses only. Made when first needed. Two
    /// clients, so that a connection to a followed private host can never be
    /// taken over by a redirect from elsewhere.
    strict: OnceLock<Result<reqwest::Client, NetError>>,
    turns: Turns,
    budget: Budget,
    pauses: Pauses,
    outages: Outages,
}

/// An answer whose body counts against the budget until this is dropped.
#[derive(Debug)]
pub struct Held {
    pub response: Response,
    /// Keep it as long as anything of the body's size is kept.
    pub hold: Hold,
}

/// One answer on the way of a request: a redirect, or the last.
#[derive(Clone, Debug)]
pub struct Step {
    /// Without what is secret in it.
    pub address: String,
    /// The machine that answered: the proxy where one is used.
    pub peer: Option<SocketAddr>,
    pub status: u16,
    /// `HTTP/1.1`, `HTTP/2.0`.
    pub protocol: String,
    pub location: Option<String>,
    /// From the first byte asked to the headers of the answer.
    pub waited: Duration,
}

impl Client {
    /// Takes some milliseconds (it reads the system's certificates), so not on
    /// the screen's task.
    ///
    /// # Errors
    ///
    /// [`NetError::NoCertificates`] where the system has none to check others
    /// against, [`NetError::BadCaFile`] and [`NetError::BadProxy`] where the
    /// settings name what cannot be used, else [`NetError::NotPrepared`].
    pub fn new(settings: &Settings) -> Result<Client, NetError> {
        Ok(Client {
            inner: Arc::new(Inner {
                open: build(settings, Names::open())?,
                strict: OnceLock::new(),
                turns: Turns::new(settings.in_flight, settings.per_host),
                budget: Budget::new(settings.bytes_held, settings.body_cap),
                pauses: Pauses::default(),
                outages: Outages::default(),
                settings: settings.clone(),
            }),
        })
    }

    /// Asks an address that the person follows. Every status is an answer; the
    /// body is read for those of success (2xx) only.
    ///
    /// # Errors
    ///
    /// [`NetError`] for what happened on the wire.
    pub async fn send(&self, request: &Request) -> Result<Response, NetError> {
        Ok(self.send_held(request).await?.response)
    }

    /// Like [`send`](Self::send); the body keeps counting against the budget
    /// until its consumer lets go.
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn send_held(&self, request: &Request) -> Result<Held, NetError> {
        let way = Way::begin(&request.address, None)?;
        self.inner.go(request, way, &mut |_| ()).await
    }

    /// Like [`send_held`](Self::send_held); tells each answer on the way as its
    /// headers come.
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn send_watched(
        &self,
        request: &Request,
        watch: &mut (dyn FnMut(Step) + Send),
    ) -> Result<Held, NetError> {
        let way = Way::begin(&request.address, None)?;
        self.inner.go(request, way, watch).await
    }

    /// Asks an address that was found in the content of `followed`, which is an
    /// address that the person follows. Only that one's host may be private.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_linked(&self, request: &Request, followed: &str) -> Result<Held, NetError> {
        let home = Way::begin(followed, None)?.host();
        let way = Way::begin(&request.address, Some(&home))?;
        self.inner.go(request, way, &mut |_| ()).await
    }
}

impl Inner {
    async fn go(
        &self,
        request: &Request,
        mut way: Way,
        watch: &mut (dyn FnMut(Step) + Send),
    ) -> Result<Held, NetError> {
        // Only time on the wire counts, not waiting for a turn or for room.
        let mut left = self.settings.total;
        loop {
            let _turn = self.turn(&way.host()).await?;
            let mut hold = self.budget.take().await;
            let before = left;
            let answer = self.ask(request, &way, &mut left).await?;
            watch(Step {
                address: way.shown(),
                peer: answer.remote_addr(),
                status: answer.status().as_u16(),
                protocol: format!("{:?}", answer.version()),
                location: (answer.headers().get("location"))
                    .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
                waited: before.saturating_sub(left),
            });
            let status = answer.status().as_u16();
            let text = |name: &str| {
                let value = answer.headers().get(name)?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            };
            let retry = text("retry-after");
            if let Some(wait) = asked_by(status, retry.as_deref(), text("date").as_deref(), clock())
            {
                self.pauses.note(&way.host(), wait, Instant::now());
            }
            if way.follow(status, text("location").as_deref(), self.settings.redirects)? {
                continue;
            }
            let headers = answer
                .headers()
                .iter()
                .map(|(name, value)| {
                    let value = String::from_utf8_lossy(value.as_bytes());
                    (name.as_str().to_string(), value.into_owned())
                })
                .collect();
            let body = match (200..300).contains(&status) {
                true => self.read(answer, &way, &mut hold, &mut left).await?,
                false => Vec::new(),
            };
            hold.shrink(body.len());
            let millis = (self.settings.total - left).as_millis();
            return Ok(Held {
                response: Response {
                    status,
                    address: way.shown(),
                    moved_to: way.moved_to(),
                    headers,
                    body,
                    millis: u32::try_from(millis).unwrap_or(u32::MAX),
                },
                hold,
            });
        }
    }

    /// Waits for a turn at a host, and out a short pause it asked for.
    async fn turn(&self, host: &str) -> Result<Turn, NetError> {
        loop {
            let turn = self.turns.take(host).await;
            // Asked only now: whoever was served before may have learned it.
            if let Some(error) = self.outages.known(host, Instant::now()) {
                return Err(error);
            }
            let Some(wait) = self.pauses.left(host, Instant::now()) else {
                return Ok(turn);
            };
            drop(turn);
            if wait > self.settings.patience {
                return Err(NetError::AskedToWait {
                    host: host.to_string(),
                    wait,
                });
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// One hop, as far as the headers of its answer.
    async fn ask(
        &self,
        request: &Request,
        way: &Way,
        left: &mut Duration,
    ) -> Result<reqwest::Response, NetError> {
        let client = match way.is_at_home() {
            true => &self.open,
            false => match self.strict.get_or_init(|| {
                // Built for redirects to other hosts and for links in content.
                let proxies =
                    proxy_hosts(self.settings.proxy.as_deref(), self.settings.system_proxy);
                build(&self.settings, Names::strict(proxies))
            }) {
                Ok(client) => client,
                Err(error) => return Err(error.clone()),
            },
        };
        let sending = client
            .get(way.url().clone())
            .headers(headers(request, way.keeps_secrets()))
            .send();
        let first = self.settings.first_byte;
        let late = match first < *left {
            true => NetError::Silent { after: first },
            false => self.too_late(),
        };
        let answer = self.within(left, first, late, sending, way).await?;
        // What hyper let through was within its own, wider limits.
        let size = |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len();
        let cap = self.settings.header_cap;
        match answer.headers().iter().map(size).sum::<usize>() > cap {
            true => Err(NetError::HeadersTooLarge { cap }),
            false => Ok(answer),
        }
    }

    fn too_late(&self) -> NetError {
        NetError::TimedOut {
            after: self.settings.total,
            connecting: false,
        }
    }

    /// Reads a body as far as the cap, counted after decompression.
    async fn read(
        &self,
        mut answer: reqwest::Response,
        way: &Way,
        hold: &mut Hold,
        left: &mut Duration,
    ) -> Result<Vec<u8>, NetError> {
        let cap = self.settings.body_cap;
        let n_announced = answer.content_length().unwrap_or(0);
        if n_announced > cap as u64 {
            return Err(NetError::TooLarge { cap });
        }
        // Known only where nothing is compressed.
        hold.grow(usize::try_from(n_announced).unwrap_or(cap)).await;
        let mut body = Vec::new();
        while let Some(chunk) = self
            .within(left, Duration::MAX, self.too_late(), answer.chunk(), way)
            .await?
        {
            let n_bytes = body.len() + chunk.len();
            if n_bytes > cap {
                return Err(NetError::TooLarge { cap });
            }
            hold.grow(n_bytes).await;
            if n_bytes > body.capacity() {
                body.reserve_exact(hold.n_bytes() - body.len());
            }
            body.extend_from_slice(&chunk);
        }
        body.shrink_to_fit();
        Ok(body)
    }

    /// Waits for the wire, at most for the time that is left and for `most`;
    /// after that it is `late`.
    async fn within<T>(
        &self,
        left: &mut Duration,
        most: Duration,
        late: NetError,
        wire: impl Future<Output = Result<T, reqwest::Error>>,
        way: &Way,
    ) -> Result<T, NetError> {
        let begun = Instant::now();
        let came = timeout(most.min(*left), wire).await;
        *left = left.saturating_sub(begun.elapsed());
        let host = way.host();
        let came = match came {
            Ok(came) => came.map_err(|error| from_reqwest(&error, &host, &self.settings)),
            Err(_) => Err(late),
        };
        self.outages
            .note(&host, came.as_ref().err(), Instant::now());
        came
    }
}

/// The request's headers; to another server only those that tell it nothing
/// secret. What cannot be written as a header is left out.
fn headers(request: &Request, with_secrets: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        let (Ok(name), Ok(mut value)) = (name, HeaderValue::from_str(value)) else {
            continue;
        };
        // Then it is shown to no log, and HTTP/2 keeps it in no table.
        value.set_sensitive(name.as_str() == AUTHORIZATION);
        if with_secrets || HARMLESS.contains(&name.as_str()) {
            headers.append(name, value);
        }
    }
    headers
}

/// Seconds since 1970 UTC, for answers that carry no date of their own.
fn clock() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(_) => 0,
    }
}
