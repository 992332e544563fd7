//! Reads feeds from files and says what is in them, one JSON object a line.
//!
//! `inspect_feed FILE`, or `inspect_feed --batch` with paths on standard input.

use std::io::BufRead;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use rounds::sources::DecodeError;
use rounds::sources::Page;
use rounds::sources::SourceKind;
use rounds::sources::feed::Feed;
use rounds::sources::feed::inspect;
use rounds::wire::Response;

fn read(path: &str) -> std::io::Result<Result<Page, DecodeError>> {
    let response = Response {
        status: 200,
        // A file has no address; relative links need one to be shown at all.
        address: "http://localhost/".to_string(),
        body: std::fs::read(path)?,
        ..Response::default()
    };
    Ok(Feed.decode(&response))
}

fn main() -> std::io::Result<ExitCode> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    if path != "--batch" {
        return match read(&path)? {
            Ok(page) => {
                for line in inspect::lines(&page) {
                    writeln!(out, "{line}")?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                eprintln!("{error}");
                Ok(ExitCode::from(2))
            }
        };
    }
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let start = Instant::now();
        let result = read(&path)?;
        let millis = start.elapsed().as_secs_f64() * 1_000.0;
        if let Ok(page) = &result {
            for line in inspect::lines(page) {
                writeln!(out, "{line}")?;
            }
        }
        writeln!(out, "{}", inspect::end(&result, millis))?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}
