//! RIS, as Zotero, EndNote, Mendeley and publishers write it.
//!
//! Dialects differ in where title, journal and address stand; the first tag of
//! each sort that says something holds. A name without a comma is a whole, but
//! for `Kosiborod MN`.

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::domain::time::UtcTime;
use crate::export::Reading;
use crate::export::kinds;
use crate::export::read::said;

pub fn looks_like(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| matches!(tag_of(line), Some(("TY", _))))
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    // The line of its TY, and tags with values.
    let mut record: Option<(usize, Vec<(&str, String)>)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (tag_of(line), &mut record) {
            (Some(("TY", value)), _) => {
                if let Some((began, _)) = record.take() {
                    reading.trouble(began, "this record has no end (ER); it was left out");
                }
                record = Some((number, vec![("TY", value.to_string())]));
            }
            (Some(("ER", _)), Some(_)) => {
                if let Some((began, tags)) = record.take() {
                    reading.add(began, reference(&tags));
                }
            }
            (Some((tag, value)), Some((_, tags))) => tags.push((tag, value.to_string())),
            (None, Some((_, tags))) => {
                if let Some((_, value)) = tags.last_mut() {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
            (Some((tag, _)), None) => {
                reading.trouble(number, format!("{tag} stands outside of a record"));
            }
            (None, None) if line.trim().is_empty() => {}
            (None, None) => reading.trouble(number, "it stands outside of a record"),
        }
    }
    // A file that was cut off: what is there of the last record is taken.
    if let Some((began, tags)) = record {
        reading.trouble(began, "the file ends within this record");
        reading.add(began, reference(&tags));
    }
    reading
}

/// `TI  - value` as tag and value.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix('\u{FEFF}').unwrap_or(line);
    let (tag, rest) = line.split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else {
        return None;
    };
    let is_tag =
        first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit());
    let value = rest.trim_start().strip_prefix('-')?;
    (is_tag && rest.starts_with(' ')).then(|| (tag, value.trim()))
}

fn reference(tags: &[(&str, String)]) -> Reference {
    let first = |names: &[&str]| {
        names.iter().find_map(|name| {
            let mut values = tags.iter().filter(|(tag, _)| tag == name);
            values.find_map(|(_, value)| said(value))
        })
    };
    let all = |names: &[&str]| -> Vec<String> {
        let named = tags.iter().filter(|(tag, _)| names.contains(tag));
        named.filter_map(|(_, value)| said(value)).collect()
    };
    let kind = first(&["TY"]).and_then(|word| kinds::kind(&word, |names| names.ris));
    let pages = match (first(&["SP"]), first(&["EP"])) {
        (Some(from), Some(to)) if from != to && !from.contains('-') => Some(format!("{from}-{to}")),
        (from, _) => from,
    };
    let is_pubmed = first(&["DB"]).is_some_and(|base| {
        let base = base.to_lowercase();
        base.contains("pubmed") || base.contains("medline")
    });
    let published = first(&["DA"]).and_then(|date| Day::read(&date));
    let year = first(&["PY", "Y1"]).and_then(|date| Day::read(&date));
    let published = match (published, year) {
        // Some write the day on which they exported into DA.
        (Some(day), Some(year)) if day.year != year.year => Some(year),
        (Some(day), _) => Some(day),
        (None, year) => year,
    };
    Reference {
        kind: kind.unwrap_or(Kind::Article),
        title: first(&["TI", "T1", "CT"]).unwrap_or_default(),
        authors: all(&["AU", "A1"]).iter().map(|name| person(name)).collect(),
        journal: first(&["T2", "JF", "JO", "BT", "JA"]),
        journal_short: first(&["J2", "JA"]),
        volume: first(&["VL"]),
        issue: first(&["IS"]),
        pages,
        published,
        doi: first(&["DO"]),
        pmid: first(&["AN"]).filter(|_| is_pubmed),
        pmcid: first(&["C2"]).filter(|id| id.starts_with("PMC")),
        arxiv: first(&["C1"]).and_then(|id| id.strip_prefix("arXiv:").map(str::to_string)),
        link: first(&["UR", "L2"]),
        badge: first(&["M3"]).as_deref().and_then(Badge::from_word),
        language: first(&["LA"]),
        source: first(&["DP"]),
        saved: first(&["Y2"]).and_then(|time| saved(&time)),
        tags: all(&["KW"])
            .iter()
            .flat_map(|tags| tags.lines().map(str::to_string).collect::<Vec<_>>())
            .collect(),
        text: first(&["AB", "N2"]),
        note: Some(all(&["N1", "RN"]).join("\n")).filter(|note| !note.is_empty()),
        ..Reference::default()
    }
}

/// `2025/11/18/10:44:00Z`, or a date alone.
fn saved(written: &str) -> Option<UtcTime> {
    let mut parts = written.splitn(4, '/');
    let mut next = || parts.next().unwrap_or("");
    let (year, month, day, time) = (next(), next(), next(), next());
    UtcTime::parse(&format!("{year}-{month}-{day}T{time}"))
        .or_else(|| Day::read(written).and_then(Day::begins))
}

/// `Family, Given, Suffix`; without a comma a whole, unless it is written as
/// medical journals do.
fn person(name: &str) -> Person {
    if name.contains(",,") {
        return Person::Whole(name.replace(",,", ","));
    }
    let mut parts = name.splitn(3, ',').map(str::trim);
    let mut next = || parts.next().unwrap_or("");
    let (family, given, suffix) = (next(), next(), next());
    match (name.contains(','), Person::read(name)) {
        (true, _) if given.is_empty() && suffix.is_empty() => Person::Whole(family.to_string()),
        (true, _) => Person::named(family, given, suffix),
        (
            false,
            Person::Named {
                family,
                given,
                suffix,
            },
        ) if given.chars().all(char::is_uppercase) => Person::named(&family, &given, &suffix),
        (false, _) => Person::Whole(name.to_string()),
    }
}
