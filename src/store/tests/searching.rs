//! Words are found wherever they are, indexed or not.

use std::fs;

use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::store::search::FILE;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn words(words: &str) -> Query {
    Query {
        wish: Wish::typing(words, NOW),
        hits_only: true,
        ..Query::default()
    }
}

fn with_title(key: &str, ago: i64, title: &str) -> crate::domain::intake::Record {
    let mut record = item(key, ago, &[]);
    record.title = title.to_string();
    record
}

#[test]
fn search_finds_what_is_indexed_and_what_is_not_yet() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[
            with_title("a", 30, "Statins in the elderly"),
            with_title("b", 20, "Aspirin and bleeding"),
        ],
    );
    assert_eq!(
        house.titles_of(&words("statin")),
        ["Statins in the elderly"]
    );
    house.index_all();
    assert_eq!(
        house.titles_of(&words("statin")),
        ["Statins in the elderly"]
    );
    // An old one that comes late lies between the others.
    house.take(
        nejm,
        &[
            with_title("c", 25, "No statin for children"),
            with_title("b", 20, "Aspirin, statins and bleeding"),
        ],
    );
    let found = [
        "Aspirin, statins and bleeding",
        "No statin for children",
        "Statins in the elderly",
    ];
    assert_eq!(house.titles_of(&words("statin")), found);
    let page = house.page(&words("statin"), Anchor::Top, 10);
    assert_eq!((page.n_all, page.caveat), (Some(3), None));
    house.index_all();
    assert_eq!(house.titles_of(&words("statin")), found);
    let first = house.page(&words("statin"), Anchor::Top, 1);
    let rest = house.page(&words("statin"), Anchor::Below(first.rows[0].work), 10);
    assert_eq!(rest.rows.len(), 2);
    assert!(!rest.at_top && rest.at_bottom);
    let up = house.page(&words("statin"), Anchor::Above(rest.rows[1].work), 1);
    assert_eq!(up.rows[0].title, found[1]);
    assert!(!up.at_top && !up.at_bottom);
}

#[test]
fn a_changed_title_is_not_found_by_its_old_words() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[with_title("a", 30, "Retrograde")]);
    house.index_all();
    house.take(nejm, &[with_title("a", 30, "Anterograde")]);
    assert!(house.titles_of(&words("retrograde")).is_empty());
    assert_eq!(house.titles_of(&words("anterograde")).len(), 1);
    house.index_all();
    assert!(house.titles_of(&words("retrograde")).is_empty());
    assert_eq!(house.titles_of(&words("anterograde")).len(), 1);
}

#[test]
fn texts_are_searched_and_tags_are_not() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let mut record = item("a", 10, &[]);
    record.html = Some("<p class=\"zebra\">Empagliflozin &amp; kidneys</p>".to_string());
    house.take(nejm, &[record]);
    assert_eq!(house.titles_of(&words("kidney empa")).len(), 1);
    assert!(house.titles_of(&words("zebra")).is_empty());
}

#[test]
fn no_sign_in_the_words_means_anything() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[with_title(
            "a",
            30,
            "IL-6 and p<0.001 AND (x NEAR y) OR \"z\"",
        )],
    );
    for typed in [
        "il-6",
        "p<0.001",
        "AND",
        "(x",
        "\"z\"",
        "NEAR(",
        "title:x\u{0}",
        "*",
        "''",
        "%",
    ] {
        let page = house.page(&words(typed), Anchor::Top, 10);
        assert!(page.rows.len() <= 1, "{typed}");
    }
    for typed in ["il-6", "p<0.001", "AND", "(x", "\"z", "il 6"] {
        assert_eq!(house.titles_of(&words(typed)).len(), 1, "{typed}");
    }
    assert!(house.titles_of(&words("***")).is_empty());
}

#[test]
fn words_hold_together_with_place_and_unread() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let list = house.list("Journals");
    let lancet = house.follow_in("lancet", Some(list));
    house.take(
        nejm,
        &[
            with_title("a", 30, "Gout one"),
            with_title("x", 10, "Other"),
        ],
    );
    house.take(
        lancet,
        &[
            with_title("b", 20, "Gout two"),
            with_title("c", 25, "Gout three"),
        ],
    );
    house.index_all();
    let mut query = Query {
        place: Place::List(list),
        ..words("gout")
    };
    assert_eq!(house.titles_of(&query), ["Gout two", "Gout three"]);
    let b = house.work(lancet, "b");
    house.store.set_read(&[b], true, NOW).unwrap();
    query.unread_only = true;
    assert_eq!(house.titles_of(&query), ["Gout three"]);
    let next = house
        .reader
        .next_unread(&words("gout"), Some(b), true)
        .unwrap();
    assert_eq!(next.unwrap().title, "Gout three");
    // Reading all of a search leaves the rest alone.
    let newest = house.work(nejm, "x");
    assert_eq!(
        house.store.all_read(&words("gout"), newest, NOW).unwrap(),
        2
    );
    assert_eq!(house.n_unread(Place::All), 1);
}

#[test]
fn saved_works_are_found_though_the_cache_is_gone() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[with_title("a", 30, "Gout"), with_title("b", 20, "Gout too")],
    );
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.index_all();
    house.store.drop_cache().unwrap();
    let saved = Query {
        place: Place::Saved,
        ..words("gout")
    };
    assert_eq!(house.titles_of(&saved), ["Gout"]);
    house.index_all();
    assert_eq!(house.titles_of(&saved), ["Gout"]);
    assert!(house.titles_of(&words("gout")).is_empty());
}

#[test]
fn an_index_that_is_broken_or_of_another_file_is_built_anew() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[with_title("a", 30, "Gout")]);
    fs::write(house.path().join(FILE), "nonsense ".repeat(2_000)).unwrap();
    assert_eq!(house.titles_of(&words("gout")), ["Gout"], "without it");
    house.index_all();
    assert_eq!(house.titles_of(&words("gout")), ["Gout"]);

    let mut other = House::new();
    let lancet = other.follow("lancet");
    other.take(lancet, &[with_title("z", 30, "Gout elsewhere")]);
    fs::copy(house.path().join(FILE), other.path().join(FILE)).unwrap();
    assert_eq!(other.titles_of(&words("gout")), ["Gout elsewhere"]);
    other.index_all();
    assert_eq!(other.titles_of(&words("gout")), ["Gout elsewhere"]);
}
