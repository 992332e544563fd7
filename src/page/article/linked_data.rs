//! What a page states of its article as schema.org's JSON-LD.
//!
//! Only objects that are an article; of a graph the first. What cannot be read
//! is passed over: pages have more broken JSON than one would think.
//!
//! Source: schema.org, ScholarlyArticle, MedicalScholarlyArticle, NewsArticle.

use serde_json::Value;

use crate::page::article::stated::Collected;
use crate::page::article::stated::Field;
use crate::page::article::stated::Voice;

/// More of it is a catalogue, not an article.
const LONGEST: usize = 500_000;

/// Reads one script. serde_json bounds how deep it nests.
pub fn read(json: &str, collected: &mut Collected) {
    let json = json.trim();
    let json = json.strip_prefix("<!--").unwrap_or(json);
    let json = json.strip_suffix("-->").unwrap_or(json);
    if json.len() > LONGEST {
        return;
    }
    let Ok(value) = serde_json::from_str::<Value>(json) else {
        return;
    };
    if let Some(article) = article(&value) {
        take(article, collected);
    }
}

fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(all) => all.iter().find_map(article),
        Value::Object(object) => {
            let is_article = words(object.get("@type")).iter().any(|kind| {
                kind.ends_with("Article") || *kind == "BlogPosting" || *kind == "Report"
            });
            match is_article {
                true => Some(value),
                false => ["@graph", "mainEntity"]
                    .iter()
                    .find_map(|name| article(object.get(*name)?)),
            }
        }
        _ => None,
    }
}

fn take(article: &Value, collected: &mut Collected) {
    let mut say = |field: Field, text: &str| collected.say(Voice::Schema, field, text);
    for (name, field) in [
        ("headline", Field::Title),
        ("name", Field::Title),
        ("datePublished", Field::Published),
        ("dateModified", Field::Modified),
        ("abstract", Field::Abstract),
        ("description", Field::Abstract),
        ("inLanguage", Field::Language),
        ("pageStart", Field::FirstPage),
        ("pageEnd", Field::LastPage),
        ("identifier", Field::Doi),
        ("sameAs", Field::Doi),
        ("@id", Field::Doi),
    ] {
        for text in words(article.get(name)) {
            // A number alone is some site's own.
            if field != Field::Doi || text.contains("10.") {
                say(field, text);
            }
        }
    }
    for author in listed(article.get("author")) {
        match author {
            Value::String(name) => say(Field::Author, name),
            author => words(author.get("name"))
                .into_iter()
                .for_each(|name| say(Field::Author, name)),
        }
    }
    // An issue is part of a volume, which is part of a journal.
    let mut part = article.get("isPartOf");
    for _ in 0..4 {
        let Some(of) = listed(part).first().copied() else {
            return;
        };
        for text in words(of.get("volumeNumber")) {
            say(Field::Volume, text);
        }
        for text in words(of.get("issueNumber")) {
            say(Field::Issue, text);
        }
        if words(of.get("@type")).contains(&"Periodical") {
            for text in words(of.get("name")) {
                say(Field::Journal, text);
            }
        }
        part = of.get("isPartOf");
    }
}

fn listed(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
    }
}

/// The texts of a value: itself, each of a list, or the `value` of an object.
fn words(value: Option<&Value>) -> Vec<&str> {
    listed(value)
        .into_iter()
        .filter_map(|it| it.as_str().or_else(|| it.get("value")?.as_str()))
        .collect()
}
