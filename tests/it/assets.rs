//! Everything under `assets/` can be read: what is built into the program is
//! never the reason it does not start.

use std::fs;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::layers::files_under;

/// Why a text cannot be read as what its name says it is.
fn trouble(path: &str, text: &str) -> Option<String> {
    match path.rsplit('.').next() {
        Some("toml") => text
            .parse::<toml::Table>()
            .err()
            .map(|error| error.to_string()),
        Some("json") => serde_json::from_str::<serde_json::Value>(text)
            .err()
            .map(|error| error.to_string()),
        Some("xml" | "atom" | "rdf" | "svg" | "opml") => trouble_with_xml(text),
        _ => Some("nothing here knows how to read it".to_string()),
    }
}

/// Looks for elements that stay open, close twice or are not there at all.
fn trouble_with_xml(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    let (mut n_open, mut n_elements) = (0_usize, 0_usize);
    loop {
        match reader.read_event() {
            Err(error) => return Some(error.to_string()),
            Ok(Event::Start(start)) => {
                let wrong = start.attributes().find_map(Result::err);
                if let Some(error) = wrong {
                    return Some(error.to_string());
                }
                (n_open, n_elements) = (n_open + 1, n_elements + 1);
            }
            Ok(Event::End(_)) => n_open = n_open.saturating_sub(1),
            Ok(Event::Empty(_)) => n_elements += 1,
            Ok(Event::Eof) if n_open > 0 => return Some("an element stays open".to_string()),
            Ok(Event::Eof) if n_elements == 0 => return Some("it is empty".to_string()),
            Ok(Event::Eof) => return None,
            Ok(_) => {}
        }
    }
}

#[test]
fn every_asset_can_be_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in files_under(root, "assets") {
        let why = match fs::read_to_string(root.join(&path)) {
            Ok(text) => trouble(&path, &text),
            Err(error) => Some(error.to_string()),
        };
        found.extend(why.map(|why| format!("{path}: {why}")));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn what_cannot_be_read_is_noticed() {
    for (path, text) in [
        ("a.toml", "a = "),
        ("a.json", "{"),
        ("a.xml", "<a><b></a>"),
        ("a.atom", "<a>"),
        ("a.rdf", ""),
        ("a.opml", "<a b=c/><d"),
        ("a.png", ""),
    ] {
        assert!(trouble(path, text).is_some(), "{path}: {text}");
    }
    assert_eq!(trouble("a.xml", "<a b='c'>&amp;</a>"), None);
}
