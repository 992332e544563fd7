//! NBIB and MEDLINE, as PubMed gives them out.

use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::export::Reading;
use crate::export::nbib::MONTHS;
use crate::export::nbib::TYPES;
use crate::export::read::said;

pub fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .next()
        .is_some_and(|line| matches!(tag_of(line), Some(("PMID" | "OWN" | "STAT", _))))
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut tags: Vec<(&str, String)> = Vec::new();
    let mut began = 1;
    for (number, line) in (1..).zip(text.lines()) {
        match tag_of(line) {
            Some((tag, value)) => {
                if tag == "PMID" && !tags.is_empty() {
                    reading.add(began, reference(&tags));
                    tags.clear();
                }
                if tags.is_empty() {
                    began = number;
                }
                tags.push((tag, value.to_string()));
            }
            None if line.trim().is_empty() => {}
            None => match tags.last_mut() {
                Some((_, value)) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                None => reading.trouble(number, "it stands outside of a record"),
            },
        }
    }
    if !tags.is_empty() {
        reading.add(began, reference(&tags));
    }
    reading
}

/// `PMID- 38785209` as tag and value.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(4)?;
    let value = rest.strip_prefix('-')?;
    let tag = tag.trim_end();
    let is_tag = tag.len() >= 2
        && tag
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_tag.then(|| (tag, value.trim()))
}

fn reference(tags: &[(&str, String)]) -> Reference {
    let all = |name: &str| -> Vec<String> {
        let named = tags.iter().filter(|(tag, _)| *tag == name);
        named.filter_map(|(_, value)| said(value)).collect()
    };
    let first = |name: &str| all(name).into_iter().next();
    let doi = |name: &str| {
        let values = all(name);
        values.iter().find_map(|value| {
            value
                .strip_suffix("[doi]")
                .map(|doi| doi.trim().to_string())
        })
    };
    // In the order of the file, which is that of the paper.
    let has_full = tags.iter().any(|(tag, _)| *tag == "FAU");
    let authors = tags.iter().filter_map(|(tag, value)| match *tag {
        "FAU" => Some(person(value)),
        "AU" if !has_full => Some(Person::read(value)),
        "CN" => Some(Person::Whole(value.clone())),
        _ => None,
    });
    let types = all("PT");
    let badge = TYPES
        .iter()
        .find(|(name, _)| types.iter().any(|known| known == name));
    let is_preprint = types.iter().any(|name| name == "Preprint");
    let is_article = types.iter().any(|name| name != "Preprint") || first("PMID").is_some();
    Reference {
        kind: match (is_preprint, is_article) {
            (true, _) => Kind::Preprint,
            _ => Kind::Article,
        },
        title: first("TI").unwrap_or_default(),
        authors: authors.collect(),
        journal: first("JT"),
        journal_short: first("TA"),
        volume: first("VI"),
        issue: first("IP"),
        pages: first("PG").map(|pages| whole(&pages)),
        published: first("DP").and_then(|date| day(&date)),
        doi: doi("LID").or_else(|| doi("AID")),
        pmid: first("PMID").filter(|pmid| pmid != "0"),
        pmcid: first("PMC"),
        text: first("AB"),
        note: first("GN"),
        tags: all("OT")
            .iter()
            .map(|tag| tag.trim_start_matches('*').to_string())
            .collect(),
        badge: badge.map(|(_, badge)| *badge),
        language: first("LA"),
        ..Reference::default()
    }
}

/// `King, Martin Luther Jr`.
fn person(written: &str) -> Person {
    let Some((family, given)) = written.split_once(',') else {
        return Person::Whole(written.to_string());
    };
    let given = given.trim();
    match given.rsplit_once(' ') {
        Some((given, suffix))
            if matches!(
                suffix,
                "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV" | "2nd" | "3rd" | "4th"
            ) =>
        {
            Person::named(family.trim(), given, suffix)
        }
        _ => Person::named(family.trim(), given, ""),
    }
}

/// `2019 Nov 21`, `2019 Nov`, `2019 Nov-Dec`, `2019`.
fn day(written: &str) -> Option<Day> {
    let mut words = written.split([' ', '-']);
    let year = words.next()?.parse().ok()?;
    let month = words.next().and_then(|word| {
        let found = MONTHS.iter().position(|month| word.starts_with(month));
        found.and_then(|found| u8::try_from(found + 1).ok())
    });
    Day::of(year, month, words.next().and_then(|day| day.parse().ok()))
}

/// `284-7` → `284-287`: the last page written out.
fn whole(pages: &str) -> String {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match pages.split_once('-') {
        Some((first, last)) if digits(first) && digits(last) && last.len() < first.len() => {
            format!("{first}-{}{last}", &first[..first.len() - last.len()])
        }
        _ => pages.to_string(),
    }
}
