//! How much memory and time the real `rounds refresh` takes: for the feeds of
//! the shared corpus where it lies beside the program, and for 10,000 small
//! feeds written here, each set served on loopback as many hosts.
//!
//! `cargo bench --bench refresh` (ROUNDS_BENCH_FEEDS=1000 for fewer small ones).
//! Prints a table; memory is VmHWM of the child as the system counts it, the
//! last value before it ended.

#[path = "serving.rs"]
mod serving;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::BufRead;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use serving::Body;
use serving::Serving;
use serving::host;

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
    let hosts: Vec<usize> = feeds.iter().map(|feed| feed.host).collect();
    let server = serve(feeds);
    std::fs::write(&list, opml(&hosts, server.port)).expect("a list");
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

/// A list of as many feeds as hosts are given, each at its number.
fn opml(hosts: &[usize], port: u16) -> String {
    let mut text = "<opml version=\"2.0\"><head/><body>".to_string();
    for (n, number) in hosts.iter().enumerate() {
        let _ = write!(
            text,
            "<outline type=\"rss\" text=\"Feed {n}\" xmlUrl=\"http://{}:{port}/{n}\"/>",
            host(*number)
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

/// All feeds by number. What is served never changes, so one tag serves all.
fn serve(feeds: Vec<Served>) -> Serving {
    let n_hosts = feeds.iter().map(|feed| feed.host + 1).max().unwrap_or(0);
    serving::serve(n_hosts, move |path| {
        let n: usize = path.trim_start_matches('/').parse().ok()?;
        Some(Body {
            tag: "one".to_string(),
            bytes: feeds.get(n)?.body.clone(),
            ..Body::default()
        })
    })
}
