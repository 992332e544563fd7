//! Whatever comes, goes, is joined, split and tidied away: no mark is lost on
//! the way.

use std::collections::BTreeSet;

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prop_oneof;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::item;
use crate::store::tests::tidying::DAY;
use crate::store::tests::tidying::THEN;
use crate::store::tests::tidying::fresh;

#[derive(Clone, Debug)]
enum Act {
    /// An old item comes, with these of three names.
    Come(usize, Vec<usize>),
    /// A source brings only what is new.
    MoveOn(usize),
    Save(usize, bool),
    Note(usize),
    Study(usize),
    Split(usize),
    Join(usize, usize),
    Follow(usize, bool),
    Tidy,
    DropCache,
    Reopen,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let at = || 0..4_usize;
    let one = prop_oneof![
        6 => (at(), prop::collection::vec(0..3_usize, 0..3)).prop_map(|(at, names)| Act::Come(at, names)),
        3 => (0..2_usize).prop_map(Act::MoveOn),
        3 => (at(), any::<bool>()).prop_map(|(at, yes)| Act::Save(at, yes)),
        2 => at().prop_map(Act::Note),
        2 => at().prop_map(Act::Study),
        2 => at().prop_map(Act::Split),
        2 => (at(), at()).prop_map(|(one, other)| Act::Join(one, other)),
        2 => (0..2_usize, any::<bool>()).prop_map(|(at, yes)| Act::Follow(at, yes)),
        6 => (0..1_u8).prop_map(|_| Act::Tidy),
        1 => (0..1_u8).prop_map(|_| Act::DropCache),
        1 => (0..1_u8).prop_map(|_| Act::Reopen),
    ];
    prop::collection::vec(one, 6..24)
}

/// Every note that stands, how many stars and how many cards.
fn marks(house: &House) -> (BTreeSet<String>, usize, u64) {
    let rows = house.reader.kept_rows().unwrap();
    let mut notes = BTreeSet::new();
    for row in &rows {
        let (work, _) = house.reader.work(row.work).unwrap().unwrap();
        notes.extend(
            work.note
                .iter()
                .flat_map(|note| note.split("\n\n"))
                .map(str::to_string),
        );
    }
    let n_saved = rows.iter().filter(|row| row.saved).count();
    let n_cards: i64 = house
        .store
        .conn
        .query_one(
            "SELECT COUNT(*) FROM review_cards WHERE active = 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    (notes, n_saved, n_cards.unsigned_abs())
}

fn live(acts: &[Act]) {
    const NAMES: [&str; 3] = ["doi:10.1000/x", "pmid:7", "url:c.example/1"];
    let mut house = House::new();
    let sources = ["a", "b"].map(|name| house.follow(name));
    for source in sources {
        house.take(source, &fresh());
    }
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    let source_of = |at: usize| sources[at % 2];
    for (n, act) in acts.iter().enumerate() {
        let now = THEN.plus(n as i64);
        let before = marks(&house);
        let id = |house: &House, at: usize| -> Option<WorkId> {
            let name = format!("item:{}/{at}", source_of(at).0);
            house.reader.find_work(&name).unwrap()
        };
        let (mut may_lose, mut may_unite) = (false, false);
        match act {
            Act::Come(at, names) => {
                let names: Vec<&str> = names.iter().map(|name| NAMES[*name]).collect();
                let mut record = item(&at.to_string(), 400 * DAY + *at as i64, &names);
                record.title = "one title".to_string();
                house.take(source_of(*at), &[record]);
                may_unite = true;
            }
            Act::MoveOn(at) => {
                house.take(sources[*at], &fresh());
                may_unite = true;
            }
            Act::Save(at, yes) => {
                if let Some(work) = id(&house, *at) {
                    house.store.set_saved(work, *yes, now).unwrap();
                    may_lose = true;
                }
            }
            Act::Note(at) => {
                if let Some(work) = id(&house, *at) {
                    let (one, _) = house.reader.work(work).unwrap().unwrap();
                    let note = match one.note {
                        Some(note) => format!("{note}\n\nnote {n}"),
                        None => format!("note {n}"),
                    };
                    house.store.set_note(work, &note, now).unwrap();
                }
            }
            Act::Study(at) => {
                if let Some(work) = id(&house, *at) {
                    house.store.set_review(work, Some("Why?"), now).unwrap();
                }
            }
            Act::Split(at) => {
                let own = format!("item:{}/{at}", source_of(*at).0);
                let split = house.store.split(&own, now);
                let is_known = matches!(
                    split,
                    Ok(()) | Err(StoreError::NothingToSplit | StoreError::NoSuchItem)
                );
                assert!(is_known, "{split:?}");
            }
            Act::Join(one, other) => {
                if let (Some(a), Some(b)) = (id(&house, *one), id(&house, *other)) {
                    match house.store.join(a, b, now) {
                        Ok(_) | Err(StoreError::NoSuchItem | StoreError::NoSuchWork(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                    may_unite = true;
                }
            }
            Act::Follow(at, true) => {
                let name = ["a", "b"][*at];
                house.follow(name);
            }
            Act::Follow(at, false) => match house.store.unfollow(sources[*at], now) {
                Ok(()) | Err(StoreError::NoSuchSource(SourceId(_))) => {}
                Err(error) => panic!("{error}"),
            },
            Act::Tidy => {
                house.tidy();
            }
            Act::DropCache => house.store.drop_cache().unwrap(),
            Act::Reopen => house = house.reopen(),
        }
        house.check();
        let after = marks(&house);
        if !may_lose {
            assert!(
                after.0.is_superset(&before.0),
                "notes after act {n}, {act:?}"
            );
            assert_eq!(after.1 > 0, before.1 > 0, "stars after act {n}, {act:?}");
            assert!(after.2 >= before.2, "cards after act {n}, {act:?}");
            if !may_unite {
                assert!(after.1 >= before.1, "stars after act {n}, {act:?}");
            }
        }
    }
}

#[test]
fn no_order_of_refresh_tidy_unfollow_merge_and_split_loses_a_mark() {
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

#[test]
fn a_noted_work_that_was_joined_and_split_is_done_again_after_it_was_taken_back() {
    let mut house = House::new();
    let (a, b) = (house.follow("a"), house.follow("b"));
    let (mut young, mut old) = (item("2", 402, &[]), item("3", 403, &[]));
    young.title = "one title".to_string();
    old.title = "one title".to_string();
    house.take(a, &[young]);
    house.take(b, &[old]);
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    let (one, other) = (house.work(a, "2"), house.work(b, "3"));
    house.store.set_note(one, "mine", THEN).unwrap();
    house.store.join(one, other, THEN.plus(1)).unwrap();
    let own = format!("item:{}/3", b.0);
    house.store.split(&own, THEN.plus(2)).unwrap();
    while house.store.undo(THEN.plus(3)).unwrap().is_some() {
        house.check();
    }
    while house.store.redo(THEN.plus(4)).unwrap().is_some() {
        house.check();
    }
    assert_eq!(marks(&house).0, BTreeSet::from(["mine".to_string()]));
}
