//! `rounds inspect`: what rounds reads out of a file, for people who wonder and
//! for programs that compare. Follows nothing, keeps nothing, sends nothing.
//!
//! To a pipe it prints JSON lines, to a terminal a table.

use std::io::BufRead;
use std::path::Path;
use std::path::PathBuf;
use std::time::Instant;

use clap::Subcommand;
use serde_json::Value;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::import;
use crate::cli::output::Out;
use crate::cli::output::quiet_json;
use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::domain::same::Clue;
use crate::domain::same::same_work;
use crate::opml;
use crate::page;
use crate::problem::Problem;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::SourceKind;
use crate::sources::feed;
use crate::sources::feed::Feed;
use crate::sources::feed::inspect;
use crate::wire::Response;

/// Show what rounds reads out of a file.
#[derive(Debug, Subcommand)]
pub enum Inspect {
    /// The entries of a feed and all it says of them.
    Feed {
        /// The file; - for standard input.
        #[arg(required_unless_present = "batch")]
        file: Option<PathBuf>,
        /// Read paths from standard input, a line each; end each file with a
        /// line {"end": true, "ok": …, "ms": …}.
        #[arg(long)]
        batch: bool,
        /// Where it was fetched: relative links are read there.
        #[arg(long, default_value = "http://feed.invalid/")]
        url: String,
    },
    /// The sources of an OPML file: title, url, folder.
    Opml { file: PathBuf },
    /// The article of a web page, what the page states of it, its links and
    /// its feeds.
    Page {
        /// Where it was fetched, for relative links.
        url: String,
        file: PathBuf,
    },
    /// Identifiers: a JSON object {n, kind, input} a line on standard input.
    Ids,
    /// Whether two entries are one work: {n, a, b} a line on standard input.
    Same,
}

impl Inspect {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let outcome = match self {
            Inspect::Feed {
                batch: true, url, ..
            } => batch(&url, out),
            Inspect::Feed { file, url, .. } => {
                one_feed(&file.unwrap_or_default(), &url, world, out)
            }
            Inspect::Opml { file } => outline(&file, world, out),
            Inspect::Page { url, file } => web_page(&url, &file, out),
            Inspect::Ids => each_line(out, identifiers),
            Inspect::Same => each_line(out, sameness),
        };
        out.flush()?;
        outcome
    }
}

fn read(bytes: Vec<u8>, url: &str) -> Result<Page, DecodeError> {
    Feed.decode(&Response {
        status: 200,
        address: url.to_string(),
        body: bytes,
        ..Response::default()
    })
}

fn one_feed(file: &PathBuf, url: &str, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    let page = match read(import::read(file)?, url) {
        Ok(page) => page,
        Err(error) => {
            out.wrong(&format!("{}: {error}", file.display()))?;
            return Ok(Outcome::Failed);
        }
    };
    if !world.stdout_is_terminal {
        for line in inspect::lines(&page) {
            out.raw(format!("{}\n", quiet_json(&line)).as_bytes())?;
        }
        return Ok(Outcome::Done);
    }
    for line in inspect::table(&page) {
        out.aligned(&line)?;
    }
    for skipped in &page.skipped {
        out.note(skipped)?;
    }
    Ok(Outcome::Done)
}

fn batch(url: &str, out: &mut Out) -> Result<Outcome, Problem> {
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let began = Instant::now();
        // A file that cannot be read is told like one that is no feed.
        let result = match std::fs::read(&path) {
            Ok(bytes) => read(bytes, url),
            Err(_) => Err(DecodeError::Empty),
        };
        let millis = began.elapsed().as_secs_f64() * 1_000.0;
        if let Ok(page) = &result {
            for line in inspect::lines(page) {
                out.raw(format!("{}\n", quiet_json(&line)).as_bytes())?;
            }
        }
        let end = inspect::end(&result, millis);
        out.raw(format!("{}\n", quiet_json(&end)).as_bytes())?;
        out.flush()?;
    }
    Ok(Outcome::Done)
}

fn outline(file: &PathBuf, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    let outline = opml::read(&import::read(file)?);
    for problem in &outline.problems {
        out.note(problem)?;
    }
    if !outline.is_markup {
        out.wrong(&format!("{}: it is no OPML file", file.display()))?;
        return Ok(Outcome::Failed);
    }
    for entry in &outline.entries {
        match world.stdout_is_terminal {
            true => out.line(&format!(
                "{}  {}  {}",
                entry.path.join(" / "),
                entry.source.title,
                entry.source.address
            ))?,
            false => out.json(&json!({
                "title": entry.source.title,
                "url": entry.source.address,
                "folder": entry.path,
            }))?,
        }
    }
    Ok(Outcome::Done)
}

fn web_page(url: &str, file: &Path, out: &mut Out) -> Result<Outcome, Problem> {
    let bytes = import::read(&file.to_path_buf())?;
    let html = feed::decode::text(&bytes, None);
    // The article where the page has one, else all of it.
    let page::article::Reading { article, refusal } = page::article::read(&html, url);
    let kept = refusal.map_or("article", |refusal| refusal.sentence());
    let shown = match article.html.as_str() {
        "" => &*html,
        readable => readable,
    };
    let document = page::document(shown, Some(url));
    let links: Vec<&str> = document
        .links
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    let feeds: Vec<Value> = page::discover::feeds(&html, url)
        .into_iter()
        .map(|(address, title)| json!({"address": address, "title": title}))
        .collect();
    let mut said = json!({
        "text": document.plain_text(), "links": links, "feeds": feeds, "read": kept,
    });
    if let (Some(said), Value::Object(stated)) = (said.as_object_mut(), json!(article.stated)) {
        said.extend(stated);
    }
    out.json(&said)?;
    Ok(Outcome::Done)
}

/// Answers each JSON object of standard input with one.
fn each_line(out: &mut Out, answer: fn(&Value) -> Value) -> Result<Outcome, Problem> {
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let question: Value = serde_json::from_str(&line).map_err(|error| {
            Problem::new(
                "A line was not understood",
                error,
                "Each line is one JSON object",
            )
        })?;
        out.json(&answer(&question))?;
    }
    Ok(Outcome::Done)
}

fn identifiers(question: &Value) -> Value {
    let input = question["input"].as_str().unwrap_or_default();
    let found = match question["kind"].as_str() {
        Some("url") => ident::from_link(input),
        _ if input.trim().contains([' ', '\n']) => ident::from_text(input),
        _ => ident::from_field("identifier", input),
    };
    let mut answer = json!({ "n": question["n"], "pii": ident::pii(input) });
    for identifier in found {
        let (name, value) = match identifier {
            Identifier::Doi(value) => ("doi", value),
            Identifier::Pmid(value) => ("pmid", value),
            Identifier::Pmcid(value) => ("pmcid", value),
            Identifier::Arxiv(value) => ("arxiv", value),
            Identifier::Nct(value) => ("nct", value),
        };
        match answer[name].as_array_mut() {
            Some(values) => values.push(value.into()),
            None => answer[name] = json!([value]),
        }
    }
    answer
}

fn sameness(question: &Value) -> Value {
    let why = same_work(&clue(&question["a"]), &clue(&question["b"]));
    json!({
        "n": question["n"],
        "same": why.is_some(),
        "why": why.map(|why| format!("{why:?}")),
    })
}

fn clue(value: &Value) -> Clue {
    let text = |name: &str| value[name].as_str().map(str::to_string);
    let named = |name: &str| ident::from_field(name, value[name].as_str().unwrap_or_default());
    Clue {
        title: text("title").unwrap_or_default(),
        link: text("link"),
        id: text("id"),
        published: value["published"].as_str().and_then(feed::dates::read),
        identifiers: named("doi").into_iter().chain(named("pmid")).collect(),
        enclosure: text("enc"),
    }
}
