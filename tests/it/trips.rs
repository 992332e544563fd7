//! 500 works of the shared corpus, exported and imported again, form by form.
//! Skipped, and says so, where the corpus is not beside the program: it is not
//! ours to carry.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use serde_json::Value;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;

const N_WORKS: usize = 500;

/// Asked for, because some say nothing at all.
const N_ASKED: usize = 900;

/// So many files hold more works than are wanted, some of each kind.
const N_FEEDS: usize = 400;

/// Each form, and what it has no place for. JSON lines have one for all.
const FORMS: &[(&str, &[&str])] = &[
    ("jsonl", &[]),
    ("ris", &["published_at", "read"]),
    ("bibtex", &["published_at", "read", "source"]),
    ("csl-json", &["published_at", "read"]),
];

/// Every tenth feed of the corpus, so that all its kinds are among them, and
/// the journals before the rest.
fn feeds() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/public");
    let Ok(manifest) = fs::read_to_string(root.join("manifest.jsonl")) else {
        return Vec::new();
    };
    let feeds: Vec<Value> = manifest
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|it: &Value| {
            let is_feed = it["path"]
                .as_str()
                .is_some_and(|it| it.starts_with("feeds/"));
            is_feed && it["entries"].as_u64() > Some(0) && it["size"].as_u64() < Some(300_000)
        })
        .collect();
    let of = |medical: bool, step: usize| {
        let chosen = feeds.iter().filter(move |it| it["medical"] == medical);
        chosen.step_by(step).filter_map(|it| it["path"].as_str())
    };
    of(true, 1)
        .chain(of(false, 10))
        .take(N_FEEDS)
        .map(|path| root.join(path))
        .collect()
}

/// A home that follows what the corpus holds.
fn home_of(feeds: &[PathBuf]) -> Home {
    let server = Server::start();
    let mut outlines = String::new();
    for (n, file) in feeds.iter().enumerate() {
        let body = fs::read(file).unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let answer = Answer::Raw([head.into_bytes(), body].concat());
        server.set(&format!("/{n}"), answer);
        let address = server.url(&format!("/{n}"));
        outlines.push_str(&format!(r#"<outline text="{n}" xmlUrl="{address}"/>"#));
    }
    let home = Home::new();
    let list = home.path().join("feeds.opml");
    let opml = format!(r#"<opml version="2.0"><body>{outlines}</body></opml>"#);
    fs::write(&list, opml).unwrap();
    home.done(&["import", &list.to_string_lossy()]);
    // Some of them are broken on purpose; what came is what counts.
    home.run(&["--quiet", "refresh"]);
    home
}

fn lines(text: &str) -> Vec<Value> {
    let of = |line| serde_json::from_str(line).expect("a JSON object");
    text.lines().map(of).collect()
}

/// What a form can hold of references, in an order of their own.
fn held(form: &str, without: &[&str], references: &[Value]) -> Vec<String> {
    let mut held: Vec<String> = references
        .iter()
        .map(|reference| {
            let mut fields: BTreeMap<String, Value> =
                serde_json::from_value(reference.clone()).unwrap();
            fields.retain(|name, _| !without.contains(&name.as_str()));
            if let Some(Value::String(saved)) = fields.get_mut("saved")
                && matches!(form, "bibtex" | "csl-json")
            {
                // A day is what they write.
                saved.truncate("2025-11-18".len());
            }
            for name in ["text", "note"] {
                if let Some(Value::String(text)) = fields.get_mut(name)
                    && form == "bibtex"
                {
                    *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            serde_json::to_string(&fields).unwrap()
        })
        .collect();
    held.sort();
    held
}

/// Both hold the same references, as far as a form can hold them.
#[track_caller]
fn same(form: &str, without: &[&str], before: &[Value], after: &[Value]) {
    let (wanted, found) = (held(form, without, before), held(form, without, after));
    for (wanted, found) in wanted.iter().zip(&found) {
        assert_eq!(found, wanted, "{form}");
    }
    assert_eq!(found.len(), wanted.len(), "{form}");
}

/// Puts a text into a home by `rounds import`; how many were new.
fn bring(home: &Home, form: &str, text: &str) -> u64 {
    let file = home.path().join("brought");
    fs::write(&file, text).unwrap();
    let said = home.json(&["import", "--json", "--as", form, &file.to_string_lossy()]);
    assert_eq!(said[0]["problems"], Value::Array(Vec::new()), "{form}");
    said[0]["new"].as_u64().unwrap()
}

#[test]
fn five_hundred_works_of_the_corpus_come_back_by_every_form_as_they_went() {
    let feeds = feeds();
    if feeds.is_empty() {
        eprintln!("skipped: no corpus beside the program");
        return;
    }
    let followed = home_of(&feeds);
    let mut rows = followed.json(&["timeline", "--json", "--limit", "100000"]);
    // From all over the timeline, whatever order the answers came in.
    rows.sort_by_key(|row| format!("{}{}", row["title"], row["link"]));
    let ids: Vec<String> = rows
        .iter()
        .step_by((rows.len() / N_ASKED).max(1))
        .map(|row| row["id"].to_string())
        .collect();
    let mut args = vec!["export", "--format", "jsonl"];
    args.extend(ids.iter().map(String::as_str));
    let mut given = lines(&followed.done(&args));
    // Conformance tests hold entries without a word, where there is nothing to
    // keep, and the same few words over and over, which are one work.
    let mut seen = HashSet::new();
    given.retain(|it| {
        let said = |name: &str| it[name].as_str().unwrap_or("").to_lowercase();
        let title = Some(said("title")).filter(|it| !it.is_empty());
        let words = title.unwrap_or(said("text"));
        let is_something = !(words.is_empty() && said("link").is_empty());
        let year = &it["published"]["year"];
        let name = format!("{words} {} {year} {}", said("link"), it["authors"][0]);
        is_something && seen.insert(name)
    });
    given.truncate(N_WORKS);
    assert_eq!(given.len(), N_WORKS, "of {} works", rows.len());

    // Saved in a home of their own they are what they were, and saved.
    let saved = Home::new();
    let text: String = given.iter().map(|it| format!("{it}\n")).collect();
    bring(&saved, "jsonl", &text);
    let before = lines(&saved.done(&["export", "--saved", "--format", "jsonl"]));
    same("jsonl", &["saved"], &given, &before);
    let with = |name: &str| before.iter().filter(|it| !it[name].is_null()).count();
    eprintln!(
        "{} works of {} feeds: {} with authors, {} with a DOI, {} with a volume, {} with a text",
        before.len(),
        feeds.len(),
        with("authors"),
        with("doi"),
        with("volume"),
        with("text")
    );

    for (form, without) in FORMS {
        let other = Home::new();
        let text = saved.done(&["export", "--saved", "--format", form]);
        assert_eq!(bring(&other, form, &text), N_WORKS as u64, "{form}");
        let after = lines(&other.done(&["export", "--saved", "--format", "jsonl"]));
        same(form, without, &before, &after);
    }
}
