//! The first start, and whom to follow, as the store sees it.

use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::item;

#[test]
fn the_welcome_is_shown_until_it_is_passed_also_with_nothing() {
    let mut house = House::new();
    assert!(house.reader.is_first_run().unwrap());
    house.store.follow_all(&[], None, true, NOW).unwrap();
    assert!(!house.reader.is_first_run().unwrap());
    let house = house.reopen();
    assert!(!house.reader.is_first_run().unwrap());
}

#[test]
fn who_followed_something_is_not_welcomed_even_after_taking_it_back() {
    let mut house = House::new();
    house.follow("nejm");
    house.store.undo(NOW).unwrap();
    assert!(!house.reader.is_first_run().unwrap());
}

#[test]
fn many_are_followed_in_their_lists_and_taken_back_as_one_step() {
    let mut house = House::new();
    let list = vec!["Cardiology journals".to_string()];
    let entries = [
        (list.clone(), feed("https://a.example/1")),
        (list, feed("https://a.example/2")),
        (Vec::new(), feed("https://a.example/3")),
    ];
    let done = house.store.follow_all(&entries, None, true, NOW).unwrap();
    assert_eq!((done.n_new, done.n_lists), (3, 1));
    let lists = house.reader.lists().unwrap();
    assert_eq!(lists[0].sources.len(), 2);
    let taken = house.store.undo(NOW).unwrap();
    assert_eq!(taken.as_deref(), Some("followed 3 sources"));
    assert!(house.reader.sources().unwrap().is_empty());
    assert!(house.reader.lists().unwrap().is_empty());
    house.check();
}

#[test]
fn a_hidden_suggestion_stays_hidden_until_that_is_taken_back() {
    let mut house = House::new();
    let hidden = |house: &House| house.reader.clues().unwrap().hidden;
    house
        .store
        .hide_suggestion("https://a.example/feed", "A", NOW)
        .unwrap();
    let mut house = house.reopen();
    assert_eq!(hidden(&house), ["https://a.example/feed"]);
    let taken = house.store.undo(NOW).unwrap();
    assert_eq!(taken.as_deref(), Some("hid A from the suggestions"));
    assert!(hidden(&house).is_empty());
    house.store.redo(NOW).unwrap();
    assert_eq!(hidden(&house).len(), 1);
}

#[test]
fn links_are_counted_by_source_and_journals_and_authors_by_what_is_saved() {
    let mut house = House::new();
    let (one, other) = (house.follow("one"), house.follow("other"));
    let linking = |key: &str, author: &str| {
        let mut record = item(key, 10, &[]);
        record.html = Some("<a href=\"https://www.nephjc.com/a\">talk</a>".to_string());
        record.authors = vec![author.to_string()];
        record.journal = Some("Kidney Journal".to_string());
        record
    };
    house.take(
        one,
        &[linking("a", "Ann Example"), linking("b", "Ann Example")],
    );
    house.take(other, &[linking("c", "Bo Other")]);
    for key in ["a", "b"] {
        let work = house.work(one, key);
        house.store.set_saved(work, true, NOW).unwrap();
    }
    let clues = house.reader.clues().unwrap();
    let linked = clues.linked.iter().find(|(host, _)| host == "nephjc.com");
    assert_eq!(linked.map(|(_, n)| *n), Some(2));
    assert_eq!(clues.journals, [("Kidney Journal".to_string(), 2)]);
    assert_eq!(clues.authors, [("Ann Example".to_string(), 2)]);
    assert_eq!(clues.followed.len(), 2);
}
