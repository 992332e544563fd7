//! A row in words for a listener, and as JSON.

use serde_json::Value;
use serde_json::json;

use crate::domain::time::UtcTime;
use crate::domain::work::Row;

/// A row as one paragraph for a listener: number first, then what matters.
///
/// Source: ux/screens §19, linear mode.
pub fn sentence(number: usize, row: &Row, now: UtcTime) -> String {
    let mut parts = vec![format!("{number}.")];
    if !row.read {
        parts.push("Unread.".to_string());
    }
    if row.saved {
        parts.push("Saved.".to_string());
    }
    if let Some(badge) = row.badge {
        parts.push(format!("{}.", badge.word()));
    }
    let age = match row.undated {
        true => row.no_date(&spoken_age(row.published, now)),
        false => spoken_age(row.published, now),
    };
    parts.push(format!("{}, {age}.", row.source));
    let title = match row.title.is_empty() {
        true => "Without a title",
        false => row.title.as_str(),
    };
    let end = match title.ends_with(['.', '?', '!', '。']) {
        true => "",
        false => ".",
    };
    parts.push(format!("{title}{end}"));
    if row.n_sources > 1 {
        parts.push(format!("{} sources carry this.", row.n_sources));
    }
    if row.n_folded > 0 {
        parts.push(format!(
            "And {} more from {} on that day.",
            row.n_folded, row.source
        ));
    }
    parts.join(" ")
}

/// An age in words: `5 hours ago`.
fn spoken_age(time: UtcTime, now: UtcTime) -> String {
    let age = time.age(now);
    let digits = age.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &age[digits.len()..] {
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => return "now".to_string(),
    };
    match digits {
        "1" => format!("1 {unit} ago"),
        _ => format!("{digits} {unit}s ago"),
    }
}

/// A row as one JSON object.
pub fn object(row: &Row) -> Value {
    json!({
        "id": row.work.0,
        "title": row.title,
        "link": row.link,
        "source": row.source,
        "published": (!row.undated).then(|| row.published.rfc3339()),
        "sorted_by": row.published.rfc3339(),
        "unread": !row.read,
        "saved": row.saved,
        "badge": row.badge.map(|badge| badge.word()),
        "sources": row.n_sources,
        "more": row.n_folded,
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::domain::badge::Badge;
    use crate::domain::time::UtcTime;
    use crate::domain::work::Row;

    #[test]
    fn a_row_is_spoken_in_order_of_what_matters() {
        let now = UtcTime(1_800_000_000);
        let row = Row {
            title: "Chronic heart failure in adults: guideline update".to_string(),
            source: "NICE".to_string(),
            published: now.plus(-5 * 3_600),
            badge: Some(Badge::Guideline),
            n_sources: 3,
            ..Row::default()
        };
        assert_eq!(
            sentence(3, &row, now),
            "3. Unread. GUIDELINE. NICE, 5 hours ago. Chronic heart failure in adults: \
             guideline update. 3 sources carry this."
        );
    }

    #[test]
    fn what_is_folded_is_told_last() {
        let now = UtcTime(1_800_000_000);
        let row = Row {
            title: "A preprint".to_string(),
            source: "medRxiv".to_string(),
            published: now.plus(-7_200),
            read: true,
            n_sources: 1,
            n_folded: 12,
            ..Row::default()
        };
        assert_eq!(
            sentence(1, &row, now),
            "1. medRxiv, 2 hours ago. A preprint. And 12 more from medRxiv on that day."
        );
    }
}
