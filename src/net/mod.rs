//! Sending politely: a [`Request`](crate::wire::Request) becomes a
//! [`Response`](crate::wire::Response), or a sentence why not.
//!
//! Nothing here knows what a feed is, reads a body's meaning or writes a file.
//! Polite means: few requests a host at once, waiting where a server asks us
//! to wait, never more than the cap of one body and never more than the budget
//! of all. Safe means: an address that came out of somebody's text never makes
//! us talk to the machines around us ([`guard`]).
//!
//! Reading order: [`client`] (the one who sends), [`redirect`], [`guard`],
//! [`turns`] and [`budget`] (who may go when), [`pause`] and [`outage`] (who is left alone), [`error`].

pub mod budget;
pub mod client;
pub mod error;
pub mod guard;
pub mod outage;
pub mod pause;
pub mod redirect;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod turns;

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
    /// For finding the host and making the connection.
    pub connect: Duration,
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
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            in_flight: 256,
            per_host: 4,
            bytes_held: 64 << 20,
            body_cap: 10 << 20,
            connect: Duration::from_secs(10),
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
        }
    }
}
