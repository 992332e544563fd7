//! Works are matched to changed topics to the end, whoever has to do it.

use crate::domain::id::TopicId;
use crate::domain::query::Query;
use crate::domain::topic::Topic;
use crate::store::Store;
use crate::store::matching::Cached;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn topic(name: &str, word: &str) -> Topic {
    Topic {
        name: name.to_string(),
        words: vec![word.to_string()],
        ..Topic::default()
    }
}

fn house_of(n_items: i64) -> House {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let records: Vec<_> = (0..n_items)
        .map(|n| item(&n.to_string(), 100 + n, &[]))
        .collect();
    house.take(nejm, &records);
    house
}

fn n_matched(house: &mut House, topic: TopicId) -> usize {
    let query = Query {
        topic: Some(topic),
        ..Query::default()
    };
    house.titles_of(&query).len()
}

#[test]
fn changed_topics_are_matched_to_the_end_though_one_quits_in_between() {
    let mut house = house_of(10);
    assert!(!house.store.must_rematch().unwrap());
    let set = house.store.set_topics(&[topic("Heart", "heart")], NOW);
    let heart = set.unwrap()[0].id;
    let matcher = |_: &Cached| vec![heart];
    assert!(house.store.must_rematch().unwrap());
    assert!(house.store.rematch(&matcher, 3).unwrap());
    let mut house = house.reopen();
    assert_eq!(n_matched(&mut house, heart), 3);
    assert!(house.store.must_rematch().unwrap());
    let mut n_slices = 1;
    while house.store.rematch(&matcher, 3).unwrap() {
        n_slices += 1;
        house.check();
    }
    assert_eq!(n_slices, 3, "goes on where it stopped");
    assert_eq!(n_matched(&mut house, heart), 10);
    assert!(!house.store.must_rematch().unwrap());
    house.check();
    let revision = house.store.revision().unwrap();
    assert!(!house.store.rematch(&matcher, 3).unwrap());
    assert_eq!(house.store.revision().unwrap(), revision);
}

#[test]
fn the_same_topics_again_write_nothing_and_match_nothing() {
    let mut house = house_of(2);
    let topics = [topic("Heart", "heart"), topic("CKD", "kidney")];
    let set = house.store.set_topics(&topics, NOW).unwrap();
    while house.store.rematch(&|_: &Cached| Vec::new(), 9).unwrap() {}
    let revision = house.store.revision().unwrap();
    assert_eq!(house.store.set_topics(&topics, NOW).unwrap(), set);
    assert_eq!(house.store.revision().unwrap(), revision);
    assert!(!house.store.must_rematch().unwrap());

    let turned = [topics[1].clone(), topics[0].clone()];
    house.store.set_topics(&turned, NOW).unwrap();
    house.store.set_topics(&turned[..1], NOW).unwrap();
    assert!(!house.store.must_rematch().unwrap(), "no words came");
    house.store.set_topics(&topics, NOW).unwrap();
    assert!(house.store.must_rematch().unwrap(), "one came back");
}

#[test]
fn topics_that_change_during_matching_are_matched_from_the_top() {
    let mut house = house_of(10);
    let set = house.store.set_topics(&[topic("Heart", "heart")], NOW);
    let heart = set.unwrap()[0].id;
    let matcher = |_: &Cached| vec![heart];
    assert!(house.store.rematch(&matcher, 6).unwrap());
    let mut other = Store::open(house.path(), NOW).unwrap();
    other.set_topics(&[topic("Heart", "cardiac")], NOW).unwrap();
    // The one that does not know the new words leaves the works to the other.
    assert!(!house.store.must_rematch().unwrap());
    assert!(!house.store.rematch(&matcher, 6).unwrap());
    assert!(other.must_rematch().unwrap());
    while other.rematch(&|_: &Cached| Vec::new(), 6).unwrap() {}
    assert_eq!(n_matched(&mut house, heart), 0);
    house.check();
}

#[test]
fn a_matching_that_fails_in_the_middle_leaves_all_as_it_was() {
    let mut house = house_of(12);
    let set = house.store.set_topics(&[topic("Heart", "heart")], NOW);
    let heart = set.unwrap()[0].id;
    let broken = |cached: &Cached| match cached.title.as_str() {
        "title 5" => panic!("a bug of ours"),
        _ => vec![heart],
    };
    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        house.store.rematch(&broken, 12)
    }));
    assert!(tried.is_err());
    assert_eq!(n_matched(&mut house, heart), 0);
    house.check();
    while house.store.rematch(&|_: &Cached| vec![heart], 5).unwrap() {}
    assert_eq!(n_matched(&mut house, heart), 12);
    house.check();
}
