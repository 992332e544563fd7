//! Cards are what their events make them, whatever happened to their works.

use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Query;
use crate::domain::review::Card;
use crate::domain::review::Grade;
use crate::store::review;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const DAY: i64 = 86_400;

/// All cards, since each is due at some time.
fn cards(house: &House) -> Vec<Card> {
    let late = NOW.plus(40_000 * DAY);
    house.reader.agenda(late, 1_000).unwrap().cards
}

/// A saved work under review.
fn studied(house: &mut House, name: &str) -> WorkId {
    let source = house.follow(name);
    house.take(source, &[item("a", 100, &[&format!("doi:10.1000/{name}")])]);
    let work = house.work(source, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_review(work, Some("Why?"), NOW).unwrap();
    work
}

#[test]
fn nothing_is_under_review_that_was_not_put_there() {
    let mut house = House::new();
    let source = house.follow("nejm");
    house.take(source, &[item("a", 100, &[])]);
    let work = house.work(source, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    assert_eq!(cards(&house), []);
    assert!(house.store.grade(work, Grade::Good, NOW).is_err());
    house.store.set_review(work, Some("Why?"), NOW).unwrap();
    assert_eq!(
        (cards(&house)[0].due, &*cards(&house)[0].question),
        (NOW, "Why?")
    );
    // Not saved any more: out of sight, and back with the save.
    house.store.set_saved(work, false, NOW).unwrap();
    assert_eq!(cards(&house), []);
    house.store.undo(NOW).unwrap();
    assert_eq!(cards(&house).len(), 1);
}

#[test]
fn cards_are_counted_and_only_those_whose_turn_it_is_are_read() {
    let mut house = House::new();
    let works = ["a", "b", "c", "d", "e"].map(|name| studied(&mut house, name));
    house.store.grade(works[0], Grade::Good, NOW).unwrap();
    let week_ago = NOW.plus(-7 * DAY);
    house.store.grade(works[1], Grade::Easy, week_ago).unwrap();
    house.store.set_review(works[2], None, NOW).unwrap();
    let agenda = house.reader.agenda(NOW, 1).unwrap();
    assert_eq!((agenda.n_all, agenda.n_waiting, agenda.n_done), (4, 2, 1));
    assert_eq!(agenda.cards.len(), 1, "no more than were asked for");
    let all = cards(&house);
    let later = all.iter().filter(|card| !card.is_due(NOW));
    assert_eq!(agenda.next, later.map(|card| card.due).min());
    // What is no longer saved is not counted, and the rows say who is in.
    house.store.set_saved(works[3], false, NOW).unwrap();
    assert_eq!(house.reader.agenda(NOW, 9).unwrap().n_all, 3);
    let page = house.page(&Query::default(), Anchor::Top, 9);
    let mut in_review: Vec<WorkId> = page
        .rows
        .iter()
        .filter(|row| row.in_review)
        .map(|row| row.work)
        .collect();
    in_review.sort();
    let mut expected = vec![works[0], works[1], works[4]];
    expected.sort();
    assert_eq!(in_review, expected);
    // None of it looks at a card's scheduler: one that nobody can read stands
    // in nobody's way until it is due.
    let conn = &house.store.conn;
    conn.execute(
        "UPDATE review_cards SET scheduler = '{' WHERE due > ?1",
        [NOW.0 + 60],
    )
    .unwrap();
    assert_eq!(house.reader.agenda(NOW, 9).unwrap().cards.len(), 1);
}

#[test]
fn grades_are_taken_back_and_done_again_also_after_reopening() {
    let mut house = House::new();
    let work = studied(&mut house, "nejm");
    let fresh = cards(&house);
    house.store.grade(work, Grade::Good, NOW).unwrap();
    let once = cards(&house);
    let later = NOW.plus(3 * DAY);
    house.store.grade(work, Grade::Again, later).unwrap();
    let twice = cards(&house);
    assert_eq!((twice[0].n_reviews, twice[0].n_lapses), (2, 1));
    let mut house = house.reopen();
    house.store.undo(later).unwrap();
    assert_eq!(cards(&house), once);
    house.store.undo(later).unwrap();
    assert_eq!(cards(&house), fresh);
    house.store.redo(later).unwrap();
    house.store.redo(later).unwrap();
    assert_eq!(cards(&house), twice);
    house.store.undo(later).unwrap();
    assert_eq!(cards(&house), once);
}

#[test]
fn a_card_can_be_computed_from_its_events_at_any_time() {
    let mut house = House::new();
    let work = studied(&mut house, "nejm");
    for (days, grade) in [(0, Grade::Hard), (2, Grade::Again), (3, Grade::Easy)] {
        house
            .store
            .grade(work, grade, NOW.plus(days * DAY))
            .unwrap();
    }
    house.store.undo(NOW).unwrap();
    let before = cards(&house);
    let conn = &house.store.conn;
    conn.execute(
        "UPDATE review_cards SET due = 0, stability = NULL, n_reviews = 9",
        [],
    )
    .unwrap();
    let card: i64 = conn
        .query_one("SELECT id FROM review_cards", [], |row| row.get(0))
        .unwrap();
    review::compute(conn, card).unwrap();
    assert_eq!(cards(&house), before);
    for sql in [
        "UPDATE review_events SET at = 0",
        "DELETE FROM review_events",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn works_that_become_one_keep_the_older_card_and_both_histories() {
    let mut house = House::new();
    let old = studied(&mut house, "nejm");
    house.store.grade(old, Grade::Good, NOW).unwrap();
    let source = house.follow("bmj");
    house.take(source, &[item("b", 90, &["doi:10.1000/other"])]);
    let new = house.work(source, "b");
    let later = NOW.plus(DAY);
    house.store.set_saved(new, true, later).unwrap();
    house.store.set_review(new, Some("Other?"), later).unwrap();
    house.store.grade(new, Grade::Again, later).unwrap();
    let older = cards(&house)
        .into_iter()
        .find(|card| card.work == old)
        .unwrap();
    // One item knows both names: they are one work.
    let both = item("c", 80, &["doi:10.1000/nejm", "doi:10.1000/other"]);
    house.take(source, &[both]);
    let united = cards(&house);
    assert_eq!(united.len(), 1);
    assert_eq!(
        (&united[0].question, united[0].due, united[0].n_reviews),
        (&older.question, older.due, older.n_reviews)
    );
    let n_events: i64 = house
        .store
        .conn
        .query_one("SELECT COUNT(*) FROM review_events", [], |row| row.get(0))
        .unwrap();
    assert_eq!(n_events, 4, "both histories");
    // It goes on as one card, and steps of either side can be taken back.
    house
        .store
        .grade(united[0].work, Grade::Good, later)
        .unwrap();
    assert_eq!(cards(&house)[0].n_reviews, 2);
    for _ in 0..3 {
        house.store.undo(later).unwrap();
    }
    assert_eq!(cards(&house).len(), 1);
}

#[test]
fn cards_outlive_the_cache() {
    let mut house = House::new();
    let work = studied(&mut house, "nejm");
    house.store.grade(work, Grade::Good, NOW).unwrap();
    let before = cards(&house);
    house.store.drop_cache().unwrap();
    assert_eq!(cards(&house), before);
}

#[test]
fn works_that_are_parted_again_have_their_own_cards_again() {
    let mut house = House::new();
    let old = studied(&mut house, "nejm");
    let new = studied(&mut house, "bmj");
    house.store.grade(new, Grade::Easy, NOW).unwrap();
    let apart = cards(&house);
    let bmj = house.follow("bmj");
    let later = NOW.plus(DAY);
    house.store.join(old, new, later).unwrap();
    assert_eq!(cards(&house).len(), 1);
    house
        .store
        .split(&format!("item:{}/a", bmj.0), later)
        .unwrap();
    let again = cards(&house);
    let marks = |cards: &[Card]| -> Vec<_> {
        cards
            .iter()
            .map(|card| (card.due, card.n_reviews))
            .collect()
    };
    assert_eq!(marks(&again), marks(&apart));
    let graded = again.iter().find(|card| card.n_reviews == 1).unwrap();
    assert_eq!(graded.work, house.work(bmj, "a"));
}
