//! What was done to works before they turned out to be one is taken back as if
//! they had always been one.

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::work::Work;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const NAMES: [&str; 3] = ["doi:10.1/a", "pmid:7", "arxiv:1"];

/// Three works, and the source that will say that they are one.
fn house_of_three() -> (House, [WorkId; 3], SourceId) {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let news = house.follow("news");
    let keys = ["a", "b", "c"];
    for (key, name) in keys.iter().zip(NAMES) {
        house.take(nejm, &[item(key, 100, &[name])]);
    }
    let works = keys.map(|key| house.work(nejm, key));
    // That the two are followed is not to be taken back.
    house.store.conn.execute("DELETE FROM undo", []).unwrap();
    (house, works, news)
}

fn unite(house: &mut House, news: SourceId) {
    house.take(news, &[item("all", 10, &NAMES)]);
}

fn work(house: &House, work: WorkId) -> Work {
    house.reader.work(work).unwrap().unwrap().0
}

#[test]
fn taking_back_one_save_leaves_that_of_the_other_side() {
    let (mut house, [a, b, _], news) = house_of_three();
    house.store.set_saved(a, true, NOW).unwrap();
    house.store.set_saved(b, true, NOW.plus(1)).unwrap();
    unite(&mut house, news);
    let sentence = house.store.undo(NOW.plus(2)).unwrap();
    assert_eq!(sentence.as_deref(), Some("saved «title b»"));
    assert!(
        work(&house, a).row.saved,
        "a was saved by a step of its own"
    );
    house.check();
    house.store.undo(NOW.plus(3)).unwrap();
    assert!(!work(&house, a).row.saved);
    house.check();
    house.store.redo(NOW.plus(4)).unwrap();
    house.store.redo(NOW.plus(5)).unwrap();
    assert!(work(&house, b).row.saved);
}

#[test]
fn taking_back_one_read_mark_leaves_that_of_the_other_side() {
    let (mut house, [a, b, c], news) = house_of_three();
    house.store.set_read(&[a], true, NOW).unwrap();
    house.store.set_read(&[b, c], true, NOW.plus(1)).unwrap();
    unite(&mut house, news);
    house.store.undo(NOW.plus(2)).unwrap();
    assert!(work(&house, a).row.read);
    house.store.undo(NOW.plus(3)).unwrap();
    assert!(!work(&house, a).row.read);
    house.check();
}

#[test]
fn taking_back_one_note_leaves_that_of_the_other_side() {
    let (mut house, [a, b, _], news) = house_of_three();
    house.store.set_note(a, "from a", NOW).unwrap();
    house.store.set_note(b, "from b", NOW.plus(1)).unwrap();
    unite(&mut house, news);
    let note = |house: &House| work(house, a).note;
    house.store.set_note(a, "both", NOW.plus(2)).unwrap();
    house.store.undo(NOW.plus(3)).unwrap();
    assert_eq!(note(&house).as_deref(), Some("from a\n\nfrom b"));
    house.store.undo(NOW.plus(4)).unwrap();
    assert_eq!(note(&house).as_deref(), Some("from a"));
    house.store.undo(NOW.plus(5)).unwrap();
    assert_eq!(note(&house), None);
    for _ in 0..3 {
        house.store.redo(NOW.plus(6)).unwrap();
    }
    assert_eq!(note(&house).as_deref(), Some("both"));
    house.check();
}

#[test]
fn a_save_that_was_taken_back_does_not_outvote_one_that_stands() {
    let (mut house, [a, b, _], news) = house_of_three();
    house.store.set_saved(a, true, NOW).unwrap();
    house.store.set_saved(b, true, NOW.plus(1)).unwrap();
    house.store.undo(NOW.plus(2)).unwrap();
    unite(&mut house, news);
    assert!(work(&house, a).row.saved);
}

#[derive(Clone, Copy, Debug)]
enum Mark {
    Saved,
    Read,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Set(usize, bool),
    Undo,
    Redo,
}

fn acts(longest: usize) -> impl Strategy<Value = Vec<Act>> {
    let one = prop_oneof![
        3 => (0..3_usize, any::<bool>()).prop_map(|(at, yes)| Act::Set(at, yes)),
        1 => (0..1_u8).prop_map(|_| Act::Undo),
        1 => (0..1_u8).prop_map(|_| Act::Redo),
    ];
    prop::collection::vec(one, 0..longest)
}

/// What should hold: every step that was done, on which works, in order.
#[derive(Default)]
struct Model {
    steps: Vec<(Vec<usize>, bool)>,
    n_done: usize,
    is_one: bool,
}

impl Model {
    /// What the last step that was done on any of these works said.
    fn says(&self, at: usize) -> bool {
        let done = self.steps[..self.n_done].iter().rev();
        let mut mine = done.filter(|(works, _)| self.is_one || works.contains(&at));
        mine.next().is_some_and(|(_, yes)| *yes)
    }
}

/// Acts on three works, makes them one, acts again; then takes everything back
/// and does it again, and compares with the model after each.
fn live(mark: Mark, before: &[Act], after: &[Act]) {
    let (mut house, works, news) = house_of_three();
    let mut model = Model::default();
    let mut acts: Vec<Option<Act>> = before.iter().copied().map(Some).collect();
    acts.push(None);
    acts.extend(after.iter().copied().map(Some));
    acts.extend([Some(Act::Undo); 24]);
    acts.extend([Some(Act::Redo); 24]);
    for (n, act) in acts.into_iter().enumerate() {
        let now = NOW.plus(n as i64);
        match act {
            None => {
                unite(&mut house, news);
                model.is_one = true;
            }
            Some(Act::Set(at, yes)) => {
                if model.says(at) != yes {
                    model.steps.truncate(model.n_done);
                    model.steps.push((vec![at], yes));
                    model.n_done += 1;
                }
                match mark {
                    Mark::Saved => house.store.set_saved(works[at], yes, now).unwrap(),
                    Mark::Read => {
                        house.store.set_read(&[works[at]], yes, now).unwrap();
                    }
                }
            }
            Some(Act::Undo) => {
                let undone = house.store.undo(now).unwrap();
                assert_eq!(undone.is_some(), model.n_done > 0);
                model.n_done = model.n_done.saturating_sub(1);
            }
            Some(Act::Redo) => {
                let redone = house.store.redo(now).unwrap();
                assert_eq!(redone.is_some(), model.n_done < model.steps.len());
                model.n_done = model.steps.len().min(model.n_done + 1);
            }
        }
        for (at, id) in works.iter().enumerate() {
            let row = work(&house, *id).row;
            let says = match mark {
                Mark::Saved => row.saved,
                Mark::Read => row.read,
            };
            assert_eq!(says, model.says(at), "work {at} after act {n}");
        }
    }
    house.check();
}

#[test]
fn saves_of_works_that_became_one_are_taken_back_one_by_one() {
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&(acts(9), acts(5)), |(before, after)| {
            live(Mark::Saved, &before, &after);
            Ok(())
        })
        .unwrap();
}

#[test]
fn read_marks_of_works_that_became_one_are_taken_back_one_by_one() {
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&(acts(9), acts(5)), |(mut before, after)| {
            // A read mark taken back counts as chosen anew, as unread.
            before.retain(|act| matches!(act, Act::Set(..)));
            live(Mark::Read, &before, &after);
            Ok(())
        })
        .unwrap();
}
