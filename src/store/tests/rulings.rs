//! What the person says about works holds: split, joined, taken back.

mod found;

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::intake::Record;
use crate::domain::member::How;
use crate::domain::query::Place;
use crate::domain::work::Work;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn work(house: &House, id: WorkId) -> Work {
    house.reader.work(id).unwrap().unwrap().0
}

fn own(source: SourceId, key: &str) -> String {
    format!("item:{}/{key}", source.0)
}

/// Three sources that carry one paper.
fn house_of_one() -> (House, [SourceId; 3]) {
    let mut house = House::new();
    let sources = ["a", "b", "c"].map(|name| house.follow(name));
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    (house, sources)
}

fn records() -> [Record; 3] {
    [
        item("a", 100, &["doi:10.1000/x"]),
        item("b", 50, &["doi:10.1000/x", "pmid:7"]),
        item("c", 10, &["pmid:7", "url:c.example/1"]),
    ]
}

fn take_all(house: &mut House, sources: [SourceId; 3]) {
    for (source, record) in sources.into_iter().zip(records()) {
        house.take(source, &[record]);
    }
}

#[test]
fn what_is_split_off_stays_apart_on_later_refreshes_and_without_the_cache() {
    let (mut house, sources) = house_of_one();
    let [a, b, c] = sources;
    take_all(&mut house, sources);
    assert_eq!(house.titles(Place::All).len(), 1);
    let one = house.work(a, "a");
    house.store.set_saved(one, true, NOW).unwrap();
    house.store.set_note(one, "mine", NOW).unwrap();
    house.store.split(&own(c, "c"), NOW).unwrap();
    house.check();
    let apart = |house: &House| {
        assert_eq!(house.work(a, "a"), house.work(b, "b"));
        assert_ne!(house.work(a, "a"), house.work(c, "c"));
    };
    apart(&house);
    let left = work(&house, house.work(a, "a"));
    assert!(left.row.saved, "what was marked stays");
    assert_eq!(left.note.as_deref(), Some("mine"));
    let alone = work(&house, house.work(c, "c"));
    assert!(
        alone.keys.contains(&"pmid:7".to_string()),
        "it still says so"
    );
    // It is read again, changed, and another one comes that knows both.
    let mut again = records()[2].clone();
    again.title = "changed".to_string();
    house.take(c, &[again]);
    let d = house.follow("d");
    house.take(
        d,
        &[item(
            "d",
            5,
            &["doi:10.1000/x", "pmid:7", "url:c.example/1"],
        )],
    );
    apart(&house);
    assert_eq!(house.work(d, "d"), house.work(a, "a"));

    house.store.drop_cache().unwrap();
    for at in [2, 0, 1] {
        house.take(sources[at], &[records()[at].clone()]);
    }
    apart(&house);
    assert!(work(&house, house.work(a, "a")).row.saved);
}

#[test]
fn a_name_that_only_the_split_item_had_joins_nothing_to_what_stays() {
    let (mut house, [a, _, c]) = house_of_one();
    house.take(a, &[item("a", 100, &["doi:10.1000/x"])]);
    house.take(c, &[item("c", 50, &["doi:10.1000/x", "pmid:7"])]);
    let one = house.work(a, "a");
    house.store.set_saved(one, true, NOW).unwrap();
    house.store.split(&own(c, "c"), NOW).unwrap();
    let d = house.follow("d");
    house.take(d, &[item("d", 10, &["pmid:7"])]);
    assert_ne!(house.work(d, "d"), house.work(a, "a"));
    let keys = work(&house, house.work(a, "a")).keys;
    assert!(!keys.contains(&"pmid:7".to_string()), "{keys:?}");
    assert!(
        keys.iter().all(|key| !key.starts_with("apart:")),
        "{keys:?}"
    );
}

#[test]
fn a_split_is_taken_back_and_done_again_after_a_restart() {
    let (mut house, sources) = house_of_one();
    let [a, _, c] = sources;
    take_all(&mut house, sources);
    house.store.split(&own(c, "c"), NOW).unwrap();
    let mut house = house.reopen();
    let taken_back = house.store.undo(NOW.plus(1)).unwrap();
    assert_eq!(taken_back.as_deref(), Some("split off «title c»"));
    house.check();
    assert_eq!(house.work(a, "a"), house.work(c, "c"));
    let how: Vec<How> = work(&house, house.work(a, "a"))
        .carriers
        .into_iter()
        .map(|it| it.how)
        .collect();
    assert_eq!(how.len(), 3);
    assert!(how.contains(&How::Name("pmid:7".to_string())), "{how:?}");
    let mut house = house.reopen();
    house.store.redo(NOW.plus(2)).unwrap();
    house.check();
    assert_ne!(house.work(a, "a"), house.work(c, "c"));
}

#[test]
fn what_was_marked_before_goes_back_to_its_side() {
    let (mut house, [a, b, _]) = house_of_one();
    house.take(a, &[item("a", 100, &["doi:10.1000/x"])]);
    house.take(b, &[item("b", 50, &["pmid:7"])]);
    let theirs = house.work(b, "b");
    house.store.set_saved(theirs, true, NOW).unwrap();
    house.store.set_note(theirs, "on b", NOW.plus(1)).unwrap();
    let mine = house.work(a, "a");
    house.store.set_read(&[mine], true, NOW.plus(2)).unwrap();
    house.take(b, &[item("b", 50, &["pmid:7", "doi:10.1000/x"])]);
    let one = work(&house, mine);
    assert!(one.row.saved && one.row.read && one.row.noted);

    house.store.split(&own(b, "b"), NOW.plus(3)).unwrap();
    house.check();
    let (left, parted) = (work(&house, mine), work(&house, house.work(b, "b")));
    assert!(left.row.read && !left.row.saved && !left.row.noted);
    assert!(!parted.row.read && parted.row.saved);
    assert_eq!(parted.note.as_deref(), Some("on b"));
    // All of it is taken back one by one, as if they had always been as they are.
    house.store.undo(NOW.plus(4)).unwrap();
    let one = work(&house, mine);
    assert!(one.row.saved && one.row.read && one.row.noted);
    house.store.undo(NOW.plus(5)).unwrap();
    assert!(!work(&house, mine).row.read);
    house.store.undo(NOW.plus(6)).unwrap();
    assert!(!work(&house, mine).row.noted);
    house.store.undo(NOW.plus(7)).unwrap();
    assert!(!work(&house, mine).row.saved);
    house.check();
}

#[test]
fn two_works_are_joined_by_hand_and_stay_joined() {
    let (mut house, [a, b, _]) = house_of_one();
    let records = [
        item("a", 100, &["doi:10.1000/x"]),
        item("b", 50, &["doi:10.1000/y"]),
    ];
    house.take(a, &records[..1]);
    house.take(b, &records[1..]);
    let (one, other) = (house.work(a, "a"), house.work(b, "b"));
    house.store.set_saved(one, true, NOW).unwrap();
    house.store.set_saved(other, true, NOW.plus(1)).unwrap();
    assert!(house.store.join(other, one, NOW.plus(2)).unwrap());
    house.check();
    assert!(!house.store.join(other, one, NOW.plus(2)).unwrap());
    let joined = work(&house, other);
    assert_eq!(joined.row.n_sources, 2);
    assert_eq!(joined.carriers[1].how, How::ByHand);

    house.store.drop_cache().unwrap();
    house.take(b, &records[1..]);
    house.take(a, &records[..1]);
    assert_eq!(house.work(a, "a"), house.work(b, "b"));

    house.store.undo(NOW.plus(3)).unwrap();
    house.check();
    let (one, other) = (house.work(a, "a"), house.work(b, "b"));
    assert_ne!(one, other);
    assert!(work(&house, one).row.saved && work(&house, other).row.saved);
    // A split takes apart also what the person joined.
    house.store.redo(NOW.plus(4)).unwrap();
    assert_eq!(house.work(a, "a"), house.work(b, "b"));
    house.store.split(&own(b, "b"), NOW.plus(5)).unwrap();
    assert_ne!(house.work(a, "a"), house.work(b, "b"));
    // And may be joined by hand again.
    let (one, other) = (house.work(a, "a"), house.work(b, "b"));
    assert!(house.store.join(one, other, NOW.plus(6)).unwrap());
    assert_eq!(house.work(a, "a"), house.work(b, "b"));
    house.check();
}

#[test]
fn what_cannot_be_split_says_so() {
    let (mut house, [a, ..]) = house_of_one();
    house.take(a, &[item("a", 100, &["doi:10.1000/x"])]);
    assert!(matches!(
        house.store.split(&own(a, "a"), NOW),
        Err(StoreError::NothingToSplit)
    ));
    assert!(matches!(
        house.store.split("item:9/none", NOW),
        Err(StoreError::NoSuchItem)
    ));
    assert_eq!(house.store.undo(NOW).unwrap(), None);
}

#[derive(Clone, Debug)]
enum Act {
    /// An item comes, or comes again, with these of three names.
    Come(usize, Vec<usize>),
    Save(usize, bool),
    Note(usize),
    Split(usize),
    Join(usize, usize),
    Undo,
    Redo,
    DropCache,
    Reopen,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let at = || 0..4_usize;
    let one = prop_oneof![
        6 => (at(), prop::collection::vec(0..3_usize, 0..3)).prop_map(|(at, names)| Act::Come(at, names)),
        3 => (at(), any::<bool>()).prop_map(|(at, yes)| Act::Save(at, yes)),
        2 => at().prop_map(Act::Note),
        4 => at().prop_map(Act::Split),
        2 => (at(), at()).prop_map(|(one, other)| Act::Join(one, other)),
        3 => (0..1_u8).prop_map(|_| Act::Undo),
        2 => (0..1_u8).prop_map(|_| Act::Redo),
        1 => (0..1_u8).prop_map(|_| Act::DropCache),
        1 => (0..1_u8).prop_map(|_| Act::Reopen),
    ];
    prop::collection::vec(one, 4..18)
}

/// Every note that stands and how many stars there are, in all of what is kept.
fn kept_of(house: &House) -> (Vec<String>, usize) {
    let rows = house.reader.kept_rows().unwrap();
    let n_saved = rows.iter().filter(|row| row.saved).count();
    let notes = rows.iter().filter_map(|row| work(house, row.work).note);
    let mut notes: Vec<String> = notes
        .flat_map(|note| note.split("\n\n").map(str::to_string).collect::<Vec<_>>())
        .collect();
    notes.sort();
    notes.dedup();
    (notes, n_saved)
}

/// Whatever comes, is joined, split and taken back: what is derived is right,
/// and no refresh, split or join takes a note or the last star.
fn live(acts: &[Act]) {
    const NAMES: [&str; 3] = ["doi:10.1000/x", "pmid:7", "url:c.example/1"];
    let mut house = House::new();
    let sources = ["a", "b", "c", "d"].map(|name| house.follow(name));
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    let mut known: [Option<Record>; 4] = Default::default();
    for (n, act) in acts.iter().enumerate() {
        let now = NOW.plus(n as i64);
        let before = kept_of(&house);
        let id = |house: &House, at: usize| {
            known[at].as_ref()?;
            Some(house.work(sources[at], &at.to_string()))
        };
        let mut may_lose = false;
        match act {
            Act::Come(at, names) => {
                let names: Vec<&str> = names.iter().map(|name| NAMES[*name]).collect();
                let mut record = item(&at.to_string(), 1_000 + *at as i64, &names);
                record.title = "one title".to_string();
                house.take(sources[*at], std::slice::from_ref(&record));
                known[*at] = Some(record);
            }
            Act::Save(at, yes) => {
                if let Some(work) = id(&house, *at) {
                    house.store.set_saved(work, *yes, now).unwrap();
                    may_lose = true;
                }
            }
            Act::Note(at) => {
                if let Some(one) = id(&house, *at) {
                    let note = match work(&house, one).note {
                        Some(note) => format!("{note}\n\nnote {n}"),
                        None => format!("note {n}"),
                    };
                    house.store.set_note(one, &note, now).unwrap();
                }
            }
            Act::Split(at) => {
                if known[*at].is_some() {
                    let split = house.store.split(&own(sources[*at], &at.to_string()), now);
                    assert!(matches!(split, Ok(()) | Err(StoreError::NothingToSplit)));
                    if split.is_ok() {
                        let mine = id(&house, *at);
                        let others = (0..4).filter(|other| other != at);
                        for other in others {
                            assert!(id(&house, other) != mine, "after act {n}");
                        }
                    }
                }
            }
            Act::Join(one, other) => {
                if let (Some(a), Some(b)) = (id(&house, *one), id(&house, *other)) {
                    house.store.join(a, b, now).unwrap();
                    assert_eq!(id(&house, *one), id(&house, *other), "after act {n}");
                }
            }
            Act::Undo => {
                house.store.undo(now).unwrap();
                may_lose = true;
            }
            Act::Redo => {
                house.store.redo(now).unwrap();
                may_lose = true;
            }
            Act::DropCache => {
                house.store.drop_cache().unwrap();
                for (source, record) in sources.iter().zip(&known) {
                    if let Some(record) = record {
                        house.take(*source, std::slice::from_ref(record));
                    }
                }
            }
            Act::Reopen => house = house.reopen(),
        }
        house.check();
        let after = kept_of(&house);
        if !may_lose {
            for note in &before.0 {
                assert!(after.0.contains(note), "{note} after act {n}");
            }
            assert_eq!(after.1 > 0, before.1 > 0, "stars after act {n}");
        }
    }
    // Everything can be taken back and done again without a trace of trouble.
    let end = NOW.plus(1_000);
    while house.store.undo(end).unwrap().is_some() {
        house.check();
    }
    assert_eq!(
        kept_of(&house).0,
        Vec::<String>::new(),
        "notes were taken back"
    );
    while house.store.redo(end).unwrap().is_some() {
        house.check();
    }
}

#[test]
fn no_order_of_joining_splitting_and_taking_back_loses_a_mark() {
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
