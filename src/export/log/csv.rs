//! Cells that a spreadsheet takes as text, never as a formula.
//!
//! Source: RFC 4180; OWASP, "CSV injection".

use super::Sheet;
use super::Written;
use crate::domain::learning::NOT_CREDIT;

const HEADS: [&str; 15] = [
    "id",
    "learned_on",
    "title",
    "source",
    "kind",
    "minutes",
    "minutes_from",
    "scope",
    "doi",
    "pmid",
    "url",
    "question",
    "takeaway",
    "change",
    "record",
];

pub(super) fn write(sheet: &Sheet<'_>) -> Written {
    let mut text = row(&HEADS.map(String::from));
    for entry in sheet.entries() {
        let draft = &entry.draft;
        let key = |prefix: &str| {
            let found = draft.keys.iter().find_map(|key| key.strip_prefix(prefix));
            found.unwrap_or_default().to_string()
        };
        text.push_str(&row(&[
            entry.id.0.to_string(),
            draft.learned_on.to_string(),
            draft.title.clone(),
            draft.source.clone(),
            draft.kind.word().to_string(),
            draft.minutes.to_string(),
            word_of(draft.minutes_from),
            draft.scope.join("; "),
            key("doi:"),
            key("pmid:"),
            key("url:"),
            draft.question.clone(),
            draft.takeaway.clone(),
            draft.change.clone(),
            // In each row: rows are sorted, filtered and pasted elsewhere.
            NOT_CREDIT.to_string(),
        ]));
    }
    Written {
        text,
        left_out: Vec::new(),
    }
}

fn word_of(from: crate::domain::learning::MinutesFrom) -> String {
    use crate::domain::learning::MinutesFrom;
    match from {
        MinutesFrom::User => "user",
        MinutesFrom::TimerConfirmed => "timer-confirmed",
    }
    .to_string()
}

/// One line, ended as RFC 4180 says.
pub(super) fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell: an apostrophe before what a spreadsheet would compute, quotes
/// around what has commas, quotes or line ends.
fn cell(text: &str) -> String {
    let guard = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => "'",
        false => "",
    };
    let text = format!("{guard}{text}");
    match text.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
