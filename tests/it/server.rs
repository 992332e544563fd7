//! A small web server on loopback that answers as a test tells it.

use std::collections::HashMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

/// How a path answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A body, with an ETag made of it; 304 where that is asked for.
    Body(&'static str, String),
    Status(u16),
    /// The body for who shows this `Authorization`, 401 for everybody else.
    Locked(&'static str, String),
    /// These bytes, head and all, and the connection's end.
    Raw(Vec<u8>),
    /// Takes the request and never answers.
    Hangs,
}

/// One request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub path: String,
    pub conditional: bool,
    pub status: u16,
    /// The `Authorization` header.
    pub login: Option<String>,
}

#[derive(Default)]
struct Shared {
    routes: Mutex<HashMap<String, Answer>>,
    hits: Mutex<Vec<Hit>>,
    /// Connections that are never answered, kept open.
    held: Mutex<Vec<TcpStream>>,
    stopped: AtomicBool,
}

pub struct Server {
    pub address: String,
    shared: Arc<Shared>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let shared = Arc::new(Shared::default());
        let served = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if served.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&served);
                thread::spawn(move || answer(stream, &shared));
            }
        });
        Server { address, shared }
    }

    /// Goes away: from now on nobody is let in, and who was in is not answered.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener, which then is gone.
        drop(TcpStream::connect(&self.address));
    }

    pub fn set(&self, path: &str, answer: Answer) {
        let mut routes = self.shared.routes.lock().unwrap();
        routes.insert(path.to_string(), answer);
    }

    /// A feed of so many items, numbered from `first`.
    pub fn set_feed(&self, path: &str, title: &str, first: usize, n: usize) {
        let items: String = (first..first + n).map(|k| item(path, k)).collect();
        let body = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>"
        );
        self.set(path, Answer::Body("application/rss+xml", body));
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn hits(&self) -> Vec<Hit> {
        self.shared.hits.lock().unwrap().clone()
    }

    pub fn forget_hits(&self) {
        self.shared.hits.lock().unwrap().clear();
    }
}

fn item(path: &str, k: usize) -> String {
    let day = 1 + k % 28;
    format!(
        "<item><guid>{path}-{k}</guid><title>Item {k} of {path}</title><link>https://a.example{path}/{k}</link>\
         <pubDate>{day:02} Oct 2025 08:00:00 GMT</pubDate><description>Text of item {k}</description></item>"
    )
}

fn answer(stream: TcpStream, shared: &Shared) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut stream = stream;
    loop {
        let mut first = String::new();
        let n = reader.read_line(&mut first).unwrap_or(0);
        if n == 0 || shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let path = first.split_whitespace().nth(1).unwrap_or("/").to_string();
        let mut none_match = None;
        let mut login = None;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = Some(value.trim().to_string());
            match name.to_ascii_lowercase().as_str() {
                "if-none-match" => none_match = value,
                "authorization" => login = value,
                _ => {}
            }
        }
        let route = shared.routes.lock().unwrap().get(&path).cloned();
        let conditional = none_match.is_some();
        let (status, head, body) = match route {
            Some(Answer::Body(kind, body)) => {
                let etag = format!("\"{}-{}\"", body.len(), checksum(&body));
                match none_match == Some(etag.clone()) {
                    true => (304, format!("ETag: {etag}\r\n"), String::new()),
                    false => (
                        200,
                        format!("ETag: {etag}\r\nContent-Type: {kind}\r\n"),
                        body,
                    ),
                }
            }
            Some(Answer::Locked(key, body)) => match login.as_deref() == Some(key) {
                true => (200, "Content-Type: text/xml\r\n".to_string(), body),
                false => (401, String::new(), String::new()),
            },
            Some(Answer::Status(status)) => (status, String::new(), String::new()),
            Some(Answer::Raw(bytes)) => {
                let hit = Hit {
                    path,
                    conditional,
                    status: 0,
                    login: None,
                };
                shared.hits.lock().unwrap().push(hit);
                // Whoever asked may have had enough of it.
                let _ = stream.write_all(&bytes);
                return;
            }
            Some(Answer::Hangs) => {
                shared.held.lock().unwrap().push(stream);
                return;
            }
            None => (404, String::new(), String::new()),
        };
        shared.hits.lock().unwrap().push(Hit {
            path,
            conditional,
            status,
            login,
        });
        let length = match status {
            304 => String::new(),
            _ => format!("Content-Length: {}\r\n", body.len()),
        };
        let sent = write!(stream, "HTTP/1.1 {status} X\r\n{head}{length}\r\n{body}");
        if sent.is_err() {
            return;
        }
    }
}

fn checksum(text: &str) -> u64 {
    text.bytes().fold(7, |sum: u64, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    })
}
