//! CSV: our own, and what Pocket, Instapaper, Raindrop and others give out.
//!
//! Columns are known by their names; the rest is passed over.

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::domain::time::UtcTime;
use crate::export::Reading;
use crate::export::kinds;
use crate::export::read::said;
use crate::export::table::is_formula;

/// What columns of others are called, by what they hold here.
const OTHERS: &[(&str, &[&str])] = &[
    ("link", &["url", "uri", "href", "address"]),
    (
        "saved",
        &[
            "time_added",
            "timestamp",
            "created",
            "date added",
            "created_at",
        ],
    ),
    ("tags", &["labels", "keywords"]),
    ("folder", &["collection"]),
    ("note", &["notes", "comment"]),
    ("text", &["excerpt", "selection", "description", "abstract"]),
    ("read", &["status", "unread"]),
    ("published", &["date", "publication date", "year"]),
];

/// Folders of reading lists that are no tag but their place for what is new,
/// old or not sorted.
const NO_TAGS: [&str; 4] = ["unread", "archive", "unsorted", "starred"];

pub fn looks_like(text: &str) -> bool {
    let head = text.lines().next().unwrap_or("");
    let names: Vec<String> = head.split(',').map(named).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    has("title") && (has("link") || has("doi"))
}

/// A column's name as it is called here.
fn named(name: &str) -> String {
    let name = name
        .trim()
        .trim_matches('"')
        .trim_start_matches('\u{FEFF}')
        .to_lowercase();
    let ours = OTHERS
        .iter()
        .find(|(_, others)| others.contains(&name.as_str()));
    ours.map_or(name, |(ours, _)| ours.to_string())
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let text = text.trim_start_matches('\u{FEFF}');
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let head: Vec<String> = match rows.headers() {
        Ok(head) => head.iter().map(named).collect(),
        Err(error) => {
            reading.trouble(1, error);
            return reading;
        }
    };
    let is_unread_column = text
        .lines()
        .next()
        .is_some_and(|line| line.to_lowercase().contains("unread"));
    for row in rows.records() {
        match row {
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                reading.trouble(
                    usize::try_from(line).unwrap_or(0),
                    "this row cannot be read",
                );
            }
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                let cell = |name: &str| {
                    let at = head.iter().position(|known| known == name)?;
                    row.get(at).map(unguarded).and_then(said)
                };
                let reference = reference(&cell, is_unread_column);
                reading.add(usize::try_from(line).unwrap_or(0), reference);
            }
        }
    }
    reading
}

/// A cell without the apostrophe that keeps it from being calculated.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn reference(cell: &dyn Fn(&str) -> Option<String>, is_unread_column: bool) -> Reference {
    let list = |value: Option<String>| -> Vec<String> {
        let value = value.unwrap_or_default();
        // Pocket divides by bars, Raindrop by commas, we by semicolons; a list
        // in brackets is Instapaper's.
        let value = value.trim_start_matches('[').trim_end_matches(']');
        let between = [';', '|']
            .into_iter()
            .find(|c| value.contains(*c))
            .unwrap_or(',');
        let tags = value.split(between).map(|tag| tag.trim().trim_matches('"'));
        tags.filter_map(said).collect()
    };
    let authors = cell("authors")
        .or_else(|| cell("author"))
        .unwrap_or_default();
    let authors = authors.split("; ").filter_map(said);
    let mut tags = list(cell("tags"));
    let folder = cell("folder");
    if let Some(folder) = &folder
        && !NO_TAGS.contains(&folder.to_lowercase().as_str())
    {
        tags.push(folder.clone());
    }
    let read = cell("read").unwrap_or_default().to_lowercase();
    let kind = cell("type").and_then(|word| kinds::kind(&word, |names| names.csl));
    let link = cell("link");
    Reference {
        kind: kind.unwrap_or(match (cell("doi").or_else(|| cell("pmid")), &link) {
            (None, Some(_)) => Kind::Page,
            _ => Kind::Article,
        }),
        title: cell("title").unwrap_or_default(),
        authors: authors.map(|name| Person::read(&name)).collect(),
        journal: cell("journal"),
        journal_short: cell("journal_short"),
        volume: cell("volume"),
        issue: cell("issue"),
        pages: cell("pages"),
        published: cell("published").and_then(|date| Day::read(&date)),
        doi: cell("doi"),
        pmid: cell("pmid"),
        pmcid: cell("pmcid"),
        arxiv: cell("arxiv"),
        link,
        badge: cell("badge").as_deref().and_then(Badge::from_word),
        language: cell("language"),
        source: cell("source"),
        saved: cell("saved").and_then(|time| moment(&time)),
        read: match is_unread_column {
            true => matches!(read.as_str(), "0" | "false" | "no"),
            false => matches!(read.as_str(), "yes" | "true" | "1" | "archive" | "read"),
        } || folder.is_some_and(|folder| folder.eq_ignore_ascii_case("archive")),
        tags,
        note: cell("note"),
        text: cell("text"),
        ..Reference::default()
    }
}

/// RFC 3339, or seconds since 1970 as most reading lists have them.
pub fn moment(written: &str) -> Option<UtcTime> {
    let number = || written.parse::<i64>().ok();
    // Some count in milliseconds or microseconds.
    let seconds = || match number()? {
        n if n > 100_000_000_000_000 => Some(n / 1_000_000),
        n if n > 100_000_000_000 => Some(n / 1_000),
        n if n > 0 => Some(n),
        _ => None,
    };
    UtcTime::parse(written)
        .or_else(|| seconds().map(UtcTime))
        .or_else(|| Day::read(written).and_then(Day::begins))
}
