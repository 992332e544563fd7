//! The learning log only grows, and what was written in it stays.

use proptest::prelude::*;

use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::store::error::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;

fn draft(title: &str, on: &str) -> Draft {
    Draft {
        title: title.to_string(),
        learned_on: on.parse().unwrap(),
        minutes: 25,
        ..Draft::default()
    }
}

fn titles(house: &House) -> Vec<String> {
    let book = house.reader.book().unwrap();
    let standing = book.standing().into_iter();
    standing.map(|it| it.draft.title.clone()).collect()
}

#[test]
fn a_correction_an_undo_and_a_redo_are_rows_of_their_own() {
    let mut house = House::new();
    let first = house
        .store
        .log(&draft("a", "2033-05-01"), None, NOW)
        .unwrap();
    house
        .store
        .log(&draft("b", "2033-05-01"), Some(first), NOW)
        .unwrap();
    assert_eq!(titles(&house), ["b"]);
    house.store.undo(NOW).unwrap();
    assert_eq!(titles(&house), ["a"]);
    house.store.undo(NOW).unwrap();
    assert!(titles(&house).is_empty());
    let mut house = house.reopen();
    house.store.redo(NOW).unwrap();
    assert_eq!(titles(&house), ["a"]);
    house.store.redo(NOW).unwrap();
    assert_eq!(titles(&house), ["b"]);
    assert_eq!(house.reader.book().unwrap().entries.len(), 6);
}

#[test]
fn a_withdrawn_entry_is_still_in_the_log_and_comes_back() {
    let mut house = House::new();
    let id = house
        .store
        .log(&draft("a", "2033-05-01"), None, NOW)
        .unwrap();
    house.store.withdraw_log(id, NOW).unwrap();
    assert!(titles(&house).is_empty());
    assert_eq!(house.reader.book().unwrap().entries[0].draft.title, "a");
    let said = house.store.undo(NOW).unwrap();
    assert_eq!(said.as_deref(), Some("withdrew the entry on «a»"));
    assert_eq!(titles(&house), ["a"]);
}

#[test]
fn nobody_changes_or_deletes_a_row() {
    let mut house = House::new();
    house
        .store
        .log(&draft("a", "2033-05-01"), None, NOW)
        .unwrap();
    house
        .store
        .close_log("2033-01-31".parse().unwrap(), NOW)
        .unwrap();
    for sql in [
        "UPDATE log_entries SET entry = '{}'",
        "DELETE FROM log_entries",
        "UPDATE log_closings SET through = '1999-01-01'",
        "DELETE FROM log_closings",
    ] {
        assert!(house.store.conn.execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(titles(&house), ["a"]);
}

#[test]
fn of_two_corrections_of_one_entry_the_second_is_refused() {
    let mut house = House::new();
    let id = house
        .store
        .log(&draft("a", "2033-05-01"), None, NOW)
        .unwrap();
    house
        .store
        .log(&draft("b", "2033-05-01"), Some(id), NOW)
        .unwrap();
    let refused = house.store.log(&draft("c", "2033-05-01"), Some(id), NOW);
    assert!(matches!(refused, Err(StoreError::LogReplaced(EntryId(1)))));
    assert!(house.store.withdraw_log(id, NOW).is_err());
    assert_eq!(titles(&house), ["b"]);
}

#[test]
fn a_closed_year_takes_nothing_more_and_stands_in_nobodys_way() {
    let mut house = House::new();
    let old = house
        .store
        .log(&draft("old", "2032-12-31"), None, NOW)
        .unwrap();
    house
        .store
        .log(&draft("new", "2033-01-01"), None, NOW)
        .unwrap();
    let through: Day = "2032-12-31".parse().unwrap();
    let today = Day::at(NOW);
    assert!(
        house.store.close_log(today, NOW).is_err(),
        "{today} is not over"
    );
    house.store.close_log(through, NOW).unwrap();
    for (draft, replaces) in [
        (draft("late", "2032-05-01"), None),
        (draft("moved", "2033-05-01"), Some(old)),
    ] {
        let refused = house.store.log(&draft, replaces, NOW);
        assert!(
            matches!(refused, Err(StoreError::LogClosed(_))),
            "{draft:?}"
        );
    }
    assert!(house.store.withdraw_log(old, NOW).is_err());
    // Only the step that is still possible is there.
    assert!(house.store.undo(NOW).unwrap().unwrap().contains("new"));
    assert_eq!(house.store.undo(NOW).unwrap(), None);
    assert_eq!(titles(&house), ["old"]);
    assert_eq!(house.reader.book().unwrap().closed, Some(through));
}

/// What a person may do to a log.
#[derive(Clone, Debug)]
enum Deed {
    Add(u32),
    Correct(usize, u32),
    Withdraw(usize),
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => (0u32..90).prop_map(Deed::Add),
        2 => (0usize..8, 0u32..90).prop_map(|(at, minutes)| Deed::Correct(at, minutes)),
        1 => (0usize..8).prop_map(Deed::Withdraw),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ];
    prop::collection::vec(deed, 1..14)
}

fn standing(book: &Book) -> Vec<u32> {
    let mut minutes: Vec<u32> = book.standing().iter().map(|it| it.draft.minutes).collect();
    minutes.sort_unstable();
    minutes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_done_no_row_is_lost_and_undo_leads_back(deeds in deeds()) {
        let mut house = House::new();
        let mut before: Book = Book::default();
        // What stood after each step that can be taken back.
        let mut past: Vec<Vec<u32>> = Vec::new();
        let mut future: Vec<Vec<u32>> = Vec::new();
        for deed in deeds {
            let stood = standing(&before);
            let ids: Vec<EntryId> = before.standing().iter().map(|it| it.id).collect();
            let at = |n: usize| (!ids.is_empty()).then(|| ids[n % ids.len()]);
            let with = |minutes| Draft { minutes, ..draft("a", "2033-05-01") };
            let expected = match deed {
                Deed::Undo => {
                    let undone = house.store.undo(NOW).unwrap();
                    prop_assert_eq!(undone.is_some(), !past.is_empty());
                    past.pop().inspect(|_| future.push(stood))
                }
                Deed::Redo => {
                    let redone = house.store.redo(NOW).unwrap();
                    prop_assert_eq!(redone.is_some(), !future.is_empty());
                    future.pop().inspect(|_| past.push(stood))
                }
                deed => {
                    match deed {
                        Deed::Add(minutes) => {
                            house.store.log(&with(minutes), None, NOW).unwrap();
                        }
                        Deed::Correct(n, minutes) if at(n).is_some() => {
                            house.store.log(&with(minutes), at(n), NOW).unwrap();
                        }
                        Deed::Withdraw(n) if at(n).is_some() => {
                            house.store.withdraw_log(at(n).unwrap(), NOW).unwrap();
                        }
                        _ => continue,
                    }
                    past.push(stood);
                    future.clear();
                    None
                }
            };
            let after = house.reader.book().unwrap();
            prop_assert!(after.entries.starts_with(&before.entries));
            if let Some(expected) = expected {
                prop_assert_eq!(standing(&after), expected);
            }
            before = after;
        }
    }
}
