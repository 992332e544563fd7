//! Best first, and beginnings that very many titles have.

use super::wishes::asked;
use super::wishes::named;
use crate::domain::intake::Record;
use crate::domain::query::Anchor;
use crate::domain::query::Order;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::store::testing::House;
use crate::store::testing::NOW;

#[test]
fn what_fits_best_stands_first_and_is_paged() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let text = |key: &str, ago: i64, title: &str, text: &str| Record {
        html: Some(text.to_string()),
        ..named(key, ago, title)
    };
    house.take(
        nejm,
        &[
            text(
                "a",
                10,
                "Bones",
                "gout once, in a long text about many other things",
            ),
            text("b", 20, "Gout", "gout and gout"),
            text("c", 30, "Joints", "gout gout gout gout gout"),
            text("d", 40, "Other", "nothing"),
        ],
    );
    let best = Query {
        order: Order::Best,
        ..asked("gout")
    };
    for _ in 0..2 {
        assert_eq!(house.titles_of(&best), ["Gout", "Joints", "Bones"]);
        let first = house.page(&best, Anchor::Top, 1);
        assert_eq!((first.n_all, first.at_bottom), (Some(3), false));
        let next = house.page(&best, Anchor::Below(first.rows[0].work), 1);
        assert_eq!(next.rows[0].title, "Joints");
        assert_eq!(next.n_above, Some(1));
        let back = house.page(&best, Anchor::Above(next.rows[0].work), 5);
        assert_eq!(back.rows, first.rows);
        assert!(back.at_top);
        house.index_all();
    }
    // Without words there is nothing to rank.
    let plain = Query {
        order: Order::Best,
        ..asked("since:2000")
    };
    assert_eq!(house.titles_of(&plain)[0], "Bones");
}

#[test]
fn a_phrase_of_more_hits_than_are_ranked_is_ranked_by_where_it_stands() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let mut records: Vec<Record> = (0..2_010)
        .map(|n| Record {
            html: Some("In gouty arthritis, gouty arthritis.".to_string()),
            ..named(&format!("k{n}"), n + 10, &format!("Title {n}"))
        })
        .collect();
    records[700].title = "Gouty arthritis, the older".to_string();
    records[300].title = "Gouty arthritis, the newer".to_string();
    records[900].authors = vec!["Gouty Arthritis".to_string()];
    records[0].title = "Zebras".to_string();
    // Beyond those that are ranked.
    records[2_005].title = "Gouty arthritis, the oldest".to_string();
    house.take(nejm, &records);
    let best = Query {
        order: Order::Best,
        ..asked("\"gouty arthritis\"")
    };
    house.index_all();
    // Weighed against another word, how rare each is counts.
    let either = Query {
        order: Order::Best,
        ..asked("zebras OR \"gouty arthritis\"")
    };
    assert_eq!(house.page(&either, Anchor::Top, 1).rows[0].title, "Zebras");
    // Not in the index yet.
    house.take(nejm, &[named("new", 1, "Gouty arthritis, the newest")]);
    let page = house.page(&best, Anchor::Top, 5);
    let titles: Vec<&str> = page.rows.iter().map(|row| row.title.as_str()).collect();
    let expected = [
        "Gouty arthritis, the newest",
        "Gouty arthritis, the newer",
        "Gouty arthritis, the older",
        "Title 900",
        "Zebras",
    ];
    assert_eq!(titles, expected);
    assert_eq!(page.caveat.unwrap(), "the best of the newest 2000 hits");
}

#[test]
fn a_short_beginning_that_many_titles_have_is_looked_for_in_titles() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let mut records: Vec<Record> = (0..600)
        .map(|n| named(&format!("k{n}"), n + 10, &format!("Cardiac event {n}")))
        .collect();
    records[5].title = "Other, with a car".to_string();
    records.push(Record {
        html: Some("carotid".to_string()),
        ..named("text", 1, "Only in its text")
    });
    house.take(nejm, &records);
    house.index_all();
    let typed = |text: &str| Query {
        wish: Wish::typing(text, NOW),
        ..Query::default()
    };
    let page = house.page(&typed("car"), Anchor::Top, 5);
    assert_eq!(page.rows[0].title, "Cardiac event 0");
    assert!(page.caveat.unwrap().contains("type on"));
    assert_eq!(
        house.page(&typed("car"), Anchor::Top, 1_000).rows.len(),
        600
    );
    // With another word, and typed on.
    assert_eq!(
        house.titles_of(&typed("event 59 car")),
        ["Cardiac event 59"]
    );
    assert_eq!(house.titles_of(&typed("carot")), ["Only in its text"]);
    let best = Query {
        order: Order::Best,
        ..typed("car")
    };
    assert_eq!(
        house.page(&best, Anchor::Top, 1).rows[0].title,
        "Other, with a car"
    );
}
