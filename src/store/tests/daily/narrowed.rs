//! Daily limits where a timeline is narrowed: by topic, by a filter, to what is
//! unread, by what is muted, page by page.

use super::all;
use super::at;
use super::finish;
use super::house_of_five;
use super::rows;
use super::told;
use super::wished;
use crate::domain::badge::Badge;
use crate::domain::intake::Record;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::topic::Topic;
use crate::store::testing::NOW;

#[test]
fn among_the_unread_only_unread_ones_are_told() {
    let (mut house, source, _) = house_of_five();
    let (a, c) = (house.work(source, "a"), house.work(source, "c"));
    house.store.set_read(&[a, c], true, NOW).unwrap();
    let unread = Query {
        unread_only: true,
        ..Query::default()
    };
    assert_eq!(told(&mut house, &unread), rows(&[("b", 2)]));
    let wish = wished("is:unread", false);
    assert_eq!(told(&mut house, &wish), rows(&[("b", 2)]));
}

#[test]
fn a_topic_shows_the_newest_of_its_own() {
    let (mut house, source, _) = house_of_five();
    let topic = Topic {
        name: "Sepsis".to_string(),
        words: vec!["sepsis".to_string()],
        ..Topic::default()
    };
    let id = house.store.set_topics(&[topic], NOW).unwrap()[0].id;
    let about = |key: &str, minutes| Record {
        topics: vec![id],
        ..at(key, minutes, &[])
    };
    house.take(source, &[about("c", 2), about("d", 3), about("e", 4)]);
    let sepsis = Query {
        topic: Some(id),
        ..Query::default()
    };
    assert_eq!(told(&mut house, &sepsis), rows(&[("c", 0), ("d", 1)]));
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
    let overview = house.reader.overview(&Query::default()).unwrap();
    assert_eq!(overview.topics[0].n_unread, 2);
    // What is about it no more makes room, as does the topic that goes.
    house.take(source, &[at("c", 2, &[])]);
    assert_eq!(told(&mut house, &sepsis), rows(&[("d", 0), ("e", 0)]));
    house.store.set_topics(&[], NOW).unwrap();
    finish(&mut house);
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
}

#[test]
fn what_a_filter_leaves_is_folded_by_itself() {
    let (mut house, source, _) = house_of_five();
    let trial = |key: &str, minutes| Record {
        badge: Some(Badge::Rct),
        ..at(key, minutes, &[])
    };
    house.take(source, &[trial("c", 2), trial("d", 3), trial("e", 4)]);
    let trials = wished("type:rct", false);
    assert_eq!(told(&mut house, &trials), rows(&[("c", 0), ("d", 1)]));
    let counted = house.reader.count_some(&trials).unwrap();
    assert_eq!(counted.n, 2, "as many as the timeline shows");
    let facets = house.reader.facets(&Query::default(), &trials).unwrap();
    assert_eq!(facets.kinds, [(Badge::Rct, 2)], "and the filter's box says");
    let newest = house.work(source, "a");
    assert_eq!(house.store.all_read(&trials, newest, NOW).unwrap(), 2);
    house.check();
    assert_eq!(told(&mut house, &trials), rows(&[("c", 0), ("d", 1)]));
    assert_eq!(told(&mut house, &wished("type:rct", true)).len(), 3);
}

#[test]
fn what_is_muted_takes_no_place_on_its_day() {
    let (mut house, _, _) = house_of_five();
    house.store.set_mute("title:a", true, NOW).unwrap();
    finish(&mut house);
    assert_eq!(all(&mut house), rows(&[("b", 0), ("c", 2)]));
    let muted = Query {
        place: Place::Muted,
        ..Query::default()
    };
    assert_eq!(told(&mut house, &muted), rows(&[("a", 0)]));
    house.store.undo(NOW).unwrap();
    finish(&mut house);
    assert_eq!(all(&mut house), rows(&[("a", 0), ("b", 3)]));
}

#[test]
fn pages_join_up_whichever_way_they_are_walked() {
    let (mut house, source, _) = house_of_five();
    for day in 1..20 {
        let keys = ["p", "q", "r", "s"].map(|key| format!("{key}{day}"));
        let records: Vec<Record> = (0..)
            .zip(&keys)
            .map(|(nth, key)| at(key, day * 24 * 60 + nth, &[]))
            .collect();
        house.take(source, &records);
    }
    for query in [Query::default(), wished("title", false)] {
        let whole = told(&mut house, &query);
        assert_eq!(whole.len(), 40);
        assert_eq!(whole.iter().map(|(_, n)| n).sum::<u32>(), 3 + 19 * 2);
        let mut down = Vec::new();
        let mut anchor = Anchor::Top;
        loop {
            let page = house.page(&query, anchor, 7);
            down.extend(page.rows.iter().map(|row| (row.work, row.n_folded)));
            match page.rows.last() {
                Some(last) if !page.at_bottom => anchor = Anchor::Below(last.work),
                _ => break,
            }
        }
        let mut up = Vec::new();
        let mut anchor = Anchor::Bottom;
        loop {
            let page = house.page(&query, anchor, 7);
            up.splice(0..0, page.rows.iter().map(|row| (row.work, row.n_folded)));
            match page.rows.first() {
                Some(first) if !page.at_top => anchor = Anchor::Above(first.work),
                _ => break,
            }
        }
        assert_eq!(down, up);
        assert_eq!(down.len(), whole.len());
        assert!(down.iter().zip(&whole).all(|((_, n), (_, told))| n == told));
    }
}
