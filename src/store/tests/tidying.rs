//! What may go with time goes, and nothing that anybody kept.

use std::collections::BTreeSet;

use crate::domain::id::WorkId;
use crate::domain::intake::Record;
use crate::domain::learning::Draft;
use crate::domain::query::Place;
use crate::domain::retention::NEWEST;
use crate::domain::retention::Retention;
use crate::domain::time::UtcTime;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;
use crate::store::tidying::BEGINNING;
use crate::store::tidying::HELD;

pub(super) const DAY: i64 = 86_400;

/// Marks are set so long ago that they do not linger.
pub(super) const THEN: UtcTime = UtcTime(NOW.0 - 100 * DAY);

fn year() -> Retention {
    Retention::of_days(365).unwrap()
}

/// Items of this year, so many that they are all of the newest.
pub(super) fn fresh() -> Vec<Record> {
    (0..NEWEST)
        .map(|n| item(&format!("fresh {n}"), i64::from(n), &[]))
        .collect()
}

fn old(key: &str) -> Record {
    item(key, 400 * DAY, &[&format!("doi:10.1000/{key}")])
}

impl House {
    /// Tidies to the end, a few works at a time; how many went.
    pub(super) fn tidy(&mut self) -> u64 {
        let (mut from, mut n_gone) = (Some(BEGINNING), 0);
        while let Some(start) = from {
            let tidied = self.store.tidy(year(), start, 3, NOW).unwrap();
            n_gone += tidied.n_gone;
            from = tidied.next;
            self.check();
        }
        n_gone
    }
}

#[test]
fn what_is_old_and_nobodys_goes_with_everything_derived_from_it() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a"), old("b"), old("c"), old("d")]);
    assert_eq!(house.tidy(), 0, "the source still carries them");
    house.take(nejm, &fresh());
    let n_free = house.reader.room().unwrap().n_free;
    assert_eq!(house.tidy(), 4);
    assert_eq!(house.titles(Place::All).len(), NEWEST as usize);
    assert!(house.reader.room().unwrap().n_free >= n_free);
    assert_eq!(house.tidy(), 0);
}

#[test]
fn nothing_goes_where_nothing_is_set() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a")]);
    house.take(nejm, &fresh());
    let tidied = house
        .store
        .tidy(Retention::NONE, BEGINNING, 9, NOW)
        .unwrap();
    assert_eq!((tidied.n_gone, tidied.next), (0, None));
}

#[test]
fn a_silent_source_keeps_its_newest_and_an_empty_answer_says_nothing() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a"), old("b")]);
    house.take(nejm, &[old("c")]);
    house.take(nejm, &[]);
    assert_eq!(house.tidy(), 0);
    // Nobody asks a source that is followed no more.
    house.store.unfollow(nejm, NOW).unwrap();
    assert_eq!(house.tidy(), 3);
    house.store.undo(NOW).unwrap();
    house.check();
}

#[test]
fn whatever_the_person_did_to_a_work_holds_it() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let keys = [
        "saved",
        "noted",
        "studied",
        "logged",
        "withdrawn",
        "joined",
        "other",
    ];
    let mut records: Vec<Record> = keys.iter().map(|key| old(key)).collect();
    let mut split = old("split");
    split.work_keys = records[0].work_keys.clone();
    records.push(split);
    records.push(old("read"));
    records.push(old("nobody's"));
    house.take(nejm, &records);
    let works = keys.map(|key| house.work(nejm, key));
    let store = &mut house.store;
    store.set_saved(works[0], true, THEN).unwrap();
    store.set_note(works[1], "mine", THEN).unwrap();
    store.set_saved(works[2], true, THEN).unwrap();
    store.set_review(works[2], Some("Why?"), THEN).unwrap();
    store.set_saved(works[2], false, THEN).unwrap();
    let draft = |key: &str| Draft {
        title: key.to_string(),
        keys: vec![format!("doi:10.1000/{key}")],
        ..Draft::default()
    };
    store.log(&draft("logged"), None, THEN).unwrap();
    let entry = store.log(&draft("withdrawn"), None, THEN).unwrap();
    store.withdraw_log(entry, THEN).unwrap();
    store
        .split(&format!("item:{}/split", nejm.0), THEN)
        .unwrap();
    store.join(works[5], works[6], THEN).unwrap();
    let split = house.work(nejm, "split");
    let read = house.work(nejm, "read");
    house.store.set_read(&[read], true, THEN).unwrap();
    house.take(nejm, &fresh());
    assert_eq!(house.tidy(), 2, "what was read and what was nobody's");
    for (key, work) in keys.iter().zip(works) {
        assert!(house.reader.work(work).unwrap().is_some(), "{key}");
    }
    assert!(house.reader.work(split).unwrap().is_some());
    // It comes back as what it was.
    house.take(nejm, &[old("read")]);
    let again = house.work(nejm, "read");
    let (again, _) = house.reader.work(again).unwrap().unwrap();
    assert!(again.row.read);
    assert_eq!(again.row.work, read);
}

#[test]
fn what_was_marked_or_unmarked_lately_lingers() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a"), old("b")]);
    let (a, b) = (house.work(nejm, "a"), house.work(nejm, "b"));
    house.store.set_saved(a, true, THEN).unwrap();
    house.store.set_saved(a, false, NOW.plus(-DAY)).unwrap();
    house.store.set_position(b, 7, NOW.plus(-DAY)).unwrap();
    house.take(nejm, &fresh());
    assert_eq!(house.tidy(), 0);
    house.store.undo(NOW).unwrap();
    assert_eq!(house.titles(Place::Saved), ["title a"]);
}

#[test]
fn an_id_that_went_is_never_given_again() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a"), old("b"), old("c")]);
    // Two become one: an id that only leads on goes too.
    let mut both = old("both");
    both.work_keys = vec!["doi:10.1000/a".to_string(), "doi:10.1000/b".to_string()];
    let gone: BTreeSet<WorkId> = ["a", "b", "c"].map(|key| house.work(nejm, key)).into();
    house.take(nejm, &[both]);
    house.take(nejm, &fresh());
    assert_eq!(house.tidy(), 2);
    house.take(nejm, &[old("x"), old("y"), old("z"), old("u")]);
    for key in ["x", "y", "z", "u"] {
        assert!(!gone.contains(&house.work(nejm, key)), "{key}");
    }
}

#[test]
fn a_full_disk_and_another_rounds_let_nothing_go_half() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[old("a"), old("b")]);
    house.take(nejm, &fresh());
    let other = rusqlite::Connection::open(house.path().join("rounds.db")).unwrap();
    house
        .store
        .conn
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = house.store.tidy(year(), BEGINNING, 9, NOW);
    assert!(matches!(busy, Err(StoreError::Busy)));
    other.execute_batch("ROLLBACK").unwrap();
    house.check();
    assert_eq!(house.tidy(), 2);
}

#[test]
fn every_kept_table_that_hangs_on_a_work_holds_it() {
    let house = House::new();
    let mut statement = house
        .store
        .conn
        .prepare(
            "SELECT t.name FROM sqlite_schema t
             WHERE t.type = 'table'
               AND EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name) f WHERE f.\"table\" = 'kept')",
        )
        .unwrap();
    let tables = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    let tables: Vec<String> = tables.map(Result::unwrap).collect();
    assert!(tables.len() >= 5);
    for table in tables {
        // Names only say which work it is.
        let held = table == "kept_keys" || HELD.contains(&format!("FROM {table} "));
        assert!(
            held,
            "{table}: does a row of it hold a work? Say so in HELD"
        );
    }
}
