//! Items that are one thing are one row, whatever comes first.

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::test_runner::Config;

use crate::domain::id::SourceId;
use crate::domain::query::Place;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

#[test]
fn an_item_that_knows_both_makes_two_works_one() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let pubmed = house.follow("pubmed");
    let news = house.follow("news");
    house.take(nejm, &[item("a", 100, &["doi:10.1/a"])]);
    house.take(pubmed, &[item("b", 50, &["pmid:7"])]);
    let (a, b) = (house.work(nejm, "a"), house.work(pubmed, "b"));
    house.store.set_saved(b, true, NOW).unwrap();
    house.store.set_note(a, "from a", NOW.plus(1)).unwrap();
    house.store.set_note(b, "from b", NOW.plus(2)).unwrap();
    house.store.set_read(&[a], true, NOW.plus(3)).unwrap();
    house.store.set_read(&[b], true, NOW.plus(4)).unwrap();
    house.store.set_read(&[b], false, NOW.plus(5)).unwrap();
    assert_eq!(
        house.take(news, &[item("c", 10, &["doi:10.1/a", "pmid:7"])]),
        0
    );

    let (one, _) = house.reader.work(b).unwrap().unwrap();
    assert_eq!(
        one.row.work, a,
        "the smaller id stays, the larger leads to it"
    );
    assert_eq!(one.row.n_sources, 3);
    assert!(one.row.saved);
    assert!(!one.row.read, "unread was chosen after read");
    assert_eq!(one.note.as_deref(), Some("from a\n\nfrom b"));
    assert_eq!(house.titles(Place::All).len(), 1);
    let n_records: i64 = house
        .store
        .conn
        .query_one("SELECT COUNT(*) FROM merges", [], |row| row.get(0))
        .unwrap();
    assert_eq!(n_records, 1, "both sides are recorded");
}

#[test]
fn marks_of_two_kept_rows_meet_though_the_cache_is_gone() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[item("a", 100, &["doi:10.1/a"]), item("b", 50, &["pmid:7"])],
    );
    let (a, b) = (house.work(nejm, "a"), house.work(nejm, "b"));
    house.store.set_saved(a, true, NOW).unwrap();
    house.store.set_note(b, "mine", NOW).unwrap();
    house.store.drop_cache().unwrap();
    house.take(nejm, &[item("c", 10, &["doi:10.1/a", "pmid:7"])]);
    for id in [a, b] {
        let (one, _) = house.reader.work(id).unwrap().unwrap();
        assert_eq!(one.row.title, "title c");
        assert!(one.row.saved && one.row.noted);
    }
    // What was done before can still be taken back.
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    house.check();
    let (one, _) = house.reader.work(b).unwrap().unwrap();
    assert!(!one.row.saved && !one.row.noted);
}

#[test]
fn a_link_that_many_entries_share_names_none_of_them() {
    let mut house = House::new();
    let blog = house.follow("blog");
    let other = house.follow("other");
    let home = "url:blog.example";
    house.take(other, &[item("x", 90, &[home])]);
    let n_new = house.take(blog, &[item("a", 60, &[home]), item("b", 50, &[home])]);
    assert_eq!(n_new, 2);
    house.take(blog, &[item("c", 40, &[home])]);
    assert_eq!(house.titles(Place::All).len(), 4);
}

#[test]
fn one_entry_an_answer_under_one_link_are_still_many_works() {
    let mut house = House::new();
    let blog = house.follow("blog");
    for key in ["a", "b", "c"] {
        assert_eq!(
            house.take(blog, &[item(key, 60, &["url:blog.example/today"])]),
            1
        );
    }
    assert_eq!(house.titles(Place::All).len(), 3);
}

#[test]
fn one_article_under_two_ids_of_one_source_is_one_row() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let mut again = item("new id", 10, &["url:nejm.example/a"]);
    again.title = "title a".to_string();
    house.take(nejm, &[item("a", 60, &["url:nejm.example/a"])]);
    assert_eq!(house.take(nejm, &[again]), 0);
    assert_eq!(house.titles(Place::All), ["title a"]);
}

/// An item of the property test: which source carries it and which of six
/// names it knows.
#[derive(Clone, Debug)]
struct Sketch {
    source: usize,
    names: Vec<usize>,
    saves: bool,
    reads: bool,
    notes: bool,
}

fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    let one = (
        0..3_usize,
        prop::collection::vec(0..8_usize, 0..3),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(source, names, saves, reads, notes)| Sketch {
            source,
            names,
            saves,
            reads,
            notes,
        });
    prop::collection::vec(one, 2..9)
}

const NAMES: [&str; 8] = [
    "doi:10.1/a",
    "doi:10.1/b",
    "pmid:1",
    "pmid:2",
    "pmcid:PMC1",
    "arxiv:1",
    "url:a.example/1",
    "url:a.example/2",
];

/// Works as sets of items with their marks.
type Works = Vec<(Vec<usize>, bool, bool, Vec<String>)>;

fn arrive(sketches: &[Sketch], order: &[usize], drop_cache_at: usize) -> Works {
    let mut house = House::new();
    let sources: Vec<SourceId> = ["x", "y", "z"].map(|name| house.follow(name)).to_vec();
    let record = |idx: usize| {
        let names: Vec<&str> = sketches[idx]
            .names
            .iter()
            .map(|name| NAMES[*name])
            .collect();
        let mut record = item(&idx.to_string(), 1_000 + idx as i64, &names);
        // All under one title: which link names an article is tested elsewhere.
        record.title = "one title".to_string();
        record
    };
    for (n, idx) in order.iter().enumerate() {
        let sketch = &sketches[*idx];
        let source = sources[sketch.source];
        house.take(source, &[record(*idx)]);
        let work = house.work(source, &idx.to_string());
        if sketch.saves {
            house.store.set_saved(work, true, NOW).unwrap();
        }
        if sketch.reads {
            house.store.set_read(&[work], true, NOW).unwrap();
        }
        if sketch.notes {
            let (now, _) = house.reader.work(work).unwrap().unwrap();
            let note = match now.note {
                Some(note) => format!("{note}\n\nnote {idx}"),
                None => format!("note {idx}"),
            };
            house.store.set_note(work, &note, NOW).unwrap();
        }
        if n == drop_cache_at {
            house.store.drop_cache().unwrap();
            for idx in &order[..=n] {
                house.take(sources[sketches[*idx].source], &[record(*idx)]);
            }
        }
        house.check();
    }
    let mut works: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
    for (idx, sketch) in sketches.iter().enumerate() {
        let work = house.work(sources[sketch.source], &idx.to_string());
        works.entry(work.0).or_default().push(idx);
    }
    let mut seen = Vec::new();
    for (work, items) in works {
        let (work, _) = house
            .reader
            .work(crate::domain::id::WorkId(work))
            .unwrap()
            .unwrap();
        let mut notes: Vec<String> = work
            .note
            .iter()
            .flat_map(|note| note.split("\n\n"))
            .map(str::to_string)
            .collect();
        notes.sort();
        notes.dedup();
        seen.push((items, work.row.saved, work.row.read, notes));
    }
    seen.sort();
    seen
}

#[test]
fn items_in_any_order_make_the_same_works_and_lose_no_mark() {
    let orders = sketches().prop_flat_map(|sketches| {
        let order: Vec<usize> = (0..sketches.len()).collect();
        (
            prop::strategy::Just(sketches),
            prop::strategy::Just(order).prop_shuffle(),
            0..12_usize,
        )
    });
    // Each case opens two databases; more of them belong to a quiet machine.
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    proptest::test_runner::TestRunner::new(config)
        .run(&orders, |(sketches, order, drop_cache_at)| {
            let straight: Vec<usize> = (0..sketches.len()).collect();
            let one = arrive(&sketches, &straight, usize::MAX);
            let other = arrive(&sketches, &order, drop_cache_at);
            prop_assert_eq!(&one, &other);
            for (items, saved, read, notes) in &one {
                prop_assert_eq!(*saved, items.iter().any(|idx| sketches[*idx].saves));
                prop_assert_eq!(*read, items.iter().any(|idx| sketches[*idx].reads));
                for idx in items {
                    let note = format!("note {idx}");
                    prop_assert!(!sketches[*idx].notes || notes.contains(&note));
                }
            }
            Ok(())
        })
        .unwrap();
}
