//! How much memory and time the real `rounds refresh` takes: for the feeds of
//! the shared corpus where it lies beside the program, and for 10,000 small
//! feeds written here, each set served on loopback as many hosts.
//!
//! `cargo bench --bench refresh` (ROUNDS_BENCH_FEEDS=1000 for fewer small ones).
//! Prints a table; memory is VmHWM of the child as the system counts it, the
//! last value before it ended.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::BufRead;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::io::AsyncBufReadExt;
use tokio::io::AsyncWriteExt;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

/// The same port on every host, as it would be outside.
const PORT: u16 = 18_091;
/// So many of the corpus's feeds.
const REAL: usize = 400;
/// Feeds of one host among the small ones.
const PER_HOST: usize = 10;
/// How often the child's memory is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// One feed to be served: its host's number and its body.
struct Served {
    host: usize,
    body: Vec<u8>,
}

fn main() {
    let n_small = std::env::var("ROUNDS_BENCH_FEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    println!("| feeds | refresh | peak memory | time | said |\n|---|---|---:|---:|---|");
    match real_feeds() {
        feeds if feeds.is_empty() => println!("| real feeds: no corpus beside the program | | | |"),
        feeds => measure("real", feeds),
    }
    measure("small", small_feeds(n_small));
}

/// Follows all of them in a home of its own and refreshes three times: all
/// news, nothing new by the server, and only those that are due.
fn measure(name: &str, feeds: Vec<Served>) {
    let n = feeds.len();
    let home = tempfile::tempdir().expect("a folder");
    let list = home.path().join("feeds.opml");
    std::fs::write(&list, opml(&feeds)).expect("a list");
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    tokio.block_on(serve(feeds));
    run(home.path(), &["import", &list.to_string_lossy()]);
    for (what, args) in [
        ("all news", &["refresh"][..]),
        ("nothing new", &["refresh"]),
        ("only what is due", &["refresh", "--due"]),
    ] {
        let (peak, took, said) = run(home.path(), args);
        println!(
            "| {n} {name} | {what} | {:.0} MB | {:.1} s | {said} |",
            peak as f64 / 1_000.0,
            took.as_secs_f64()
        );
    }
    tokio.shutdown_background();
}

/// Runs rounds to its end: peak memory in kB, time, and the first line it said.
fn run(home: &Path, args: &[&str]) -> (u64, Duration, String) {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rounds"))
        .args(args)
        .env("ROUNDS_HOME", home)
        .env("NO_PROXY", "*")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rounds starts");
    // Read beside, so that much of it cannot block the child.
    let said = child.stderr.take().expect("its words");
    let said = std::thread::spawn(move || {
        let mut lines = std::io::BufReader::new(said).lines().map_while(Result::ok);
        let first = lines.next().unwrap_or_default();
        lines.for_each(drop);
        first
    });
    let peak = peak_of(&mut child);
    let took = began.elapsed();
    (peak, took, said.join().expect("its words"))
}

fn peak_of(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("a child").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        peak = number.unwrap_or(peak).max(peak);
        std::thread::sleep(LOOK);
    }
    peak
}

fn host(number: usize) -> String {
    format!("127.0.{}.{}", 1 + number / 250, 1 + number % 250)
}

fn opml(feeds: &[Served]) -> String {
    let mut text = "<opml version=\"2.0\"><head/><body>".to_string();
    for (n, feed) in feeds.iter().enumerate() {
        let _ = write!(
            text,
            "<outline type=\"rss\" text=\"Feed {n}\" xmlUrl=\"http://{}:{PORT}/{n}\"/>",
            host(feed.host)
        );
    }
    text + "</body></opml>"
}

/// The corpus's feeds that hold entries; those of one family share a host.
fn real_feeds() -> Vec<Served> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/public");
    let manifest = std::fs::read_to_string(root.join("manifest.jsonl")).unwrap_or_default();
    let kinds = ["medical", "journal", "journal-mirrored", "wild"];
    let mut hosts = HashMap::new();
    let mut feeds = Vec::new();
    for line in manifest.lines() {
        let Ok(row) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let kind = row["kind"].as_str().unwrap_or_default();
        let path = row["path"].as_str().unwrap_or_default();
        if !kinds.contains(&kind) || row["entries"].as_u64().unwrap_or(0) == 0 {
            continue;
        }
        let family = row["family"].as_str().unwrap_or(path).to_string();
        let next = hosts.len();
        if let Ok(body) = std::fs::read(root.join(path)) {
            let host = *hosts.entry(family).or_insert(next);
            feeds.push(Served { host, body });
        }
    }
    feeds.truncate(REAL);
    feeds
}

/// Invented feeds of five short entries each.
fn small_feeds(n: usize) -> Vec<Served> {
    (0..n)
        .map(|feed| {
            let items: String = (0..5)
                .map(|k| {
                    format!(
                        "<item><guid>{feed}-{k}</guid><title>Entry {k} of feed {feed}</title>\
                         <link>https://feed{feed}.example/{k}</link>\
                         <pubDate>{:02} Oct 2025 08:00:00 GMT</pubDate>\
                         <description>Some words about entry {k}, as feeds have them.</description></item>",
                        1 + (feed + k) % 28
                    )
                })
                .collect();
            Served {
                host: feed / PER_HOST,
                body: format!(
                    "<rss version=\"2.0\"><channel><title>Feed {feed}</title>{items}</channel></rss>"
                )
                .into_bytes(),
            }
        })
        .collect()
}

/// Listens for every host; all of them serve all feeds by number.
async fn serve(feeds: Vec<Served>) {
    let n_hosts = feeds.iter().map(|feed| feed.host + 1).max().unwrap_or(0);
    let feeds = Arc::new(feeds);
    for number in 0..n_hosts {
        let listener = TcpListener::bind((host(number), PORT)).await;
        let listener = listener.expect("a port on loopback");
        let feeds = Arc::clone(&feeds);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&feeds)));
            }
        });
    }
}

/// Answers requests on one line until it is closed.
async fn answer(stream: TcpStream, feeds: Arc<Vec<Served>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let path = line.split(' ').nth(1).unwrap_or_default();
        let asked = path.trim_start_matches('/').parse::<usize>().ok();
        let mut knows_it = false;
        loop {
            line.clear();
            if stream.read_line(&mut line).await? <= 2 {
                break;
            }
            knows_it |= line.to_ascii_lowercase().starts_with("if-none-match:");
        }
        let feed = asked.and_then(|n| feeds.get(n));
        let (head, body) = match feed {
            None => ("404 Not Found\r\nContent-Length: 0".to_string(), &[][..]),
            // What is served never changes, so whoever names a tag has it.
            Some(_) if knows_it => ("304 Not Modified\r\nETag: \"one\"".to_string(), &[][..]),
            Some(feed) => (
                format!(
                    "200 OK\r\nETag: \"one\"\r\nContent-Type: application/xml\r\nContent-Length: {}",
                    feed.body.len()
                ),
                feed.body.as_slice(),
            ),
        };
        let head = format!("HTTP/1.1 {head}\r\n\r\n");
        stream.write_all(&[head.as_bytes(), body].concat()).await?;
    }
}
