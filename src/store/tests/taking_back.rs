//! What a person did can be taken back and done again, also after a restart.

use crate::domain::answer::TakenBack;
use crate::domain::answer::Turned;
use crate::domain::id::StepId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::source::NewSource;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::item;

const END: WorkId = WorkId(i64::MAX);

#[test]
fn all_read_is_taken_back_exactly_after_reopening() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let records: Vec<_> = (0..40)
        .map(|n| item(&n.to_string(), 100 + n, &[]))
        .collect();
    house.take(nejm, &records);
    let two = [house.work(nejm, "3"), house.work(nejm, "4")];
    house.store.set_read(&two, true, NOW).unwrap();
    assert_eq!(
        house.store.all_read(&Query::default(), END, NOW).unwrap(),
        38
    );
    assert_eq!(house.n_unread(Place::All), 0);
    house.check();

    let mut house = house.reopen();
    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("38 marked as read")
    );
    house.check();
    assert_eq!(house.n_unread(Place::All), 38);
    let unread = Query {
        unread_only: true,
        ..Query::default()
    };
    assert_eq!(house.titles_of(&unread).len(), 38);
    let mut house = house.reopen();
    house.store.redo(NOW).unwrap();
    house.check();
    assert_eq!(house.n_unread(Place::All), 0);
    assert_eq!(house.store.redo(NOW).unwrap(), None);
}

#[test]
fn all_read_leaves_alone_what_came_above_since() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[]), item("b", 90, &[])]);
    let newest = house.work(nejm, "b");
    house.take(nejm, &[item("c", 10, &[])]);
    let n_read = house
        .store
        .all_read(&Query::default(), newest, NOW)
        .unwrap();
    assert_eq!((n_read, house.n_unread(Place::All)), (2, 1));
    assert_eq!(
        house
            .store
            .all_read(&Query::default(), newest, NOW)
            .unwrap(),
        0
    );
    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("2 marked as read")
    );
}

#[test]
fn saving_and_notes_are_taken_back_and_done_again() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[])]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_note(work, "one", NOW).unwrap();
    house.store.set_note(work, "two", NOW).unwrap();
    let note = |house: &House| house.reader.work(work).unwrap().unwrap().0.note;
    house.store.undo(NOW).unwrap();
    assert_eq!(note(&house).as_deref(), Some("one"));
    house.store.undo(NOW).unwrap();
    assert_eq!(note(&house), None);
    house.check();
    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("saved «title a»")
    );
    assert!(house.titles(Place::Saved).is_empty());
    house.store.redo(NOW).unwrap();
    house.store.redo(NOW).unwrap();
    assert_eq!(note(&house).as_deref(), Some("one"));
    assert_eq!(house.titles(Place::Saved), ["title a"]);
    // Something new: what was taken back is gone for good.
    house.store.set_saved(work, false, NOW).unwrap();
    assert_eq!(house.store.redo(NOW).unwrap(), None);
    house.check();
}

#[test]
fn an_import_is_one_step_and_an_import_again_changes_nothing() {
    let mut house = House::new();
    let known = house.follow("known");
    let entry = |path: &[&str], name: &str| {
        let new = NewSource {
            title: name.to_string(),
            ..feed(&format!("https://{name}.example/feed"))
        };
        (
            path.iter().map(ToString::to_string).collect::<Vec<_>>(),
            new,
        )
    };
    let entries = [
        entry(&["Heart", "Journals"], "b"),
        entry(&["Heart", "Journals"], "a"),
        entry(&["News"], "a"),
        entry(&[], "c"),
        entry(&["News"], "known"),
    ];
    let imported = house.store.import(&entries, NOW).unwrap();
    assert_eq!(
        (imported.n_new, imported.n_known, imported.n_lists),
        (3, 1, 2)
    );
    assert_eq!(
        house.reader.outline().unwrap(),
        [
            entries[0].clone(),
            entries[1].clone(),
            entries[2].clone(),
            entries[4].clone(),
            entries[3].clone(),
        ]
    );
    let before = house.reader.outline().unwrap();
    let again = house.store.import(&entries, NOW).unwrap();
    assert_eq!((again.n_new, again.n_known, again.n_lists), (0, 4, 0));
    assert_eq!(house.reader.outline().unwrap(), before);

    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("imported 3 sources")
    );
    house.check();
    assert!(house.reader.lists().unwrap().is_empty());
    let sources = house.reader.sources().unwrap();
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0].id, known);
    house.store.redo(NOW).unwrap();
    house.check();
    assert_eq!(house.reader.outline().unwrap(), before);
}

#[test]
fn names_of_sources_and_lists_are_taken_back() {
    let mut house = House::new();
    let list = house.list("Heart");
    let nejm = house.follow_in("nejm", Some(list));
    house.store.rename_source(nejm, "New England", NOW).unwrap();
    house
        .store
        .rename_list(list, &["Cardio".to_string()], NOW)
        .unwrap();
    assert_eq!(house.reader.sources().unwrap()[0].title, "New England");
    assert_eq!(house.reader.lists().unwrap()[0].name(), "Cardio");
    house.list("Other");
    let taken = house.store.rename_list(list, &["Other".to_string()], NOW);
    assert_eq!(
        taken.unwrap_err().to_string(),
        "there is already a list called Other"
    );
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    assert_eq!(house.reader.sources().unwrap()[0].title, "nejm");
    assert_eq!(house.reader.lists().unwrap()[0].name(), "Heart");
}

#[test]
fn two_hundred_steps_are_remembered() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[])]);
    let work = house.work(nejm, "a");
    for n in 0..205 {
        house.store.set_read(&[work], n % 2 == 0, NOW).unwrap();
    }
    let mut n_undone = 0;
    while house.store.undo(NOW).unwrap().is_some() {
        n_undone += 1;
    }
    assert_eq!(n_undone, 200);
    let left: i64 = house
        .store
        .conn
        .query_one("SELECT COUNT(*) FROM undo_reads", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 200);
}

#[test]
fn a_step_from_before_or_about_who_is_followed_is_named_first() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[])]);
    let work = house.work(nejm, "a");
    house.store.set_read(&[work], true, NOW).unwrap();
    let began = NOW.plus(10);
    let mut undo = |began, named| house.store.undo_named(began, named, NOW.plus(20)).unwrap();
    let TakenBack::Asks(step) = undo(began, None) else {
        panic!("it was done before");
    };
    assert_eq!((step.at, step.what.as_str()), (NOW, "1 marked as read"));
    let other = Some(StepId(step.id.0 - 1));
    assert_eq!(undo(began, other), TakenBack::Asks(step.clone()));
    let turned = Turned {
        what: step.what,
        topics: None,
    };
    assert_eq!(undo(began, Some(step.id)), TakenBack::Done(turned));
    let TakenBack::Asks(step) = undo(NOW, None) else {
        panic!("it is about who is followed");
    };
    assert!(matches!(undo(NOW, Some(step.id)), TakenBack::Done(_)));
    assert_eq!(undo(NOW, None), TakenBack::Nothing);
    house.check();
}
