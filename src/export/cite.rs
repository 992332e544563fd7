//! Citations in words: Vancouver (ICMJE) and AMA.
//!
//! By rules of our own and not by hayagriva (0.10.1), which was tried on three
//! papers with known references: 83 crates, 113 seconds of one core and a
//! binary of 7.3 MB; its `vancouver` gave no authors and a blank before the
//! semicolon of a year alone, its AMA did not abbreviate the journal and made
//! `Berg J van der` of van der Berg. Two styles of one discipline are a
//! hundred lines.
//!
//! Source: ICMJE/NLM, "Samples of Formatted References"; AMA Manual of Style,
//! 11th edition, section 3.

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::export::bibtex;
use crate::export::journals;
use crate::export::nbib::MONTHS;

/// A form in which one reference is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Vancouver,
    Ama,
    Bibtex,
}

impl Style {
    /// What was copied, in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Style::Vancouver => "the Vancouver citation",
            Style::Ama => "the AMA citation",
            Style::Bibtex => "BibTeX",
        }
    }
}

/// One reference in a style.
pub fn cite(reference: &Reference, style: Style) -> String {
    match style {
        Style::Vancouver => vancouver(reference),
        Style::Ama => ama(reference),
        Style::Bibtex => bibtex::write_bibtex(std::slice::from_ref(reference)),
    }
}

pub fn write_vancouver(references: &[Reference]) -> String {
    numbered(references, vancouver)
}

pub fn write_ama(references: &[Reference]) -> String {
    numbered(references, ama)
}

fn numbered(references: &[Reference], cite: fn(&Reference) -> String) -> String {
    let lines = (1..).zip(references);
    lines
        .map(|(number, reference)| format!("{number}. {}\n", cite(reference)))
        .collect()
}

/// `McMurray JJV, Solomon SD, … Martinez FA, et al. Title. N Engl J Med. 2019
/// Nov 21;381(21):1995-2008. doi: 10.1056/nejmoa1911303.`
pub fn vancouver(reference: &Reference) -> String {
    let mut parts = Vec::new();
    push_sentence(&mut parts, authors(reference, 6, 6));
    let is_page = reference.kind == Kind::Page;
    let medium = match (is_page, reference.kind) {
        (true, _) => " [Internet]",
        (_, Kind::Preprint) => " [Preprint]",
        _ => "",
    };
    push_sentence(&mut parts, format!("{}{medium}", title(reference)));
    let day = reference.published.map(vancouver_day);
    if is_page {
        let cited = reference.saved.and_then(Day::at).map(vancouver_day);
        let cited = cited.map(|day| format!(" [cited {day}]"));
        let site = journal(reference).or_else(|| reference.source.clone());
        let place: Vec<String> = [site, day].into_iter().flatten().collect();
        let place = format!("{}{}", place.join("; "), cited.unwrap_or_default());
        push_sentence(&mut parts, place.trim().to_string());
        if let Some(link) = address(reference) {
            parts.push(format!("Available from: {link}"));
        }
        return parts.join(" ");
    }
    push_sentence(&mut parts, journal(reference).unwrap_or_default());
    let pages = reference.pages.as_deref().map(shortened);
    push_sentence(&mut parts, place(reference, day, pages));
    match (&reference.doi, &reference.pmid, address(reference)) {
        (Some(doi), ..) => parts.push(format!("doi: {doi}.")),
        (None, Some(pmid), _) => parts.push(format!("PMID: {pmid}.")),
        (None, None, Some(link)) => parts.push(format!("Available from: {link}")),
        (None, None, None) => {}
    }
    parts.join(" ")
}

/// `McMurray JJV, Solomon SD, Inzucchi SE, et al. Title. N Engl J Med.
/// 2019;381(21):1995-2008. doi:10.1056/nejmoa1911303`
pub fn ama(reference: &Reference) -> String {
    let mut parts = Vec::new();
    push_sentence(&mut parts, authors(reference, 6, 3));
    push_sentence(&mut parts, title(reference));
    let is_page = reference.kind == Kind::Page;
    let holder = match is_page {
        true => reference
            .journal
            .clone()
            .or_else(|| reference.source.clone()),
        false => journal(reference),
    };
    push_sentence(&mut parts, holder.unwrap_or_default());
    let day = reference.published.map(ama_day);
    match (reference.kind, &reference.volume) {
        (Kind::Article | Kind::Conference, Some(_)) => {
            let year = reference.published.map(|day| day.year.to_string());
            push_sentence(&mut parts, place(reference, year, reference.pages.clone()));
        }
        (Kind::Preprint, _) => {
            push_sentence(&mut parts, dated("Preprint posted online", day));
        }
        (Kind::Article, None) => push_sentence(&mut parts, dated("Published online", day)),
        (Kind::Page, _) => push_sentence(&mut parts, dated("Published", day)),
        _ => push_sentence(
            &mut parts,
            reference
                .published
                .map_or(String::new(), |day| day.year.to_string()),
        ),
    }
    match (&reference.doi, address(reference)) {
        (Some(doi), _) => parts.push(format!("doi:{doi}")),
        (None, Some(link)) => {
            let accessed = reference.saved.and_then(Day::at).map(ama_day);
            push_sentence(&mut parts, dated("Accessed", accessed));
            parts.push(link);
        }
        (None, None) => {}
    }
    parts.join(" ")
}

fn dated(what: &str, day: Option<String>) -> String {
    day.map_or(String::new(), |day| format!("{what} {day}"))
}

/// Up to so many authors all; of more the first few and `et al`.
fn authors(reference: &Reference, most: usize, few: usize) -> String {
    let names: Vec<String> = reference
        .authors
        .iter()
        .map(|person| person.with_initials())
        .collect();
    match names.len() > most {
        true => format!("{}, et al", names[..few].join(", ")),
        false => names.join(", "),
    }
}

/// The title, with the word that must not be hidden where it does not say so
/// itself.
fn title(reference: &Reference) -> String {
    let title = reference.title.trim_end_matches('.');
    let folded = title.to_lowercase();
    match reference.badge {
        Some(Badge::Retracted) if !folded.contains("retract") => format!("{title} [retracted]"),
        Some(Badge::Concern) if !folded.contains("concern") => {
            format!("{title} [expression of concern]")
        }
        _ => title.to_string(),
    }
}

fn journal(reference: &Reference) -> Option<String> {
    let journal = reference.journal.as_deref();
    let short = journal.and_then(journals::abbreviation).map(str::to_string);
    let short = reference.journal_short.clone().or(short);
    short.or_else(|| reference.journal.clone())
}

/// `2019;381(21):1995-2008`, as far as it is known.
fn place(reference: &Reference, day: Option<String>, pages: Option<String>) -> String {
    let mut out = day.unwrap_or_default();
    let issue = reference.issue.as_deref().map(|issue| format!("({issue})"));
    let number = format!(
        "{}{}",
        reference.volume.as_deref().unwrap_or(""),
        issue.unwrap_or_default()
    );
    if !number.is_empty() {
        out.push_str(&format!(";{number}"));
    }
    if let Some(pages) = pages {
        out.push_str(&format!(":{pages}"));
    }
    out.trim_start_matches([';', ':']).to_string()
}

/// `284-287` → `284-7`: only what changes of the last page.
fn shortened(pages: &str) -> String {
    let Some((first, last)) = pages.split_once('-') else {
        return pages.to_string();
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(last) || first.len() != last.len() || first >= last {
        return pages.to_string();
    }
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b);
    format!("{first}-{}", &last[same.count()..])
}

fn vancouver_day(day: Day) -> String {
    let month = day
        .month
        .and_then(|month| MONTHS.get(usize::from(month) - 1));
    let mut out = day.year.to_string();
    if let Some(month) = month {
        out.push_str(&format!(" {month}"));
    }
    if let Some(day) = day.day {
        out.push_str(&format!(" {day}"));
    }
    out
}

fn ama_day(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = day
        .month
        .and_then(|month| MONTHS.get(usize::from(month) - 1));
    match (month, day.day) {
        (None, _) => day.year.to_string(),
        (Some(month), None) => format!("{month} {}", day.year),
        (Some(month), Some(of)) => format!("{month} {of}, {}", day.year),
    }
}

/// Where it can be read: its link, else by its identifiers.
pub fn address(reference: &Reference) -> Option<String> {
    let by = |start: &str, id: &Option<String>| id.as_ref().map(|id| format!("{start}{id}"));
    reference
        .link
        .clone()
        .or_else(|| by("https://doi.org/", &reference.doi))
        .or_else(|| by("https://pubmed.ncbi.nlm.nih.gov/", &reference.pmid))
        .or_else(|| by("https://arxiv.org/abs/", &reference.arxiv))
}

/// A part with its stop, unless it ends in one of its own.
fn push_sentence(parts: &mut Vec<String>, sentence: String) {
    match sentence.chars().next_back() {
        None => {}
        Some('.' | '?' | '!' | '。') => parts.push(sentence),
        Some(_) => parts.push(format!("{sentence}.")),
    }
}
