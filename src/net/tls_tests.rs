//! HTTP/2 and HTTP/1.1 over TLS, against a server on loopback whose certificate
//! only a `ca_file` makes good.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use futures_util::future::join_all;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use super::Client;
use super::NetError;
use super::Settings;
use super::testing::settings;
use super::tests::get;

const BODY: &[u8] = b"<rss>over TLS</rss>";
/// What a client of HTTP/2 says first.
const PREFACE: usize = 24;
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;
/// `:status: 200`, by its place in HPACK's table.
const STATUS_200: u8 = 0x88;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tls")).join(name)
}

struct Secure {
    address: String,
    n_connections: Arc<AtomicUsize>,
}

impl Secure {
    /// `protocol` is `h2` or `http/1.1`; each answer has so many bytes in a
    /// header of its own.
    async fn start(protocol: &'static str, n_header: usize) -> Secure {
        Secure::showing("server.pem", protocol, n_header).await
    }

    /// The same with another certificate of the same key.
    async fn showing(certificate: &str, protocol: &'static str, n_header: usize) -> Secure {
        let chain = CertificateDer::pem_file_iter(fixture(certificate)).unwrap();
        let key = PrivateKeyDer::from_pem_file(fixture("server.key")).unwrap();
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain.map(Result::unwrap).collect(), key)
            .unwrap();
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("https://{}/feed", listener.local_addr().unwrap());
        let n_connections = Arc::new(AtomicUsize::new(0));
        let counter = n_connections.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::Relaxed);
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let stream = acceptor.accept(stream).await?;
                    match protocol {
                        "h2" => serve_2(stream, n_header).await,
                        _ => serve_1(stream).await,
                    }
                });
            }
        });
        Secure {
            address,
            n_connections,
        }
    }

    fn n_connections(&self) -> usize {
        self.n_connections.load(Ordering::Relaxed)
    }
}

async fn serve_1(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let mut asked = Vec::new();
    loop {
        asked.push(stream.read_u8().await?);
        if asked.ends_with(b"\r\n\r\n") {
            asked.clear();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", BODY.len());
            stream.write_all(&[head.as_bytes(), BODY].concat()).await?;
            stream.flush().await?;
        }
    }
}

/// As little of HTTP/2 as a client needs to be content.
async fn serve_2(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    n_header: usize,
) -> io::Result<()> {
    stream.read_exact(&mut [0; PREFACE]).await?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await?;
    stream.flush().await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let [a, b, c, kind, flags, s0, s1, s2, s3] = head;
        let n_bytes = u32::from_be_bytes([0, a, b, c]) as usize;
        stream.read_exact(&mut vec![0; n_bytes]).await?;
        let id = u32::from_be_bytes([s0, s1, s2, s3]);
        let answer = match kind {
            SETTINGS if flags & 1 == 0 => frame(SETTINGS, 1, 0, &[]),
            HEADERS => {
                let mut block = vec![STATUS_200];
                if n_header > 0 {
                    block.extend(long_header(n_header));
                }
                let mut parts: Vec<&[u8]> = block.chunks(16_384).collect();
                let last = parts.pop().unwrap();
                let mut out = Vec::new();
                let mut kind = HEADERS;
                for part in parts {
                    out.extend(frame(kind, 0, id, part));
                    kind = CONTINUATION;
                }
                out.extend(frame(kind, 4, id, last));
                out.extend(frame(DATA, 1, id, BODY));
                out
            }
            _ => continue,
        };
        stream.write_all(&answer).await?;
        stream.flush().await?;
    }
}

fn frame(kind: u8, flags: u8, id: u32, payload: &[u8]) -> Vec<u8> {
    let n_bytes = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let id = id.to_be_bytes();
    let head = [n_bytes[1], n_bytes[2], n_bytes[3], kind, flags];
    [&head[..], &id[..], payload].concat()
}

/// `x: yyy…`, written out as HPACK does (RFC 7541, sections 5.1 and 6.2.2).
fn long_header(n_bytes: usize) -> Vec<u8> {
    let mut out = vec![0, 1, b'x', 0x7f];
    let mut rest = n_bytes - 0x7f;
    while rest >= 0x80 {
        out.push((rest % 0x80) as u8 | 0x80);
        rest /= 0x80;
    }
    out.push(rest as u8);
    out.extend(vec![b'y'; n_bytes]);
    out
}

fn trusting() -> Client {
    Client::new(&Settings {
        ca_file: Some(fixture("ca.pem")),
        ..settings()
    })
    .unwrap()
}

#[tokio::test]
async fn http_2_is_spoken_and_one_connection_serves_many_requests() {
    let server = Secure::start("h2", 0).await;
    let client = trusting();
    let first = client.send(&get(&server.address)).await.unwrap();
    assert_eq!(first.body, BODY);
    let request = get(&server.address);
    let answers = join_all((0..20).map(|_| client.send(&request))).await;
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().unwrap().body == BODY)
    );
    assert_eq!(server.n_connections(), 1);
}

#[tokio::test]
async fn over_http_1_a_connection_is_used_again() {
    let server = Secure::start("http/1.1", 0).await;
    let client = trusting();
    for _ in 0..5 {
        assert_eq!(client.send(&get(&server.address)).await.unwrap().body, BODY);
    }
    assert_eq!(server.n_connections(), 1);
}

#[tokio::test]
async fn headers_of_http_2_have_the_same_limit() {
    let server = Secure::start("h2", 60_000).await;
    assert!(trusting().send(&get(&server.address)).await.is_ok());
    let server = Secure::start("h2", 70_000).await;
    let error = trusting().send(&get(&server.address)).await.unwrap_err();
    assert_eq!(error, NetError::HeadersTooLarge { cap: 64 << 10 });
}

#[tokio::test]
async fn a_certificate_of_ones_own_is_trusted_by_the_file_alone() {
    let server = Secure::start("h2", 0).await;
    let strangers = Client::new(&settings()).unwrap();
    let error = strangers.send(&get(&server.address)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no secure connection to 127.0.0.1: its certificate is not trusted"
    );
    // Made for 127.0.0.1, not for its neighbour, although that is here too.
    let other = server.address.replace("127.0.0.1", "127.0.0.2");
    let error = trusting().send(&get(&other)).await.unwrap_err();
    assert!(
        matches!(error, NetError::Refused { .. } | NetError::Tls { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn acceptance_33_an_expired_certificate_is_said_to_have_expired() {
    let server = Secure::showing("expired.pem", "http/1.1", 0).await;
    let trusting = Client::new(&Settings {
        ca_file: Some(fixture("expired-ca.pem")),
        ..settings()
    });
    let error = trusting.unwrap().send(&get(&server.address)).await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "no secure connection to 127.0.0.1: its certificate has expired"
    );
}
