//! Sending politely: a [`Request`](crate::wire::Request) becomes a
//! [`Response`](crate::wire::Response), or a sentence why not.
//!
//! Nothing here knows what a feed is, reads a body's meaning or writes a file.
//! Polite means: few requests a host at once, waiting where a server asks us
//! to wait, never more than the cap of one body and never more than the budget
//! of all. Safe means: an address that came out of somebody's text never makes
//! us talk to the machines around us ([`guard`]).
//!
//! Reading order: [`client`] (the one who sends), `prepare`, [`redirect`], [`guard`], [`names`],
//! [`turns`] and [`budget`] (who may go when), [`pause`] and [`outage`] (who is left alone), [`error`].

pub mod budget;
pub mod client;
pub mod error;
pub mod guard;
#[cfg(test)]
mod limit_tests;
pub mod names;
pub mod outage;
pub mod pause;
mod prepare;
pub mod redirect;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tls_tests;
pub mod turns;

use std::path::PathBuf;
use std::time::Duration;

pub use budget::Hold;
pub use client::Client;
pub use client::Held;
pub use client::Step;
pub use error::NetError;
pub use error::in_words;
pub use pause::http_date;
pub use pause::retry_after;

/// How much, how long, how many.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Requests under way at once, to all hosts together.
    pub in_flight: usize,
    /// Requests under way at once to one host.
    pub per_host: usize,
    /// Bytes of bodies held at once, until their consumer lets go of them.
    pub bytes_held: usize,
    /// The largest body, counted after decompression.
    pub body_cap: usize,
    /// The largest headers of one answer, names and values together.
    pub header_cap: usize,
    /// For finding the host and making the connection.
    pub connect: Duration,
    /// For each hop, until its answer begins; finding and connecting count.
    pub first_byte: Duration,
    /// For one request from the first byte asked to the last byte read, over
    /// all its redirects. Waiting for a turn does not count.
    pub total: Duration,
    /// Redirects followed for one request.
    pub redirects: usize,
    /// A pause that a host asked for is waited out when it is no longer than
    /// this; a longer one refuses the request.
    pub patience: Duration,
    /// How we name ourselves to servers.
    pub user_agent: String,
    /// Whether the proxy of the environment or the system is used.
    pub system_proxy: bool,
    /// The proxy that is used instead of that one. A proxy finds names itself,
    /// so it goes around a part of the [`guard`].
    pub proxy: Option<String>,
    /// Whether who stands in NO_PROXY of the environment is asked without it.
    pub heeds_no_proxy: bool,
    /// A file of certificates (PEM) that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            in_flight: 256,
            per_host: 4,
            bytes_held: 64 << 20,
            body_cap: 10 << 20,
            header_cap: 64 << 10,
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            total: Duration::from_secs(30),
            redirects: 8,
            patience: Duration::from_secs(5),
            user_agent: concat!(
                "rounds/",
                env!("CARGO_PKG_VERSION"),
                " (terminal feed reader)"
            )
            .to_string(),
            system_proxy: true,
            proxy: None,
            heeds_no_proxy: true,
            ca_file: None,
        }
    }
}
