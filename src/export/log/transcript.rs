//! The Royal College's bulk-reading transcript: one row a distinct article,
//! with title, date and outcome.
//!
//! An article without an outcome is not a row of it: it is named, so that the
//! person can write one. Articles and screenshots are not attached.
//!
//! Source: Royal College of Physicians and Surgeons of Canada, upload
//! checklist and questions about bulk reading.

use super::Sheet;
use super::Written;
use super::csv;
use crate::domain::learning::Entry;
use crate::domain::learning::Kind;
use crate::domain::learning::NOT_CREDIT;

pub(super) fn write(sheet: &Sheet<'_>) -> Written {
    let whose = sheet.name.unwrap_or_default().to_string();
    let period = format!("{} to {}", sheet.period.from, sheet.period.until);
    let cells =
        |cells: &[&str]| csv::row(&cells.iter().map(ToString::to_string).collect::<Vec<_>>());
    let mut text = cells(&["Bulk reading transcript", &whose, &period, NOT_CREDIT]);
    text.push_str(&cells(&[
        "Title",
        "Date",
        "Outcome",
        "Source",
        "Identifier",
    ]));
    let mut left_out = Vec::new();
    let distinct = sheet.book.distinct(sheet.period);
    let articles = distinct
        .into_iter()
        .filter(|it| it.draft.kind == Kind::Article);
    for first in articles {
        let Some(entry) = with_outcome(sheet, first) else {
            let draft = &first.draft;
            left_out.push(format!(
                "{}: {} has no outcome",
                draft.learned_on, draft.title
            ));
            continue;
        };
        let draft = &entry.draft;
        let named = ["doi:", "pmid:"]
            .into_iter()
            .find_map(|prefix| draft.keys.iter().find(|key| key.starts_with(prefix)));
        text.push_str(&cells(&[
            &draft.title,
            &draft.learned_on.to_string(),
            &draft.outcome(),
            &draft.source,
            named.map_or("", String::as_str),
        ]));
    }
    Written { text, left_out }
}

/// The first entry about a work that says an outcome.
fn with_outcome<'a>(sheet: &Sheet<'a>, first: &'a Entry) -> Option<&'a Entry> {
    let mut of_work = sheet.book.within(sheet.period);
    of_work.reverse();
    of_work.retain(|it| it.draft.is_of_same_work(&first.draft));
    of_work
        .into_iter()
        .find(|it| !it.draft.outcome().is_empty())
}
