//! BibTeX, and biblatex with its own fields (`date`, `journaltitle`).
//!
//! Both are UTF-8; what TeX would take for itself is escaped, and words with
//! capitals are braced so that no style lowers them. `year` and `date` never
//! stand together: biber complains of that.
//!
//! Source: Patashnik, "BibTeXing" (1988); biblatex manual 3.19, section 2.

use std::collections::HashSet;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::domain::text;
use crate::export::kinds;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Bibtex,
    Biblatex,
}

pub fn write_bibtex(references: &[Reference]) -> String {
    write(references, Dialect::Bibtex)
}

pub fn write_biblatex(references: &[Reference]) -> String {
    write(references, Dialect::Biblatex)
}

fn write(references: &[Reference], dialect: Dialect) -> String {
    let mut keys = HashSet::new();
    let entries: Vec<String> = references
        .iter()
        .map(|reference| entry(reference, &key(reference, &mut keys), dialect))
        .collect();
    entries.join("\n")
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn entry(reference: &Reference, key: &str, dialect: Dialect) -> String {
    let names = kinds::names(reference.kind);
    let sort = match dialect {
        Dialect::Bibtex => names.bibtex[0],
        Dialect::Biblatex => names.biblatex,
    };
    let mut out = format!("@{sort}{{{key},\n");
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("  {name} = {value},\n"));
        }
    };
    let braced = |value: &str| match value.is_empty() {
        true => String::new(),
        false => format!("{{{value}}}"),
    };
    let plain = |value: &Option<String>| braced(&escape(value.as_deref().unwrap_or("")));
    let verbatim = |value: &Option<String>| braced(&as_it_is(value.as_deref().unwrap_or("")));
    field("title", braced(&title(&reference.title)));
    let authors: Vec<String> = reference.authors.iter().map(author).collect();
    field("author", braced(&authors.join(" and ")));
    let is_part = matches!(reference.kind, Kind::Chapter | Kind::Conference);
    let holder = match (dialect, reference.kind) {
        _ if is_part => "booktitle",
        (_, Kind::Report | Kind::Thesis) => "institution",
        (_, Kind::Book) => "series",
        (Dialect::Bibtex, Kind::Page) => "howpublished",
        (Dialect::Biblatex, Kind::Page) => "organization",
        (Dialect::Bibtex, _) => "journal",
        (Dialect::Biblatex, _) => "journaltitle",
    };
    field(holder, plain(&reference.journal));
    field("shortjournal", plain(&reference.journal_short));
    field("volume", plain(&reference.volume));
    field("number", plain(&reference.issue));
    let pages = reference.pages.as_deref().unwrap_or("");
    field(
        "pages",
        braced(&escape(&pages.replace('-', "–")).replace('–', "--")),
    );
    match (dialect, reference.published) {
        (_, None) => {}
        (Dialect::Biblatex, Some(day)) => field("date", braced(&day.iso())),
        (Dialect::Bibtex, Some(Day { year, month, day })) => {
            field("year", braced(&format!("{year:04}")));
            let month = month.and_then(|month| MONTHS.get(usize::from(month) - 1));
            field(
                "month",
                month.map_or(String::new(), |month| month.to_string()),
            );
            field(
                "day",
                day.map_or(String::new(), |day| braced(&day.to_string())),
            );
        }
    }
    field("doi", verbatim(&reference.doi));
    field("pmid", verbatim(&reference.pmid));
    field("pmcid", verbatim(&reference.pmcid));
    if reference.arxiv.is_some() {
        field("eprint", verbatim(&reference.arxiv));
        field("eprinttype", braced("arxiv"));
    }
    field("url", verbatim(&reference.link));
    let saved = reference.saved.and_then(Day::at);
    field("urldate", braced(&saved.map(Day::iso).unwrap_or_default()));
    field("language", plain(&reference.language));
    field(
        "entrysubtype",
        braced(reference.badge.map_or("", Badge::word)),
    );
    // Every style prints a note; nobody shall miss such a word.
    let warning = reference.badge.filter(|badge| badge.is_safety_word());
    field("note", braced(warning.map_or("", Badge::word)));
    field("keywords", braced(&escape(&reference.tags.join(", "))));
    field("abstract", plain(&reference.text));
    field("annotation", plain(&reference.note));
    out.push_str("}\n");
    out
}

/// A title with the words braced whose capitals matter: every word with a
/// capital but the first, which keeps its own unless there are more.
fn title(title: &str) -> String {
    let word = |(nth, word): (usize, &str)| {
        let n_capitals = word.chars().filter(|c| c.is_uppercase()).count();
        match n_capitals > usize::from(nth == 0) {
            true => format!("{{{}}}", escape(word)),
            false => escape(word),
        }
    };
    let words: Vec<String> = title.split(' ').enumerate().map(word).collect();
    words.join(" ")
}

fn author(person: &Person) -> String {
    match person {
        Person::Whole(whole) => format!("{{{}}}", escape(whole)),
        Person::Named {
            family,
            given,
            suffix,
        } => {
            let part = |part: &str| match part.contains([',', '"']) || has_and(part) {
                true => format!("{{{}}}", escape(part)),
                false => escape(part),
            };
            match suffix.is_empty() {
                true => format!("{}, {}", part(family), part(given)),
                false => format!("{}, {}, {}", part(family), part(suffix), part(given)),
            }
        }
    }
}

fn has_and(part: &str) -> bool {
    part.split(' ').any(|word| word.eq_ignore_ascii_case("and"))
}

/// What TeX takes for itself, so that it prints instead.
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut before = ' ';
    let mut begins_line = false;
    for c in value.chars() {
        match c {
            // Readers, ours too, look for the next entry where a line begins so.
            '@' if begins_line => out.push_str("{}@"),
            // Two in a row are a dash to TeX.
            '-' if before == '-' => out.push_str("{}-"),
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        before = c;
        begins_line = c == '\n' || (begins_line && c.is_whitespace());
    }
    out
}

/// Addresses and identifiers are taken as they are; what would end the field
/// is written as an address writes it.
fn as_it_is(value: &str) -> String {
    value
        .replace('\\', "%5C")
        .replace('{', "%7B")
        .replace('}', "%7D")
}

/// Names an entry: `mcmurray2019dapagliflozin`, with a letter behind it where
/// that is taken.
fn key(reference: &Reference, taken: &mut HashSet<String>) -> String {
    let letters = |text: &str| -> String {
        let plain = text::ascii(text).to_ascii_lowercase();
        plain.chars().filter(char::is_ascii_alphanumeric).collect()
    };
    let family = match reference.authors.first() {
        Some(Person::Named { family, .. }) => letters(family),
        Some(Person::Whole(whole)) => letters(whole.split(' ').next().unwrap_or("")),
        None => String::new(),
    };
    let year = reference.published.map(|day| day.year.to_string());
    let words = reference.title.split(' ').map(letters);
    let word = words.into_iter().find(|word| word.len() > 3);
    let stem = format!(
        "{family}{}{}",
        year.unwrap_or_default(),
        word.unwrap_or_default()
    );
    let stem = match stem.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => stem,
        _ => format!("ref{stem}"),
    };
    let mut key = stem.clone();
    let mut n = 1;
    while !taken.insert(key.clone()) {
        n += 1;
        key = format!("{stem}-{n}");
    }
    key
}
