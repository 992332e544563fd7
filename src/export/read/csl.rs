//! CSL-JSON: an array of items, or one item alone.

use serde_json::Value;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::export::Reading;
use crate::export::kinds;
use crate::export::read::said;

pub fn looks_like(text: &str) -> bool {
    let text = text.trim_start();
    // JSON lines are objects, one after the other; an item alone is not told
    // from them and is read as what it names itself.
    text.starts_with('[') && (text.contains("\"type\"") || text.trim_end() == "[]")
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    match serde_json::from_str::<Value>(text) {
        Err(error) => reading.trouble(error.line(), format!("this is no JSON: {error}")),
        Ok(Value::Array(items)) => {
            for (number, item) in (1..).zip(&items) {
                take(&mut reading, number, item);
            }
        }
        Ok(item) => take(&mut reading, 1, &item),
    }
    reading
}

/// Items have no lines; they are counted.
fn take(reading: &mut Reading, number: usize, item: &Value) {
    let before = reading.problems.len();
    match item.is_object() {
        true => reading.add(number, reference(item)),
        false => reading.trouble(number, "this is no item of CSL-JSON"),
    }
    for problem in &mut reading.problems[before..] {
        *problem = problem.replacen("line", "item", 1);
    }
}

/// A string or a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => said(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn reference(item: &Value) -> Reference {
    let field = |name: &str| text(&item[name]);
    let date = |name: &str| day(&item[name]);
    let authors = item["author"].as_array().map_or(&[][..], Vec::as_slice);
    let archive = field("archive").filter(|archive| archive.eq_ignore_ascii_case("arxiv"));
    let tags = match &item["keyword"] {
        Value::Array(tags) => tags.iter().filter_map(text).collect(),
        tags => text(tags).map_or_else(Vec::new, |tags| split_tags(&tags)),
    };
    Reference {
        kind: field("type")
            .and_then(|word| kinds::kind(&word, |names| names.csl))
            .unwrap_or(Kind::Article),
        title: field("title").unwrap_or_default(),
        authors: authors.iter().filter_map(person).collect(),
        journal: field("container-title"),
        journal_short: field("container-title-short").or_else(|| field("journalAbbreviation")),
        volume: field("volume"),
        issue: field("issue"),
        pages: field("page"),
        published: date("issued"),
        doi: field("DOI"),
        pmid: field("PMID"),
        pmcid: field("PMCID"),
        arxiv: field("archive_location").filter(|_| archive.is_some()),
        link: field("URL"),
        text: field("abstract"),
        note: field("annote").or_else(|| field("note")),
        tags,
        saved: date("accessed").and_then(Day::begins),
        badge: field("genre").as_deref().and_then(Badge::from_word),
        language: field("language"),
        source: field("source"),
        ..Reference::default()
    }
}

fn split_tags(tags: &str) -> Vec<String> {
    let between = match tags.contains(';') {
        true => ';',
        false => ',',
    };
    tags.split(between).filter_map(said).collect()
}

fn person(name: &Value) -> Option<Person> {
    let part = |part: &str| text(&name[part]).unwrap_or_default();
    if let Some(whole) = text(&name["literal"]) {
        return Some(Person::Whole(whole));
    }
    let particles = [
        part("non-dropping-particle"),
        part("dropping-particle"),
        part("family"),
    ];
    let family: Vec<&str> = particles
        .iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    let person = Person::named(&family.join(" "), &part("given"), &part("suffix"));
    (person != Person::Whole(String::new())).then_some(person)
}

fn day(date: &Value) -> Option<Day> {
    let parts = &date["date-parts"][0];
    let number = |at: usize| match &parts[at] {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let small = |at: usize| number(at).and_then(|part| u8::try_from(part).ok());
    match number(0) {
        Some(year) => Day::of(u16::try_from(year).ok()?, small(1), small(2)),
        None => ["raw", "literal"]
            .iter()
            .find_map(|name| Day::read(date[*name].as_str()?)),
    }
}
