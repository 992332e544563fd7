//! RIS: two letters, two blanks, a dash; a record from `TY` to `ER`.
//!
//! Lines end in CR LF. A value of several lines goes on with lines that begin
//! with two blanks, which no tag does. PMID is `AN` with `DB  - PubMed`, PMCID
//! is `C2`, as EndNote has them; saved is `Y2`, who brought it `DP`.
//!
//! Source: Research Information Systems, "RIS Format Specifications" (2012).

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Reference;
use crate::export::kinds;

pub fn write(references: &[Reference]) -> String {
    let mut out = String::new();
    for reference in references {
        record(&mut out, reference);
    }
    out
}

fn record(out: &mut String, reference: &Reference) {
    let mut line = |tag: &str, value: &str| {
        if value.is_empty() {
            return;
        }
        let value = value.replace('\n', "\r\n  ");
        out.push_str(&format!("{tag}  - {value}\r\n"));
    };
    fn text(field: &Option<String>) -> &str {
        field.as_deref().unwrap_or("")
    }
    line("TY", kinds::names(reference.kind).ris[0]);
    line("TI", &reference.title);
    for person in &reference.authors {
        line(
            "AU",
            &match person {
                // Commas divide a name; EndNote doubles those that do not.
                Person::Whole(whole) => whole.replace(',', ",,"),
                named => named.listed(),
            },
        );
    }
    line("T2", text(&reference.journal));
    line("J2", text(&reference.journal_short));
    line("VL", text(&reference.volume));
    line("IS", text(&reference.issue));
    let pages = text(&reference.pages);
    match pages
        .split_once('-')
        .filter(|(first, last)| is_page(first) && is_page(last))
    {
        Some((first, last)) => {
            line("SP", first);
            line("EP", last);
        }
        None => line("SP", pages),
    }
    if let Some(day) = reference.published {
        line("PY", &format!("{:04}", day.year));
        line("DA", &slashed(day));
    }
    line("DO", text(&reference.doi));
    if let Some(pmid) = &reference.pmid {
        line("AN", pmid);
        line("DB", "PubMed");
    }
    line("C2", text(&reference.pmcid));
    if let Some(arxiv) = &reference.arxiv {
        line("C1", &format!("arXiv:{arxiv}"));
    }
    line("UR", text(&reference.link));
    line("M3", reference.badge.map_or("", Badge::word));
    line("LA", text(&reference.language));
    line("DP", text(&reference.source));
    if let Some(saved) = reference.saved {
        let time = saved.rfc3339();
        let (day, time) = time.split_once('T').unwrap_or((&time, ""));
        line("Y2", &format!("{}/{time}", day.replace('-', "/")));
    }
    for tag in &reference.tags {
        line("KW", tag);
    }
    line("AB", text(&reference.text));
    line("N1", text(&reference.note));
    out.push_str("ER  - \r\n\r\n");
}

fn is_page(part: &str) -> bool {
    !part.is_empty() && part.chars().all(char::is_alphanumeric)
}

/// `2025/11/18/`: year, month, day and something else, each may be empty.
fn slashed(day: Day) -> String {
    let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", day.year, part(day.month), part(day.day))
}
