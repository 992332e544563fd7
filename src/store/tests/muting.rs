//! What is muted stands in no timeline and no count, and nothing is lost by it.

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::intake::Record;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::topic::Topic;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn titled(key: &str, ago: i64, title: &str) -> Record {
    Record {
        title: title.to_string(),
        ..item(key, ago, &[])
    }
}

/// Three papers of one source: gout, gout as a safety notice, asthma.
fn house_of_three() -> (House, crate::domain::id::SourceId) {
    let mut house = House::new();
    let list = house.list("Joints");
    let source = house.follow_in("a", Some(list));
    let safety = Record {
        badge: Some(Badge::Safety),
        ..titled("b", 20, "Gout drug recalled")
    };
    let records = [
        titled("a", 10, "Gout in adults"),
        safety,
        titled("c", 30, "Asthma"),
    ];
    house.take(source, &records);
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    (house, source)
}

fn mute(house: &mut House, query: &str, on: bool) {
    assert!(house.store.set_mute(query, on, NOW).unwrap());
    finish(house);
}

fn finish(house: &mut House) {
    while house.store.mute_again(2).unwrap() {}
    house.check();
}

fn searched(house: &mut House, text: &str, place: Place) -> Vec<String> {
    house.titles_of(&Query {
        place,
        wish: Wish::strict(text, NOW).unwrap(),
        hits_only: true,
        ..Query::default()
    })
}

#[test]
fn what_is_muted_stands_in_no_timeline_and_no_count_but_where_it_is_looked_for() {
    let (mut house, source) = house_of_three();
    let gout = house.work(source, "a");
    house.store.set_saved(gout, true, NOW).unwrap();
    mute(&mut house, "gout", true);
    let list = house.reader.lists().unwrap()[0].id;
    for place in [Place::All, Place::List(list), Place::Source(source)] {
        assert_eq!(house.titles(place), ["Gout drug recalled", "Asthma"]);
        assert_eq!(house.n_unread(place), 2);
    }
    assert_eq!(house.titles(Place::Saved), ["Gout in adults"]);
    assert_eq!(house.titles(Place::Muted), ["Gout in adults"]);
    for place in [Place::All, Place::List(list), Place::Source(source)] {
        let found = searched(&mut house, "gout", place);
        assert_eq!(found, ["Gout in adults", "Gout drug recalled"]);
    }
    let found = searched(&mut house, "gout source:a", Place::All);
    assert_eq!(found, ["Gout in adults", "Gout drug recalled"]);
    let overview = house.reader.overview(&Query::default()).unwrap();
    assert_eq!(overview.mutes, ["gout"]);
    assert_eq!((overview.n_unread_all, overview.n_muted), (2, 1));
    assert_eq!(overview.lists[0].n_unread, 2);
    // Marking everything as read is about what one sees.
    let newest = house.work(source, "b");
    let all = Query::default();
    assert_eq!(house.store.all_read(&all, newest, NOW).unwrap(), 2);
    assert_eq!(house.n_unread(Place::Muted), 1);
    house.check();
}

#[test]
fn a_mute_is_taken_back_and_done_again_after_a_restart() {
    let (mut house, _) = house_of_three();
    mute(&mut house, "gout", true);
    assert!(!house.store.set_mute("gout", true, NOW).unwrap());
    let mut house = house.reopen();
    assert_eq!(house.titles(Place::All), ["Gout drug recalled", "Asthma"]);
    let what = house.store.undo(NOW).unwrap();
    assert_eq!(what.as_deref(), Some("muted «gout»"));
    finish(&mut house);
    assert_eq!(house.titles(Place::All).len(), 3);
    assert!(house.titles(Place::Muted).is_empty());
    house.store.redo(NOW).unwrap();
    // Whoever opens it next goes on where this one ended.
    let mut house = house.reopen();
    assert!(house.store.must_mute_again().unwrap());
    finish(&mut house);
    assert_eq!(house.titles(Place::Muted), ["Gout in adults"]);
    mute(&mut house, "gout", false);
    assert_eq!(house.titles(Place::All).len(), 3);
}

#[test]
fn what_comes_is_muted_at_the_door_and_what_turns_comes_back() {
    let (mut house, source) = house_of_three();
    mute(&mut house, "gout -children OR type:case", true);
    house.take(source, &[titled("d", 5, "More gout")]);
    let case = Record {
        badge: Some(Badge::Case),
        ..titled("e", 4, "A case")
    };
    house.take(source, &[case]);
    let muted = ["A case", "More gout", "Gout in adults"];
    assert_eq!(house.titles(Place::Muted), muted);
    // A correction of the title, and a retraction of what was muted.
    house.take(source, &[titled("d", 5, "More gout in children")]);
    let retracted = Record {
        badge: Some(Badge::Retracted),
        ..titled("a", 10, "Retracted: Gout in adults")
    };
    house.take(source, &[retracted]);
    assert_eq!(house.titles(Place::Muted), ["A case"]);
    assert_eq!(house.titles(Place::All).len(), 4);
    // What nobody follows is nowhere.
    house.store.unfollow(source, NOW).unwrap();
    house.check();
    assert!(house.titles(Place::Muted).is_empty());
    house.store.undo(NOW).unwrap();
    house.check();
    assert_eq!(house.titles(Place::Muted), ["A case"]);
}

#[test]
fn a_mute_about_a_topic_follows_the_topic() {
    let (mut house, _) = house_of_three();
    let topic = Topic {
        name: "Lungs".to_string(),
        words: vec!["asthma".to_string()],
        ..Topic::default()
    };
    let set = house.store.set_topics(&[topic], NOW).unwrap();
    mute(&mut house, "topic:Lungs", true);
    assert!(house.titles(Place::Muted).is_empty());
    let id = set[0].id;
    let about = |item: &crate::store::matching::Cached| -> Vec<TopicId> {
        match item.title == "Asthma" {
            true => vec![id],
            false => Vec::new(),
        }
    };
    while house.store.rematch(&about, 2).unwrap() {}
    house.check();
    assert_eq!(house.titles(Place::Muted), ["Asthma"]);
    let of_topic = Query {
        place: Place::Muted,
        topic: Some(id),
        ..Query::default()
    };
    assert_eq!(house.titles_of(&of_topic), ["Asthma"]);
    // Where nobody has the topic any more, its mute holds for nothing.
    house.store.set_topics(&[], NOW).unwrap();
    finish(&mut house);
    assert_eq!(house.titles(Place::All).len(), 3);
}

#[test]
fn a_mute_about_a_source_follows_its_name() {
    let (mut house, source) = house_of_three();
    mute(&mut house, "source:dull -asthma", true);
    assert!(house.titles(Place::Muted).is_empty());
    house.store.rename_source(source, "Dull", NOW).unwrap();
    finish(&mut house);
    assert_eq!(house.titles(Place::Muted), ["Gout in adults"]);
    house.store.undo(NOW).unwrap();
    finish(&mut house);
    assert!(house.titles(Place::Muted).is_empty());
}

#[test]
fn a_mute_of_another_rounds_that_is_not_understood_hides_nothing() {
    let (mut house, _) = house_of_three();
    mute(&mut house, "shape:round", true);
    assert_eq!(house.titles(Place::All).len(), 3);
}

#[derive(Clone, Debug)]
enum Act {
    Come(usize, usize, bool),
    Mute(usize, bool),
    Read(usize),
    Undo,
    Redo,
    Round,
    Unfollow,
    Join(usize, usize),
    DropCache,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let at = || 0..4_usize;
    let one = prop_oneof![
        5 => (at(), at(), any::<bool>()).prop_map(|(at, word, warns)| Act::Come(at, word, warns)),
        4 => (at(), any::<bool>()).prop_map(|(at, on)| Act::Mute(at, on)),
        2 => at().prop_map(Act::Read),
        2 => (0..1_u8).prop_map(|_| Act::Undo),
        1 => (0..1_u8).prop_map(|_| Act::Redo),
        2 => (0..1_u8).prop_map(|_| Act::Round),
        1 => (0..1_u8).prop_map(|_| Act::Unfollow),
        1 => (at(), at()).prop_map(|(one, other)| Act::Join(one, other)),
        1 => (0..1_u8).prop_map(|_| Act::DropCache),
    ];
    prop::collection::vec(one, 3..16)
}

/// Whatever is muted, taken back and picked: what is derived is right, nothing
/// that warns is muted, and every work stands in one of the two places.
fn live(acts: &[Act]) {
    const WORDS: [&str; 4] = ["gout", "asthma", "stroke", "gout and asthma"];
    let mut house = House::new();
    let source = house.follow("a");
    for act in acts {
        let id = |house: &House, at: usize| {
            let name = format!("item:{}/{at}", source.0);
            house.reader.find_work(&name).unwrap()
        };
        match act {
            Act::Come(at, word, warns) => {
                let record = Record {
                    badge: warns.then_some(Badge::Concern),
                    ..titled(&at.to_string(), 100 * *at as i64, WORDS[*word])
                };
                house.take(source, &[record]);
            }
            Act::Mute(at, on) => {
                house.store.set_mute(WORDS[*at], *on, NOW).unwrap();
            }
            Act::Read(at) => {
                if let Some(work) = id(&house, *at) {
                    house.store.set_read(&[work], true, NOW).unwrap();
                }
            }
            Act::Undo => {
                house.store.undo(NOW).unwrap();
            }
            Act::Redo => {
                house.store.redo(NOW).unwrap();
            }
            Act::Round => {
                house.store.begin_round(5).unwrap();
            }
            Act::Unfollow => house.store.unfollow(source, NOW).unwrap(),
            Act::Join(one, other) => {
                if let (Some(one), Some(other)) = (id(&house, *one), id(&house, *other)) {
                    house.store.join(one, other, NOW).unwrap();
                }
            }
            Act::DropCache => house.store.drop_cache().unwrap(),
        }
        finish(&mut house);
        let muted = house.page(
            &Query {
                place: Place::Muted,
                ..Query::default()
            },
            crate::domain::query::Anchor::Top,
            100,
        );
        let mutes = house.reader.mutes().unwrap();
        for row in &muted.rows {
            assert!(!row.badge.is_some_and(Badge::is_safety_word), "{row:?}");
            assert!(!mutes.is_empty(), "{row:?}");
        }
        let follows = house.reader.sources().unwrap().len();
        let n_all = house.titles(Place::All).len() + muted.rows.len();
        let n_works: i64 = house
            .store
            .conn
            .query_one("SELECT COUNT(*) FROM works", [], |row| row.get(0))
            .unwrap();
        assert_eq!(n_all as i64, if follows > 0 { n_works } else { 0 });
    }
}

#[test]
fn no_order_of_muting_coming_and_taking_back_hides_a_warning_or_a_row() {
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&acts(), |acts| {
            live(&acts);
            Ok(())
        })
        .unwrap();
}
