//! CSL-JSON: what citation processors eat.
//!
//! A note is `annote`, saved is `accessed`, a badge is `genre`, who brought it
//! is `source`. A name that is one whole is `literal`.
//!
//! Source: CSL 1.0.2, `csl-data.json` and appendix IV.

use std::collections::HashSet;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Reference;
use crate::export::kinds;

pub fn write(references: &[Reference]) -> String {
    let mut taken = HashSet::new();
    let items: Vec<String> = references
        .iter()
        .enumerate()
        .map(|(nth, reference)| format!("  {}", item(id(nth, reference, &mut taken), reference)))
        .collect();
    match items.is_empty() {
        true => "[]\n".to_string(),
        false => format!("[\n{}\n]\n", items.join(",\n")),
    }
}

/// Names an item within its file, like no other: a processor would keep only
/// one of two.
fn id(nth: usize, reference: &Reference, taken: &mut HashSet<String>) -> String {
    let id = match (&reference.doi, &reference.pmid, &reference.link) {
        (Some(doi), ..) => format!("doi:{doi}"),
        (_, Some(pmid), _) => format!("pmid:{pmid}"),
        (.., Some(link)) => link.clone(),
        _ => format!("item-{}", nth + 1),
    };
    match taken.insert(id.clone()) {
        true => id,
        false => format!("{id}#{}", nth + 1),
    }
}

fn item(id: String, reference: &Reference) -> Value {
    let mut item = Map::new();
    item.insert("id".to_string(), json!(id));
    item.insert(
        "type".to_string(),
        json!(kinds::names(reference.kind).csl[0]),
    );
    item.insert("title".to_string(), json!(reference.title));
    if !reference.authors.is_empty() {
        let authors: Vec<Value> = reference.authors.iter().map(author).collect();
        item.insert("author".to_string(), json!(authors));
    }
    let archive = reference.arxiv.as_ref().map(|_| "arXiv".to_string());
    let genre = reference.badge.map(|badge: Badge| badge.word().to_string());
    let keyword = Some(reference.tags.join("; ")).filter(|tags| !tags.is_empty());
    for (name, value) in [
        ("container-title", &reference.journal),
        ("container-title-short", &reference.journal_short),
        ("volume", &reference.volume),
        ("issue", &reference.issue),
        ("page", &reference.pages),
        ("DOI", &reference.doi),
        ("PMID", &reference.pmid),
        ("PMCID", &reference.pmcid),
        ("archive", &archive),
        ("archive_location", &reference.arxiv),
        ("URL", &reference.link),
        ("genre", &genre),
        ("source", &reference.source),
        ("language", &reference.language),
        ("keyword", &keyword),
        ("abstract", &reference.text),
        ("annote", &reference.note),
    ] {
        if let Some(value) = value {
            item.insert(name.to_string(), json!(value));
        }
    }
    for (name, day) in [
        ("issued", reference.published),
        ("accessed", reference.saved.and_then(Day::at)),
    ] {
        if let Some(day) = day {
            let mut parts = vec![json!(day.year)];
            parts.extend(
                [day.month, day.day]
                    .into_iter()
                    .flatten()
                    .map(|part| json!(part)),
            );
            item.insert(name.to_string(), json!({ "date-parts": [parts] }));
        }
    }
    Value::Object(item)
}

fn author(person: &Person) -> Value {
    match person {
        Person::Whole(whole) => json!({ "literal": whole }),
        Person::Named {
            family,
            given,
            suffix,
        } => {
            let mut name = Map::new();
            for (part, value) in [("family", family), ("given", given), ("suffix", suffix)] {
                if !value.is_empty() {
                    name.insert(part.to_string(), json!(value));
                }
            }
            Value::Object(name)
        }
    }
}
