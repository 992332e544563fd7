//! Where items stand of which nobody says when they were published.

use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::query::Place;
use crate::domain::time::UtcTime;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::item;
use crate::store::testing::news;

const DAY: i64 = 86_400;

fn undated(key: &str, work_keys: &[&str]) -> Record {
    Record {
        published: None,
        ..item(key, 0, work_keys)
    }
}

/// An answer that says of itself from when it is.
fn as_of(source: SourceId, records: &[Record], time: UtcTime) -> Intake {
    let mut intake = news(source, records);
    if let Outcome::News { info, .. } = &mut intake.outcome {
        info.as_of = Some(time);
    }
    intake
}

#[test]
fn what_a_first_answer_does_not_date_stands_behind_the_news_in_its_feed_s_order() {
    let mut house = House::new();
    let (nejm, old) = (house.follow("nejm"), house.follow("old"));
    house.take(nejm, &[item("today", 60, &[]), item("week", 7 * DAY, &[])]);
    let first = [undated("a", &[]), undated("b", &[]), undated("c", &[])];
    house.take(old, &first);
    assert_eq!(
        house.titles(Place::All),
        ["title today", "title week", "title a", "title b", "title c"]
    );
    let row = house
        .reader
        .work(house.work(old, "a"))
        .unwrap()
        .unwrap()
        .0
        .row;
    assert!(
        row.undated && row.guessed,
        "the row says that its place is no date"
    );
}

#[test]
fn what_comes_later_without_a_date_is_new_and_stands_where_it_came() {
    let mut house = House::new();
    let (nejm, old) = (house.follow("nejm"), house.follow("old"));
    house.take(nejm, &[item("today", 60, &[])]);
    house.take(old, &[undated("a", &[])]);
    let later = [undated("c", &[]), undated("b", &[]), undated("a", &[])];
    house.take(old, &later);
    assert_eq!(
        house.titles(Place::All),
        ["title c", "title b", "title today", "title a"]
    );
    let row = house
        .reader
        .work(house.work(old, "b"))
        .unwrap()
        .unwrap()
        .0
        .row;
    assert!(row.undated && !row.guessed);
    assert_eq!(row.published, NOW);
}

#[test]
fn it_stands_behind_what_its_own_source_dates_and_no_later_than_its_answer_is_from() {
    let mut house = House::new();
    let (mixed, dead) = (house.follow("mixed"), house.follow("dead"));
    let classic = house.follow("classic");
    house.take(
        mixed,
        &[undated("pinned", &[]), item("spring", 200 * DAY, &[])],
    );
    // One paper of the fifties does not bury the rest.
    house.take(
        classic,
        &[undated("found", &[]), item("helix", 26_000 * DAY, &[])],
    );
    let answer = as_of(dead, &[undated("last", &[])], NOW.plus(-700 * DAY));
    house.store.ingest(&[answer], NOW).unwrap();
    assert_eq!(
        house.titles(Place::All),
        [
            "title spring",
            "title pinned",
            "title found",
            "title last",
            "title helix"
        ]
    );
}

#[test]
fn a_source_followed_anew_brings_nothing_old_as_news() {
    let mut house = House::new();
    let (nejm, old) = (house.follow("nejm"), house.follow("old"));
    house.take(nejm, &[item("today", 60, &[])]);
    house.take(old, &[undated("a", &[])]);
    house.store.unfollow(old, NOW.plus(DAY)).unwrap();
    let again = feed("https://old.example/feed");
    house.store.follow(&again, None, NOW.plus(9 * DAY)).unwrap();
    house.take(old, &[undated("b", &[]), undated("a", &[])]);
    assert_eq!(
        house.titles(Place::All),
        ["title today", "title b", "title a"]
    );
}

#[test]
fn a_date_that_another_source_gives_wins_whichever_comes_first() {
    for dated_first in [true, false] {
        let mut house = House::new();
        let (toc, nejm) = (house.follow("toc"), house.follow("nejm"));
        let one = [undated("a", &["doi:10.1/a"])];
        let two = [item("b", 60, &["doi:10.1/a"])];
        if dated_first {
            house.take(nejm, &two);
        }
        house.take(toc, &one);
        let before = house.work(toc, "a");
        house.store.set_saved(before, true, NOW).unwrap();
        house.store.set_note(before, "mine", NOW).unwrap();
        if !dated_first {
            assert_eq!(house.take(nejm, &two), 0, "it was there");
        }
        let (work, _) = house.reader.work(before).unwrap().unwrap();
        assert_eq!(work.row.published, NOW.plus(-60), "{dated_first}");
        assert!(!work.row.undated && !work.row.guessed);
        assert!(work.row.saved, "no mark is lost on the way");
        assert_eq!(work.note.as_deref(), Some("mine"));
        assert_eq!(house.titles(Place::All).len(), 1);
    }
}

#[test]
fn a_date_that_its_own_source_gives_later_moves_it_there() {
    let mut house = House::new();
    let toc = house.follow("toc");
    house.take(toc, &[undated("a", &[])]);
    let before = house.work(toc, "a");
    house.store.set_read(&[before], true, NOW).unwrap();
    house.take(toc, &[item("a", 2 * DAY, &[])]);
    let (work, _) = house.reader.work(before).unwrap().unwrap();
    assert_eq!(work.row.published, NOW.plus(-2 * DAY));
    assert!(work.row.read && !work.row.undated);
}

#[test]
fn what_is_kept_of_it_says_the_same_when_the_cache_is_gone() {
    let mut house = House::new();
    let toc = house.follow("toc");
    house.take(toc, &[undated("a", &[])]);
    let work = house.work(toc, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.drop_cache().unwrap();
    let row = house.reader.work(work).unwrap().unwrap().0.row;
    assert!(row.undated && row.guessed && row.saved);
    house.take(toc, &[undated("a", &[])]);
    assert_eq!(house.work(toc, "a"), work, "an id that was given holds");
}

#[test]
fn an_answer_that_claims_to_be_older_than_any_date_does_no_harm() {
    let mut house = House::new();
    let old = house.follow("old");
    let answer = as_of(old, &[undated("a", &[])], UtcTime(i64::MIN / 2));
    house.store.ingest(&[answer], NOW).unwrap();
    house.check();
    assert_eq!(house.titles(Place::All), ["title a"]);
}
