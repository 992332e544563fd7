//! What a source is about, and what is matched again when that changes.

use crate::domain::id::TopicId;
use crate::domain::topic::Topic;
use crate::store::StoreError;
use crate::store::matching::Cached;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn topics() -> [Topic; 2] {
    let topic = |name: &str, shipped: Option<&str>| Topic {
        name: name.to_string(),
        shipped: shipped.map(str::to_string),
        ..Topic::default()
    };
    [
        topic("Heart", Some("cardiology")),
        topic("Simulation", None),
    ]
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn a_source_is_about_shipped_topics_by_id_and_others_by_name() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let ids: Vec<TopicId> = house
        .store
        .set_topics(&topics(), NOW)
        .unwrap()
        .iter()
        .map(|topic| topic.id)
        .collect();
    let about = names(&["Simulation", "cardiology", "urology", "cardiology"]);
    house.store.set_source_topics(nejm, &about).unwrap();
    assert_eq!(
        house.reader.source_topics(nejm).unwrap(),
        ["Simulation", "cardiology", "urology"]
    );
    assert_eq!(house.reader.targets().unwrap()[0].topics, ids);
    // No tab shows it any more; what was said of the source stays.
    house.store.set_topics(&topics()[1..], NOW).unwrap();
    assert_eq!(house.reader.targets().unwrap()[0].topics, ids[1..]);
    assert_eq!(house.reader.source_topics(nejm).unwrap().len(), 3);
    house.store.set_source_topics(nejm, &[]).unwrap();
    assert!(house.reader.targets().unwrap()[0].topics.is_empty());
}

#[test]
fn nothing_is_said_of_a_source_nobody_knows() {
    let mut house = House::new();
    let nobody = crate::domain::id::SourceId(99);
    let said = house.store.set_source_topics(nobody, &names(&["x"]));
    assert!(matches!(said, Err(StoreError::NoSuchSource(_))), "{said:?}");
}

#[test]
fn matching_again_sees_headings_and_what_the_source_is_about() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let heart = house.store.set_topics(&topics(), NOW).unwrap()[0].id;
    let mut record = item("a", 10, &[]);
    record.headings = names(&["Heart Diseases", "C14.280"]);
    house.take(nejm, &[record]);
    while house.store.rematch(&|_| Vec::new(), 9).unwrap() {}
    house
        .store
        .set_source_topics(nejm, &names(&["cardiology"]))
        .unwrap();
    assert!(house.store.must_rematch().unwrap());
    let cached = Cached {
        title: "title a".to_string(),
        html: "<p>text of a</p>".to_string(),
        headings: names(&["Heart Diseases", "C14.280"]),
        source: vec![heart],
    };
    let work = house.work(nejm, "a");
    assert_eq!(
        house.reader.cached(work).unwrap(),
        std::slice::from_ref(&cached)
    );
    let matching = |item: &Cached| {
        assert_eq!(*item, cached);
        item.source.clone()
    };
    while house.store.rematch(&matching, 9).unwrap() {}
    assert_eq!(
        house.reader.overview(&Default::default()).unwrap().topics[0].n_unread,
        1
    );
    // The same again is no news.
    house
        .store
        .set_source_topics(nejm, &names(&["cardiology"]))
        .unwrap();
    assert!(!house.store.must_rematch().unwrap());
}

#[test]
fn a_new_edition_of_the_shipped_topics_is_matched_where_one_is_taken() {
    let mut house = House::new();
    house.store.set_topics(&topics()[1..], NOW).unwrap();
    while house.store.rematch(&|_| Vec::new(), 9).unwrap() {}
    house.store.set_vocabulary(1).unwrap();
    assert!(!house.store.must_rematch().unwrap(), "only own words");
    house.store.set_topics(&topics(), NOW).unwrap();
    while house.store.rematch(&|_| Vec::new(), 9).unwrap() {}
    let revision = house.store.revision().unwrap();
    house.store.set_vocabulary(1).unwrap();
    assert_eq!(house.store.revision().unwrap(), revision);
    house.store.set_vocabulary(2).unwrap();
    assert!(house.store.must_rematch().unwrap());
}

#[test]
fn a_change_of_any_kind_of_word_is_matched_again() {
    let mut house = House::new();
    house.store.set_topics(&topics(), NOW).unwrap();
    let change = |how: fn(&mut Topic)| {
        let mut topics = topics();
        how(&mut topics[0]);
        topics
    };
    for how in [
        (|topic| topic.words = names(&["echo"])) as fn(&mut Topic),
        |topic| topic.without = names(&["angina"]),
        |topic| topic.not = names(&["heart of the matter"]),
        |topic| topic.shipped = None,
    ] {
        while house.store.rematch(&|_| Vec::new(), 9).unwrap() {}
        let set = house.store.set_topics(&change(how), NOW).unwrap();
        assert!(house.store.must_rematch().unwrap());
        assert_eq!(house.store.set_topics(&change(how), NOW).unwrap(), set);
    }
}
