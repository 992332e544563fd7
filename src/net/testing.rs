//! A tiny HTTP/1.1 server on loopback for tests, scripted by a function from
//! path to answer. Nothing here waits for a clock.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use tokio::io::AsyncBufReadExt;
use tokio::io::AsyncWriteExt;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::sync::Barrier;
use tokio::sync::watch;

use crate::net::Settings;

/// A request as the server saw it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub path: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
}

/// What the server does with a request.
#[derive(Clone)]
pub enum Answer {
    /// Status, headers, body. A length is added unless one is given.
    Reply(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Headers and half of a body, then nothing, with the line held open.
    Half(Vec<u8>),
    /// Reads and never answers.
    Never,
    /// Answers once as many requests wait as the barrier wants.
    Together(Arc<Barrier>, Vec<u8>),
}

/// Straight to who is asked, and no try again.
pub fn settings() -> Settings {
    Settings {
        system_proxy: false,
        patience: Duration::ZERO,
        ..Settings::default()
    }
}

pub fn ok(body: impl Into<Vec<u8>>) -> Answer {
    Answer::Reply(200, Vec::new(), body.into())
}

pub fn status(status: u16) -> Answer {
    Answer::Reply(status, Vec::new(), Vec::new())
}

pub fn redirect(status: u16, to: &str) -> Answer {
    Answer::Reply(status, vec![("Location", to.to_string())], Vec::new())
}

pub fn encoded(encoding: &str, body: &[u8]) -> Answer {
    let headers = vec![("Content-Encoding", encoding.to_string())];
    Answer::Reply(200, headers, body.to_vec())
}

/// Runs until dropped.
pub struct Server {
    /// `http://127.0.0.1:PORT`, or as it was started.
    pub address: String,
    seen: Arc<Seen>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    asked: Mutex<Vec<Asked>>,
    n_asked: watch::Sender<usize>,
    /// Requests under way now, and the most there ever were.
    under_way: Mutex<(usize, usize)>,
}

impl Server {
    pub async fn start(script: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
        Server::start_at("127.0.0.1:0", script).await.unwrap()
    }

    /// `None` where this machine has no such address.
    pub async fn start_at(
        address: &str,
        script: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    ) -> Option<Server> {
        let listener = TcpListener::bind(address).await.ok()?;
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Seen::default());
        let script: Arc<dyn Fn(&Asked) -> Answer + Send + Sync> = Arc::new(script);
        let task = tokio::spawn({
            let seen = seen.clone();
            async move {
                let mut lines = tokio::task::JoinSet::new();
                while let Ok((stream, _)) = listener.accept().await {
                    lines.spawn(serve(stream, script.clone(), seen.clone()));
                }
            }
        });
        Some(Server {
            address,
            seen,
            task,
        })
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.seen.asked.lock().unwrap().clone()
    }

    /// Waits until so many requests were seen.
    pub async fn has_seen(&self, n_asked: usize) {
        let mut seen = self.seen.n_asked.subscribe();
        seen.wait_for(|seen| *seen >= n_asked).await.unwrap();
    }

    pub fn most_at_once(&self) -> usize {
        self.seen.under_way.lock().unwrap().1
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    stream: TcpStream,
    script: Arc<dyn Fn(&Asked) -> Answer + Send + Sync>,
    seen: Arc<Seen>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut asked = Asked::default();
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        asked.path = line.split(' ').nth(1).unwrap_or_default().to_string();
        loop {
            line.clear();
            stream.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            asked
                .headers
                .insert(name.to_ascii_lowercase(), value.to_string());
        }
        let answer = script(&asked);
        {
            let mut under_way = seen.under_way.lock().unwrap();
            under_way.0 += 1;
            under_way.1 = under_way.1.max(under_way.0);
        }
        seen.asked.lock().unwrap().push(asked);
        seen.n_asked.send_modify(|n_asked| *n_asked += 1);
        let (status, headers, body) = match answer {
            Answer::Reply(status, headers, body) => (status, headers, body),
            Answer::Together(barrier, body) => {
                barrier.wait().await;
                (200, Vec::new(), body)
            }
            Answer::Half(body) => {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                    body.len() * 2
                );
                stream.write_all(&[head.as_bytes(), &body].concat()).await?;
                return std::future::pending().await;
            }
            Answer::Never => return std::future::pending().await,
        };
        let mut head = format!("HTTP/1.1 {status} Words\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        // Before the client can have read the answer and asked again.
        seen.under_way.lock().unwrap().0 -= 1;
        // In one piece: two small writes would wait for each other on the line.
        stream.write_all(&[head.as_bytes(), &body].concat()).await?;
    }
}
