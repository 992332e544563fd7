//! A daily limit folds what one source alone brings beyond it, tells how many
//! that are, and loses nothing.

mod any_order;
mod narrowed;

use crate::domain::badge::Badge;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::intake::Record;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::topic::Topic;
use crate::store::StoreError;
use crate::store::matching::Cached;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;
use crate::store::tests::tidying::fresh;

/// One day's noon: whatever happens within some hours of it is that day.
fn noon() -> i64 {
    let (first, _) = NOW.plus(-5 * 86_400).day_bounds();
    NOW.0 - first.0 - 12 * 3_600
}

/// An item so many minutes before that noon.
fn at(key: &str, minutes: i64, work_keys: &[&str]) -> Record {
    item(key, noon() + minutes * 60, work_keys)
}

/// Five of one source, a the newest, in a list; two a day are shown.
fn house_of_five() -> (House, SourceId, ListId) {
    let mut house = House::new();
    let list = house.list("Preprints");
    let source = house.follow_in("prolific", Some(list));
    let keys = ["a", "b", "c", "d", "e"];
    let records: Vec<Record> = (0..)
        .zip(keys)
        .map(|(nth, key)| at(key, nth, &[&format!("doi:10.1/{key}")]))
        .collect();
    house.take(source, &records);
    limit(&mut house, source, Some(2));
    (house, source, list)
}

fn limit(house: &mut House, source: SourceId, daily: Option<u32>) {
    house.store.set_daily(source, daily, NOW).unwrap();
    finish(house);
}

fn finish(house: &mut House) {
    while house.store.mute_again(3).unwrap() {}
    while house.store.fold_again(2).unwrap() {}
    house.check();
}

/// Keys of a place from the top, each with how many are folded behind it.
fn told(house: &mut House, query: &Query) -> Vec<(String, u32)> {
    let page = house.page(query, Anchor::Top, 100);
    let rows = page.rows.into_iter();
    rows.map(|row| (row.title.replace("title ", ""), row.n_folded))
        .collect()
}

fn all(house: &mut House) -> Vec<(String, u32)> {
    told(house, &Query::default())
}

fn rows(rows: &[(&str, u32)]) -> Vec<(String, u32)> {
    let owned = |(key, n): &(&str, u32)| (key.to_string(), *n);
    rows.iter().map(owned).collect()
}

fn wished(text: &str, hits_only: bool) -> Query {
    Query {
        wish: Wish::strict(text, NOW).unwrap(),
        hits_only,
        ..Query::default()
    }
}

#[test]
fn the_newest_of_a_day_are_shown_and_the_last_of_them_says_how_many_more() {
    let (mut house, source, list) = house_of_five();
    for place in [Place::All, Place::List(list)] {
        let query = Query {
            place,
            ..Query::default()
        };
        assert_eq!(told(&mut house, &query), rows(&[("a", 0), ("b", 3)]));
        assert_eq!(house.n_unread(place), 2, "what is folded is not counted");
    }
    let overview = house.reader.overview(&Query::default()).unwrap();
    assert_eq!((overview.n_unread_all, overview.lists[0].n_unread), (2, 2));
    // Where all of it is, nothing is folded and nothing is told.
    assert_eq!(house.n_unread(Place::Source(source)), 5);
    let query = Query {
        place: Place::Source(source),
        ..Query::default()
    };
    assert_eq!(told(&mut house, &query).len(), 5);
    assert!(told(&mut house, &query).iter().all(|(_, n)| *n == 0));
    assert_eq!(told(&mut house, &wished("title", true)).len(), 5);
    let given_out = Query {
        place: Place::List(list),
        hits_only: true,
        ..Query::default()
    };
    assert_eq!(
        told(&mut house, &given_out).len(),
        5,
        "an export of the list"
    );
    let of_it = wished("source:prolific", false);
    assert_eq!(told(&mut house, &of_it).len(), 5);
    assert_eq!(house.reader.sources().unwrap()[0].daily, Some(2));
}

#[test]
fn every_day_of_the_persons_calendar_has_its_own_fold() {
    let (mut house, source, _) = house_of_five();
    let day = 24 * 60;
    let before = [
        at("f", day, &[]),
        at("g", day + 1, &[]),
        at("h", day + 2, &[]),
    ];
    house.take(source, &before);
    assert_eq!(
        all(&mut house),
        rows(&[("a", 0), ("b", 3), ("f", 0), ("g", 1)])
    );
}

#[test]
fn what_comes_is_folded_at_the_door_and_the_newer_pushes_the_older_in() {
    let (mut house, source, _) = house_of_five();
    house.take(source, &[at("f", -10, &[])]);
    assert_eq!(all(&mut house), rows(&[("f", 0), ("a", 4)]));
    house.take(source, &[at("g", 60, &[])]);
    assert_eq!(all(&mut house), rows(&[("f", 0), ("a", 5)]));
}

#[test]
fn a_warning_is_never_folded_and_what_becomes_one_comes_out() {
    let (mut house, source, _) = house_of_five();
    for (badge, key) in [(Badge::Safety, "c"), (Badge::Retracted, "e")] {
        let record = Record {
            badge: Some(badge),
            ..at(key, if key == "c" { 2 } else { 4 }, &[])
        };
        house.take(source, &[record]);
    }
    assert_eq!(
        all(&mut house),
        rows(&[("a", 0), ("b", 0), ("c", 0), ("e", 1)])
    );
}

#[test]
fn what_is_saved_or_noted_comes_out_alone_and_goes_back_when_it_is_not() {
    let (mut house, source, _) = house_of_five();
    let (b, d, e) = (
        house.work(source, "b"),
        house.work(source, "d"),
        house.work(source, "e"),
    );
    house.store.set_saved(d, true, NOW).unwrap();
    house.check();
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 0), ("d", 2)]));
    house.store.set_note(e, "why", NOW).unwrap();
    house.check();
    let shown = rows(&[("a", 0), ("b", 0), ("d", 0), ("e", 1)]);
    assert_eq!(all(&mut house), shown);
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    house.check();
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    // A star on what is shown moves no other row.
    house.store.set_saved(b, true, NOW).unwrap();
    house.check();
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    let saved = Query {
        place: Place::Saved,
        ..Query::default()
    };
    assert_eq!(told(&mut house, &saved), rows(&[("b", 0)]));
}

#[test]
fn what_is_read_goes_on_counting_so_that_nothing_comes_up() {
    let (mut house, source, _) = house_of_five();
    let newest = house.work(source, "a");
    let n = house.store.all_read(&Query::default(), newest, NOW);
    assert_eq!(n.unwrap(), 2, "marking all read is about what one sees");
    house.check();
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    let overview = house.reader.overview(&Query::default()).unwrap();
    assert_eq!((overview.n_unread_all, overview.n_folded), (0, 3));
    assert_eq!(house.n_unread(Place::Source(source)), 3);
    let unread = Query {
        unread_only: true,
        ..Query::default()
    };
    assert!(told(&mut house, &unread).is_empty());
}

#[test]
fn a_second_source_brings_a_work_out_and_the_first_shows_its_next() {
    let (mut house, source, _) = house_of_five();
    let second = house.follow("journal");
    house.take(second, &[at("x", 3, &["doi:10.1/d"])]);
    let work = house.work(source, "d");
    assert_eq!(house.work(second, "x"), work);
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 2), ("d", 0)]));
    // One that stood among the newest makes room for the next.
    house.take(second, &[at("y", 0, &["doi:10.1/a"])]);
    assert_eq!(
        all(&mut house),
        rows(&[("a", 0), ("b", 0), ("c", 1), ("d", 0)])
    );
    house.store.unfollow(second, NOW).unwrap();
    house.check();
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    house.store.undo(NOW).unwrap();
    house.check();
    assert_eq!(all(&mut house).len(), 4);
}

#[test]
fn a_limit_is_taken_back_and_done_again_after_a_restart() {
    let (house, source, _) = house_of_five();
    let mut house = house.reopen();
    let what = house.store.undo(NOW).unwrap();
    assert_eq!(what.as_deref(), Some("limited prolific to 2 a day"));
    assert!(house.store.must_fold_again().unwrap());
    finish(&mut house);
    assert_eq!(all(&mut house).len(), 5);
    house.store.redo(NOW).unwrap();
    // Whoever opens it next goes on where this one ended.
    let mut house = house.reopen();
    assert!(house.store.must_fold_again().unwrap());
    finish(&mut house);
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    limit(&mut house, source, Some(4));
    assert_eq!(all(&mut house).last(), rows(&[("d", 1)]).first());
    limit(&mut house, source, None);
    assert_eq!(all(&mut house).len(), 5);
    assert!(!house.store.set_daily(source, None, NOW).unwrap());
}

#[test]
fn no_limit_hides_a_source_whole() {
    let (mut house, source, _) = house_of_five();
    let refused = house.store.set_daily(source, Some(0), NOW);
    assert!(matches!(refused, Err(StoreError::NoLimit)));
    let refused = house.store.set_daily(SourceId(99), Some(1), NOW);
    assert!(matches!(refused, Err(StoreError::NoSuchSource(_))));
}

#[test]
fn a_zone_that_changes_has_the_days_cut_anew() {
    let (mut house, _, _) = house_of_five();
    assert!(!house.store.must_fold_again().unwrap());
    let elsewhere = "UPDATE meta SET value = 'Mars/Olympus' WHERE name = 'daily_zone'";
    house.store.conn.execute(elsewhere, []).unwrap();
    assert!(house.store.must_fold_again().unwrap());
    finish(&mut house);
    assert!(!house.store.must_fold_again().unwrap());
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
}

#[test]
fn where_no_source_has_a_limit_nothing_of_it_is_touched() {
    let mut house = House::new();
    let source = house.follow("a");
    house.take(source, &[at("a", 0, &[]), at("b", 1, &[])]);
    let n = |house: &House, table: &str| -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        house
            .store
            .conn
            .query_one(&sql, [], |row| row.get(0))
            .unwrap()
    };
    for table in ["folds", "folding", "folding_days", "folding_now"] {
        assert_eq!(n(&house, table), 0, "{table}");
    }
    // Asking whether there is one is a look at an index with nothing in it.
    let plan: String = house
        .store
        .conn
        .query_one(
            "EXPLAIN QUERY PLAN SELECT 1 FROM sources WHERE daily IS NOT NULL LIMIT 1",
            [],
            |row| row.get(3),
        )
        .unwrap();
    assert!(plan.contains("sources_daily"), "{plan}");
}

#[test]
fn what_is_let_go_with_time_makes_room_on_its_day() {
    let mut house = House::new();
    let source = house.follow("prolific");
    let day = noon() + 400 * 86_400;
    let old = |(nth, key): (i64, &&str)| item(key, day + nth * 60, &[]);
    let records: Vec<Record> = (0..).zip(&["a", "b", "c", "d"]).map(old).collect();
    house.take(source, &records);
    limit(&mut house, source, Some(2));
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 2)]));
    // Who read it a moment ago may look for it.
    let read = house.work(source, "d");
    house.store.set_read(&[read], true, NOW).unwrap();
    house.take(source, &fresh());
    assert_eq!(house.tidy(), 3);
    house.check();
    assert_eq!(all(&mut house).last(), rows(&[("d", 0)]).first());
}

#[test]
fn a_topic_that_a_cache_is_matched_to_later_is_folded_as_well() {
    let (mut house, _, _) = house_of_five();
    let topic = Topic {
        words: vec!["title".to_string()],
        name: "Titles".to_string(),
        ..Topic::default()
    };
    let known = house.store.set_topics(&[topic], NOW).unwrap();
    let id = known[0].id;
    while house.store.rematch(&|_: &Cached| vec![id], 5).unwrap() {}
    house.check();
    let query = Query {
        topic: Some(id),
        ..Query::default()
    };
    assert_eq!(told(&mut house, &query), rows(&[("a", 0), ("b", 3)]));
}
