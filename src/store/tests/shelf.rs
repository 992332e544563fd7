//! Tags and stages: kept whatever happens to feeds, cache and works.

use crate::domain::id::WorkId;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::reference::Reference;
use crate::domain::shelf::Highlight;
use crate::domain::shelf::Stage;
use crate::domain::shelf::tags_of;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn tags(house: &House, work: WorkId) -> Vec<String> {
    house.reader.work(work).unwrap().unwrap().0.tags
}

fn wish(text: &str) -> Query {
    Query {
        wish: Wish::strict(text, NOW.plus(100)).unwrap(),
        hits_only: true,
        ..Query::default()
    }
}

#[test]
fn a_tag_saves_is_found_and_is_taken_back_in_one_step() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[item("a", 100, &[]), item("b", 50, &[]), item("c", 10, &[])],
    );
    let (a, b) = (house.work(nejm, "a"), house.work(nejm, "b"));
    let n = house
        .store
        .set_tags(&[a, b], &tags_of("CKD, journal club"), &[], NOW)
        .unwrap();
    assert_eq!(n, 2);
    assert_eq!(tags(&house, a), ["CKD", "journal club"]);
    assert_eq!(house.titles(Place::Saved), ["title b", "title a"]);

    // The first spelling counts, and what is there is no news.
    assert_eq!(
        house
            .store
            .set_tags(&[a], &tags_of("ckd"), &[], NOW)
            .unwrap(),
        0
    );
    let off = tags_of("ckd");
    assert_eq!(house.store.set_tags(&[a], &[], &off, NOW).unwrap(), 1);
    assert_eq!(house.titles_of(&wish("tag:ckd")), ["title b"]);
    assert_eq!(
        house.titles_of(&wish("tag:\"journal club\" -tag:ckd")),
        ["title a"]
    );
    assert_eq!(house.titles_of(&wish("tag:ckd source:nejm")), ["title b"]);
    let shelf = house.reader.shelf().unwrap();
    assert_eq!(
        shelf.tags,
        [("journal club".to_string(), 2), ("CKD".to_string(), 1)]
    );

    house.store.undo(NOW).unwrap();
    assert_eq!(tags(&house, a), ["CKD", "journal club"]);
    let told = house.store.undo(NOW).unwrap().unwrap();
    assert_eq!(told, "tagged #CKD #journal club: 2 items");
    assert!(tags(&house, a).is_empty() && tags(&house, b).is_empty());
    assert!(house.titles(Place::Saved).is_empty(), "the star goes, too");
    house.store.redo(NOW).unwrap();
    assert_eq!(tags(&house, b), ["CKD", "journal club"]);
    house.check();
}

#[test]
fn tags_and_stages_outlive_unfollowing_the_cache_and_a_restart() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &["doi:10.1/a"])]);
    let a = house.work(nejm, "a");
    house
        .store
        .set_tags(&[a], &tags_of("icu"), &[], NOW)
        .unwrap();
    house.store.set_stage(&[a], Stage::Reading, NOW).unwrap();
    house.store.unfollow(nejm, NOW).unwrap();
    house.store.drop_cache().unwrap();
    let mut house = house.reopen();
    let row = house.page(&wish("tag:icu is:reading"), Default::default(), 5);
    let shelf = row.rows[0].shelf.clone().unwrap();
    assert_eq!(
        (shelf.stage, shelf.tags),
        (Stage::Reading, vec!["icu".to_string()])
    );
    house.store.set_saved(a, false, NOW).unwrap();
    house.store.set_saved(a, true, NOW).unwrap();
    assert_eq!(tags(&house, a), ["icu"], "what is saved again has its tags");
}

#[test]
fn two_works_that_become_one_and_two_again_have_their_own_tags() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let pubmed = house.follow("pubmed");
    house.take(nejm, &[item("a", 100, &["doi:10.1/a"])]);
    house.take(pubmed, &[item("b", 50, &["pmid:7"])]);
    let (a, b) = (house.work(nejm, "a"), house.work(pubmed, "b"));
    house
        .store
        .set_tags(&[a], &tags_of("one, both"), &[], NOW)
        .unwrap();
    house
        .store
        .set_tags(&[b], &tags_of("two, both"), &[], NOW)
        .unwrap();
    house
        .store
        .set_stage(&[b], Stage::Done, NOW.plus(1))
        .unwrap();
    house.store.join(a, b, NOW.plus(2)).unwrap();
    assert_eq!(tags(&house, a), ["both", "one", "two"]);
    let (one, _) = house.reader.work(a).unwrap().unwrap();
    assert_eq!(one.row.shelf.unwrap().stage, Stage::Done);
    house.store.undo(NOW.plus(3)).unwrap();
    house.check();
    let (a, b) = (house.work(nejm, "a"), house.work(pubmed, "b"));
    assert_ne!(a, b);
    assert_eq!(tags(&house, a), ["both", "one"]);
    assert_eq!(tags(&house, b), ["both", "two"]);
    let stage = |work| {
        house
            .reader
            .work(work)
            .unwrap()
            .unwrap()
            .0
            .row
            .shelf
            .unwrap()
            .stage
    };
    assert_eq!((stage(a), stage(b)), (Stage::ToRead, Stage::Done));
}

#[test]
fn a_file_brings_tags_that_can_be_taken_off() {
    let mut house = House::new();
    let reference = Reference {
        title: "brought".to_string(),
        doi: Some("10.1/x".to_string()),
        tags: vec!["#Sepsis".to_string(), "sepsis".to_string()],
        ..Reference::default()
    };
    house
        .store
        .bring(std::slice::from_ref(&reference), NOW)
        .unwrap();
    let work = house.reader.find_work("doi:10.1/x").unwrap().unwrap();
    assert_eq!(tags(&house, work), ["Sepsis"]);
    house.store.bring(&[reference], NOW).unwrap();
    house
        .store
        .set_tags(&[work], &[], &tags_of("sepsis"), NOW)
        .unwrap();
    assert!(tags(&house, work).is_empty());
    let (_, brought) = house.reader.brought(work).unwrap();
    assert!(
        brought.iter().all(|it| it.tags.is_empty()),
        "nor by an export"
    );
}

#[test]
fn the_library_has_orders_of_its_own() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[
            item("b", 300, &[]),
            item("C", 200, &[]),
            item("a", 100, &[]),
        ],
    );
    for (key, at) in [("C", 1), ("a", 2), ("b", 3)] {
        let work = house.work(nejm, key);
        house.store.set_saved(work, true, NOW.plus(at)).unwrap();
    }
    let c = house.work(nejm, "C");
    house.store.set_review(c, Some(""), NOW.plus(9)).unwrap();
    let mut in_order = |order| {
        house.titles_of(&Query {
            place: Place::Saved,
            order,
            ..Query::default()
        })
    };
    assert_eq!(
        in_order(Order::SavedNewest),
        ["title b", "title a", "title C"]
    );
    assert_eq!(
        in_order(Order::SavedOldest),
        ["title C", "title a", "title b"]
    );
    assert_eq!(in_order(Order::Title), ["title a", "title b", "title C"]);
    assert_eq!(in_order(Order::Due), ["title C", "title b", "title a"]);
    assert_eq!(house.titles_of(&wish("is:due")), ["title C"]);
    // To the minute: a screen's clock ticks once in one.
    let at_once = Query {
        wish: Wish::strict("is:due", NOW).unwrap(),
        ..wish("")
    };
    assert_eq!(house.titles_of(&at_once), ["title C"]);
}

#[test]
fn many_are_saved_and_unsaved_in_one_step() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[]), item("b", 50, &[])]);
    let both = [house.work(nejm, "a"), house.work(nejm, "b")];
    house.store.set_saved(both[0], true, NOW).unwrap();
    assert_eq!(house.store.set_saved_all(&both, true, NOW).unwrap(), 1);
    assert_eq!(house.store.set_saved_all(&both, false, NOW).unwrap(), 2);
    assert!(house.titles(Place::Saved).is_empty());
    house.store.undo(NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    house.store.undo(NOW).unwrap();
    assert_eq!(house.titles(Place::Saved), ["title a"]);
}

fn piece(text: &str) -> Highlight {
    Highlight {
        block: 3,
        text: text.to_string(),
    }
}

fn marked(house: &House, work: WorkId) -> Vec<String> {
    let work = house.reader.work(work).unwrap().unwrap().0;
    work.highlights.into_iter().map(|it| it.text).collect()
}

#[test]
fn what_is_marked_outlives_the_cache_and_goes_with_its_side() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let pubmed = house.follow("pubmed");
    house.take(nejm, &[item("a", 100, &["doi:10.1/a"])]);
    house.take(pubmed, &[item("b", 50, &["pmid:7"])]);
    let (a, b) = (house.work(nejm, "a"), house.work(pubmed, "b"));
    house
        .store
        .set_highlight(a, &piece("of a"), true, NOW)
        .unwrap();
    assert_eq!(house.titles(Place::Saved), ["title a"], "it saves");
    house
        .store
        .set_highlight(b, &piece("of b"), true, NOW)
        .unwrap();
    house.store.join(a, b, NOW.plus(2)).unwrap();
    assert_eq!(marked(&house, a), ["of a", "of b"]);
    house.store.undo(NOW.plus(3)).unwrap();
    let (a, b) = (house.work(nejm, "a"), house.work(pubmed, "b"));
    assert_eq!(
        (marked(&house, a), marked(&house, b)),
        (vec!["of a".into()], vec!["of b".into()])
    );
    house
        .store
        .set_highlight(a, &piece("of a"), false, NOW.plus(4))
        .unwrap();
    assert!(marked(&house, a).is_empty());
    house.store.undo(NOW.plus(5)).unwrap();
    house.store.drop_cache().unwrap();
    let house = house.reopen();
    assert_eq!(marked(&house, a), ["of a"]);
}
