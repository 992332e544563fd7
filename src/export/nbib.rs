//! NBIB: MEDLINE's own form, as PubMed gives it out.
//!
//! Four letters and a dash; longer values go on behind six blanks. It holds
//! what MEDLINE holds: no address, no marks. A note is `GN`.
//!
//! Source: NLM, "MEDLINE/PubMed Data Element (Field) Descriptions".

use crate::domain::badge::Badge;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;

/// A line is broken before this column, as PubMed does.
const COLUMNS: usize = 88;

pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Publication types for badges; read in this order.
pub const TYPES: &[(&str, Badge)] = &[
    ("Retracted Publication", Badge::Retracted),
    ("Corrected and Republished Article", Badge::Corrected),
    ("Preprint", Badge::Preprint),
    ("Practice Guideline", Badge::Guideline),
    ("Review", Badge::Review),
    ("Randomized Controlled Trial", Badge::Rct),
    ("Case Reports", Badge::Case),
    ("News", Badge::News),
];

pub fn write(references: &[Reference]) -> String {
    let records: Vec<String> = references.iter().map(record).collect();
    records.join("\n")
}

fn record(reference: &Reference) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() {
            push(&mut out, tag, value);
        }
    };
    fn text(field: &Option<String>) -> &str {
        field.as_deref().unwrap_or("")
    }
    // A record begins with PMID, also where there is none.
    line("PMID", reference.pmid.as_deref().unwrap_or("0"));
    line("STAT", "Publisher");
    if let Some(day) = reference.published {
        let month = day
            .month
            .and_then(|month| MONTHS.get(usize::from(month) - 1));
        let mut date = format!("{:04}", day.year);
        if let Some(month) = month {
            date.push_str(&format!(" {month}"));
        }
        if let Some(day) = day.day {
            date.push_str(&format!(" {day}"));
        }
        line("DP", &date);
    }
    line("TI", &reference.title);
    line("PG", text(&reference.pages));
    if let Some(doi) = &reference.doi {
        line("LID", &format!("{doi} [doi]"));
    }
    line("AB", text(&reference.text));
    for person in &reference.authors {
        match person {
            Person::Whole(whole) => line("CN", whole),
            Person::Named {
                family,
                given,
                suffix,
            } => {
                let full = format!("{family}, {given} {suffix}");
                line("FAU", full.trim_end_matches([' ', ',']));
                line("AU", &person.with_initials());
            }
        }
    }
    line("LA", text(&reference.language));
    let kind = TYPES
        .iter()
        .find(|(_, badge)| Some(*badge) == reference.badge);
    if let Some((kind, _)) = kind {
        line("PT", kind);
    }
    match reference.kind {
        Kind::Preprint if reference.badge != Some(Badge::Preprint) => line("PT", "Preprint"),
        Kind::Article => line("PT", "Journal Article"),
        _ => {}
    }
    line("VI", text(&reference.volume));
    line("IP", text(&reference.issue));
    line("TA", text(&reference.journal_short));
    line("JT", text(&reference.journal));
    for tag in &reference.tags {
        line("OT", tag);
    }
    line("PMC", text(&reference.pmcid));
    line("GN", text(&reference.note));
    if let Some(doi) = &reference.doi {
        line("AID", &format!("{doi} [doi]"));
    }
    out
}

fn push(out: &mut String, tag: &str, value: &str) {
    out.push_str(&format!("{tag:<4}- "));
    let mut column = 6;
    for (nth, word) in value.split_whitespace().enumerate() {
        let width = word.chars().count();
        if nth > 0 && column + 1 + width > COLUMNS {
            out.push_str("\n      ");
            column = 6;
        } else if nth > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}
