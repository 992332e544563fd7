//! Every file says what it is not, and holds nobody else's markup.

use proptest::prelude::*;

use super::*;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::domain::learning::Kind;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::body::Worth;

fn entry(id: i64, title: &str, key: &str, takeaway: &str) -> Entry {
    Entry {
        id: EntryId(id),
        draft: Draft {
            learned_on: "2025-11-18".parse().unwrap(),
            title: title.to_string(),
            kind: Kind::Article,
            keys: vec![key.to_string()],
            minutes: 25,
            takeaway: takeaway.to_string(),
            ..Draft::default()
        },
        ..Entry::default()
    }
}

fn sample() -> Book {
    let mut preprint = entry(1, "A trial", "doi:10.1101/1", "");
    preprint.draft.keys.push("doi:10.1056/2".to_string());
    Book {
        entries: vec![
            preprint,
            entry(2, "A trial, published", "doi:10.1056/2", "Start low"),
            entry(3, "=HYPERLINK(\"x\")", "pmid:3", ""),
            entry(4, "With, comma and \"quotes\" <b>", "pmid:4", "Stop *it*"),
        ],
        closed: None,
    }
}

fn written(format: &str, book: &Book) -> Written {
    let body = Body {
        id: "mba".to_string(),
        name: "Medical Board".to_string(),
        target: Some(5_000),
        years: 1,
        begins: "2025-01-01".parse().unwrap(),
        page: "medicalboard.gov.au".to_string(),
        page_of: Some("2024".to_string()),
        worth: Worth::Time {
            per_hour: 100,
            step: 1,
        },
        ..Body::default()
    };
    let sheet = Sheet {
        book,
        period: Period::of_year(2025),
        bodies: &[body],
        made: "2025-11-19".parse().unwrap(),
        name: Some("A. Reader"),
    };
    (named(format).unwrap().write)(&sheet)
}

#[test]
fn every_export_says_that_it_is_self_recorded_and_none_says_more() {
    for format in LOG_FORMATS {
        let text = written(format.id, &sample()).text;
        assert!(text.contains(NOT_CREDIT), "{}", format.id);
        let rest = text.replace(NOT_CREDIT, "").to_lowercase();
        for claim in ["earn", "certificate", "accredited", "ama pra", "met", "™"] {
            let says = rest
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == claim);
            assert!(!says, "{} says {claim}", format.id);
        }
    }
}

#[test]
fn a_spreadsheet_gets_text_and_never_a_formula() {
    let text = written("csv", &sample()).text;
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("id,learned_on,title"));
    assert!(
        lines[3].contains("\"'=HYPERLINK(\"\"x\"\")\""),
        "{}",
        lines[3]
    );
    assert!(lines[4].contains("\"With, comma and \"\"quotes\"\" <b>\""));
}

#[test]
fn a_transcript_has_one_row_a_work_and_names_what_has_no_outcome() {
    let Written { text, left_out } = written("moc-transcript", &sample());
    let rows: Vec<&str> = text.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "{text}");
    // The entry that says an outcome speaks for the work.
    assert!(rows[0].starts_with("\"A trial, published\",2025-11-18,Start low"));
    assert_eq!(left_out, ["2025-11-18: =HYPERLINK(\"x\") has no outcome"]);
}

#[test]
fn figures_stand_beside_targets_with_the_date_of_the_page() {
    let text = written("markdown", &sample()).text;
    let expected = "Medical Board, 2025-01-01 to 2025-12-31: \
                    you recorded 1.66 of 50 h (your entries; body's page of 2024)";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("Stop \\*it\\*"));
}

#[test]
fn a_page_holds_no_markup_of_others_and_loads_nothing() {
    let text = written("html", &sample()).text;
    assert!(text.contains("&lt;b&gt;") && !text.contains("<b>"));
    assert!(!text.contains("http://") && !text.contains("src="));
}

#[test]
fn the_whole_log_goes_out_with_what_was_withdrawn() {
    let mut book = sample();
    let mut withdrawal = entry(5, "A trial", "doi:10.1101/1", "");
    (withdrawal.replaces, withdrawal.withdraws) = (Some(EntryId(1)), true);
    book.entries.push(withdrawal);
    let text = written("jsonl", &book).text;
    assert_eq!(text.lines().count(), 6);
    let last: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["replaces"], &last["withdraws"]),
        (&1.into(), &true.into())
    );
    let draft: Draft = serde_json::from_value(last["entry"].clone()).unwrap();
    assert_eq!(draft, book.entries[4].draft);
}

proptest! {
    #[test]
    fn any_title_is_one_cell_of_one_row(title in "\\PC{0,30}") {
        let book = Book { entries: vec![entry(1, &title, "pmid:1", "")], closed: None };
        let text = written("csv", &book).text;
        let quoted = text.split('"').count() % 2 == 1;
        prop_assert!(quoted, "{}", text);
        prop_assert_eq!(text.matches("\r\n").count(), 2);
    }
}
