//! A round stands at a place of its own, and lasts.

use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::intake::Record;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::topic::Topic;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn progress(house: &House) -> (u64, u64) {
    let overview = house.reader.overview(&Query::default()).unwrap();
    (overview.n_round, overview.n_round_unread)
}

#[test]
fn a_round_is_walked_counted_and_there_again_after_a_restart() {
    let mut house = House::new();
    let source = house.follow("a");
    let records: Vec<Record> = (0..20)
        .map(|n| item(&format!("{n:02}"), n * 60, &[]))
        .collect();
    house.take(source, &records);
    // A look at a title takes 20 seconds: three a minute.
    assert_eq!(house.store.begin_round(2).unwrap(), 6);
    house.check();
    let wanted: Vec<String> = (0..6).map(|n| format!("title {n:02}")).collect();
    assert_eq!(house.titles(Place::Round), wanted);
    assert_eq!(progress(&house), (6, 6));
    let first = house.work(source, "00");
    house.store.set_read(&[first], true, NOW).unwrap();
    house.check();
    assert_eq!(progress(&house), (6, 5));
    assert_eq!(house.titles(Place::Round).len(), 6, "it stays in the round");
    let mut house = house.reopen();
    assert_eq!(progress(&house), (6, 5));
    house.store.undo(NOW).unwrap();
    assert_eq!(progress(&house), (6, 6));
    house.store.redo(NOW).unwrap();
    // Another one begins where this ends, with what is unread then.
    assert_eq!(house.store.begin_round(1).unwrap(), 3);
    house.check();
    assert_eq!(
        house.titles(Place::Round),
        ["title 01", "title 02", "title 03"]
    );
    // Two that turn out to be one are one in the round, too.
    let (one, other) = (house.work(source, "02"), house.work(source, "03"));
    house.store.join(one, other, NOW).unwrap();
    house.check();
    assert_eq!(progress(&house), (2, 2));
    // The cache may go; what comes back without its marks is nobody's round.
    house.store.drop_cache().unwrap();
    house.check();
    assert_eq!(progress(&house), (0, 0));
}

#[test]
fn a_round_is_about_the_persons_topics_and_has_every_warning_in_them() {
    let mut house = House::new();
    let topic = Topic {
        name: "Joints".to_string(),
        words: vec!["gout".to_string()],
        ..Topic::default()
    };
    let joints = house.store.set_topics(&[topic], NOW).unwrap()[0].id;
    let (a, b) = (house.follow("a"), house.follow("b"));
    let about = |record: Record, topics: &[TopicId]| Record {
        topics: topics.to_vec(),
        ..record
    };
    let warns = |record: Record| Record {
        badge: Some(Badge::Retracted),
        ..record
    };
    let mut records: Vec<Record> = (0..2_100)
        .map(|n| about(item(&format!("{n:04}"), n * 60, &[]), &[joints]))
        .collect();
    records.push(about(warns(item("old", 9_000_000, &[])), &[joints]));
    records.push(warns(item("elsewhere", 8_000_000, &[])));
    house.take(a, &records);
    house.take(b, &[about(item("b", 5_000, &[]), &[joints])]);
    house.store.begin_round(2).unwrap();
    assert_eq!(
        house.titles(Place::Round),
        [
            "title 0000",
            "title 0001",
            "title 0002",
            "title b",
            "title old"
        ]
    );
    // Tabs stand beside it as anywhere.
    let of_topic = Query {
        place: Place::Round,
        topic: Some(joints),
        ..Query::default()
    };
    assert_eq!(house.titles_of(&of_topic).len(), 5);
    house.check();
    // What is muted since is not in it any more.
    house.store.set_mute("title:0001", true, NOW).unwrap();
    while house.store.mute_again(500).unwrap() {}
    house.check();
    assert_eq!(house.titles(Place::Round).len(), 4);
}
