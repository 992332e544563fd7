//! What is kept where two rounds work on one file, and where the disk is full.

use std::thread;

use crate::domain::id::WorkId;
use crate::domain::learning::Draft;
use crate::domain::review::Grade;
use crate::domain::time::UtcTime;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const N: usize = 12;

fn draft(title: &str) -> Draft {
    Draft {
        title: title.to_string(),
        minutes: 5,
        ..Draft::default()
    }
}

/// Everything a person does to a work.
fn keep(store: &mut Store, work: WorkId, who: &str, now: UtcTime) -> Result<(), StoreError> {
    store.set_saved(work, true, now)?;
    store.set_note(work, &format!("note of {who}"), now)?;
    store.set_review(work, Some("Why?"), now)?;
    store.grade(work, Grade::Good, now)?;
    store.log(&draft(who), None, now)?;
    Ok(())
}

#[test]
fn two_rounds_that_keep_at_once_lose_nothing_of_either() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let records: Vec<_> = (0..2 * N)
        .map(|n| item(&n.to_string(), 60 + n as i64, &[]))
        .collect();
    house.take(nejm, &records);
    let works: Vec<WorkId> = (0..2 * N)
        .map(|n| house.work(nejm, &n.to_string()))
        .collect();
    thread::scope(|scope| {
        for (who, works) in ["one", "other"].into_iter().zip(works.chunks(N)) {
            let path = house.path();
            scope.spawn(move || {
                let mut store = Store::open(path, NOW).unwrap();
                for (n, work) in works.iter().enumerate() {
                    keep(&mut store, *work, who, NOW.plus(n as i64)).unwrap();
                }
            });
        }
    });
    house.check();
    for (n, work) in works.iter().enumerate() {
        let (kept, _) = house.reader.work(*work).unwrap().unwrap();
        let who = if n < N {
            "note of one"
        } else {
            "note of other"
        };
        assert!(kept.row.saved && kept.row.in_review, "{n}");
        assert_eq!(kept.note.as_deref(), Some(who), "{n}");
    }
    assert_eq!(house.reader.agenda(NOW, 100).unwrap().n_all, 2 * N as u64);
    assert_eq!(house.reader.book().unwrap().standing().len(), 2 * N);
    assert!(house.reader.check().unwrap().is_empty());
    // One history: all of it can be taken back by either.
    let mut n_steps = 0;
    while house.store.undo(NOW).unwrap().is_some() {
        n_steps += 1;
    }
    assert_eq!(n_steps, 2 * N * 5 + 1, "and the source that was followed");
    assert!(house.reader.kept_rows().unwrap().is_empty());
}

#[test]
fn a_full_disk_refuses_each_deed_whole_and_loses_none_that_was_done() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &[]), item("b", 50, &[])]);
    let (a, b) = (house.work(nejm, "a"), house.work(nejm, "b"));
    keep(&mut house.store, a, "me", NOW).unwrap();
    house.store.fill_up();
    let long = "long ".repeat(20_000);
    type Deed<'a> = (
        &'a str,
        Box<dyn Fn(&mut Store) -> Result<(), StoreError> + 'a>,
    );
    let deeds: Vec<Deed> = vec![
        ("note", Box::new(|it| it.set_note(b, &long, NOW))),
        ("review", Box::new(|it| it.set_review(a, Some(&long), NOW))),
        (
            "log",
            Box::new(|it| it.log(&draft(&long), None, NOW).map(|_| ())),
        ),
        (
            "query",
            Box::new(|it| it.set_timeline("mine", Some(&long), NOW).map(|_| ())),
        ),
    ];
    for (what, deed) in deeds {
        let refused = deed(&mut house.store);
        assert!(
            matches!(refused, Err(StoreError::Full)),
            "{what}: {refused:?}"
        );
        house.check();
    }
    let (kept, _) = house.reader.work(a).unwrap().unwrap();
    assert!(kept.row.saved && kept.row.in_review);
    assert_eq!(kept.note.as_deref(), Some("note of me"));
    let (other, _) = house.reader.work(b).unwrap().unwrap();
    assert_eq!(other.note, None);
    assert_eq!(house.reader.book().unwrap().standing().len(), 1);
    assert!(house.reader.check().unwrap().is_empty());
}
