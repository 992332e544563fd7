//! An HTTP request and its answer as plain data.
//!
//! Sources write requests and read answers; only `net` turns one into the
//! other. Nothing here opens a connection.

/// What is asked. Always GET for now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Absolute, http or https.
    pub address: String,
    /// Further headers, such as `Accept`.
    pub headers: Vec<(String, String)>,
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
