//! A day, a book, a cycle: what they say and what they add up to.

use proptest::prelude::*;

use super::body::Body;
use super::body::Unit;
use super::body::Worth;
use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn entry(id: i64, on: &str, minutes: u32, keys: &[&str]) -> Entry {
    Entry {
        id: EntryId(id),
        draft: Draft {
            learned_on: day(on),
            title: format!("Title {id}"),
            minutes,
            keys: keys.iter().map(ToString::to_string).collect(),
            ..Draft::default()
        },
        ..Entry::default()
    }
}

fn book(entries: Vec<Entry>) -> Book {
    Book {
        entries,
        closed: None,
    }
}

#[test]
fn a_day_is_written_in_one_way_only() {
    assert_eq!(day("2026-03-14").to_string(), "2026-03-14");
    for odd in ["2026-02-30", "14.3.2026", "2026-3-14", "", "20260314"] {
        assert!(odd.parse::<Day>().is_err(), "{odd}");
    }
    assert_eq!(day("2024-02-29").plus_years(1), day("2025-02-28"));
}

#[test]
fn a_correction_stands_and_what_it_names_does_not() {
    let mut corrected = entry(2, "2025-11-18", 30, &[]);
    corrected.replaces = Some(EntryId(1));
    let book = book(vec![entry(1, "2025-11-18", 300, &[]), corrected]);
    let standing: Vec<i64> = book.standing().iter().map(|it| it.id.0).collect();
    assert_eq!(standing, [2]);
    assert_eq!(book.months(2025)[10], 30);
}

#[test]
fn a_withdrawal_leaves_nothing_standing_and_loses_nothing() {
    let mut withdrawal = entry(2, "2025-11-18", 30, &[]);
    withdrawal.replaces = Some(EntryId(1));
    withdrawal.withdraws = true;
    let book = book(vec![entry(1, "2025-11-18", 30, &[]), withdrawal]);
    assert!(book.standing().is_empty());
    assert_eq!(book.entries.len(), 2);
}

#[test]
fn one_work_counts_once_where_works_are_counted() {
    let book = book(vec![
        entry(1, "2025-03-01", 20, &["doi:10.1101/1"]),
        entry(2, "2025-09-01", 25, &["doi:10.1101/1", "doi:10.1056/2"]),
        entry(3, "2025-09-02", 10, &["doi:10.1056/3"]),
    ]);
    let body = Body {
        target: Some(25_000),
        unit: Unit::Credits,
        years: 5,
        begins: day("2024-01-01"),
        page: "royalcollege.ca".to_string(),
        page_of: Some("2024".to_string()),
        worth: Worth::Items(vec![(Kind::Article, 100)]),
        ..Body::default()
    };
    let tally = body.tally(&book, day("2025-11-18"));
    assert_eq!(
        body.sentence(&tally),
        "you recorded 2 of 250 credits (your entries; body's page of 2024)"
    );
    let draft = &book.entries[2].draft;
    let period = Period::of_year(2025);
    assert!(book.said_before(draft, None, period).is_some());
    assert!(book.said_before(draft, Some(EntryId(3)), period).is_none());
}

#[test]
fn a_cycle_begins_where_the_body_says_and_comes_again() {
    let body = Body {
        years: 1,
        begins: day("2025-04-01"),
        ..Body::default()
    };
    let cycle = body.cycle(day("2026-03-31"));
    assert_eq!(
        (cycle.from, cycle.until),
        (day("2025-04-01"), day("2026-03-31"))
    );
    assert_eq!(body.cycle(day("2026-04-01")).from, day("2026-04-01"));
    let long = Body { years: 5, ..body };
    assert_eq!(long.cycle(day("2025-03-31")).from, day("2020-04-01"));
    assert_eq!(long.cycle(day("2031-01-01")).from, day("2030-04-01"));
}

#[test]
fn time_counts_in_whole_steps_and_no_further_than_a_body_lets_it() {
    let book = book(vec![
        entry(1, "2025-03-01", 29, &[]),
        entry(2, "2025-03-02", 44, &[]),
    ]);
    let mut body = Body {
        years: 1,
        begins: day("2025-01-01"),
        worth: Worth::Time {
            per_hour: 100,
            step: 15,
        },
        ..Body::default()
    };
    assert_eq!(body.tally(&book, day("2025-06-01")).recorded, 75);
    body.most = Some(50);
    assert_eq!(body.tally(&book, day("2025-06-01")).recorded, 50);
}

#[test]
fn what_is_due_to_be_claimed_comes_first_and_the_long_past_goes() {
    let mut entries = vec![
        entry(1, "2025-11-01", 10, &[]),
        entry(2, "2025-11-01", 10, &[]),
        entry(3, "2025-01-01", 10, &[]),
    ];
    entries[0].draft.claim_by = Some(day("2025-12-31"));
    entries[1].draft.claim_by = Some(day("2025-11-21"));
    entries[2].draft.claim_by = Some(day("2025-02-01"));
    let book = book(entries);
    let due: Vec<i64> = book
        .claims(day("2025-11-18"))
        .iter()
        .map(|it| it.0.id.0)
        .collect();
    assert_eq!(due, [2, 1]);
}

#[test]
fn an_entry_of_a_closed_year_of_tomorrow_or_without_a_title_is_refused() {
    let today = day("2025-11-18");
    let draft = entry(1, "2025-11-18", 10, &[]).draft;
    assert_eq!(draft.fault(today, None), None);
    let closed = draft.fault(today, Some(today)).unwrap();
    assert!(closed.starts_with("The log is closed up to 2025-11-18"));
    assert!(draft.fault(day("2025-11-17"), None).is_some());
    let untitled = Draft::default();
    assert!(untitled.fault(today, None).unwrap().contains("title"));
}

proptest! {
    #[test]
    fn the_months_of_a_year_add_up_to_its_total(
        minutes in prop::collection::vec((1i8..=12, 0u32..600), 0..40)
    ) {
        let entries = minutes.iter().enumerate().map(|(at, (month, minutes))| {
            entry(at as i64, &format!("2025-{month:02}-10"), *minutes, &[])
        });
        let book = book(entries.collect());
        let total: u32 = minutes.iter().map(|(_, it)| it).sum();
        prop_assert_eq!(book.months(2025).iter().sum::<u32>(), total);
        prop_assert_eq!(book.by_kind(2025).iter().map(|it| it.1).sum::<u32>(), total);
    }

    #[test]
    fn what_was_written_is_read_again(takeaway in "\\PC{0,40}", minutes in 0u32..2_000) {
        let draft = Draft { takeaway, minutes, ..entry(1, "2025-11-18", 0, &["doi:1"]).draft };
        let json = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
    }
}

#[test]
fn where_no_target_is_set_that_is_said() {
    let body = Body {
        years: 1,
        begins: day("2025-01-01"),
        ..Body::default()
    };
    let tally = body.tally(&book(vec![]), day("2025-11-18"));
    assert_eq!(
        body.sentence(&tally),
        "you recorded 0 h (your entries; no target is set)"
    );
}
