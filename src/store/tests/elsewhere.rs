//! Lists that live elsewhere, as the store sees them.

use crate::domain::living::Reading;
use crate::domain::source::NewSource;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::item;

const LIST: &str = "https://lists.example/ward.opml";

fn reading(names: &[&str]) -> Reading {
    let member = |name: &&str| NewSource {
        title: name.to_string(),
        ..feed(&format!("https://{name}.example/feed"))
    };
    Reading::Members {
        title: "Ward 7".to_string(),
        members: names.iter().map(member).collect(),
        etag: Some("\"1\"".to_string()),
        last_modified: None,
        left_out: Vec::new(),
    }
}

fn followed(names: &[&str]) -> (House, i64) {
    let mut house = House::new();
    let path = vec!["Ward 7".to_string()];
    let read = reading(names);
    house.store.follow_living(LIST, &path, &read, NOW).unwrap();
    let living = house.reader.living(NOW).unwrap();
    let id = living[0].id;
    (house, id)
}

fn titles(house: &House) -> Vec<String> {
    let sources = house.reader.sources().unwrap().into_iter();
    sources.map(|source| source.title).collect()
}

#[test]
fn members_come_and_go_with_the_list_and_both_can_be_taken_back() {
    let (mut house, living) = followed(&["a", "b"]);
    assert_eq!(titles(&house), ["a", "b"]);
    let shift = house.store.take_living(living, &reading(&["b", "c"]), NOW);
    assert_eq!(shift.unwrap().sentence(), "Ward 7: c came, a went");
    assert_eq!(titles(&house), ["b", "c"]);
    house.check();
    let taken = house.store.undo(NOW).unwrap();
    assert_eq!(taken.as_deref(), Some("Ward 7: c came, a went"));
    assert_eq!(titles(&house), ["a", "b"]);
    let again = house.store.take_living(living, &reading(&["b", "c"]), NOW);
    assert!(
        again.unwrap().is_empty(),
        "what was taken back does not come again"
    );
    house.check();
}

#[test]
fn what_was_kept_of_a_member_that_goes_is_kept() {
    let (mut house, living) = followed(&["a", "b"]);
    let source = house.reader.sources().unwrap()[0].id;
    house.take(source, &[item("x", 10, &[])]);
    let work = house.work(source, "x");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_note(work, "mine", NOW).unwrap();
    house
        .store
        .take_living(living, &reading(&["b"]), NOW)
        .unwrap();
    assert_eq!(titles(&house), ["b"]);
    let saved = house.titles(crate::domain::query::Place::Saved);
    assert_eq!(saved.len(), 1);
    let (kept, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(kept.note.as_deref(), Some("mine"));
    house.check();
}

#[test]
fn who_was_followed_before_or_stands_elsewhere_stays_followed() {
    let mut house = House::new();
    let mine = feed("https://a.example/feed");
    house.store.follow(&mine, None, NOW).unwrap();
    let path = vec!["Ward 7".to_string()];
    let read = reading(&["a", "b"]);
    house.store.follow_living(LIST, &path, &read, NOW).unwrap();
    let b = house.reader.sources().unwrap()[1].id;
    let own = house.list("Mine");
    house.store.set_member(own, b, true, NOW).unwrap();
    let living = house.reader.living(NOW).unwrap()[0].id;
    house
        .store
        .take_living(living, &reading(&["c"]), NOW)
        .unwrap();
    assert_eq!(house.reader.sources().unwrap().len(), 3);
    house.check();
}

#[test]
fn a_list_that_could_not_be_read_takes_nobody_away() {
    let (mut house, living) = followed(&["a", "b"]);
    for read in [
        Reading::Failed("404 not found".to_string()),
        Reading::Unchanged,
    ] {
        let shift = house.store.take_living(living, &read, NOW).unwrap();
        assert!(shift.is_empty());
    }
    assert_eq!(titles(&house), ["a", "b"]);
    let known = &house.reader.living(NOW).unwrap()[0];
    assert_eq!(known.etag.as_deref(), Some("\"1\""));
    assert!(!known.due);
    assert!(house.reader.living(NOW.plus(86_400)).unwrap()[0].due);
}

#[test]
fn following_a_list_is_taken_back_as_one_step_and_so_is_leaving_it() {
    let (mut house, living) = followed(&["a", "b"]);
    house.store.undo(NOW).unwrap();
    assert!(titles(&house).is_empty());
    assert!(house.reader.living(NOW).unwrap().is_empty());
    house.store.redo(NOW).unwrap();
    assert_eq!(titles(&house), ["a", "b"]);
    let gone = house.store.unfollow_living(living, NOW).unwrap();
    assert_eq!(gone.went, ["a", "b"]);
    assert!(titles(&house).is_empty());
    assert!(house.reader.living(NOW).unwrap().is_empty());
    house.store.undo(NOW).unwrap();
    assert_eq!(titles(&house), ["a", "b"]);
    assert_eq!(house.reader.living(NOW).unwrap().len(), 1);
    house.check();
}

#[test]
fn a_list_that_was_deleted_here_is_asked_no_more() {
    let (mut house, _) = followed(&["a"]);
    let list = house.reader.lists().unwrap()[0].id;
    house.store.delete_list(list, NOW).unwrap();
    assert!(house.reader.living(NOW).unwrap().is_empty());
    assert_eq!(titles(&house), ["a"]);
    house.store.undo(NOW).unwrap();
    assert_eq!(house.reader.living(NOW).unwrap().len(), 1);
}
