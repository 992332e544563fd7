//! The whole log, also what was corrected and withdrawn, one JSON object a
//! line. Nothing is rounded or left out; names here never change.

use serde_json::json;

use super::Sheet;
use super::Written;
use crate::domain::learning::NOT_CREDIT;

pub(super) fn write(sheet: &Sheet<'_>) -> Written {
    let mut lines = vec![json!({
        "format": "rounds-log",
        "version": 1,
        "about": NOT_CREDIT,
        "made": sheet.made,
        "closed": sheet.book.closed,
    })];
    let entries = sheet.book.entries.iter();
    lines.extend(entries.map(|entry| {
        json!({
            "id": entry.id.0,
            "logged_at": entry.logged_at.rfc3339(),
            "replaces": entry.replaces.map(|it| it.0),
            "withdraws": entry.withdraws,
            "entry": entry.draft,
        })
    }));
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    Written {
        text: lines.concat(),
        left_out: Vec::new(),
    }
}
