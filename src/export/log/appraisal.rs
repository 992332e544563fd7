//! What an appraisal is handed, as parts that Markdown and HTML both write.

use super::Sheet;
use crate::domain::learning::Entry;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::hours;

/// Head and totals, before the entries.
pub(super) struct Front {
    pub title: String,
    /// Sentences; the first says what this is not.
    pub lines: Vec<String>,
    /// Kind and hours.
    pub kinds: Vec<(&'static str, String)>,
}

pub(super) fn front(sheet: &Sheet<'_>) -> Front {
    let entries = sheet.entries();
    let total: u32 = entries.iter().map(|it| it.draft.minutes).sum();
    let period = sheet.period;
    let mut lines = vec![
        NOT_CREDIT.to_string(),
        format!(
            "{} to {}, made on {}: {} entries, {} hours and minutes.",
            period.from,
            period.until,
            sheet.made,
            entries.len(),
            hours(total)
        ),
    ];
    lines.extend(sheet.figures());
    let mut kinds: Vec<(&'static str, u32)> = Vec::new();
    for entry in &entries {
        let label = entry.draft.kind.label();
        match kinds.iter_mut().find(|(known, _)| *known == label) {
            Some((_, minutes)) => *minutes += entry.draft.minutes,
            None => kinds.push((label, entry.draft.minutes)),
        }
    }
    let whose = sheet
        .name
        .map(|name| format!(": {name}"))
        .unwrap_or_default();
    Front {
        title: format!("Learning log{whose}"),
        lines,
        kinds: kinds
            .into_iter()
            .map(|(it, minutes)| (it, hours(minutes)))
            .collect(),
    }
}

/// What an entry says, by heading; what is empty is left out.
pub(super) fn parts(entry: &Entry) -> Vec<(&'static str, String)> {
    let draft = &entry.draft;
    let review = draft.change_review.map(|day| day.to_string());
    let parts = [
        ("Source", draft.source.clone()),
        ("Field", draft.scope.join(", ")),
        ("Evidence", evidence(&draft.keys)),
        ("Why I read it", draft.question.clone()),
        ("What I learned", draft.takeaway.clone()),
        ("What I will do differently", draft.change.clone()),
        ("To look back on", review.unwrap_or_default()),
    ];
    parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Identifiers, and the address only where there are none.
fn evidence(keys: &[String]) -> String {
    let named: Vec<String> = ["doi", "pmid", "pmcid"]
        .into_iter()
        .filter_map(|sort| {
            let prefix = format!("{sort}:");
            let value = keys.iter().find_map(|key| key.strip_prefix(&prefix))?;
            Some(format!("{} {value}", sort.to_uppercase()))
        })
        .collect();
    match named.is_empty() {
        false => named.join(", "),
        true => {
            let url = keys.iter().find_map(|key| key.strip_prefix("url:"));
            url.unwrap_or_default().to_string()
        }
    }
}
