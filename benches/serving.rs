//! A web server on loopback for benches: as many hosts as one wants on one port,
//! as it would be outside, and at each path what the bench says is there now.

use std::sync::Arc;

use tokio::io::AsyncBufReadExt;
use tokio::io::AsyncWriteExt;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::runtime::Runtime;

/// What a path holds at this moment.
#[derive(Clone, Default)]
pub struct Body {
    /// Changes with the body.
    pub tag: String,
    pub bytes: Vec<u8>,
    /// How the bytes are packed, as `Content-Encoding` calls it.
    pub packed: Option<&'static str>,
}

/// `None` where nothing is there.
pub type Holds = dyn Fn(&str) -> Option<Body> + Send + Sync;

/// A server that answers on its own thread until it is dropped.
pub struct Serving {
    pub port: u16,
    tokio: Option<Runtime>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(tokio) = self.tokio.take() {
            tokio.shutdown_background();
        }
    }
}

/// The host of a number; the first is the loopback that every system has.
pub fn host(number: usize) -> String {
    format!("127.0.{}.{}", number / 250, 1 + number % 250)
}

/// Listens as so many hosts on one free port; all of them hold the same.
pub fn serve(
    n_hosts: usize,
    holds: impl Fn(&str) -> Option<Body> + Send + Sync + 'static,
) -> Serving {
    let holds: Arc<Holds> = Arc::new(holds);
    let tokio = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let port = tokio.block_on(async {
        // The first takes any port that is free, the others the same.
        let mut port = 0;
        for number in 0..n_hosts {
            let listener = TcpListener::bind((host(number), port)).await;
            let listener = listener.expect("a port on loopback");
            port = listener.local_addr().expect("an address").port();
            tokio::spawn(listen(listener, Arc::clone(&holds)));
        }
        port
    });
    Serving {
        port,
        tokio: Some(tokio),
    }
}

async fn listen(listener: TcpListener, holds: Arc<Holds>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, Arc::clone(&holds)));
    }
}

/// Answers requests on one line until it is closed. Who is killed does not read
/// its answer to the end, which ends the line too.
async fn answer(stream: TcpStream, holds: Arc<Holds>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_string();
        let mut known = None;
        loop {
            line.clear();
            if stream.read_line(&mut line).await? <= 2 {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("if-none-match")
            {
                known = Some(value.trim().to_string());
            }
        }
        let (head, body) = match holds(&path) {
            None => ("404 Not Found\r\nContent-Length: 0".to_string(), Vec::new()),
            Some(Body { tag, .. }) if known == Some(format!("\"{tag}\"")) => {
                (format!("304 Not Modified\r\nETag: \"{tag}\""), Vec::new())
            }
            Some(Body { tag, bytes, packed }) => {
                let packed = packed.map(|it| format!("Content-Encoding: {it}\r\n"));
                let head = format!(
                    "200 OK\r\nETag: \"{tag}\"\r\nContent-Type: application/rss+xml\r\n{}Content-Length: {}",
                    packed.unwrap_or_default(),
                    bytes.len()
                );
                (head, bytes)
            }
        };
        let head = format!("HTTP/1.1 {head}\r\n\r\n");
        stream.write_all(&[head.as_bytes(), &body].concat()).await?;
    }
}
