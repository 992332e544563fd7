//! A client of reqwest as we want it: no cookies, no referrer, no redirects of
//! its own, and the proxy and the certificates that the person chose.
//!
//! Sends nothing. HTTP/2 is spoken where a server offers it (ALPN), else
//! HTTP/1.1; with both a connection serves one request after the other. Tested
//! on loopback over TLS with a certificate of our own, so `ca_file` is too.

use std::path::Path;
use std::time::Duration;

use reqwest::Certificate;
use reqwest::NoProxy;
use reqwest::Proxy;
use reqwest::redirect::Policy;

use super::Settings;
use super::error::NetError;
use super::names::Names;

/// Headers of one answer; some servers set dozens of cookies.
const HEADERS: usize = 500;

/// A client that finds hosts by `names`.
///
/// # Errors
///
/// [`NetError::BadCaFile`], [`NetError::BadProxy`], [`NetError::NoCertificates`],
/// [`NetError::NotPrepared`].
pub(super) fn build(settings: &Settings, names: Names) -> Result<reqwest::Client, NetError> {
    // The first client of a process says whose cryptography all of them use; to
    // those after it, it answers that this is done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Headers of HTTP/2 past what we announce end the stream without a reason
    // we could tell; so we announce more, and count ourselves.
    let announced = settings.header_cap.saturating_mul(16);
    let announced = u32::try_from(announced).unwrap_or(u32::MAX);
    let mut builder = reqwest::Client::builder()
        .user_agent(&settings.user_agent)
        .dns_resolver(names)
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(settings.connect)
        // Short: thousands of hosts asked once each would keep thousands of
        // files open. Feeds of one host queue behind each other and reuse it.
        .pool_idle_timeout(Duration::from_secs(1))
        .pool_max_idle_per_host(2)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_max_headers(HEADERS)
        .http2_max_header_list_size(announced);
    if let Some(file) = &settings.ca_file {
        builder = builder.tls_certs_merge(certificates(file)?);
    }
    if !settings.system_proxy || settings.proxy.is_some() {
        builder = builder.no_proxy();
    }
    if let Some(address) = &settings.proxy {
        let proxy = proxy(address)?;
        builder = builder.proxy(match settings.heeds_no_proxy {
            true => proxy.no_proxy(NoProxy::from_env()),
            false => proxy,
        });
    }
    builder.build().map_err(|error| {
        let why = match std::error::Error::source(&error) {
            Some(cause) => cause.to_string(),
            None => "no reason given".to_string(),
        };
        match why.contains("No CA certificates") {
            true => NetError::NoCertificates,
            false => NetError::NotPrepared { why },
        }
    })
}

/// The proxy at an address.
fn proxy(address: &str) -> Result<Proxy, NetError> {
    const SPOKEN: [&str; 5] = ["http", "https", "socks4", "socks5", "socks5h"];
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    if !scheme.is_some_and(|scheme| SPOKEN.contains(&scheme)) {
        return Err(NetError::BadProxy);
    }
    // reqwest's own words carry the address, and with it a password.
    Proxy::all(address).map_err(|_| NetError::BadProxy)
}

/// The certificates in a file (PEM); at least one.
fn certificates(file: &Path) -> Result<Vec<Certificate>, NetError> {
    let bad = |why: String| NetError::BadCaFile {
        file: file.display().to_string(),
        why,
    };
    let bytes = std::fs::read(file).map_err(|error| bad(error.to_string()))?;
    let known = Certificate::from_pem_bundle(&bytes)
        .map_err(|_| bad("what is between BEGIN and END CERTIFICATE is damaged".to_string()))?;
    match known.is_empty() {
        true => Err(bad(
            "there is no certificate in it; it must be in PEM form (-----BEGIN CERTIFICATE-----)"
                .to_string(),
        )),
        false => Ok(known),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: Option<&[u8]>, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        if let Some(bytes) = bytes {
            std::fs::write(&file, bytes).unwrap();
        }
        let error = certificates(&file).unwrap_err().to_string();
        let shown = error.replace(&file.display().to_string(), "ca.pem");
        assert!(shown.starts_with(expected), "{shown}");
    }

    #[test]
    fn a_file_of_certificates_that_cannot_be_used_is_said_with_its_name() {
        let said = "the certificates of fetch.ca_file (ca.pem) cannot be used: ";
        check(None, &format!("{said}No such file"));
        check(Some(b""), &format!("{said}there is no certificate in it"));
        check(
            Some(b"\x30\x82\x01"),
            &format!("{said}there is no certificate in it"),
        );
        check(
            Some(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"),
            &format!("{said}what is between BEGIN and END"),
        );
    }

    #[test]
    fn a_proxy_that_is_none_is_refused_without_its_password() {
        for address in ["proxy:8080", "", "ftp://a.example", "http://me:hunter2@:x"] {
            let error = proxy(address).unwrap_err();
            assert!(!error.to_string().contains("hunter2"));
            assert!(error.to_string().starts_with("fetch.proxy in config.toml"));
        }
        for address in ["http://me:x@proxy.example:3128", "socks5h://127.0.0.1:9050"] {
            assert!(proxy(address).is_ok(), "{address}");
        }
    }
}
