//! CSV for spreadsheets: RFC 4180, one row an item.
//!
//! A cell that a spreadsheet would calculate is preceded by an apostrophe: a
//! title from a feed must not run as a formula. The reader takes it off again.
//!
//! Source: RFC 4180; OWASP, "CSV Injection".

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::reference::Reference;
use crate::domain::time::UtcTime;
use crate::export::kinds;

/// What each column is called and holds.
pub struct Column {
    pub name: &'static str,
    pub of: fn(&Reference) -> String,
}

/// Between two authors and between two tags in one cell.
pub const BETWEEN: &str = "; ";

pub static COLUMNS: &[Column] = &[
    Column {
        name: "title",
        of: |it| it.title.clone(),
    },
    Column {
        name: "authors",
        of: |it| {
            let names: Vec<String> = it.authors.iter().map(|person| person.listed()).collect();
            names.join(BETWEEN)
        },
    },
    Column {
        name: "journal",
        of: |it| text(&it.journal),
    },
    Column {
        name: "journal_short",
        of: |it| text(&it.journal_short),
    },
    Column {
        name: "volume",
        of: |it| text(&it.volume),
    },
    Column {
        name: "issue",
        of: |it| text(&it.issue),
    },
    Column {
        name: "pages",
        of: |it| text(&it.pages),
    },
    Column {
        name: "published",
        of: |it| it.published.map(Day::iso).unwrap_or_default(),
    },
    Column {
        name: "doi",
        of: |it| text(&it.doi),
    },
    Column {
        name: "pmid",
        of: |it| text(&it.pmid),
    },
    Column {
        name: "pmcid",
        of: |it| text(&it.pmcid),
    },
    Column {
        name: "arxiv",
        of: |it| text(&it.arxiv),
    },
    Column {
        name: "link",
        of: |it| text(&it.link),
    },
    Column {
        name: "type",
        of: |it| kinds::names(it.kind).csl[0].to_string(),
    },
    Column {
        name: "badge",
        of: |it| it.badge.map_or("", Badge::word).to_string(),
    },
    Column {
        name: "language",
        of: |it| text(&it.language),
    },
    Column {
        name: "source",
        of: |it| text(&it.source),
    },
    Column {
        name: "saved",
        of: |it| it.saved.map(UtcTime::rfc3339).unwrap_or_default(),
    },
    Column {
        name: "read",
        of: |it| if it.read { "yes" } else { "no" }.to_string(),
    },
    Column {
        name: "tags",
        of: |it| it.tags.join(BETWEEN),
    },
    Column {
        name: "note",
        of: |it| text(&it.note),
    },
    Column {
        name: "text",
        of: |it| text(&it.text),
    },
];

fn text(field: &Option<String>) -> String {
    field.clone().unwrap_or_default()
}

pub fn write(references: &[Reference]) -> String {
    let mut out = String::new();
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
    for reference in references {
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|column| quoted(&guarded((column.of)(reference))))
            .collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// Whether a spreadsheet would calculate it.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn guarded(cell: String) -> String {
    // One that begins so already gets another, so that reading is exact.
    match is_formula(cell.trim_start_matches('\'')) {
        true => format!("'{cell}"),
        false => cell,
    }
}

fn quoted(cell: &str) -> String {
    let needs = cell.contains([',', '"', '\r', '\n', ';', '\t']) || cell.starts_with([' ', '\'']);
    match needs || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_string(),
    }
}
