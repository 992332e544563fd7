//! An HTTP request and its answer as plain data.
//!
//! Sources write requests and read answers; only `net` turns one into the
//! other. Nothing here opens a connection.

use std::fmt;

use url::Url;

/// The header that says who we are; it stays with the first server.
pub const AUTHORIZATION: &str = "authorization";

/// What is asked. Always GET for now.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Absolute, http or https.
    pub address: String,
    /// Further headers, such as `Accept`.
    pub headers: Vec<(String, String)>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        // No values and no query: they may let somebody in.
        let host = Url::parse(&self.address).ok();
        let host = host
            .as_ref()
            .and_then(Url::host_str)
            .unwrap_or("no address");
        f.debug_struct("Request")
            .field("host", &host)
            .field("headers", &names)
            .finish()
    }
}

/// Whether two addresses are of one server: same host and port, or the usual
/// step from http to https.
pub fn same_server(from: &Url, to: &Url) -> bool {
    let host = |url: &Url| {
        let host = url.host_str()?.trim_end_matches('.');
        Some(host.to_ascii_lowercase()).filter(|host| !host.is_empty())
    };
    let ports = (from.port_or_known_default(), to.port_or_known_default());
    // Back from https to http is another server: anyone may answer there.
    let scheme = from.scheme() == to.scheme() || to.scheme() == "https";
    let port = ports.0 == ports.1 || (ports == (Some(80), Some(443)) && to.scheme() == "https");
    host(from).is_some() && host(from) == host(to) && scheme && port
}

/// What came back, decompressed, never larger than the cap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Where the answer finally came from, after redirects.
    pub address: String,
    /// Where permanent redirects (301, 308) alone led, if anywhere.
    pub moved_to: Option<String>,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// From the first byte asked to the last byte read.
    pub millis: u32,
}

impl Response {
    /// The first header of that name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}
