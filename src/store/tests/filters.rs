//! What a filter shows beside what it finds, how it is counted, and what it
//! knows of files, cards and the log.

use crate::domain::answer::Counted;
use crate::domain::details::Details;
use crate::domain::enclosure::Enclosure;
use crate::domain::intake::Record;
use crate::domain::learning::Draft;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::tests::wishes::asked;
use crate::store::tests::wishes::house;
use crate::store::tests::wishes::named;

#[test]
fn acceptance_13_no_filter_hides_a_retraction_a_concern_or_a_safety_notice() {
    let mut house = house();
    let lists = house.reader.lists().unwrap();
    for (wish, place, expected) in [
        ("type:rct", Place::All, "zeta alpha gamma"),
        ("finerenone", Place::All, "zeta alpha gamma"),
        ("-type:warning heart", Place::All, "zeta alpha beta gamma"),
        ("nothing has this", Place::All, "zeta gamma"),
        ("is:saved", Place::All, "zeta gamma"),
        ("since:5d", Place::All, "zeta alpha delta gamma"),
        ("delta OR has:doi", Place::All, "zeta delta gamma"),
        (
            "(kidney is:read) OR type:review",
            Place::All,
            "zeta beta gamma",
        ),
        ("---", Place::All, "zeta gamma"),
        ("beta", Place::List(lists[0].id), "beta gamma"),
        ("type:case", Place::List(lists[1].id), "zeta"),
    ] {
        let filter = Query {
            place,
            hits_only: false,
            wish: Wish::typing(wish, NOW),
            ..Query::default()
        };
        let titles = house.titles_of(&filter).into_iter();
        let first = |title: String| title.split([' ', '-']).next().unwrap().to_string();
        let found = titles.map(first).collect::<Vec<_>>().join(" ");
        assert_eq!(found, expected, "{wish}");
    }
    // What is read goes where only the unread is shown, as without a filter.
    let newest = house.page(&Query::default(), Anchor::Top, 1).rows[0].work;
    house.store.set_read(&[newest], true, NOW).unwrap();
    let unread = Query {
        unread_only: true,
        hits_only: false,
        ..asked("type:rct")
    };
    assert_eq!(house.titles_of(&unread).len(), 2);
    // All that stands there becomes read, not only what was asked for.
    assert_eq!(house.store.all_read(&unread, newest, NOW).unwrap(), 2);
}

#[test]
fn what_is_unread_in_a_filter_is_counted() {
    let mut house = house();
    let unread = |text: &str| Query {
        unread_only: true,
        ..asked(text)
    };
    let mut count = |query: &Query| house.reader.count_some(query).unwrap();
    for (text, n) in [("heart", 2), ("type:rct OR kidney", 4), ("is:saved", 0)] {
        let counted = count(&unread(text));
        assert_eq!(counted, Counted { n, more: false }, "{text}");
    }
    let filter = Query {
        hits_only: false,
        ..unread("type:rct")
    };
    assert_eq!(count(&filter).n, 3);
}

#[test]
fn more_than_can_be_shown_is_said_to_be_more() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let many: Vec<Record> = (0..1_001)
        .map(|nth| named(&format!("{nth}"), nth, "gout again"))
        .collect();
    house.take(nejm, &many);
    let query = asked("title:gout");
    let counted = house.reader.count_some(&query).unwrap();
    assert_eq!(counted.to_string(), "999+");
}

#[test]
fn what_comes_with_an_item_and_what_was_learned_of_it_is_found() {
    let mut house = House::new();
    let talks = house.follow("talks");
    let with = |key: &str, kind: &str| Record {
        details: Details {
            enclosures: vec![Enclosure {
                link: format!("https://talks.example/{key}"),
                kind: Some(kind.to_string()),
                ..Enclosure::default()
            }],
            ..Details::default()
        },
        ..named(key, 10, key)
    };
    let paper = Record {
        work_keys: vec!["doi:10.1000/paper".into()],
        ..named("paper", 20, "paper")
    };
    let items = [
        with("talk", "audio/mpeg"),
        with("film", "video/mp4"),
        with("photo", "image/png"),
        paper,
        named("plain", 30, "plain"),
    ];
    house.take(talks, &items);
    let works = |house: &mut House, text: &str| house.page(&asked(text), Anchor::Top, 9).rows;
    let talk = works(&mut house, "title:talk")[0].work;
    let paper = works(&mut house, "title:paper")[0].work;
    for work in [talk, paper] {
        house.store.set_saved(work, true, NOW).unwrap();
        house.store.set_review(work, Some(""), NOW).unwrap();
    }
    house.store.set_review(paper, None, NOW).unwrap();
    let draft = Draft {
        keys: vec!["doi:10.1000/paper".into()],
        minutes: 10,
        ..Draft::default()
    };
    let entry = house.store.log(&draft, None, NOW).unwrap();
    let mut found = |text: &str| {
        let mut titles = house.titles_of(&asked(text));
        titles.sort();
        titles.join(" ")
    };
    assert_eq!(found("has:audio"), "talk");
    assert_eq!(found("has:video"), "film");
    assert_eq!(found("has:file"), "film talk");
    assert_eq!(found("has:card"), "talk");
    assert_eq!(found("is:logged"), "paper");
    assert_eq!(found("is:saved -is:logged"), "talk");
    // One that is nowhere any more is no reason to find nothing.
    let unknown = Draft {
        keys: vec!["doi:10.1000/unknown".into()],
        ..draft
    };
    house.store.log(&unknown, None, NOW).unwrap();
    let mut found = |text: &str| house.titles_of(&asked(text)).join(" ");
    assert_eq!(found("is:saved -is:logged"), "talk");
    house.store.withdraw_log(entry, NOW).unwrap();
    assert!(house.titles_of(&asked("is:logged")).is_empty());
}
